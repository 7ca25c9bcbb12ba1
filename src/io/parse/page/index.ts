import type { ParsedPage } from '../../../contracts/parser.ts'
import { mendDoubleEncoding } from '../double-encoding.ts'
import { plainText } from '../plain-text.ts'
import { blockText } from './block-text.ts'
import { mainText } from './main-text.ts'
import { headTitle, metaValues, readMetadata } from './metadata.ts'
import { publishedDate } from './published.ts'
import { articleOf, structuredData, textOf, typesOf } from './structured.ts'
import type { Thing } from './structured.ts'
import { parseTree } from './tree.ts'
import { keepVisible } from './visible.ts'

const longestText = 500_000

/** Reads a page: what it says about itself first, then only what is seen of it, and of that the main text. */
export function readPage(html: string, url: string): ParsedPage {
  const root = parseTree(mendDoubleEncoding(html))
  const meta = metaValues(root)
  const things = structuredData(root)
  const article = articleOf(things, `${headTitle(root)}\n${meta.get('og:title') ?? ''}`)
  const data = { root, meta, things, article, url }
  const metadata = readMetadata(data)
  keepVisible(root)
  const publishedAt = publishedDate({ ...data, language: metadata.language })
  const product = things.find(isProduct)
  const isProductPage = product !== undefined && !things.some(isStory)
  const isArticle = meta.get('og:type') === 'article' || (article !== undefined && isStory(article))
  const seen = mainText(root, url, { ...metadata, isProduct: isProductPage, isStory: isArticle })
  const text = longer(seen, describedText(article, product)) || blockText(root)
  return { ...metadata, publishedAt, text: text.slice(0, longestText) }
}

/** A page that is written about products describes some of them as well. */
function isStory(thing: Thing): boolean {
  return typesOf(thing).some((type) => /(?:Article|BlogPosting|Recipe|HowTo|Report)$/.test(type))
}

function isProduct(thing: Thing): boolean {
  return typesOf(thing).some((type) => type.startsWith('Product'))
}

/** The text that structured data hold for pages that scripts put together. */
function describedText(article: Thing | undefined, product: Thing | undefined): string {
  const text = textOf(article?.articleBody) || textOf(product?.description)
  return text
    .split(/\n+|(?=<(?:p|h[1-6]|li)\b)/i)
    .map((line) => plainText(line))
    .filter((line) => line !== '')
    .join('\n\n')
}

/** What is seen of the main text counts, unless hardly anything is. */
function longer(seen: string, described: string): string {
  return described.length > seen.length * 2 ? described : seen
}
