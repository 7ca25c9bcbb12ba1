import type { ParsedPage } from '../../../contracts/parser.ts'
import { plainText } from '../plain-text.ts'
import { mainText } from './main-text.ts'
import { metaValues, readMetadata } from './metadata.ts'
import { publishedDate } from './published.ts'
import { articleOf, structuredData, textOf, typesOf } from './structured.ts'
import type { Thing } from './structured.ts'
import { parseTree } from './tree.ts'
import { keepVisible } from './visible.ts'

const longestText = 500_000

/** Reads a page: what it says about itself first, then only what is seen of it, and of that the main text. */
export function readPage(html: string, url: string): ParsedPage {
  const root = parseTree(html)
  const meta = metaValues(root)
  const things = structuredData(root)
  const metadata = readMetadata(root, meta, things, url)
  keepVisible(root)
  const publishedAt = publishedDate({ root, meta, things, url, language: metadata.language })
  const text = mainText(root, url, metadata)
  return { ...metadata, publishedAt, text: longer(text, describedText(things)).slice(0, longestText) }
}

/** The text that structured data hold for pages that scripts put together. */
function describedText(things: readonly Thing[]): string {
  const product = things.find((thing) => typesOf(thing).some((type) => type.startsWith('Product')))
  return plainText(textOf(articleOf(things)?.articleBody) || textOf(product?.description))
}

/** What is seen counts, unless hardly anything is. */
function longer(seen: string, described: string): string {
  return described.length > seen.length * 2 ? described : seen
}
