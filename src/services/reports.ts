import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import type { Job } from '../contracts/job.ts'
import { reportContent } from '../contracts/report.ts'
import type { Report, ReportContent, ReportKind } from '../contracts/report.ts'
import { localDay } from '../domain/report-window.ts'
import type { ReportPeriod } from '../domain/report-window.ts'
import type { RowNoun } from '../store/id-tail.ts'
import { findReport } from '../store/reports.ts'
import type { App } from './app.ts'
import { readTime } from './entry-time.ts'
import type { ChooseReading } from './entry-time.ts'

export { report as reportWorkflow } from '../workflows/index.ts'

const noun: RowNoun = { one: 'report', many: 'reports', list: 'nightdesk report standup' }

/** Which days a person wants to read about. Dates are phrases: `2026-11-02`, `last Monday`. */
export interface ReportWish {
  kind: ReportKind
  zone: string
  period: ReportPeriod | null
  since: string | undefined
  choose?: ChooseReading | undefined
}

/** The payload of `report.generate`. Throws for a date that cannot be meant. */
export async function reportRequest(app: App, wish: ReportWish) {
  const { kind, zone, period, since } = wish
  const from = since === undefined ? null : await readDay(app, since, wish)
  return { kind, zone, period, from, to: null }
}

/** The id of the report that a finished job wrote. */
export function reportIdOf(job: Job): string {
  return v.parse(v.object({ report: v.string() }), job.result).report
}

/** A stored standup or status, by the whole id or the end of it. */
export async function readReport(app: App, typed: string): Promise<Report & { content: ReportContent }> {
  const report = await findReport(app.sql, app.org, typed, noun)
  return { ...report, content: v.parse(reportContent, report.content) }
}

async function readDay(app: App, phrase: string, { kind, zone, choose }: ReportWish): Promise<string> {
  const retype = (reading: string) => `nightdesk report ${kind} --since ${reading}`
  const said = await readTime(app, { phrase, zone, choose, retype, otherwise: 'No report was written.' })
  if (said.at.getTime() <= app.clock().getTime()) return localDay(said.at, zone)
  throw new AppError('wrong-use', `"${phrase}" has not come yet. No report was written.`, {
    hint: `Try: ${retype('"last Monday"')}`,
  })
}
