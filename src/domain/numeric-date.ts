import { DateTime } from 'luxon'

/** A date in figures: the ISO dates that it can mean (two where day and month may be swapped), and what follows it. */
export interface NumericDate {
  dates: string[]
  rest: string
}

/** Figures whose order is known: years come first, and with dots the day does. */
const ordered = [
  /^(?:on )?(?<year>\d{4})([-/])(?<month>\d{1,2})\2(?<day>\d{1,2})(?=$|[\s,T])(?<rest>.*)$/i,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})(?=$|T)(?<rest>.*)$/i,
  /^(?:on )?(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.(?:\s?(?<year>\d{4}|\d{2}))?(?=$|[\s,T])(?<rest>.*)$/i,
]
/** Days of the week and of the year (ISO 8601): `2026-W47-3`, `2026-325`. */
const weekDate = /^(?<year>\d{4})-?W(?<week>\d{2})-?(?<weekday>[1-7])(?=$|[\s,T])(?<rest>.*)$/i
const ordinalDate = /^(?<year>\d{4})-(?<ordinal>\d{3})(?=$|[\s,T])(?<rest>.*)$/i
/** `21.11`: without the second dot only where both have two figures, since `2.5` is a number. */
const shortDotted = /^(?:on )?(?<day>\d{2})\.(?<month>\d{2})(?=$|[\s,])(?<rest>.*)$/i
const monthSaid =
  /^(?:on )?(?:the )?(first|\d{1,2}(?:st|nd|rd|th)) (?:of )?(the|this|last) month(?=$|[\s,])(.*)$/i
const swappable = /^(?:on )?(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?=$|[\s,T])(.*)$/i
const dayAlone = /^(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)(?=$|,? (?:at |\d))(.*)$/i
const leapDay =
  /^(?:on )?(?:(?:the )?29(?:th)? (?:of )?feb(?:ruary)?|feb(?:ruary)? 29(?:th)?)(?=$|\s(?!\d{4}))(.*)$/i

/**
 * Reads `2026-04-13`, `20260413`, `13/04`, `4/13/2026`, `13.04.2026`, `the 13th`,
 * and 29 February, whose year is seldom the last one. Undefined where the text does not start with figures of that shape; no
 * dates where they name no day. With slashes and dashes the order is not known; with dots the day comes first.
 */
export function readNumericDate(text: string, here: DateTime): NumericDate | undefined {
  const trimmed = text.trim()
  const byDay = dayAlone.exec(trimmed)
  if (byDay !== null) return { dates: newestDay(Number(byDay[1]), here), rest: byDay[2] ?? '' }
  const byLeapDay = leapDay.exec(trimmed)
  if (byLeapDay !== null) return { dates: named([[29, 2]], undefined, here), rest: byLeapDay[1] ?? '' }
  return (
    readOrdered(trimmed, here) ??
    readCounted(trimmed, here) ??
    readSwappable(trimmed, here) ??
    readOfMonth(trimmed, here)
  )
}

/** A date by its week or by its day of the year. */
function readCounted(text: string, here: DateTime): NumericDate | undefined {
  const groups = weekDate.exec(text)?.groups ?? ordinalDate.exec(text)?.groups
  if (groups === undefined) return undefined
  const { year, week, weekday, ordinal, rest = '' } = groups
  const iso = week === undefined ? `${year}-${ordinal}` : `${year}-W${week}-${weekday}`
  const date = DateTime.fromISO(iso, { zone: here.zone })
  return { dates: date.isValid ? [date.toISODate()] : [], rest }
}

/** `the 15th of last month`, and `21.11`. */
function readOfMonth(text: string, here: DateTime): NumericDate | undefined {
  const dotted = shortDotted.exec(text)?.groups
  if (dotted !== undefined) {
    const dates = named([[Number(dotted.day), Number(dotted.month)]], undefined, here)
    return { dates, rest: dotted.rest ?? '' }
  }
  const [, day, which, rest = ''] = monthSaid.exec(text) ?? []
  if (day === undefined) return undefined
  const month = here.startOf('month').minus({ months: which === 'last' ? 1 : 0 })
  const date = month.set({ day: day === 'first' ? 1 : Number.parseInt(day, 10) })
  return { dates: date.hasSame(month, 'month') ? [date.toISODate() ?? ''] : [], rest }
}

function readOrdered(text: string, here: DateTime): NumericDate | undefined {
  const figures = ordered.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined)
  if (figures === undefined) return undefined
  const { year, month, day, rest = '' } = figures
  const dates = named([[Number(day), Number(month)]], year, here)
  return { dates, rest: rest.replace(/^T(\d{2})(\d{2})/i, 'T$1:$2') }
}

function readSwappable(text: string, here: DateTime): NumericDate | undefined {
  const figures = swappable.exec(text)
  if (figures === null) return undefined
  const [, first, separator, second, year, rest = ''] = figures
  // `9-5` is a span or a score; `09-05` is a date.
  if (separator === '-' && year === undefined && !/^\d{2}-\d{2}(?!-)/u.test(text.replace(/^on /i, '')))
    return undefined
  const [a, b] = [Number(first), Number(second)]
  const dates = named(
    [
      [a, b],
      [b, a],
    ],
    year,
    here,
  )
  return { dates, rest }
}

/** The readings (day, month) that exist as ISO dates: of the year given, else the most recent one. */
function named(
  readings: readonly (readonly [number, number])[],
  year: string | undefined,
  here: DateTime,
): string[] {
  const dates = readings.flatMap(([day, month]) => {
    const date =
      year === undefined
        ? mostRecent(day, month, here)
        : DateTime.fromObject({ day, month, year: fullYear(year) }, { zone: here.zone })
    return date?.isValid === true ? [date.toISODate() ?? ''] : []
  })
  return [...new Set(dates)]
}

/** The newest day and month that is not in the future; looks back over leap years. */
export function mostRecent(day: number, month: number, here: DateTime): DateTime | undefined {
  const farthest = 8
  for (let back = 0; back <= farthest; back += 1) {
    const date = DateTime.fromObject({ day, month, year: here.year - back }, { zone: here.zone })
    if (date.isValid && date <= here) return date
  }
  return undefined
}

/** The newest day of a month with that number: the 31st is seldom last month's. */
function newestDay(day: number, here: DateTime): string[] {
  const farthest = 3
  for (let back = 0; back <= farthest; back += 1) {
    const month = here.startOf('month').minus({ months: back })
    const date = month.set({ day })
    if (day >= 1 && date.hasSame(month, 'month') && date <= here) return [date.toISODate() ?? '']
  }
  return []
}

function fullYear(year: string): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year)
}
