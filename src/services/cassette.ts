import { writeFile } from 'node:fs/promises'
import { AppError, codeOf } from '../base/app-error.ts'
import { isPlainObject } from '../base/json.ts'
import { hasDaemon } from '../jobs/index.ts'
import { cassetteText, type RecordedCall } from '../llm/index.ts'
import { recordedCalls, type CallRow } from '../store/recorded-calls.ts'
import type { App } from './app.ts'
import { findJob } from './jobs.ts'
import { notWritten } from './text-file.ts'
import { openRows } from './withheld.ts'

export { loadCassette } from './cassette-file.ts'
export type { RecordedCall } from '../llm/index.ts'

const dayMs = 86_400_000

export interface RecordOptions {
  /** The job whose calls are meant, with all jobs of its tree; else those of the last `days` days. */
  job: string | undefined
  days: number
  /** Replaces a file that is there. */
  replace: boolean
}

/** Writes the journal of model calls into a file. Returns how many calls it holds. */
export async function recordCassette(app: App, file: string, options: RecordOptions): Promise<number> {
  const traceId = options.job === undefined ? undefined : (await findJob(app, options.job)).traceId
  const since = new Date(app.clock().getTime() - options.days * dayMs)
  const made = await recordedCalls(app.sql, app.org, { traceId, since, userId: app.userId })
  const rows = await openRows(app, made)
  if (rows.length === 0)
    throw new AppError('not-found', 'No model was asked, so there is nothing to record.', {
      hint: 'Try: nightdesk usage',
    })
  try {
    await writeFile(file, cassetteText(rows.map(callOf)), { flag: options.replace ? 'w' : 'wx' })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw notWritten(file, error)
    throw new AppError('wrong-use', `"${file}" is there already.`, {
      hint: `Try: nightdesk llm record ${file} --yes`,
      cause: error,
    })
  }
  return rows.length
}

function callOf({ answer, state, resume: _resume, ...row }: CallRow): RecordedCall {
  const { text, finishReason } = isPlainObject(answer) ? answer : {}
  return {
    ...row,
    state: state === 'done' || state === 'failed' ? state : 'unknown',
    answer:
      typeof text === 'string'
        ? { text, finishReason: typeof finishReason === 'string' ? finishReason : 'stop' }
        : null,
  }
}

/** Throws where a daemon could take a job of the replay: it would ask live. */
export async function refuseDaemon(app: App): Promise<void> {
  const { names } = (await app.engine()).workflows
  const taken = await Promise.all(names.map(async (type) => await hasDaemon(app.sql, type)))
  if (taken.includes(true))
    throw new AppError('failed', 'A daemon works on this database and would ask models live.', {
      hint: 'Stop it, or use a data folder of its own: NIGHTDESK_HOME=/tmp/replay',
    })
}
