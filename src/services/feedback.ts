import * as v from 'valibot'
import { newId } from '../base/id.ts'
import { seal, unseal } from '../base/seal.ts'
import { votes, type Feedback, type FeedbackLink, type Vote } from '../contracts/digest.ts'
import type { Brand } from '../contracts/brand.ts'
import { siteOf } from '../domain/page-address.ts'
import { findBrand } from '../store/brands.ts'
import { castVote, feedbackSubject, newestFeedback } from '../store/feedback.ts'
import { signingKeyById } from '../store/signing-keys.ts'
import type { App } from './app.ts'
import { getBrand } from './brands.ts'

const linkSchema = v.object({
  item: v.pipe(v.string(), v.uuid()),
  recipient: v.string(),
  vote: v.picklist(votes),
})
const longestToken = 2000

/** What a link in a mail leads to. */
export type OpenedLink =
  | { ok: false; trouble: 'expired' | 'forged' | 'gone' }
  | {
      ok: true
      /** The org whose key signed the link. */
      org: string
      link: FeedbackLink
      brand: Brand
      item: { heading: string; url: string; site: string }
      /** What this reader said before. */
      before: Vote | null
      /** The token of the other vote, with the same end. */
      otherToken: string
    }

/** Opens a signed link. Reads only: whoever opens a link has not voted. */
export async function openFeedbackLink(app: App, token: string): Promise<OpenedLink> {
  const keyId = token.split('.')[2] ?? ''
  const key = token.length > longestToken ? undefined : await signingKeyById(app.sql, keyId)
  if (key === undefined) return { ok: false, trouble: 'forged' }
  const unsealed = unseal(token, [key], app.clock())
  if (!unsealed.ok) return { ok: false, trouble: unsealed.reason === 'expired' ? 'expired' : 'forged' }
  const parsed = v.safeParse(linkSchema, unsealed.value)
  if (!parsed.success) return { ok: false, trouble: 'forged' }
  const link = parsed.output
  const subject = await feedbackSubject(app.sql, key.org, link)
  const brand = subject === undefined ? undefined : await findBrand(app.sql, key.org, subject.brand)
  if (subject === undefined || brand === undefined) return { ok: false, trouble: 'gone' }
  const other: FeedbackLink = { ...link, vote: link.vote === 'yes' ? 'no' : 'yes' }
  return {
    ok: true,
    org: key.org,
    link,
    brand: brand.content,
    item: { heading: subject.title, url: subject.url, site: siteOf(subject.url) },
    before: subject.vote,
    otherToken: seal(other, key, endOf(token)),
  }
}

/** Counts the vote of a link; the last one of a reader stands. */
export async function vote(app: App, token: string): Promise<OpenedLink> {
  const opened = await openFeedbackLink(app, token)
  if (!opened.ok) return opened
  const counted = await castVote(app.sql, opened.org, { ...opened.link, id: newId(), changeId: newId() })
  return counted ? { ...opened, before: opened.link.vote } : { ok: false, trouble: 'gone' }
}

/** The newest votes first. */
export async function listFeedback(
  app: App,
  { brand, limit }: { brand?: string | undefined; limit: number },
): Promise<Feedback[]> {
  const brandId = brand === undefined ? undefined : (await getBrand(app, brand)).id
  return await newestFeedback(app.sql, app.org, { brandId, limit })
}

/** When a token ends: its second part, in seconds, to the base of 36. */
function endOf(token: string): Date {
  return new Date(Number.parseInt(token.split('.')[1] ?? '0', 36) * 1000)
}
