import type { ReportPoint, ReportSection } from '../contracts/report.ts'
import { hoursIn } from './duration.ts'
import { kindOf, outcomeOf } from './entry-outcome.ts'
import { numbersIn } from './entry-numbers.ts'
import type { ReportEntry } from './report-entry.ts'
import { pointsOf } from './report-point.ts'
import { sectionsByProject } from './report-status.ts'

const mostHighlights = 5

/** A brag document: what was done, the strongest first, then by project. Nothing planned, tried or blocked is in it. */
export function bragSections(entries: readonly ReportEntry[]): ReportSection[] {
  const { highlights, rest } = divide(entries)
  const byProject = sectionsByProject(entries, (entry) =>
    rest.filter((point) => point.entries.includes(entry.id)),
  )
  return [
    { heading: 'Highlights', points: highlights },
    ...byProject.map(({ heading, points }) => ({ heading, points: strongestFirst(points) })),
  ].filter(({ points }) => points.length > 0)
}

/** The notes for a review: results, other work, what was learned or tried, what blocked, what is open. */
export function reviewSections(entries: readonly ReportEntry[]): ReportSection[] {
  const { highlights, rest } = divide(entries)
  const points = entries.flatMap(pointsOf)
  const learned = rest.filter(({ text }) => kindOf(text) === 'learned')
  const tried = points.filter(({ state }) => state === 'tried')
  return [
    { heading: 'Results', points: highlights },
    { heading: 'Other work', points: rest.filter((point) => !learned.includes(point)) },
    { heading: 'Learned and tried', points: [...learned, ...tried] },
    { heading: 'Blocked', points: points.filter(({ state }) => state === 'blocked') },
    { heading: 'Open', points: points.filter(({ state }) => state === 'next' || state === 'asked') },
  ].filter((section) => section.points.length > 0)
}

/** The entries that say most of what was done, at most `limit`, in their own order. */
export function strongestEntries(entries: readonly ReportEntry[], limit: number): readonly ReportEntry[] {
  if (entries.length <= limit) return entries
  const strength = new Map(
    entries.map((entry) => [entry, Math.max(0, ...pointsOf(entry).map(strengthOf))] as const),
  )
  const chosen = new Set(
    [...strength]
      .sort(([, a], [, b]) => b - a)
      .slice(0, limit)
      .map(([entry]) => entry),
  )
  return entries.filter((entry) => chosen.has(entry))
}

/** The points that say most, at most `limit`, in their own order; of those that are not done the first ones. */
export function strongestPoints(points: readonly ReportPoint[], limit: number): readonly ReportPoint[] {
  if (points.length <= limit) return points
  const chosen = new Set(strongestFirst(points).slice(0, limit))
  return points.filter((point) => chosen.has(point))
}

/** The few achievements that say most, and all others in the order of the entries. */
function divide(entries: readonly ReportEntry[]): { highlights: ReportPoint[]; rest: ReportPoint[] } {
  const done = entries.flatMap(pointsOf).filter(({ state }) => state === 'done')
  const strong = done.filter((point) => strengthOf(point) > 1)
  const highlights = strongestFirst(strong).slice(0, mostHighlights)
  return { highlights, rest: done.filter((point) => !highlights.includes(point)) }
}

function strongestFirst(points: readonly ReportPoint[]): ReportPoint[] {
  return points.toSorted((a, b) => strengthOf(b) - strengthOf(a))
}

/** An outcome counts two, a number other than the time it took one, and up to one more for saying it in more than a few words. */
function strengthOf({ text, state }: ReportPoint): number {
  if (state !== 'done') return 0
  const outcome = outcomeOf(text, 'done') === null ? 0 : 2
  const spent = hoursIn(text) === null ? 0 : 1
  const number = numbersIn(text).length > spent ? 1 : 0
  return outcome + number + Math.min(text.length / 120, 1)
}
