import { pointStates } from '../contracts/report.ts'
import type { ReportPoint, ReportSection } from '../contracts/report.ts'
import type { ReportEntry } from './report-entry.ts'
import { pointsOf } from './report-point.ts'

/** Where work without a project stands. */
export const otherWork = 'Other work'

/** A section for each project, work without one last; what was done first. */
export function statusSections(entries: readonly ReportEntry[]): ReportSection[] {
  return sectionsByProject(entries, pointsOf).map(({ heading, points }) => ({
    heading,
    points: points.toSorted((a, b) => pointStates.indexOf(a.state) - pointStates.indexOf(b.state)),
  }))
}

/** What `pick` makes of the entries, a section for each project in the order of the first entry. */
export function sectionsByProject(
  entries: readonly ReportEntry[],
  pick: (entry: ReportEntry) => readonly ReportPoint[],
): ReportSection[] {
  const byProject = new Map<string, ReportPoint[]>()
  for (const entry of entries) {
    const heading = entry.project ?? otherWork
    byProject.set(heading, [...(byProject.get(heading) ?? []), ...pick(entry)])
  }
  return [...byProject]
    .map(([heading, points]) => ({ heading, points }))
    .filter(({ points }) => points.length > 0)
    .sort((a, b) => Number(a.heading === otherWork) - Number(b.heading === otherWork))
}
