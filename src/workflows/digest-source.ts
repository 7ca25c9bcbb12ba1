import * as v from 'valibot'
import { messageOf } from '../base/app-error.ts'
import { sha256 } from '../base/hash.ts'
import { newId } from '../base/id.ts'
import { cleanText, count, squeeze, truncate } from '../base/text.ts'
import { JobError } from '../contracts/job.ts'
import type { OfferedPage } from '../contracts/source.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { keyOfOffer } from '../domain/offered-address.ts'
import { siteOf } from '../domain/page-address.ts'
import { believableDate } from '../domain/publication.ts'
import { queriesOfEdition } from '../domain/search-queries.ts'
import { readSource as read } from '../sources/read.ts'
import type { SourceReading } from '../sources/read.ts'
import { findBrand } from '../store/brands.ts'
import { lastFound, recordFound } from '../store/digest-items.ts'
import type { NewDigestItem } from '../store/digest-items.ts'
import { earlierSearches } from '../store/searches.ts'
import { findSource, recordFailure, recordReading } from '../store/sources.ts'
import type { SourceRow } from '../store/sources.ts'
import { rememberPage } from './remembered-page.ts'

const id = v.pipe(v.string(), v.uuid())
const longest = { title: 500, summary: 2000 }
const mostNotes = 5
/** Editions that are looked back on so that searches take turns. */
const history = 100

/** Reads one source and records what it offers to the edition. A source that cannot be read fails this job only. */
export const sourceRead = defineWorkflow({
  type: 'source.read',
  summary: 'Read one source of a brand for an edition',
  payload: v.object({ digestId: id, brand: v.string(), sourceId: id }),
  timeout: 180_000,
  async run({ digestId, brand, sourceId }, context) {
    const [row, source] = await Promise.all([
      findBrand(context.sql, context.org, brand),
      findSource(context.sql, context.org, sourceId),
    ])
    if (row === undefined || source === undefined)
      throw new JobError('bad-input', `The source ${sourceId} of the brand "${brand}" is gone.`)
    const known = await lastFound(context.sql, context.org, { digestId, source: source.name })
    const searched =
      source.kind === 'search'
        ? queriesOfEdition(
            row.content,
            await earlierSearches(context.sql, context.org, { digestId, limit: history }),
          )
        : []
    const reading = await readOrRecord(source, searched, known.length > 0, context)
    const items = reading.notModified
      ? known.map((item) => ({ id: newId(), ...item }))
      : reading.pages.map((page) => toItem(page, source.name, context.now()))
    await rememberSaved(items, reading, context)
    const fresh = await recordFound(context.sql, context.org, digestId, items)
    await recordReading(context.sql, context.org, {
      id: source.id,
      readAt: context.now(),
      etag: reading.etag,
      lastModified: reading.lastModified,
    })
    await tell(source, reading, items.length, context)
    const { notModified } = reading
    return { source: source.name, pages: items.length, new: fresh, notModified, searched }
  },
})

/** Asks "only if changed" where the last edition still knows what the source offered. */
async function readOrRecord(
  source: SourceRow,
  queries: readonly string[],
  isKnown: boolean,
  context: WorkflowContext,
): Promise<SourceReading> {
  const remembered = isKnown ? source : { etag: null, lastModified: null }
  try {
    const { etag, lastModified } = remembered
    return await read(source, queries, { etag, lastModified }, context)
  } catch (error) {
    context.signal.throwIfAborted()
    if (error instanceof JobError && !error.spends) throw error
    await recordFailure(context.sql, context.org, source.id, truncate(messageOf(error), 500))
    throw error
  }
}

/** Pages that came with what they hold are remembered as read. */
async function rememberSaved(
  items: readonly NewDigestItem[],
  { pages }: SourceReading,
  context: WorkflowContext,
): Promise<void> {
  const saved = new Map(
    pages.flatMap((offer) => (offer.saved === undefined ? [] : [[hashOfOffer(offer), offer.saved] as const])),
  )
  for (const item of items) {
    const file = saved.get(item.urlHash)
    if (file === undefined) continue
    const site = siteOf(item.url) || file.page.siteName || item.source
    const page = { ...file.page, url: file.place, site }
    await rememberPage(item, { page, etag: null, lastModified: null }, context)
  }
}

/** What a source says of a page, cleaned at the border. */
function toItem(offer: OfferedPage, source: string, now: Date): NewDigestItem {
  const { url, title, summary, publishedAt } = offer
  const tidy = (text: string | null, length: number) =>
    text === null ? null : truncate(squeeze(cleanText(text)), length) || null
  return {
    id: newId(),
    url,
    urlHash: hashOfOffer(offer),
    source,
    title: tidy(title, longest.title),
    summary: tidy(summary, longest.summary),
    publishedAt: believableDate(publishedAt, now),
  }
}

function hashOfOffer(offer: OfferedPage): string {
  return sha256(keyOfOffer(offer))
}

async function tell(
  source: SourceRow,
  reading: SourceReading,
  pages: number,
  context: WorkflowContext,
): Promise<void> {
  for (const failure of reading.failures.slice(0, mostNotes))
    await context.note({
      name: 'address-failed',
      message: `${source.name}: ${failure.error}`,
      data: { source: source.name, address: failure.address },
      level: 'warning',
    })
  for (const warning of reading.warnings.slice(0, mostNotes))
    await context.note({
      name: 'source-broken',
      message: `${source.name}: ${warning}`,
      data: { source: source.name },
      level: 'warning',
    })
  const [first] = reading.leftOut
  if (first !== undefined)
    await context.note({
      name: 'addresses-left-out',
      message: `${source.name}: ${count(reading.leftOut.length, 'address', 'addresses')} not read, such as ${truncate(first.url, 200)}: ${first.why}`,
      data: { source: source.name, addresses: reading.leftOut.length },
      level: 'warning',
    })
  const unchanged = reading.notModified ? ', unchanged since the last reading' : ''
  await context.note({
    name: 'source-read',
    message: `${source.name} offers ${count(pages, 'page')}${unchanged}`,
    data: { source: source.name, pages },
  })
}
