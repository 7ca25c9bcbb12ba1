import { newId } from '../base/id.ts'
import { seal } from '../base/seal.ts'
import { squeeze, stripControls, truncate } from '../base/text.ts'
import type { Brand } from '../contracts/brand.ts'
import type { Feedback, LookKind, Vote, VoteRemark } from '../contracts/digest.ts'
import { mailLinkBytes } from '../domain/mail-link.ts'
import { siteOf } from '../domain/page-address.ts'
import { findBrand } from '../store/brands.ts'
import {
  castVote,
  countLook,
  feedbackByTail,
  feedbackSubject,
  lookCounts,
  newestFeedback,
  removeVote,
  type FeedbackSubject,
} from '../store/feedback.ts'
import type { App } from './app.ts'
import { getBrand } from './brands.ts'
import { openMailLink, type LinkTrouble } from './mail-link.ts'

const longestNote = 500

/** What a vote link in a mail leads to. */
export type OpenedLink =
  | { ok: false; trouble: LinkTrouble }
  | {
      ok: true
      /** The org whose key signed the link. */
      org: string
      /** The vote of the link. */
      vote: Vote
      brand: Brand
      item: { heading: string; url: string; site: string }
      /** What this reader said before, and remarked; null where nothing. */
      before: Vote | null
      remark: VoteRemark
      /** The token of the other vote, with the same end. */
      otherToken: string
      subject: FeedbackSubject
    }

/** Opens a signed link. Reads only: whoever opens a link has not voted. */
export async function openFeedbackLink(app: App, token: string): Promise<OpenedLink> {
  const opened = await openMailLink(app, token)
  if (!opened.ok) return opened
  const { link, org, key, expiresAt } = opened
  if (link.kind !== 'vote') return { ok: false, trouble: 'forged' }
  const subject = await feedbackSubject(app.sql, org, link)
  const brand = subject === undefined ? undefined : await findBrand(app.sql, org, subject.brand)
  if (subject === undefined || brand === undefined) return { ok: false, trouble: 'gone' }
  const other = mailLinkBytes({ ...link, vote: link.vote === 'yes' ? 'no' : 'yes' })
  const { title: heading, url, source, vote: before, rating, note } = subject
  return {
    ok: true,
    org,
    vote: link.vote,
    brand: brand.content,
    item: { heading, url, site: siteOf(url) || source },
    before,
    remark: { rating, note },
    otherToken: seal(other, key, expiresAt),
    subject,
  }
}

/** Counts that a link was opened without a vote. */
export async function countOpening(app: App, opened: OpenedLink, kind: LookKind): Promise<void> {
  if (opened.ok) await countLook(app.sql, opened.org, { digestId: opened.subject.digestId, kind })
}

/** Counts the vote of a link; the last one of a reader stands. A remark is cut to what fits. */
export async function vote(app: App, token: string, remark?: VoteRemark): Promise<OpenedLink> {
  const opened = await openFeedbackLink(app, token)
  if (!opened.ok) return opened
  const { itemId: item, recipient } = opened.subject
  const said = { item, recipient, vote: opened.vote, remark: tidy(remark) }
  const counted = await castVote(app.sql, opened.org, { ...said, id: newId(), changeId: newId() })
  return counted ? await openFeedbackLink(app, token) : { ok: false, trouble: 'gone' }
}

/** Takes back what the reader of a link said of its item. */
export async function takeVoteBack(app: App, token: string): Promise<OpenedLink> {
  const opened = await openFeedbackLink(app, token)
  if (!opened.ok) return opened
  const { itemId: item, recipient } = opened.subject
  await removeVote(app.sql, opened.org, { item, recipient }, { id: newId(), userId: null })
  return { ...opened, before: null, remark: { rating: null, note: null } }
}

/** The newest votes first, of one brand where it is named. */
export async function listFeedback(
  app: App,
  { brand, limit }: { brand?: string | undefined; limit: number },
): Promise<Feedback[]> {
  const brandId = brand === undefined ? undefined : (await getBrand(app, brand)).id
  return await newestFeedback(app.sql, app.org, { brandId, limit })
}

/** How often links were opened without a vote, by kind; of one brand where it is named. */
export async function looksOf(app: App, brand: string | undefined): Promise<Record<LookKind, number>> {
  const brandId = brand === undefined ? undefined : (await getBrand(app, brand)).id
  return await lookCounts(app.sql, app.org, { brandId })
}

/** Removes a vote whose id ends in what was typed: it teaches nothing any more. Returns what it was. */
export async function undoFeedback(app: App, tail: string): Promise<Feedback> {
  const found = await feedbackByTail(app.sql, app.org, tail)
  const { itemId: item, recipient } = found
  await removeVote(app.sql, app.org, { item, recipient }, { id: newId(), userId: app.userId })
  return found
}

function tidy(remark: VoteRemark | undefined): VoteRemark | undefined {
  if (remark === undefined) return undefined
  const note = remark.note === null ? '' : truncate(squeeze(stripControls(remark.note)), longestNote)
  return { rating: remark.rating, note: note === '' ? null : note }
}
