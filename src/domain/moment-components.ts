import { casual } from 'chrono-node/en'
import { DateTime } from 'luxon'
import { plainPhrase } from './date-words.ts'
import { mostRecent } from './numeric-date.ts'
import { readPeriodPhrase } from './period-phrase.ts'
import { readWeekdayPhrase } from './weekday-phrase.ts'

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

const partOfDay = /\b(?:morning|afternoon|evening|night|tonight|noon|midnight)\b/
/** Words that name no day. */
const vague = /\b(?:few|several|some|weekend|later|within)\b|^(?:the )?day (?:before|after)$|^\dh$/
const relative = /\bago\b|^(?:in|last|next|this)\b/
const lastNightHour = 22
const nightPhrase = /\b(?:last|yesterday) night\b/
const firstNightHour = 5
const noonHour = 12

/** The figures that the whole phrase means, or undefined where it is no date. `here` is now in the person's zone. */
export function readComponents(text: string, here: DateTime): Components | undefined {
  const said = plainPhrase(text)
  if (vague.test(said)) return undefined
  const counted = readPeriodPhrase(said, here) ?? readWeekdayPhrase(said, here)
  if (counted === null) return undefined
  const phrase = counted === undefined ? said : `${counted.date}${counted.rest}`
  const parsed = parseWhole(phrase, here) ?? parseWhole(phrase.replaceAll(',', ''), here)
  if (parsed === undefined) return undefined
  if (isInstant(parsed)) return { instant: instantOf(parsed, here) }
  const time = timeOf(parsed, phrase)
  // chrono takes the night before six in the morning for the one that comes.
  const isLastNight = /\blast night\b/.test(phrase)
  const date = isLastNight ? figures(here.minus({ days: 1 })) : dateOf(parsed, phrase, time, here)
  if (date === undefined) return undefined
  const isEarly = time !== undefined && time.hour < firstNightHour
  if (time !== undefined && nightPhrase.test(phrase) && (isEarly || !parsed.isCertain('meridiem')))
    return nightOf(date, time)
  return time === undefined ? { date } : { date, time }
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

/** Where only the clock of another zone is said, it is the day there that counts, not the day here. */
function instantOf(parsed: Parsed, here: DateTime): Date {
  const said = DateTime.fromJSDate(parsed.date(), { zone: 'UTC' })
  if (parsed.isCertain('day') || parsed.isCertain('weekday') || !isToday(parsed, here)) return said.toJSDate()
  const offset = { minutes: parsed.get('timezoneOffset') ?? 0 }
  const today = here.toUTC().plus(offset).startOf('day')
  return said.plus({ days: today.diff(said.plus(offset).startOf('day'), 'days').days }).toJSDate()
}

/** True where a phrase says no day: chrono then gives that of now. */
function isToday(parsed: Parsed, here: DateTime): boolean {
  return (
    parsed.get('day') === here.day && parsed.get('month') === here.month && parsed.get('year') === here.year
  )
}

function isInstant(parsed: Parsed): boolean {
  return parsed.isCertain('timezoneOffset') && parsed.isCertain('hour')
}

/** `last night at 9` is 21:00, `last night at 2` is 2:00 of the day after. */
function nightOf(date: Day, time: NonNullable<ReturnType<typeof timeOf>>): Components {
  if (time.hour > noonHour) return { date, time }
  if (time.hour >= firstNightHour && time.hour < noonHour)
    return { date, time: { ...time, hour: time.hour + noonHour } }
  const next = DateTime.fromObject(date).plus({ days: 1 })
  return { date: figures(next), time: { ...time, hour: time.hour % noonHour } }
}

function timeOf(parsed: Parsed, phrase: string) {
  if (nightPhrase.test(phrase) && !parsed.isCertain('hour'))
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

function given(parsed: Parsed): Day {
  return { year: parsed.get('year') ?? 0, month: parsed.get('month') ?? 0, day: parsed.get('day') ?? 0 }
}

function figures(date: DateTime): Day {
  return { year: date.year, month: date.month, day: date.day }
}
