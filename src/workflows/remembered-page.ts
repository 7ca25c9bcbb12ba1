import { sha256 } from '../base/hash.ts'
import { newId } from '../base/id.ts'
import { cleanText, squeeze, truncate } from '../base/text.ts'
import type { Page } from '../contracts/digest.ts'
import type { ParsedPage } from '../contracts/parser.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { believableDate } from '../domain/publication.ts'
import { savePage } from '../store/pages.ts'

/** What a source offered of a page. */
interface Offer {
  urlHash: string
  title: string | null
  publishedAt: Date | null
}

/** What was read of it, and where: at the end of redirects, or in a file. */
interface Reading {
  page: ParsedPage & { url: string; site: string }
  etag: string | null
  lastModified: string | null
}

const longest = { title: 300, text: 200_000 }

/** Remembers what was read of a page for all brands of the org, cleaned at the border. */
export async function rememberPage(
  offer: Offer,
  { page, etag, lastModified }: Reading,
  context: Pick<WorkflowContext, 'sql' | 'org' | 'now'>,
): Promise<Page> {
  const text = cleanText(page.text).slice(0, longest.text).toWellFormed()
  const title = squeeze(cleanText(page.title)) || offer.title || page.site
  const plain = (value: string | null) => (value === null ? null : truncate(squeeze(cleanText(value)), 200))
  return await savePage(context.sql, context.org, {
    id: newId(),
    url: page.url,
    urlHash: offer.urlHash,
    title: truncate(title, longest.title),
    text,
    textHash: sha256(text),
    author: plain(page.author),
    language: plain(page.language),
    site: page.site,
    publishedAt: believableDate(page.publishedAt, context.now()) ?? offer.publishedAt,
    readAt: context.now(),
    etag,
    lastModified,
  })
}
