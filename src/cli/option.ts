import { AppError } from '../base/app-error.ts'

/** One option of a command: how it is typed, what help says, and how its text becomes a value. */
export interface Option<Value> {
  flags: string
  summary: string
  read(raw: unknown): Value
}

/** Options that every command takes. */
export const commonOptions = [
  { flags: '--json', summary: 'print data as JSON' },
  { flags: '-h, --help', summary: 'show this help' },
] as const

/** Those that do something for a command. */
export function commonOptionsOf({ json }: { json?: false }): readonly (typeof commonOptions)[number][] {
  return json === false ? commonOptions.filter(({ flags }) => flags !== '--json') : commonOptions
}

/** `--project <name>` */
export function text(flags: string, summary: string): Option<string | undefined> {
  return { flags, summary, read: (raw) => (typeof raw === 'string' ? raw : undefined) }
}

/** `--tag <tag...>`: may be given several times. */
export function texts(flags: string, summary: string): Option<readonly string[]> {
  return {
    flags,
    summary,
    read: (raw) => (Array.isArray(raw) ? raw.filter((item) => typeof item === 'string') : []),
  }
}

/** `--yes`; for `--no-wait` the value is true unless it was given. */
export function flag(flags: string, summary: string): Option<boolean> {
  const negated = flags.includes('--no-')
  return { flags, summary, read: (raw) => (negated ? raw !== false : raw === true) }
}

/** `--limit <number>`: a whole number of at least 1. */
export function whole(flags: string, summary: string): Option<number | undefined> {
  return {
    flags,
    summary,
    read(raw) {
      if (typeof raw !== 'string') return undefined
      if (/^[1-9]\d{0,8}$/.test(raw)) return Number(raw)
      throw new AppError('wrong-use', `"${raw}" is not a whole number of at least 1.`, {
        hint: tryIt(flags, '20'),
      })
    },
  }
}

/** `--max-usd <dollars>`: a number above 0, `0.50`. */
export function amount(flags: string, summary: string): Option<number | undefined> {
  return {
    flags,
    summary,
    read(raw) {
      if (typeof raw !== 'string') return undefined
      if (/^\d{1,9}(\.\d{1,9})?$/.test(raw) && Number(raw) > 0) return Number(raw)
      throw new AppError('wrong-use', `"${raw}" is not a number above 0.`, {
        hint: tryIt(flags, '0.5'),
      })
    },
  }
}

/** `--kind <kind>`: one of a few words. */
export function choice<Word extends string>(
  flags: string,
  summary: string,
  words: readonly Word[],
): Option<Word | undefined> {
  return {
    flags,
    summary: `${summary} (${words.join(', ')})`,
    read(raw) {
      if (typeof raw !== 'string') return undefined
      const word = words.find((candidate) => candidate === raw)
      if (word !== undefined) return word
      throw new AppError('wrong-use', `"${raw}" is none of ${words.join(', ')}.`, {
        hint: tryIt(flags, words[0] ?? ''),
      })
    },
  }
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * `--timeout <duration>`: `30s`, `5m`, `2h` or plain seconds; the value is milliseconds. `example` is what a mistake is
 * answered with: nobody should be told to delete what is older than 30 seconds.
 */
export function duration(flags: string, summary: string, example = '30s'): Option<number | undefined> {
  return {
    flags,
    summary,
    read(raw) {
      if (typeof raw !== 'string') return undefined
      const match = /^(\d{1,9})(ms|s|m|h|d)?$/.exec(raw)
      if (match !== null) return Number(match[1]) * (units[match[2] ?? 's'] ?? 1000)
      throw new AppError('wrong-use', `"${raw}" is not a length of time.`, {
        hint: tryIt(flags, example),
      })
    },
  }
}

/** Milliseconds as `duration` reads them, in the largest unit that is whole: `90d`, `36h`. */
export function durationText(milliseconds: number): string {
  const largest = Object.entries(units).toSorted(([, a], [, b]) => b - a)
  const [unit, size] = largest.find(([, size]) => milliseconds % size === 0) ?? ['ms', 1]
  return `${milliseconds / size}${unit}`
}

/** The option with a value that fits, by its long name. */
function tryIt(flags: string, value: string): string {
  return `Try: ${flags.replace(/^-\w, /, '').replace(/<.*>/, value)}`
}
