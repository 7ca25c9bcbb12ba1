import { newId } from '../base/id.ts'
import type { Brand } from '../contracts/brand.ts'
import { unsubscribeDays } from '../domain/mail-link.ts'
import { findBrand } from '../store/brands.ts'
import { suppressAddress, suppressedOf } from '../store/suppressions.ts'
import type { App } from './app.ts'
import { openMailLink, type LinkTrouble } from './mail-link.ts'

const dayMs = 86_400_000

/** What the unsubscribe link of a mail leads to. It works on after the edition and the brand are gone. */
export type OpenedUnsubscribe =
  | { ok: false; trouble: LinkTrouble }
  | {
      ok: true
      org: string
      address: string
      /** The name of the brand in commands, and what it says where it still stands. */
      slug: string
      brand: Brand | undefined
      /** True where the address gets no editions of the brand already. */
      done: boolean
      /** When the mail of the link was made. */
      mailedAt: Date
    }

/** Opens the link. Reads only: whoever opens it has not unsubscribed. */
export async function openUnsubscribeLink(app: App, token: string): Promise<OpenedUnsubscribe> {
  const opened = await openMailLink(app, token)
  if (!opened.ok) return opened
  const { link, org, expiresAt } = opened
  if (link.kind !== 'unsubscribe') return { ok: false, trouble: 'forged' }
  const { brand: slug, address } = link
  const [brand, suppressed] = await Promise.all([
    findBrand(app.sql, org, slug),
    suppressedOf(app.sql, org, { brand: slug, addresses: [address] }),
  ])
  const mailedAt = new Date(expiresAt.getTime() - unsubscribeDays * dayMs)
  return { ok: true, org, address, slug, brand: brand?.content, done: suppressed.length > 0, mailedAt }
}

/**
 * Sends the reader of the link no more editions of its brand (RFC 8058: without a login, and however often it comes).
 * Where the brand is gone, those that were added since the mail may be the same under another name: they are meant too.
 */
export async function unsubscribe(app: App, token: string): Promise<OpenedUnsubscribe> {
  const opened = await openUnsubscribeLink(app, token)
  if (!opened.ok) return opened
  const { org, address, slug, brand, mailedAt } = opened
  const id = newId()
  await suppressAddress(
    app.sql,
    org,
    {
      id,
      address,
      brand: slug,
      reason: 'unsubscribed',
      detail: 'by the link of a mail',
      since: brand === undefined ? mailedAt : undefined,
    },
    { id: newId(), userId: null, action: 'unsubscribe', subject: 'suppression', subjectId: id },
  )
  return { ...opened, done: true }
}
