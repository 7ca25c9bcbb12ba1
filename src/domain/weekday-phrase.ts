import type { DateTime } from 'luxon'

const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const day = '(mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?'
const counts: Record<string, number> = { a: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6 }
const amount = `(\\d|${Object.keys(counts).join('|')})`
const week = `(?:(?:of |in )?(last|this|next) week|${amount} weeks? ago)`

const dayOfWeek = new RegExp(`^(?:on )?${day},? ${week}\\b(.*)$`)
const weekThenDay = new RegExp(`^${week},? (?:on )?${day}\\b(.*)$`)
const daysAgo = new RegExp(`^${amount} ${day} ago\\b(.*)$`)
const dayOfMonth = new RegExp(
  `^(?:on )?${day},? (?:(?:the )?(\\d{1,2})(?:st|nd|rd|th)|(1[3-9]|2\\d|3[01]))(?=$|,? (?:at )?\\d)(.*)$`,
)

/**
 * Weekdays that are counted: `monday last week`, `2 weeks ago on friday`, `two mondays ago`, `friday the 20th`. The ISO
 * date and what follows it, such as a time; undefined for any other phrase, null for a day that there is not.
 */
export function readWeekdayPhrase(
  phrase: string,
  here: DateTime,
): { date: string; rest: string } | null | undefined {
  const [, name, which, ago, rest = ''] = dayOfWeek.exec(phrase) ?? []
  if (name !== undefined) return at(inWeek(here, weeksOf(which, ago), name), rest)
  const [, which2, ago2, name2, rest2 = ''] = weekThenDay.exec(phrase) ?? []
  if (name2 !== undefined) return at(inWeek(here, weeksOf(which2, ago2), name2), rest2)
  const [, times, name3, rest3 = ''] = daysAgo.exec(phrase) ?? []
  if (name3 !== undefined && times !== undefined) {
    const back = (here.weekday - numberOf(name3) + 7) % 7 || 7
    return at(here.minus({ days: back + 7 * (countOf(times) - 1) }), rest3)
  }
  return readDayOfMonth(phrase, here)
}

/** `friday the 20th`: the newest 20th that is a Friday, of this month or the last; another weekday is a mistake. */
function readDayOfMonth(phrase: string, here: DateTime): { date: string; rest: string } | null | undefined {
  const [, name, ordinal, bare, rest = ''] = dayOfMonth.exec(phrase) ?? []
  if (name === undefined) return undefined
  const number = Number(ordinal ?? bare)
  for (const back of [0, 1, 2]) {
    const month = here.startOf('month').minus({ months: back })
    const date = month.set({ day: number })
    if (date.hasSame(month, 'month') && date <= here && date.weekday === numberOf(name)) return at(date, rest)
  }
  return null
}

function inWeek(here: DateTime, weeks: number, name: string): DateTime {
  return here.plus({ weeks }).plus({ days: numberOf(name) - here.weekday })
}

function weeksOf(which: string | undefined, ago: string | undefined): number {
  if (ago !== undefined) return -countOf(ago)
  return which === 'last' ? -1 : which === 'next' ? 1 : 0
}

function countOf(word: string): number {
  return counts[word] ?? Number(word)
}

/** Monday is 1 (ISO 8601). */
function numberOf(name: string): number {
  return names.indexOf(name.slice(0, 3)) + 1
}

function at(date: DateTime, rest: string): { date: string; rest: string } {
  return { date: date.toISODate() ?? '', rest }
}
