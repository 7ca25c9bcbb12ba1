import { DateTime } from 'luxon'
import { readComponents } from './moment-components.ts'
import type { Components } from './moment-components.ts'
import { readNumericDate } from './numeric-date.ts'

/** What a phrase says of a time, in the zone that was given. */
export type Moment =
  | {
      /** Local time with offset: `2026-04-03T09:00:00+02:00`. Noon where only a date was said. */
      at: string
      /** True where no time was said: the first ten characters of `at` are all that is known. */
      dateOnly: boolean
    }
  /** Both readings, as `at` without a time says them: `2026-03-04`, with `T…` where a time was said. */
  | { ambiguous: string[] }
  | { none: true }

const noonHour = 12

/**
 * Reads a date or time as people write it. The whole text must be the phrase: a date inside a sentence is not read.
 * A bare weekday or month-day is the most recent one that is not in the future. A local time that daylight saving
 * skips is read with the offset before the gap, one that comes twice is the first (RFC 5545, section 3.3.5).
 */
export function readMoment(text: string, now: Date, zone: string): Moment {
  const here = DateTime.fromJSDate(now, { zone })
  const phrase = bare(text)
  const numeric = readNumericDate(phrase, here)
  if (numeric === undefined) return toMoment(readComponents(phrase, here), here)
  const [first, second] = numeric.dates.map((date) =>
    toMoment(readComponents(`${date}${numeric.rest}`, here), here),
  )
  if (first === undefined || !('at' in first)) return { none: true }
  if (second === undefined || !('at' in second)) return first
  return { ambiguous: [first, second].map(({ at, dateOnly }) => (dateOnly ? at.slice(0, 10) : at)) }
}

/** Without what sets a date off from the text after it: `[yesterday]`, `Monday:`, `yesterday -`. */
function bare(text: string): string {
  const inside = text.trim().replace(/\s*[:–—-]$/u, '')
  return inside.replace(/^\[([^[\]]*)\]$/u, '$1')
}

/** The local day in which a moment lies: its first instant, and that of the next day. */
export function dayOf(at: string, zone: string): { start: Date; end: Date } {
  const start = DateTime.fromISO(at, { zone }).startOf('day')
  return { start: start.toJSDate(), end: start.plus({ days: 1 }).startOf('day').toJSDate() }
}

function toMoment(components: Components | undefined, here: DateTime): Moment {
  if (components === undefined) return { none: true }
  if ('instant' in components)
    return { at: toIso(DateTime.fromJSDate(components.instant, { zone: here.zone })), dateOnly: false }
  const { date, time } = components
  const local = DateTime.fromObject({ ...date, ...(time ?? { hour: noonHour }) }, { zone: here.zone })
  if (!local.isValid) return { none: true }
  return { at: toIso(firstOf(local)), dateOnly: time === undefined }
}

/** Of a local time that comes twice, the first. */
function firstOf(local: DateTime): DateTime {
  return local.getPossibleOffsets().reduce((first, other) => (other < first ? other : first), local)
}

function toIso(local: DateTime): string {
  const text = local.startOf('second').toISO({ suppressMilliseconds: true })
  if (text === null) throw new Error('A valid time has no ISO form.')
  return text.replace(/Z$/u, '+00:00')
}
