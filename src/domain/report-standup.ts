import type { PointState, ReportPoint, ReportSection } from '../contracts/report.ts'
import { contentWords, isSameMatter } from './content-words.ts'
import type { ReportEntry } from './report-entry.ts'
import { pointsOf } from './report-point.ts'

const blockers = 'Blockers'
const headings: readonly [string, readonly PointState[]][] = [
  ['Done', ['done', 'tried']],
  ['Next', ['next']],
  [blockers, ['blocked']],
  ['Waiting for', ['asked']],
]

/** Days before a standup in which a blocker is still looked for, and how many are carried over. */
export const carriedDays = 30
const mostCarried = 5

/** What was done, what is next, what blocks. */
export function standupSections(entries: readonly ReportEntry[]): ReportSection[] {
  const points = entries.flatMap(pointsOf)
  return headings
    .map(([heading, states]) => ({ heading, points: points.filter(({ state }) => states.includes(state)) }))
    .filter((section) => section.points.length > 0)
}

/**
 * The blockers of earlier entries that nothing said since has ended: no entry tells of the same matter as done, or as
 * blocked again. The newest first. `earlier` and `entries` ascend by time.
 */
export function openBlockers(
  earlier: readonly ReportEntry[],
  entries: readonly ReportEntry[],
): ReportPoint[] {
  const all = [...earlier, ...entries]
  const open = earlier.flatMap((entry, index) =>
    pointsOf(entry)
      .filter(({ state, text }) => state === 'blocked' && !isOver(text, all.slice(index + 1)))
      .map((point) => ({ ...point, since: entry.day })),
  )
  return open.toReversed().slice(0, mostCarried)
}

/** The standup with what is carried over, at the end of its blockers. */
export function withCarried(
  sections: readonly ReportSection[],
  carried: readonly ReportPoint[],
): ReportSection[] {
  if (carried.length === 0) return [...sections]
  const own = sections.find(({ heading }) => heading === blockers)?.points ?? []
  const order = headings.map(([heading]) => heading)
  return [
    ...sections.filter(({ heading }) => heading !== blockers),
    { heading: blockers, points: [...own, ...carried] },
  ].sort((a, b) => order.indexOf(a.heading) - order.indexOf(b.heading))
}

function isOver(blocker: string, later: readonly ReportEntry[]): boolean {
  const words = contentWords(blocker)
  return later.some((entry) =>
    pointsOf(entry).some(
      ({ state, text }) =>
        (state === 'done' || state === 'blocked') && isSameMatter(words, contentWords(text)),
    ),
  )
}
