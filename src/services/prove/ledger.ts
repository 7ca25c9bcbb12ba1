import { appendFileSync, readFileSync } from 'node:fs'

/** What happened to a job, as the processes that worked on it wrote it down outside the database. */
export interface LedgerLine {
  /** `begin` and `end` of an attempt; `effect`: its step worked (instead of reading a kept result). */
  what: 'begin' | 'effect' | 'end'
  job: string
  /** One run of the handler. */
  attempt: string
  /** Milliseconds since 1970. */
  at: number
}

/** Appends a line; the kernel keeps lines of several processes whole and in one order (O_APPEND, POSIX write). */
export function writeLedger(file: string, line: LedgerLine): void {
  appendFileSync(file, `${line.what} ${line.job} ${line.attempt} ${line.at}\n`)
}

export function readLedger(file: string): LedgerLine[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [what = '', job = '', attempt = '', at = ''] = line.split(' ')
      if (what !== 'begin' && what !== 'effect' && what !== 'end')
        throw new Error(`The ledger has the line "${line}".`)
      return { what, job, attempt, at: Number(at) }
    })
}
