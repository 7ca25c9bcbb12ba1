import * as v from 'valibot'
import { messageOf } from '../base/app-error.ts'
import type { JsonObject } from '../base/json.ts'
import { truncate } from '../base/text.ts'
import { votes } from '../contracts/digest.ts'
import type { DigestItem, Page } from '../contracts/digest.ts'
import { FetchError } from '../contracts/fetcher.ts'
import { JobError } from '../contracts/job.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { blockedDomain, hardRejection } from '../domain/hard-rules.ts'
import { readPage } from '../sources/read.ts'
import { findBrand } from '../store/brands.ts'
import type { BrandRow } from '../store/brands.ts'
import { findItem, judgeItem, textShownAt } from '../store/digest-items.ts'
import { findPageOf, savePage } from '../store/pages.ts'
import { evaluatePage, type PageReader } from './digest-judgement.ts'
import { rememberPage } from './remembered-page.ts'

const id = v.pipe(v.string(), v.uuid())
const freshFor = 6 * 3_600_000

/** Reads one page of an edition, refuses it by the hard rules or judges what it is worth, and writes its fate. */
export const pageEvaluate = defineWorkflow({
  type: 'page.evaluate',
  summary: 'Read one page and judge what it is worth to a brand',
  payload: v.object({
    digestId: id,
    itemId: id,
    brand: v.string(),
    /** What readers said before the edition began: the question of a later attempt stays the same. */
    examples: v.optional(v.array(v.object({ title: v.string(), vote: v.picklist(votes) })), []),
  }),
  timeout: 180_000,
  short: 'offline',
  async run({ digestId, itemId, brand: slug, examples }, context) {
    const [brand, item, known] = await Promise.all([
      findBrand(context.sql, context.org, slug),
      findItem(context.sql, context.org, itemId),
      findPageOf(context.sql, context.org, itemId),
    ])
    if (brand === undefined || item === undefined)
      throw new JobError('bad-input', `The page ${itemId} or its brand "${slug}" is gone.`)
    if (item.fate !== 'found') return { fate: item.fate }
    const reading = await pageOf(item, known, context)
    const page = typeof reading === 'string' ? undefined : reading
    const refusal =
      typeof reading === 'string'
        ? reading
        : await refusalOf({ page: reading, item, brand, digestId }, context)
    if (page === undefined || refusal !== undefined)
      return await reject(item, { page, reason: refusal ?? '' }, context)
    return await judge(item, page, { brand, examples, isNew: known === undefined }, context)
  },
})

/** The page as it is now, or why it cannot be read for good. What passes by itself is thrown, and tried again. */
async function pageOf(
  item: DigestItem,
  known: Page | undefined,
  context: WorkflowContext,
): Promise<Page | string> {
  if (known !== undefined && (isSaved(known) || isFresh(known, context.now()))) return known
  try {
    const remembered = { etag: known?.etag ?? null, lastModified: known?.lastModified ?? null }
    const reading = await readPage(item.url, remembered, context)
    if (!reading.notModified) return await rememberPage(item, reading, context)
    if (known === undefined) throw new JobError('unavailable', `${item.url} answered 304 to a first request.`)
    return await savePage(context.sql, context.org, { ...known, readAt: context.now() })
  } catch (error) {
    if (!(error instanceof JobError) || error.kind !== 'bad-input') throw error
    // The address stands beside the fate, so that the sentence of the fetcher says enough.
    const message = messageOf(error.cause instanceof FetchError ? error.cause : error)
    return / answered 4(?:04|10)\.$/.test(message) ? `gone: ${message}` : message
  }
}

/** A page of a folder: its source has read it, and the address that it names is no other place of it. */
function isSaved({ url }: Page): boolean {
  return url.startsWith('file:')
}

function isFresh({ readAt }: Page, now: Date): boolean {
  return now.getTime() - readAt.getTime() < freshFor
}

interface Case {
  page: Page
  item: DigestItem
  brand: BrandRow
  digestId: string
}

async function refusalOf(
  { page, item, brand, digestId }: Case,
  context: WorkflowContext,
): Promise<string | undefined> {
  const rule =
    blockedDomain(page.url, brand.content) ??
    hardRejection({ ...page, url: item.url }, brand.content, context.now())
  if (rule !== undefined) return rule
  const shownAt = await textShownAt(context.sql, context.org, { digestId, textHash: page.textHash })
  return shownAt === undefined
    ? undefined
    : `the same text was shown in the edition of ${shownAt.toISOString().slice(0, 10)}`
}

async function reject(
  item: DigestItem,
  { page, reason }: { page: Page | undefined; reason: string },
  context: WorkflowContext,
): Promise<JsonObject> {
  const known = page === undefined ? {} : knownOf(page)
  await judgeItem(context.sql, context.org, { id: item.id, fate: 'rejected', reason, ...known })
  await context.note({
    name: 'page-rejected',
    message: `${truncate(page?.title ?? item.title ?? item.url, 100)}: ${reason}`,
    data: { url: item.url, reason },
  })
  return { fate: 'rejected', reason }
}

async function judge(
  item: DigestItem,
  page: Page,
  reader: PageReader,
  context: WorkflowContext,
): Promise<JsonObject> {
  const { relevance, section, engine } = await evaluatePage(page, item, reader, context)
  await context.note({
    name: 'page-judged',
    message: `${relevance} ${section}: ${truncate(page.title, 100)}`,
    data: { relevance, section, url: item.url, engine },
    source: 'agent',
  })
  return { fate: 'judged', relevance, section, engine }
}

function knownOf(page: Page): { pageId: string; title: string; publishedAt: Date | null } {
  return { pageId: page.id, title: page.title, publishedAt: page.publishedAt }
}
