import type { ReportContent } from '../contracts/report.ts'
import { hoursOf } from './report-timesheet.ts'

export interface OpenReport {
  content: ReportContent
  /** How many lines were left out. */
  leftOut: number
}

/** The report without the lines that cite an entry that is private now; a section of which nothing is left goes too. */
export function reportWithoutPrivate(report: ReportContent, isPrivate: ReadonlySet<string>): OpenReport {
  const before = report.sections.flatMap(({ points }) => points).length
  const sections = report.sections
    .map(({ heading, points }) => {
      return { heading, points: points.filter(({ entries }) => !entries.some((id) => isPrivate.has(id))) }
    })
    .filter(({ points }) => points.length > 0)
  const open = sections.flatMap(({ points }) => points)
  if (open.length === before) return { content: report, leftOut: 0 }
  const hours = report.hours === undefined ? {} : { hours: hoursOf(open) }
  return { content: { ...report, ...hours, sections }, leftOut: before - open.length }
}

/** The ids of the entries that a report names, each once. */
export function entriesCited({ sections }: ReportContent): string[] {
  return [...new Set(sections.flatMap(({ points }) => points.flatMap(({ entries }) => entries)))]
}
