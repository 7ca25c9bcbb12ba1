import * as v from 'valibot'
import { newId } from '../base/id.ts'
import { count } from '../base/text.ts'
import { reportWriter } from '../agents/report-writer.ts'
import { pointStates, reportKinds } from '../contracts/report.ts'
import type { ReportContent, ReportKind, ReportPoint, ReportSection } from '../contracts/report.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { toReportEntry } from '../domain/report-entry.ts'
import type { ReportEntry } from '../domain/report-entry.ts'
import { reportPeriods, reportTitle, reportWindow } from '../domain/report-window.ts'
import type { ReportWindow } from '../domain/report-window.ts'
import { reportText } from '../render/report.ts'
import { listEntries } from '../store/entries.ts'
import { insertReport } from '../store/reports.ts'

const batchSize = 150
const day = v.nullish(v.pipe(v.string(), v.isoDate()), null)

/** Where neither `from` nor `period` is given, a standup starts with the last working day and a status a week ago. */
const payload = v.pipe(
  v.object({
    kind: v.picklist(reportKinds),
    zone: v.pipe(v.string(), v.check(isZone, 'is no time zone')),
    period: v.nullish(v.picklist(reportPeriods), null),
    from: day,
    to: day,
  }),
  v.check(({ from, to }) => from === null || to === null || from <= to, 'ends before it starts'),
)

/** Writes a standup or a status report from the work log. Private entries never reach it. */
export const report = defineWorkflow({
  type: 'report.generate',
  summary: 'Write a standup or status report from the work log',
  payload,
  async run({ kind, zone, period, from, to }, context) {
    const chosen = period ?? (kind === 'standup' ? 'last-working-day' : 'week')
    const window = reportWindow({ period: chosen, from, to, zone }, context.now())
    const content = await writeReport(kind, zone, window, context)
    const stored = await insertReport(context.sql, context.org, {
      id: newId(),
      jobId: context.jobId,
      userId: context.userId,
      kind,
      fromDate: window.from,
      toDate: window.to,
      title: content.title,
      content,
      rendered: reportText(content),
      engine: content.engine,
    })
    const points = content.sections.reduce((sum, section) => sum + section.points.length, 0)
    const message = `${content.title}: ${count(points, 'point')} from ${count(content.entries, 'entry', 'entries')} (${content.engine})`
    await context.note({ name: 'report-written', message, data: { report: stored.id } })
    return { report: stored.id, title: stored.title, points, entries: content.entries, engine: stored.engine }
  },
})

async function writeReport(
  kind: ReportKind,
  zone: string,
  window: ReportWindow,
  context: WorkflowContext,
): Promise<ReportContent> {
  const { since, until, from, to } = window
  const userId = context.userId ?? undefined
  const rows = await listEntries(context.sql, context.org, { userId, since, until, private: false })
  const entries = rows.map(toReportEntry).toReversed()
  const { sections, engine } = await writeSections(kind, entries, context)
  return {
    kind,
    title: reportTitle(kind, from, to),
    from,
    to,
    zone,
    entries: entries.length,
    engine,
    sections,
  }
}

/** Asks once for each batch; sections of one heading become one. */
async function writeSections(kind: ReportKind, entries: readonly ReportEntry[], context: WorkflowContext) {
  const sections = new Map<string, ReportSection>()
  let engine = 'offline'
  for (const batch of batchesOf(kind, entries)) {
    context.signal.throwIfAborted()
    const answered = await context.ask(reportWriter, { kind, entries: batch })
    engine = answered.engine
    for (const { heading, points } of answered.output.sections) {
      const section = sections.get(heading) ?? { heading, points: [] }
      sections.set(heading, section)
      section.points.push(...points)
    }
  }
  for (const { points } of sections.values()) points.sort(byState)
  return { sections: [...sections.values()].filter(({ points }) => points.length > 0), engine }
}

/** What one request holds: a status is asked for project by project, work without one last. */
function batchesOf(kind: ReportKind, entries: readonly ReportEntry[]): ReportEntry[][] {
  const groups = kind === 'standup' ? new Map([['', [...entries]]]) : Map.groupBy(entries, projectOf)
  const sorted = [...groups].sort(([a], [b]) => Number(a === '') - Number(b === ''))
  return sorted.flatMap(([, group]) =>
    Array.from({ length: Math.ceil(group.length / batchSize) }, (_, index) =>
      group.slice(index * batchSize, (index + 1) * batchSize),
    ),
  )
}

function projectOf({ project }: ReportEntry): string {
  return project ?? ''
}

/** What was done first; within one state the order stays. */
function byState(a: ReportPoint, b: ReportPoint): number {
  return pointStates.indexOf(a.state) - pointStates.indexOf(b.state)
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
