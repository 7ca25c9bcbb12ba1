import { AppError } from '../../base/app-error.ts'
import { shortId } from '../../base/id.ts'
import { reportKinds } from '../../contracts/report.ts'
import type { ReportContent, ReportKind } from '../../contracts/report.ts'
import { chooseReading } from '../choose-reading.ts'
import { type Desk, defineCommand, defineGroup } from '../command.ts'
import { tellEngine } from '../engine-note.ts'
import { emptyList, narrowingOf } from '../narrowing.ts'
import { choice, flag, text, whole } from '../option.ts'
import { layoutOf, printReport, reportFormats, type Layout } from '../report-layout.ts'
import { tellLeftOut } from '../resume-note.ts'
import { jobOptions, runAndShow, type RunJobOptions } from '../run-job.ts'
import { table } from '../table.ts'
import { localTime } from '../time.ts'
import { localZone } from '../zone.ts'

const outputOptions = {
  format: choice('--format <format>', 'how it is printed', reportFormats),
  template: text('--template <file>', 'print it in a layout of your own (Mustache)'),
}
const wishOptions = {
  since: text('--since <when>', 'from this day on: 2026-04-03, "last Monday", last-report'),
  until: text('--until <when>', 'up to this day, included'),
  project: text('-p, --project <project>', 'only of this project'),
  all: flag('--all', 'every line, also those that say little'),
  send: flag('--send', 'mail it to yourself as well'),
  to: text('--to <address>', 'mail it to this address'),
  ...outputOptions,
  ...jobOptions,
}
const periodOptions = {
  week: flag('--week', 'of the last seven days'),
  month: flag('--month', 'of the last month'),
  quarter: flag('--quarter', 'of the last three months'),
  year: flag('--year', 'of the last twelve months'),
}

const standup = defineCommand({
  name: 'standup',
  summary: 'Write a standup: what was done since the last working day, what is next, what still blocks',
  options: wishOptions,
  examples: ['nightdesk report standup', 'nightdesk report standup --since last-report --format slack'],
  async run({ options }, desk) {
    await write(desk, { ...options, kind: 'standup', period: null })
  },
})

const status = ofPeriod({
  kind: 'status',
  summary: 'Write a status report by project, of the last seven days unless told otherwise',
  examples: ['nightdesk report status', 'nightdesk report status --month --format markdown'],
})
const brag = ofPeriod({
  kind: 'brag',
  summary: 'Write a brag document: what was done, the strongest first; of three months unless told otherwise',
  examples: ['nightdesk report brag', 'nightdesk report brag --year --format markdown'],
})
const review = ofPeriod({
  kind: 'review',
  summary:
    'Write notes for a review: results, what was learned, what is open; of six months unless told otherwise',
  examples: ['nightdesk report review', 'nightdesk report review --since 2026-01-01 -p website'],
})
const timesheet = ofPeriod({
  kind: 'timesheet',
  summary: 'Write a timesheet by day, with the hours that entries say: "Fixed the build (1.5 h)"',
  examples: ['nightdesk report timesheet', 'nightdesk report timesheet --month --format csv'],
})

const list = defineCommand({
  name: 'list',
  summary: 'List the reports that were written, newest first',
  options: {
    kind: choice('--kind <kind>', 'only of this kind', reportKinds),
    limit: whole('-n, --limit <number>', 'at most this many (20)'),
  },
  examples: ['nightdesk report list', 'nightdesk report list --kind standup -n 5'],
  async run(input, desk) {
    const { kind, limit = 20 } = input.options
    const { newestReports } = await import('../../services/reports.ts')
    const rows = await newestReports(await desk.app(), { kind, limit })
    const { print } = desk
    const narrowing = narrowingOf(input)
    desk.print.data(rows, () =>
      rows.length === 0
        ? emptyList(print, 'report', narrowing)
        : table(
            rows.map((row) => [shortId(row.id), localTime(row.createdAt), print.safe(row.title), row.engine]),
            { head: ['id', 'written', 'report', 'engine'], columns: print.room, paint: print.paint },
          ),
    )
    const [newest] = rows
    desk.print.next(
      ...(newest === undefined
        ? [`nightdesk report ${kind ?? 'standup'}`, ...(narrowing === '' ? [] : ['nightdesk report list'])]
        : [`nightdesk report show ${shortId(newest.id)}`]),
    )
  },
})

const show = defineCommand({
  name: 'show',
  summary: 'Print a report again as it was written, without what is private since',
  usage: '<id>',
  options: outputOptions,
  examples: ['nightdesk report show 1a2b3c4d --format html > report.html'],
  async run({ words: [id = ''], options }, desk) {
    const layout = await layoutOf(options)
    const { readReport } = await import('../../services/reports.ts')
    const { id: whole, jobId, content, leftOut } = await readReport(await desk.app(), id)
    tellLeftOut({ leftOut }, desk.print)
    await printReport(desk, { id: whole, jobId, content }, layout)
    await tellNext(desk, content)
  },
})

export const report = defineGroup({
  name: 'report',
  summary: 'Standups, status reports, brag documents, reviews and timesheets, each line with its entries',
  commands: [standup, status, brag, review, timesheet, list, show],
})

interface PeriodReport {
  kind: Exclude<ReportKind, 'standup'>
  summary: string
  examples: readonly string[]
}

/** A report of a stretch of days. */
function ofPeriod({ kind, summary, examples }: PeriodReport) {
  return defineCommand({
    name: kind,
    summary,
    options: { ...periodOptions, ...wishOptions },
    examples,
    async run({ options: { week, month, quarter, year, ...options } }, desk) {
      const periods = Object.entries({ week, month, quarter, year } as const).filter(([, wanted]) => wanted)
      if (periods.length + (options.since === undefined ? 0 : 1) > 1)
        throw new AppError(
          'wrong-use',
          '--week, --month, --quarter, --year and --since name different days; only one can be meant.',
          { hint: `Try: nightdesk report ${kind} --week` },
        )
      const period = week ? 'week' : month ? 'month' : quarter ? 'quarter' : year ? 'year' : null
      await write(desk, { ...options, kind, period })
    },
  })
}

interface Wish extends RunJobOptions, Layout {
  kind: ReportKind
  period: 'week' | 'month' | 'quarter' | 'year' | null
  since: string | undefined
  until: string | undefined
  project: string | undefined
  all: boolean
  send: boolean
  to: string | undefined
}

async function write(desk: Desk, wish: Wish): Promise<void> {
  const { kind, period, since, until, project, all, send, to, format, template, ...options } = wish
  const layout = await layoutOf({ format, template })
  const { readReport, reportIdOf, reportRequest, reportWorkflow } = await import('../../services/reports.ts')
  const app = await desk.app()
  const zone = localZone(desk.env)
  const choose = chooseReading(desk)
  const request = await reportRequest(app, {
    kind,
    zone,
    period,
    since,
    until,
    project,
    all,
    send: to ?? send,
    choose,
  })
  const job = await runAndShow(desk, reportWorkflow, request, { ...options, drafts: true })
  if (job === undefined) return
  const { id, content } = await readReport(app, reportIdOf(job))
  await printReport(desk, { id, jobId: job.id, content }, layout)
  if (request.sendTo !== null) desk.print.say(`Mailed to ${desk.print.safe(request.sendTo)}.`)
  await tellEngine(desk, content.engine)
  await tellNext(desk, content)
}

async function tellNext(desk: Desk, { kind, entries, sections, leftOut }: ReportContent): Promise<void> {
  const cited = sections[0]?.points[0]?.entries[0]
  if (entries === 0 && cited === undefined)
    desk.print.next('nightdesk log "What I did"', `nightdesk report ${kind} --since "2 weeks ago"`)
  else
    desk.print.next(
      leftOut === undefined ? `nightdesk report ${kind} --format markdown` : `nightdesk report ${kind} --all`,
      ...(cited === undefined ? [] : [`nightdesk show ${shortId(cited)}`]),
    )
}
