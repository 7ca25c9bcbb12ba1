import type { ReportPoint, ReportSection } from '../contracts/report.ts'
import { hoursIn } from './duration.ts'
import type { ReportEntry } from './report-entry.ts'
import { pointsOf } from './report-point.ts'

/** A section for each day: what was done, tried or blocked, with the hours that an entry says. Plans take no time. */
export function timesheetSections(entries: readonly ReportEntry[]): ReportSection[] {
  const byDay = Map.groupBy(entries, ({ day }) => day)
  return [...byDay]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([heading, ofDay]) => ({ heading, points: ofDay.flatMap(linesOf) }))
    .filter(({ points }) => points.length > 0)
}

/** The hours of a section or a report, as far as its entries say them. */
export function hoursOf(points: readonly ReportPoint[]): number {
  return Math.round(points.reduce((sum, { hours = 0 }) => sum + hours, 0) * 100) / 100
}

/** One line for each entry: its project, its words, its hours. */
function linesOf(entry: ReportEntry): ReportPoint[] {
  const worked = pointsOf(entry).filter(({ state }) => state !== 'next' && state !== 'asked')
  const state = worked[0]?.state
  if (state === undefined) return []
  const text = worked.map((point) => point.text).join(' ')
  const { minutes } = entry
  const hours = hoursIn(entry.text) ?? (minutes === undefined ? null : Math.round(minutes / 0.6) / 100)
  return [
    {
      text: entry.project === null ? text : `${entry.project}: ${text}`,
      state,
      entries: [entry.id],
      ...(hours !== null && { hours }),
    },
  ]
}
