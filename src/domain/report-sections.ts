import type { ReportKind, ReportSection } from '../contracts/report.ts'
import { bragSections, reviewSections } from './report-achievement.ts'
import type { ReportEntry } from './report-entry.ts'
import { standupSections } from './report-standup.ts'
import { statusSections } from './report-status.ts'
import { timesheetSections } from './report-timesheet.ts'

/** How each kind of report sorts the entries' own sentences: no model, no word of its own. */
export const sectionsFor: Record<ReportKind, (entries: readonly ReportEntry[]) => ReportSection[]> = {
  standup: standupSections,
  status: statusSections,
  brag: bragSections,
  review: reviewSections,
  timesheet: timesheetSections,
}
