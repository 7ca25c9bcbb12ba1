import * as v from 'valibot'
import { JobError } from '../contracts/job.ts'
import type { MailOutcome } from '../contracts/mailer.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { claimDelivery, findDelivery, settleDelivery, startTransmission } from '../store/deliveries.ts'
import type { ClaimedDelivery, Settlement } from '../store/deliveries.ts'

/**
 * Sends one frozen message of the outbox, once. Its state is committed before its last byte goes out; a transmission
 * that was interrupted after that becomes `unknown` and is held: only a person sends it again.
 */
export const digestSend = defineWorkflow({
  type: 'digest.send',
  summary: 'Send one e-mail of an edition, once',
  payload: v.object({ deliveryId: v.pipe(v.string(), v.uuid()) }),
  maxRetries: 5,
  timeout: 300_000,
  async run({ deliveryId }, context) {
    const delivery = await claimDelivery(context.sql, context.org, deliveryId)
    if (delivery === undefined) return { state: await stateOf(deliveryId, context) }
    if (delivery.state === 'unknown') {
      await tellUnknown(delivery, 'an earlier attempt was interrupted', context)
      return { state: 'unknown' }
    }
    const beforeEnd = async () => {
      if (await startTransmission(context.sql, context.org, delivery)) return
      throw new Error('Another attempt took this delivery.')
    }
    const outcome = await context.mail.send(delivery, beforeEnd, context.signal)
    if (!(await settleDelivery(context.sql, context.org, delivery, settlementOf(outcome))))
      return { state: await stateOf(deliveryId, context) }
    return { state: await conclude(delivery, outcome, context) }
  },
})

async function stateOf(deliveryId: string, context: WorkflowContext): Promise<string> {
  const delivery = await findDelivery(context.sql, context.org, deliveryId)
  if (delivery === undefined) throw new JobError('bad-input', `The delivery ${deliveryId} is gone.`)
  return delivery.state
}

function settlementOf(outcome: MailOutcome): Settlement {
  if (outcome.state === 'sent') return { state: 'sent', response: outcome.response }
  if (outcome.state === 'unknown') return { state: 'unknown', error: outcome.error }
  return { state: outcome.permanent ? 'failed' : 'ready', error: outcome.error }
}

/** Tells how the attempt ended. Throws where nothing was accepted: for good, or to be tried again. */
async function conclude(
  delivery: ClaimedDelivery,
  outcome: MailOutcome,
  context: WorkflowContext,
): Promise<string> {
  context.signal.throwIfAborted()
  if (outcome.state === 'unknown') {
    await tellUnknown(delivery, outcome.error, context)
    return 'unknown'
  }
  if (outcome.state === 'refused') {
    const kind = outcome.permanent ? 'bad-input' : 'unavailable'
    throw new JobError(kind, `The mail to ${delivery.recipient} was refused: ${outcome.error}`)
  }
  await context.note({
    name: 'mail-sent',
    message: `Sent to ${delivery.recipient}: ${outcome.response}`,
    data: { delivery: delivery.id, recipient: delivery.recipient },
  })
  return 'sent'
}

async function tellUnknown(delivery: ClaimedDelivery, why: string, context: WorkflowContext): Promise<void> {
  await context.note({
    name: 'mail-unknown',
    message: `Held: the mail to ${delivery.recipient} may have been accepted (${why}). It is not sent again by itself.`,
    data: { delivery: delivery.id, recipient: delivery.recipient },
    level: 'warning',
  })
}
