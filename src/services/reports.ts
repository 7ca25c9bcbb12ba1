import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import type { Job } from '../contracts/job.ts'
import { reportContent, reportKinds } from '../contracts/report.ts'
import type { Report, ReportKind } from '../contracts/report.ts'
import { entriesCited, reportWithoutPrivate } from '../domain/report-privacy.ts'
import type { OpenReport } from '../domain/report-privacy.ts'
import { localDay } from '../domain/report-window.ts'
import type { ReportPeriod } from '../domain/report-window.ts'
import { reportText } from '../render/report.ts'
import type { RowNoun } from '../store/id-tail.ts'
import { findReport, listReports } from '../store/reports.ts'
import { withheldEntries } from '../store/withheld-entries.ts'
import type { App } from './app.ts'
import { readTime } from './entry-time.ts'
import type { ChooseReading } from './entry-time.ts'
import { showPerson } from './person.ts'
import { readTextFile } from './text-file.ts'

export { report as reportWorkflow } from '../workflows/index.ts'

const noun: RowNoun = { one: 'report', many: 'reports', list: 'nightdesk report list' }

/** Which days a person wants to read about. Dates are phrases: `2026-11-02`, `last Monday`. */
export interface ReportWish {
  kind: ReportKind
  zone: string
  period: ReportPeriod | null
  /** A phrase, or `last-report`: what no report of the kind has named since the last one's last day. */
  since: string | undefined
  until?: string | undefined
  /** True: it is mailed to the person who asks; or the address that it is mailed to. */
  send?: boolean | string | undefined
  project?: string | undefined
  all?: boolean
  choose?: ChooseReading | undefined
}

/** The payload of `report.generate`. Throws for a date that cannot be meant. */
export async function reportRequest(app: App, wish: ReportWish) {
  const { kind, zone, period, since, until, project = null, all = false } = wish
  const sinceLast = since === sinceLastReport
  const from = since === undefined || sinceLast ? null : await readDay(app, since, wish)
  const to = until === undefined ? null : await readDay(app, until, { ...wish, option: '--until' })
  if (from !== null && to !== null && from > to)
    throw new AppError('wrong-use', `The report would start on ${from} and end before, on ${to}.`, {
      hint: `Try: nightdesk report ${kind} --since ${to} --until ${from}`,
    })
  const sendTo = await recipientOf(app, wish)
  return { kind, zone, period, from, to, sinceLast, project, all, sendTo }
}

async function recipientOf(app: App, { send = false, kind }: ReportWish): Promise<string | null> {
  if (send === false) return null
  const address = send === true ? (await showPerson(app)).email : send
  if (address === null)
    throw new AppError('not-configured', 'There is no e-mail address of yours to send it to.', {
      hint: 'Try: nightdesk me --email ada@example.com',
    })
  const isAddress: boolean = v.is(v.pipe(v.string(), v.email()), address)
  if (isAddress) return address
  throw new AppError('wrong-use', `"${address}" is no e-mail address.`, {
    hint: `Try: nightdesk report ${kind} --to ada@example.com`,
  })
}

const sinceLastReport = 'last-report'

/** What a list says of a report: not its lines, of which some may be private by now. */
export type ListedReport = Omit<Report, 'content' | 'rendered'>

/** The newest reports of the person who asks; résumés have a list of their own. */
export async function newestReports(
  app: App,
  { kind, limit }: { kind: ReportKind | undefined; limit: number },
): Promise<ListedReport[]> {
  const kinds = kind === undefined ? reportKinds : [kind]
  const reports = await listReports(app.sql, app.org, { kinds, userId: app.userId, limit })
  return reports.map(({ content: _content, rendered: _rendered, ...listed }) => listed)
}

const largestTemplate = 100_000

/** The text of a person's own layout, checked: it names nothing that a report does not have. */
export async function readTemplate(file: string): Promise<string> {
  const template = await readTextFile(file, largestTemplate)
  const { checkTemplate } = await import('../render/report-template.ts')
  checkTemplate(template)
  return template
}

/** The id of the report that a finished job wrote. */
export function reportIdOf(job: Job): string {
  return v.parse(v.object({ report: v.string() }), job.result).report
}

/** A report as it may be given out today: lines from entries that are private now are left out of it. */
export type StoredReport = Report & OpenReport

/** A stored report, by the whole id or the end of it. Throws not-found for a résumé or what was made from one. */
export async function readReport(app: App, typed: string): Promise<StoredReport> {
  const report = await findReport(app.sql, app.org, { userId: app.userId, typed }, noun)
  if (!v.is(v.picklist(reportKinds), report.kind))
    throw new AppError('not-found', `"${typed}" is no report: ${report.title}.`, {
      hint: 'Try: nightdesk report list\nor:  nightdesk resume list',
    })
  const content = v.parse(reportContent, report.content)
  const withheld = await withheldEntries(app.sql, app.org, entriesCited(content))
  const open = reportWithoutPrivate(content, new Set(withheld))
  return { ...report, ...open, rendered: open.leftOut === 0 ? report.rendered : reportText(open.content) }
}

async function readDay(
  app: App,
  phrase: string,
  { kind, zone, choose, option = '--since' }: ReportWish & { option?: string },
): Promise<string> {
  const retype = (reading: string) => `nightdesk report ${kind} ${option} ${reading}`
  const said = await readTime(app, { phrase, zone, choose, retype, otherwise: 'No report was written.' })
  const day = localDay(said.at, zone)
  if (day <= localDay(app.clock(), zone)) return day
  throw new AppError('wrong-use', `"${phrase}" has not come yet. No report was written.`, {
    hint: `Try: ${retype('"last Monday"')}`,
  })
}
