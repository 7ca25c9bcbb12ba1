import { squeeze, truncate } from '../../../base/text.ts'
import type { ParsedPage } from '../../../contracts/parser.ts'
import { plainLine } from '../plain-text.ts'
import { authorOf } from './author.ts'
import { blockText, cleanCharacters } from './block-text.ts'
import { isComment, isElsewhere } from './date-places.ts'
import { textOf, typesOf } from './structured.ts'
import type { Thing } from './structured.ts'
import { descendants, findFirst } from './tree.ts'
import type { TreeElement } from './tree.ts'

/** The meta elements of a page by lower-case name or property; the first of each. */
export type MetaValues = ReadonlyMap<string, string>

const longestTitle = 300

/** What a page says about itself, not yet read. */
export interface PageData {
  root: TreeElement
  meta: MetaValues
  things: readonly Thing[]
  /** Which of the things the page is. */
  article: Thing | undefined
  url: string
}

export function metaValues(root: TreeElement): MetaValues {
  const values = new Map<string, string>()
  const metas = [...descendants(root)].filter(({ name }) => name === 'meta')
  const outside = (isPart: (element: TreeElement) => boolean) => metas.filter((meta) => !isIn(meta, isPart))
  for (const meta of [...outside(isElsewhere), ...outside(isComment)]) {
    const { attribs } = meta
    if (/^date$/i.test(attribs['http-equiv'] ?? '')) continue
    const key = (attribs.property ?? attribs.name ?? attribs.itemprop ?? attribs['http-equiv'] ?? '')
      .toLowerCase()
      .trim()
    const content = attribs.content?.trim() ?? ''
    if (key !== '' && content !== '' && !values.has(key)) values.set(key, content)
  }
  return values
}

/** Whether microdata belong to such a part of the page: a comment, another story. */
function isIn({ attribs, parent }: TreeElement, isPart: (element: TreeElement) => boolean): boolean {
  if (attribs.itemprop === undefined) return false
  for (let around = parent; around !== null; around = around.parent) if (isPart(around)) return true
  return false
}

/** What a page says about itself in its head and its structured data. */
export function readMetadata({
  root,
  meta,
  things,
  article,
  url,
}: PageData): Omit<ParsedPage, 'text' | 'publishedAt'> {
  return {
    title: decodedAgain(titleOf(root, meta, article, url)),
    author: authorOf(root, meta, article, things),
    language: languageOf(root, meta, article),
    canonicalUrl: canonicalOf(root, meta, url),
    siteName: line(
      meta.get('og:site_name') ?? textOf(things.find((thing) => typesOf(thing).includes('WebSite'))),
    ),
    image: webAddress(meta.get('og:image') ?? meta.get('twitter:image') ?? textOf(article?.image), url),
  }
}

/** The headline, without the name of the site. */
function titleOf(root: TreeElement, meta: MetaValues, article: Thing | undefined, url: string): string {
  const headings = [...descendants(root)].filter(({ name }) => name === 'h1')
  const heading = headings.length === 1 && headings[0] !== undefined ? squeeze(blockText(headings[0])) : ''
  const title = headTitle(root)
  const [whole, part] = [title.toLowerCase(), heading.toLowerCase()]
  if (part.length >= 8 && (whole.startsWith(part) || whole.endsWith(part)))
    return truncate(heading, longestTitle)
  const named =
    line(textOf(article?.headline)) ?? line(meta.get('og:title')) ?? line(meta.get('twitter:title'))
  return truncate(withoutSite(named ?? title, meta.get('og:site_name'), url) || heading, longestTitle)
}

/** The text of the title element, which names the site as well. */
export function headTitle(root: TreeElement): string {
  const title = findFirst(root, ({ name }) => name === 'title')
  return title === undefined ? '' : squeeze(blockText(title))
}

/** `Caf&eacute;` and `more&#8230;`, as sites leave them that encode a title twice; what could be markup stays. */
function decodedAgain(title: string): string {
  return title.replace(
    /&(?!(?:lt|gt|amp|#0*(?:38|60|62)|#x0*(?:26|3[ce]));)(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);/gi,
    (entity) => plainLine(entity) ?? ' ',
  )
}

function withoutSite(title: string, site: string | undefined, url: string): string {
  const parts = title.split(/\s+[|·•»—–-]\s+/)
  const last = parts.at(-1) ?? ''
  if (parts.length < 2) return title
  const named = (site !== undefined && last.toLowerCase() === site.toLowerCase()) || isHost(last, url)
  const piped = /\s[|»]\s+\S[^|»]*$/.test(title) && last.length < title.length / 2
  return named || piped ? title.slice(0, title.length - last.length).replace(/\s+[|·•»—–-]\s+$/, '') : title
}

/** Whether a name is that of the host: `The Daily Planet` of `www.dailyplanet.com`. */
function isHost(name: string, url: string): boolean {
  const letters = name.toLowerCase().replace(/^the\s|[^\p{L}\p{N}]/gu, '')
  const labels = (URL.parse(url)?.hostname ?? '').split('.').slice(0, -1)
  return letters.length >= 4 && labels.some((label) => label.replaceAll('-', '') === letters)
}

function languageOf(root: TreeElement, meta: MetaValues, article: Thing | undefined): string | null {
  const html = findFirst(root, ({ name }) => name === 'html')
  const named = [
    html?.attribs.lang,
    html?.attribs['xml:lang'],
    meta.get('content-language'),
    meta.get('og:locale'),
    meta.get('language'),
    meta.get('dc.language'),
    textOf(article?.inLanguage),
  ]
  for (const name of named) {
    const code = /^[a-z]{2,3}(?![a-z])/i.exec(name?.trim() ?? '')?.[0].toLowerCase()
    if (code !== undefined) return code
  }
  return null
}

function canonicalOf(root: TreeElement, meta: MetaValues, url: string): string | null {
  const link = findFirst(
    root,
    ({ name, attribs }) => name === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attribs.rel ?? ''),
  )
  return webAddress(link?.attribs.href, url) ?? webAddress(meta.get('og:url'), url)
}

function webAddress(address: string | undefined, base: string): string | null {
  if (!address) return null
  const url = URL.parse(address, base)
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : null
}

function line(text: string | undefined): string | null {
  const plain = plainLine(text, longestTitle)
  return plain === null ? null : cleanCharacters(plain)
}
