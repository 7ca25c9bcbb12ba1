import * as v from 'valibot'
import { defineWorkflow } from '../contracts/workflow.ts'
import { mailPauses, sendDelivery } from './delivery.ts'
import { renewReportMail } from './report-mail.ts'

/** Sends one frozen message of the outbox, once. */
export const digestSend = defineWorkflow({
  type: 'digest.send',
  summary: 'Send one e-mail of an edition, once',
  payload: v.object({ deliveryId: v.pipe(v.string(), v.uuid()) }),
  maxRetries: mailPauses.length,
  timeout: 300_000,
  async run({ deliveryId }, context) {
    await renewReportMail(deliveryId, context)
    return { state: await sendDelivery(deliveryId, context) }
  },
})
