import { DateTime } from 'luxon'

/** A date in figures: the ISO dates that it can mean (two where day and month may be swapped), and what follows it. */
export interface NumericDate {
  dates: string[]
  rest: string
}

const yearFirst = /^(?:on )?(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?=$|[\s,T])(.*)$/i
const leapDay =
  /^(?:on )?(?:(?:the )?29(?:th)? (?:of )?feb(?:ruary)?|feb(?:ruary)? 29(?:th)?)(?=$|\s(?!\d{4}))(.*)$/i
const slashed = /^(?:on )?(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?=$|[\s,T])(.*)$/i
const dotted = /^(?:on )?(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}|\d{2}))?(?=$|[\s,T])(.*)$/i

/**
 * Reads `2026-04-13`, `13/04`, `4/13/2026`, `13.04.2026`, and 29 February, whose year is seldom the next one back. Undefined where the text does not start with figures of that shape; no
 * dates where they name no day. With slashes and dashes the order is not known; with dots the day comes first.
 */
export function readNumericDate(text: string, here: DateTime): NumericDate | undefined {
  const trimmed = text.trim()
  const byYear = yearFirst.exec(trimmed)
  if (byYear !== null) {
    const [, year, , month, day, rest = ''] = byYear
    return { dates: named([[Number(day), Number(month)]], year, here), rest }
  }
  const byLeapDay = leapDay.exec(trimmed)
  if (byLeapDay !== null) return { dates: named([[29, 2]], undefined, here), rest: byLeapDay[1] ?? '' }
  const byDot = dotted.exec(trimmed)
  if (byDot !== null) {
    const [, day, month, year, rest = ''] = byDot
    return { dates: named([[Number(day), Number(month)]], year, here), rest }
  }
  const bySlash = slashed.exec(trimmed)
  if (bySlash === null) return undefined
  const [, first, separator, second, year, rest = ''] = bySlash
  if (separator === '-' && year === undefined) return undefined
  const [a, b] = [Number(first), Number(second)]
  return {
    dates: named(
      [
        [a, b],
        [b, a],
      ],
      year,
      here,
    ),
    rest,
  }
}

/** The readings (day, month) that exist as ISO dates: of the year given, else the most recent one. */
function named(readings: readonly [number, number][], year: string | undefined, here: DateTime): string[] {
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

function fullYear(year: string): number {
  return year.length === 2 ? 2000 + Number(year) : Number(year)
}
