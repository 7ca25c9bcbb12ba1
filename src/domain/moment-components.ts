import { casual } from 'chrono-node/en'
import type { DateTime } from 'luxon'
import { mostRecent } from './numeric-date.ts'

/** Figures on calendar and clock, or an instant where the phrase names one (`2 hours ago`, `…T14:30Z`). */
export type Components =
  | { instant: Date }
  | {
      date: { year: number; month: number; day: number }
      /** Absent where the phrase says no time. */
      time?: { hour: number; minute: number; second: number }
    }

type Parsed = ReturnType<typeof casual.parse>[number]['start']
type Day = { year: number; month: number; day: number }

/** Words that chrono does not know, or reads otherwise than a work log means them. */
const synonyms: readonly (readonly [RegExp, string])[] = [
  [/^earlier (?=today|yesterday|this)/, ''],
  [/\byday\b/g, 'yesterday'],
  [/^(?:the )?day before yesterday\b/, '2 days ago'],
  [/\b(?:a )?fortnight ago\b/, '2 weeks ago'],
  [/^(\d{1,2})\. (?=[a-z])/, '$1 '],
  [/\b([ap])\.m\./g, '$1m'],
  [/\bweds\b/g, 'wednesday'],
  [/\bthis past\b/, 'last'],
  [/\bmidday\b/, 'noon'],
  [/\b(\d{1,2})h(\d{2})\b/, '$1:$2'],
  [/(?<!\bago.*)\b(\d{1,2})h$/, '$1:00'],
  [/@ ?(?=\d)/, 'at '],
]

const partOfDay = /\b(?:morning|afternoon|evening|night|tonight|noon|midnight)\b/
/** Words that name no day. */
const vague = /\b(?:few|several|some|weekend)\b|^(?:the )?day before$/
const relative = /\bago\b|^(?:in|last|next|this)\b/
const lastNightHour = 22

/** The figures that the whole phrase means, or undefined where it is no date. `here` is now in the person's zone. */
export function readComponents(text: string, here: DateTime): Components | undefined {
  const phrase = plain(text)
  if (vague.test(phrase)) return undefined
  const inLastWeek = weekdayOfLastWeek(phrase)
  const parsed = parseWhole(inLastWeek ?? phrase, here)
  if (parsed === undefined) return undefined
  if (isInstant(parsed)) return { instant: parsed.date() }
  const time = timeOf(parsed, phrase)
  const date = inLastWeek === undefined ? dateOf(parsed, phrase, time, here) : lastWeek(parsed, here)
  if (date === undefined) return undefined
  return time === undefined ? { date } : { date, time }
}

function plain(text: string): string {
  let phrase = text
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/(?<!\b[ap]\.m)[.,;]$/, '')
  for (const [pattern, word] of synonyms) phrase = phrase.replace(pattern, word)
  return phrase
}

/** What chrono finds where it covers the whole phrase, and nothing else does. */
function parseWhole(phrase: string, here: DateTime): Parsed | undefined {
  const [found, ...others] = casual.parse(phrase, {
    instant: here.toJSDate(),
    timezone: here.offset,
  })
  if (found === undefined || others.length > 0 || found.end) return undefined
  const around = phrase.slice(0, found.index) + phrase.slice(found.index + found.text.length)
  return /^(?:on|at|the|,|\s)*$/.test(around) ? found.start : undefined
}

function isInstant(parsed: Parsed): boolean {
  return parsed.isCertain('timezoneOffset') && parsed.isCertain('hour')
}

function timeOf(parsed: Parsed, phrase: string) {
  if (/\b(?:last|yesterday) night\b/.test(phrase) && !parsed.isCertain('hour'))
    return { hour: lastNightHour, minute: 0, second: 0 }
  if (!parsed.isCertain('hour') && !partOfDay.test(phrase)) return undefined
  return {
    hour: parsed.get('hour') ?? 0,
    minute: parsed.get('minute') ?? 0,
    second: parsed.get('second') ?? 0,
  }
}

function dateOf(
  parsed: Parsed,
  phrase: string,
  time: { hour: number; minute: number } | undefined,
  here: DateTime,
): Day | undefined {
  if (parsed.isCertain('month') && !parsed.isCertain('day') && !relative.test(phrase)) return undefined
  const weekday = parsed.isCertain('weekday') ? parsed.get('weekday') : null
  if (parsed.isCertain('day')) return dayOf(parsed, weekday, here)
  if (weekday !== null) return weekdayDate(parsed, phrase, time, here)
  if (parsed.isCertain('month') || parsed.isCertain('year')) return given(parsed)
  return { year: here.year, month: here.month, day: here.day }
}

/** A day and month: of the year given, else the most recent. A weekday beside it must be right. */
function dayOf(parsed: Parsed, weekday: number | null, here: DateTime): Day | undefined {
  const date = parsed.isCertain('year')
    ? here.set(given(parsed))
    : mostRecent(parsed.get('day') ?? 0, parsed.get('month') ?? 0, here)
  if (date === undefined || (weekday !== null && date.weekday % 7 !== weekday)) return undefined
  return { year: date.year, month: date.month, day: date.day }
}

/** A weekday alone: the most recent one that is not in the future; `last` never means today, `this` means this week. */
function weekdayDate(
  parsed: Parsed,
  phrase: string,
  time: { hour: number; minute: number } | undefined,
  here: DateTime,
): Day {
  if (/^(?:last|next)\b/.test(phrase)) return given(parsed)
  const weekday = parsed.get('weekday') ?? 0
  if (/^this\b/.test(phrase)) return figures(here.plus({ days: (weekday || 7) - here.weekday }))
  const back = (here.weekday - weekday + 7) % 7
  const date = here.minus({ days: back })
  const isAhead = back === 0 && time !== undefined && here.set({ ...time, second: 0 }) > here
  return figures(isAhead ? date.minus({ weeks: 1 }) : date)
}

/** `monday last week` and `last week monday` without the week, or undefined for any other phrase. */
function weekdayOfLastWeek(phrase: string): string | undefined {
  const match =
    /^(?:on )?(\w+day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun),? (?:of )?last week\b(.*)$/.exec(phrase) ??
    /^last week,? (?:on )?(\w+day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b(.*)$/.exec(phrase)
  return match === null ? undefined : `${match[1]}${match[2]}`
}

function lastWeek(parsed: Parsed, here: DateTime): Day | undefined {
  if (!parsed.isCertain('weekday') || parsed.isCertain('day')) return undefined
  const weekday = parsed.get('weekday') ?? 0
  return figures(here.minus({ weeks: 1 }).plus({ days: (weekday || 7) - here.weekday }))
}

function given(parsed: Parsed): Day {
  return { year: parsed.get('year') ?? 0, month: parsed.get('month') ?? 0, day: parsed.get('day') ?? 0 }
}

function figures(date: DateTime): Day {
  return { year: date.year, month: date.month, day: date.day }
}
