import * as v from 'valibot'
import { newId } from '../base/id.ts'
import { count } from '../base/text.ts'
import { JobError } from '../contracts/job.ts'
import { reportKinds } from '../contracts/report.ts'
import type { ReportContent, ReportKind } from '../contracts/report.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { hoursOf } from '../domain/report-timesheet.ts'
import { reportPeriods, reportTitle, reportWindow } from '../domain/report-window.ts'
import type { ReportPeriod, ReportWindow } from '../domain/report-window.ts'
import { reportText } from '../render/report.ts'
import { insertReport, lastReportAbout, reportOf, reportsSince } from '../store/reports.ts'
import { readEntries } from './report-entries.ts'
import { mailReport, reportToday } from './report-mail.ts'
import type { ReportToday } from './report-mail.ts'
import { writeSections } from './report-sections.ts'

const day = v.nullish(v.pipe(v.string(), v.isoDate()), null)
const usualPeriods: Record<ReportKind, ReportPeriod> = {
  standup: 'last-working-day',
  status: 'week',
  brag: 'quarter',
  review: 'half',
  timesheet: 'week',
}

/**
 * Where neither `from` nor `period` is given, a standup starts with the last working day, a status and a timesheet a
 * week ago, a brag document a quarter and a review half a year ago. `sinceLast`: from the last day of the newest report
 * of the kind on, without the entries that it names.
 */
const payload = v.pipe(
  v.object({
    kind: v.picklist(reportKinds),
    zone: v.pipe(v.string(), v.check(isZone, 'is no time zone')),
    period: v.nullish(v.picklist(reportPeriods), null),
    from: day,
    to: day,
    sinceLast: v.nullish(v.boolean(), false),
    project: v.nullish(v.string(), null),
    /** Every line, also those that say little. */
    all: v.nullish(v.boolean(), false),
    /** The address that it is mailed to. */
    sendTo: v.nullish(v.pipe(v.string(), v.email('is no e-mail address')), null),
  }),
  v.check(({ from, to }) => from === null || to === null || from <= to, 'ends before it starts'),
)
type Payload = v.InferOutput<typeof payload>

/** Writes a report from the work log. Private entries never reach it. */
export const report = defineWorkflow({
  type: 'report.generate',
  summary: 'Write a standup, status, brag document, review or timesheet from the work log',
  payload,
  async run(wish, context) {
    const result = await context.step('report', async () => await storeReport(wish, context))
    if (wish.sendTo !== null)
      await mailReport(await storedReport(result.report, context), wish.sendTo, context)
    return result
  },
})

async function storeReport(wish: Payload, context: WorkflowContext) {
  const last = wish.sinceLast
    ? await lastReportAbout(context.sql, context.org, { ...wish, userId: context.userId })
    : undefined
  const content = await writeReport(wish, last, context)
  const stored = await insertReport(context.sql, context.org, {
    id: newId(),
    jobId: context.jobId,
    userId: context.userId,
    kind: wish.kind,
    fromDate: content.from,
    toDate: content.to,
    title: content.title,
    content,
    rendered: reportText(content),
    engine: content.engine,
  })
  const points = content.sections.reduce((sum, section) => sum + section.points.length, 0)
  const message = `${content.title}: ${count(points, 'point')} from ${count(content.entries, 'entry', 'entries')} (${content.engine})`
  await context.note({ name: 'report-written', message, data: { report: stored.id } })
  return { report: stored.id, title: stored.title, points, entries: content.entries, engine: stored.engine }
}

/** The report as it may be given out now: its mail may be tried again long after it was written. */
async function storedReport(id: string, context: WorkflowContext): Promise<ReportToday> {
  const report = await reportOf(context.sql, context.org, id)
  if (report === undefined) throw new JobError('bad-input', 'The report was taken back: it is not sent.')
  return await reportToday(report, context)
}

type LastReport = Awaited<ReturnType<typeof lastReportAbout>>

async function writeReport(
  wish: Payload,
  last: LastReport,
  context: WorkflowContext,
): Promise<ReportContent> {
  const { kind, zone, project, all: isWhole } = wish
  const window = windowOf(wish, last, context)
  const isTold = await toldBefore(kind, last, context)
  const all = await readEntries(window, { project }, context)
  const entries = all.filter(({ id }) => !isTold(id))
  const told = all.filter(({ id }) => isTold(id))
  const written = await writeSections({ kind, window, entries, told, project, isWhole }, context)
  const { from, to } = window
  const hours = hoursOf(written.sections.flatMap(({ points }) => points))
  return {
    kind,
    title: reportTitle(kind, from, to),
    from,
    to,
    zone,
    ...(project !== null && { project }),
    entries: entries.length,
    ...(told.length > 0 && { told: told.length }),
    ...written,
    ...(kind === 'timesheet' && { hours }),
  }
}

/** Whether a report of the kind from the last one's days has named an entry: the last one alone told only what was new to it. */
async function toldBefore(
  kind: ReportKind,
  last: LastReport,
  { sql, org, userId }: WorkflowContext,
): Promise<(entry: string) => boolean> {
  if (last?.toDate == null) return () => false
  const reports = await reportsSince(sql, org, { kind, userId, day: last.toDate })
  const named = reports.map(({ content }) => JSON.stringify(content)).join('\n')
  return (entry) => named.includes(entry)
}

function windowOf(
  { kind, zone, period, from, to }: Payload,
  last: LastReport,
  { now }: WorkflowContext,
): ReportWindow {
  const first = last?.toDate ?? from
  return reportWindow({ period: period ?? usualPeriods[kind], from: first, to, zone }, now())
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
