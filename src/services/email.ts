import { AppError } from '../base/app-error.ts'
import { newId, shortId } from '../base/id.ts'
import type { Delivery, DeliveryState } from '../contracts/digest.ts'
import type { Job } from '../contracts/job.ts'
import {
  countDeliveries,
  decideDelivery,
  deliveryByTail,
  findDelivery,
  newestDeliveries,
  rawMessage,
} from '../store/deliveries.ts'
import { isOthersReport } from '../store/report-deliveries.ts'
import { enqueueJobs, jobFor } from '../jobs/index.ts'
import { releaseDigest } from '../store/digests.ts'
import { digestSend } from '../workflows/index.ts'
import type { App } from './app.ts'
import { followJob, type FollowOptions } from './follow.ts'
import { runJob, type RunOptions } from './jobs.ts'

/** Milliseconds after which nobody sends a mail any more that stands as being sent: more than a job of it may take. */
const leftAfter = 600_000

/** The newest mails of the outbox first; only those in a state where it is named. */
export async function listEmails(app: App, limit: number, state?: DeliveryState): Promise<Delivery[]> {
  return await newestDeliveries(app.sql, app.org, { limit, state })
}

/** How many mails may have arrived, so that a person has to decide. */
export async function countUnknown(app: App): Promise<number> {
  return await countDeliveries(app.sql, app.org, 'unknown')
}

/** A mail with its frozen bytes as text. */
export interface ShownEmail extends Delivery {
  message: string
  from: string
  /** Its plain part, as a reader sees it. */
  text: string
}

/** One mail, whole. */
export async function showEmail(app: App, tail: string): Promise<ShownEmail> {
  const delivery = await deliveryByTail(app.sql, app.org, tail)
  if (await isOthersReport(app.sql, app.org, { id: delivery.id, userId: app.userId }))
    throw new AppError('not-found', `The mail ${shortId(delivery.id)} tells the work log of somebody else.`, {
      hint: 'Try: nightdesk email list',
    })
  const raw = await rawMessage(app.sql, app.org, delivery.id)
  if (raw === undefined) throw new AppError('not-found', `The mail "${tail}" is gone.`)
  const { parseMail } = await import('../io/mail/index.ts')
  const { from, text } = await parseMail(raw)
  return { ...delivery, message: Buffer.from(raw).toString('utf8'), from, text }
}

/** The mail that a person means to decide of. One that was sent, or is being sent, has nothing to decide. */
export async function undecidedEmail(app: App, tail: string): Promise<Delivery> {
  const delivery = await deliveryByTail(app.sql, app.org, tail)
  if (['ready', 'failed', 'unknown', 'stopped'].includes(delivery.state)) return delivery
  const isLeft = app.clock().getTime() - delivery.updatedAt.getTime() > leftAfter
  if (isLeft && delivery.state !== 'sent') return delivery
  const why = delivery.state === 'sent' ? 'was sent already' : `is ${delivery.state} just now`
  throw new AppError('wrong-use', `The mail ${shortId(delivery.id)} to ${delivery.recipient} ${why}.`, {
    hint: 'Try: nightdesk email list',
  })
}

/** How a mail stands now. */
export async function emailToday(app: App, delivery: Delivery): Promise<Delivery> {
  return (await findDelivery(app.sql, app.org, delivery.id)) ?? delivery
}

/** Sends a mail (again), because a person says so. */
export async function resendEmail(app: App, delivery: Delivery, options: RunOptions): Promise<Job> {
  await decide(app, delivery, 'ready')
  return await runJob(app, digestSend, { deliveryId: delivery.id }, options)
}

/** How many mails a person sends again at once, at most. */
const mostResent = 1000

/**
 * Sends every mail that no server has accepted, once: after an outage that outlasted the retries. Mails that may have
 * arrived are left alone. Returns how they stand afterwards.
 */
export async function resendUnsent(app: App, options: FollowOptions): Promise<Delivery[]> {
  const unsent = await newestDeliveries(app.sql, app.org, { limit: mostResent, state: 'ready' })
  const jobs = unsent.map(({ id }) => ({
    ...jobFor(digestSend, { deliveryId: id }),
    userId: app.userId,
    trigger: 'cli' as const,
    uniqueKey: `resend:${id}`,
    maxRetries: 0,
  }))
  for (const { id } of jobs.length === 0 ? [] : await enqueueJobs(app.sql, app.org, jobs))
    await followJob(app, id, options)
  const after = await Promise.all(unsent.map(async ({ id }) => await findDelivery(app.sql, app.org, id)))
  return after.filter((delivery) => delivery !== undefined)
}

/** Records that a mail has arrived, because a person says so. */
export async function markEmailSent(app: App, delivery: Delivery): Promise<Delivery> {
  await decide(app, delivery, 'sent')
  if (delivery.digestId !== null) await releaseDigest(app.sql, app.org, delivery.digestId)
  return await emailToday(app, delivery)
}

async function decide(app: App, { id }: Delivery, state: 'ready' | 'sent'): Promise<void> {
  const action = state === 'sent' ? 'email-marked-sent' : 'email-resent'
  const change = { id: newId(), userId: app.userId, action, subject: 'delivery', subjectId: id }
  if (await decideDelivery(app.sql, app.org, { id, state }, change)) return
  throw new AppError('failed', `The mail ${shortId(id)} changed meanwhile. Nothing was done.`, {
    hint: 'Try: nightdesk email list',
  })
}
