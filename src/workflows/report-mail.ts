import { newId } from '../base/id.ts'
import { JobError } from '../contracts/job.ts'
import type { Report, ReportContent } from '../contracts/report.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { reportHtml, reportText } from '../render/report.ts'
import { addDeliveries, deliveryByKey } from '../store/deliveries.ts'
import { sendDelivery } from './delivery.ts'

/** Mails a report to one address, once, through the outbox; returns when it has left. Throws a JobError where it has not. */
export async function mailReport(
  report: Pick<Report, 'id' | 'title'> & { content: ReportContent },
  recipient: string,
  context: WorkflowContext,
): Promise<void> {
  const key = `report:${report.id}:${recipient}`
  await freeze(report, { key, recipient }, context)
  const delivery = await deliveryByKey(context.sql, context.org, key)
  if (delivery === undefined) throw new Error(`The mail ${key} was not kept.`)
  const state = await sendDelivery(delivery.id, context)
  if (state !== 'sent')
    throw new JobError(
      'bad-input',
      `The report is written, but its mail to ${recipient} is ${state}; see nightdesk email list.`,
    )
}

async function freeze(
  { id: reportId, title, content }: Parameters<typeof mailReport>[0],
  { key, recipient }: { key: string; recipient: string },
  { sql, org, jobId, settings, mail, now }: WorkflowContext,
): Promise<void> {
  const id = newId()
  const sender = settings.mailFrom
  const messageId = `${id}@${sender.replace(/^.*@/u, '').replace(/>.*$/u, '')}`
  const raw = await mail.compose({
    from: sender,
    to: recipient,
    subject: title,
    messageId,
    date: now(),
    text: `${reportText(content)}\n\nWritten by nightdesk: nightdesk report show ${reportId.slice(-8)}\n`,
    html: reportHtml(content),
    unsubscribe: [],
  })
  await addDeliveries(sql, org, [
    { id, key, digestId: null, jobId, sender, recipient, subject: title, messageId, raw },
  ])
}
