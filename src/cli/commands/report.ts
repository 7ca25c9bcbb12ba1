import { AppError } from '../../base/app-error.ts'
import { shortId } from '../../base/id.ts'
import type { ReportContent, ReportKind } from '../../contracts/report.ts'
import { reportMarkdown, reportText } from '../../render/report.ts'
import { chooseReading } from '../choose-reading.ts'
import { type Desk, defineCommand, defineGroup } from '../command.ts'
import { tellEngine } from '../engine-note.ts'
import { choice, flag, text } from '../option.ts'
import { wrapLines } from '../paragraph.ts'
import { jobOptions, runAndShow, type RunJobOptions } from '../run-job.ts'
import { localZone } from '../zone.ts'

const format = choice('--format <format>', 'how it is printed', ['text', 'markdown', 'json'] as const)

const standup = defineCommand({
  name: 'standup',
  summary: 'Write a standup: what was done since the last working day, what is next, what blocks',
  options: {
    since: text('--since <when>', 'from this day on instead: 2026-04-03, "last Monday"'),
    format,
    ...jobOptions,
  },
  examples: ['nightdesk report standup', 'nightdesk report standup --format markdown'],
  async run({ options }, desk) {
    await write(desk, { ...options, kind: 'standup', period: null })
  },
})

const status = defineCommand({
  name: 'status',
  summary: 'Write a status report by project, of the last seven days unless told otherwise',
  options: {
    week: flag('--week', 'of the last seven days'),
    month: flag('--month', 'of the last month'),
    since: text('--since <when>', 'from this day on: 2026-04-03, "last Monday"'),
    format,
    ...jobOptions,
  },
  examples: ['nightdesk report status', 'nightdesk report status --month --format markdown'],
  async run({ options: { week, month, ...options } }, desk) {
    if ([week, month, options.since !== undefined].filter(Boolean).length > 1)
      throw new AppError(
        'wrong-use',
        '--week, --month and --since name different days; only one can be meant.',
        {
          hint: 'Try: nightdesk report status --week',
        },
      )
    await write(desk, { ...options, kind: 'status', period: month ? 'month' : 'week' })
  },
})

export const report = defineGroup({
  name: 'report',
  summary: 'Standups and status reports, each line with its entries',
  commands: [standup, status],
})

interface Wish extends RunJobOptions {
  kind: ReportKind
  period: 'week' | 'month' | null
  since: string | undefined
  format: 'text' | 'markdown' | 'json' | undefined
}

async function write(desk: Desk, { kind, period, since, format, ...options }: Wish): Promise<void> {
  const { readReport, reportIdOf, reportRequest, reportWorkflow } = await import('../../services/reports.ts')
  const app = await desk.app()
  const zone = localZone(desk.env)
  const request = await reportRequest(app, { kind, zone, period, since, choose: chooseReading(desk) })
  const job = await runAndShow(desk, reportWorkflow, request, { ...options, drafts: true })
  if (job === undefined) return
  const stored = await readReport(app, reportIdOf(job))
  const data = { id: stored.id, jobId: job.id, ...stored.content }
  desk.print.data(data, () => rendered(stored.content, format, data, desk))
  await tellNext(desk, stored.content)
}

function rendered(content: ReportContent, format: Wish['format'], data: unknown, { print }: Desk): string {
  if (format === 'json') return JSON.stringify(data, null, 2)
  if (format === 'markdown') return print.safe(reportMarkdown(content))
  // A pipe gets what can be said or sent as it is; a person sees where each line comes from.
  const lines = print.safe(reportText(content, { cite: print.room !== undefined }))
  const painted = lines.replace(/\(\w{8}(?:, \w{8})*\)$/gmu, (cited) => print.paint('dim', cited))
  return wrapLines(painted, print.room)
}

async function tellNext(desk: Desk, { kind, engine, entries, sections }: ReportContent): Promise<void> {
  await tellEngine(desk, engine)
  const cited = sections[0]?.points[0]?.entries[0]
  if (entries === 0)
    desk.print.next('nightdesk log "What I did"', `nightdesk report ${kind} --since "2 weeks ago"`)
  else
    desk.print.next(
      `nightdesk report ${kind} --format markdown`,
      ...(cited === undefined ? [] : [`nightdesk show ${shortId(cited)}`]),
    )
}
