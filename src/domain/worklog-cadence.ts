/** How often the log was written. */
export interface Cadence {
  /** Entries and days with entries of a week, from the first to the last week, in the middle (median). */
  entriesPerWeek: number
  daysPerWeek: number
  /** `Tuesday`, and the share of all entries that fall on it; null where there are no entries. */
  busiestDay: { name: string; share: number } | null
  /** The most workdays in a row with an entry, weekends not counted. */
  longestStreak: number
  /** Each week by its Monday, the oldest first. */
  weeks: { monday: string; entries: number; days: number }[]
}

const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const dayLength = 86_400_000

/** Reads the rhythm off the local days (`2026-04-03`) of entries, one for each entry, in any order. */
export function cadenceOf(days: readonly string[]): Cadence {
  const counts = new Map<string, number>()
  for (const day of days) counts.set(day, (counts.get(day) ?? 0) + 1)
  const weeks = weeksOf(counts)
  return {
    entriesPerWeek: median(weeks.map(({ entries }) => entries)),
    daysPerWeek: median(weeks.map(({ days }) => days)),
    busiestDay: busiestOf(days),
    longestStreak: longestStreak([...counts.keys()].sort()),
    weeks,
  }
}

function weeksOf(counts: ReadonlyMap<string, number>): Cadence['weeks'] {
  const mondays = [...counts.keys()].map(mondayOf).sort()
  const [first, last] = [mondays[0], mondays.at(-1)]
  if (first === undefined || last === undefined) return []
  const weeks: Cadence['weeks'] = []
  for (let at = Date.parse(first); at <= Date.parse(last); at += 7 * dayLength) {
    const ofWeek = names.map((_, index) => counts.get(isoDay(at + index * dayLength)) ?? 0)
    weeks.push({
      monday: isoDay(at),
      entries: ofWeek.reduce((sum, entries) => sum + entries, 0),
      days: ofWeek.filter((entries) => entries > 0).length,
    })
  }
  return weeks
}

function busiestOf(days: readonly string[]): Cadence['busiestDay'] {
  const counts = names.map(() => 0)
  for (const day of days) counts[weekdayOf(day)] = (counts[weekdayOf(day)] ?? 0) + 1
  const most = Math.max(...counts)
  const name = names[counts.indexOf(most)]
  return name === undefined || days.length === 0
    ? null
    : { name, share: Math.round((100 * most) / days.length) / 100 }
}

/** `days` ascend, each once. */
function longestStreak(days: readonly string[]): number {
  let longest = 0
  let streak = 0
  let expected = ''
  for (const day of days.filter((day) => weekdayOf(day) < 5)) {
    streak = day === expected ? streak + 1 : 1
    longest = Math.max(longest, streak)
    expected = isoDay(Date.parse(day) + (weekdayOf(day) === 4 ? 3 : 1) * dayLength)
  }
  return longest
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]]
  return (low + high) / 2
}

/** Monday is 0. */
function weekdayOf(day: string): number {
  return (new Date(Date.parse(day)).getUTCDay() + 6) % 7
}

function mondayOf(day: string): string {
  return isoDay(Date.parse(day) - weekdayOf(day) * dayLength)
}

function isoDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
