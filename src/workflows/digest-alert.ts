import * as v from 'valibot'
import { newId } from '../base/id.ts'
import { readersOf } from '../contracts/brand.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { renderAlertMail } from '../render/alert-mail.ts'
import type { AlertMail } from '../render/alert-mail.ts'
import { failuresBetween, takeAlert } from '../store/alerts.ts'
import { findBrand } from '../store/brands.ts'
import { addDeliveries } from '../store/deliveries.ts'
import type { NewDelivery } from '../store/deliveries.ts'
import { digestSend } from './digest-send.ts'

/** Mails to `alerts_to` that editions of a brand reached nobody; at most once an hour, however many daemons want to. */
export const digestAlert = defineWorkflow({
  type: 'digest.alert',
  summary: 'Tell those who run a brand that its editions fail',
  payload: v.object({ brand: v.string() }),
  async run({ brand: slug }, context) {
    const { sql, org, jobId } = context
    const brand = await findBrand(sql, org, slug)
    const taken = await takeAlert(sql, org, { brand: slug, jobId })
    if (brand === undefined || taken === undefined) return { mails: 0, failures: 0 }
    const failures = await failuresBetween(sql, org, { brand: slug, ...taken })
    if (failures.length === 0) return { mails: 0, failures: 0 }
    const mail = renderAlertMail({ brand: { name: brand.name, slug }, failures })
    const ids = await context.step('freeze', () =>
      freeze(mail, readersOf({ recipients: brand.content.alerts_to }), context),
    )
    for (const id of ids) await context.start(digestSend, { deliveryId: id }, { key: `send:${id}` })
    await context.children()
    return { mails: ids.length, failures: failures.length }
  },
})

async function freeze(
  mail: AlertMail,
  addresses: readonly string[],
  context: WorkflowContext,
): Promise<string[]> {
  const { mailFrom: sender } = context.settings
  const domain = /([^@<>\s]+)>?\s*$/.exec(sender)?.[1] ?? 'nightdesk.invalid'
  const messages: NewDelivery[] = []
  for (const recipient of new Set(addresses)) {
    const id = newId()
    const envelope = { from: sender, to: recipient, messageId: `${id}@${domain}`, date: context.now() }
    messages.push({
      id,
      key: `alert:${context.jobId}:${recipient}`,
      digestId: null,
      jobId: context.jobId,
      sender,
      recipient,
      subject: mail.subject,
      messageId: envelope.messageId,
      raw: await context.mail.compose({ ...mail, ...envelope, unsubscribe: [] }),
    })
  }
  return await addDeliveries(context.sql, context.org, messages)
}
