import { newId } from '../base/id.ts'
import { truncate } from '../base/text.ts'
import { JobError } from '../contracts/job.ts'
import type { MailOutcome } from '../contracts/mailer.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { claimDelivery, findDelivery, settleDelivery, startTransmission } from '../store/deliveries.ts'
import type { ClaimedDelivery, Settlement } from '../store/deliveries.ts'
import { releaseDigest } from '../store/digests.ts'
import { suppressAddress } from '../store/suppressions.ts'

/** Seconds until the next attempt of a mail that was refused for now (RFC 5321, 4.5.4.1: the pauses grow). */
export const mailPauses = [15, 60, 300, 900, 1800]

/**
 * Sends one frozen message of the outbox, once; returns its state. It is committed before the last byte goes out; a
 * transmission that was interrupted after that becomes `unknown` and is held: only a person sends it again. Throws a
 * JobError where nothing was accepted: for good, or with the time of the next attempt.
 */
export async function sendDelivery(deliveryId: string, context: WorkflowContext): Promise<string> {
  const delivery = await claimDelivery(context.sql, context.org, deliveryId)
  if (delivery === undefined) return await stateOf(deliveryId, context)
  if (delivery.state === 'unknown') {
    await tellUnknown(delivery, 'an earlier attempt was interrupted', context)
    return 'unknown'
  }
  if (delivery.state === 'stopped') {
    await tellStopped(delivery, context)
    return 'stopped'
  }
  const beforeEnd = async () => {
    if (await startTransmission(context.sql, context.org, delivery)) return
    throw new Error('Another attempt took this delivery.')
  }
  const outcome = await context.mail.send(delivery, beforeEnd, context.signal)
  if (outcome.state === 'refused' && outcome.bounced) await recordBounce(delivery, outcome.error, context)
  if (!(await settleDelivery(context.sql, context.org, delivery, settlementOf(outcome))))
    return await stateOf(deliveryId, context)
  return await conclude(delivery, outcome, context)
}

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
    const said = `The mail to ${delivery.recipient} was refused: ${outcome.error}`
    if (outcome.permanent) throw new JobError('bad-input', said)
    const pause = mailPauses[context.attempt] ?? mailPauses.at(-1) ?? 0
    throw new JobError('unavailable', said, { retryAt: new Date(context.now().getTime() + pause * 1000) })
  }
  // A mail that went out late may be the last that its edition waited for.
  if (delivery.digestId !== null) await releaseDigest(context.sql, context.org, delivery.digestId)
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

async function tellStopped(delivery: ClaimedDelivery, context: WorkflowContext): Promise<void> {
  await context.note({
    name: 'mail-stopped',
    message: `Not sent: ${delivery.recipient} gets no more mail (${delivery.error ?? 'no reason given'})`,
    data: { delivery: delivery.id, recipient: delivery.recipient },
    level: 'warning',
  })
}

/** The address gets no more mail, of any brand: asking again and again for one that is gone makes a sender a suspect. */
async function recordBounce(
  delivery: ClaimedDelivery,
  error: string,
  context: WorkflowContext,
): Promise<void> {
  const id = newId()
  const bounce = {
    id,
    address: delivery.recipient,
    brand: null,
    reason: 'bounced',
    detail: truncate(error, 300),
  } as const
  const change = { userId: null, jobId: context.jobId, action: 'bounce', subject: 'suppression' }
  await suppressAddress(context.sql, context.org, bounce, { ...change, id: newId(), subjectId: id })
}
