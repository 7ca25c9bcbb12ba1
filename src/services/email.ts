import { AppError } from '../base/app-error.ts'
import type { Delivery } from '../contracts/digest.ts'
import { deliveryByTail, newestDeliveries, rawMessage } from '../store/deliveries.ts'
import type { App } from './app.ts'

/** The newest mails of the outbox first. */
export async function listEmails(app: App, limit: number): Promise<Delivery[]> {
  return await newestDeliveries(app.sql, app.org, limit)
}

/** One mail with its frozen bytes as text. */
export async function showEmail(app: App, tail: string): Promise<Delivery & { message: string }> {
  const delivery = await deliveryByTail(app.sql, app.org, tail)
  const raw = await rawMessage(app.sql, app.org, delivery.id)
  if (raw === undefined) throw new AppError('not-found', `The mail "${tail}" is gone.`)
  return { ...delivery, message: Buffer.from(raw).toString('utf8') }
}
