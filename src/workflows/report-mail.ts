import * as v from 'valibot'
import { newId } from '../base/id.ts'
import { JobError } from '../contracts/job.ts'
import { reportContent } from '../contracts/report.ts'
import type { Report, ReportContent } from '../contracts/report.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { entriesCited, reportWithoutPrivate } from '../domain/report-privacy.ts'
import type { OpenReport } from '../domain/report-privacy.ts'
import { reportHtml, reportText } from '../render/report.ts'
import { addDeliveries, deliveryByKey } from '../store/deliveries.ts'
import { refreezeDelivery, reportDelivery } from '../store/report-deliveries.ts'
import { reportOf } from '../store/reports.ts'
import { withheldEntries } from '../store/withheld-entries.ts'
import { sendDelivery } from './delivery.ts'

/** A stored report as it may be given out now. */
export type ReportToday = Pick<Report, 'id' | 'title'> & OpenReport

/** Reads a report's content, without the lines of entries that are private now. */
export async function reportToday(
  { id, title, content }: Report,
  { sql, org }: WorkflowContext,
): Promise<ReportToday> {
  const stored = v.parse(reportContent, content)
  const withheld = await withheldEntries(sql, org, entriesCited(stored))
  return { id, title, ...reportWithoutPrivate(stored, new Set(withheld)) }
}

/** Mails a report to one address, once, through the outbox; returns when it has left. Throws a JobError where it has not. */
export async function mailReport(
  report: ReportToday,
  recipient: string,
  context: WorkflowContext,
): Promise<void> {
  const key = `report:${report.id}:${recipient}`
  await freeze(report, { key, recipient }, context)
  const delivery = await deliveryByKey(context.sql, context.org, key)
  if (delivery === undefined) throw new Error(`The mail ${key} was not kept.`)
  await renewReportMail(delivery.id, context)
  const state = await sendDelivery(delivery.id, context)
  if (state !== 'sent')
    throw new JobError(
      'bad-input',
      `The report is written, but its mail to ${recipient} is ${state}; see nightdesk email list.`,
    )
}

/**
 * Freezes the mail of a report anew where entries that it tells became private, or were deleted for good, since it was
 * frozen: it may be sent long after. Leaves all other mails as they are. Throws where the report was undone.
 */
export async function renewReportMail(deliveryId: string, context: WorkflowContext): Promise<void> {
  const { sql, org, mail } = context
  const frozen = await reportDelivery(sql, org, deliveryId)
  if (frozen === undefined) return
  const stored = await reportOf(sql, org, frozen.reportId)
  if (stored === undefined)
    throw new JobError('bad-input', 'The report of this mail was taken back: it is not sent.')
  const report = await reportToday(stored, context)
  if (report.leftOut === 0 && report.content.erased === undefined) return
  const { sender: from, recipient: to, messageId, createdAt: date } = frozen
  const raw = await mail.compose({ from, to, messageId, date, ...messageOf(report) })
  await refreezeDelivery(sql, org, { id: deliveryId, raw })
}

async function freeze(
  report: ReportToday,
  { key, recipient }: { key: string; recipient: string },
  { sql, org, jobId, settings, mail, now }: WorkflowContext,
): Promise<void> {
  const id = newId()
  const sender = settings.mailFrom
  const messageId = `${id}@${sender.replace(/^.*@/u, '').replace(/>.*$/u, '')}`
  const message = messageOf(report)
  const raw = await mail.compose({ from: sender, to: recipient, messageId, date: now(), ...message })
  await addDeliveries(sql, org, [
    { id, key, digestId: null, jobId, sender, recipient, subject: message.subject, messageId, raw },
  ])
}

function messageOf({ id, title, content }: { id: string; title: string; content: ReportContent }) {
  return {
    subject: title,
    text: `${reportText(content)}\n\nWritten by nightdesk: nightdesk report show ${id.slice(-8)}\n`,
    html: reportHtml(content),
    unsubscribe: [],
  }
}
