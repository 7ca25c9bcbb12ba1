import { squeeze, truncate } from '../../../base/text.ts'
import type { ParsedPage } from '../../../contracts/parser.ts'
import { plainLine } from '../plain-text.ts'
import { blockText, cleanCharacters } from './block-text.ts'
import { articleOf, textOf, typesOf } from './structured.ts'
import type { Thing } from './structured.ts'
import { descendants, findFirst } from './tree.ts'
import type { TreeElement } from './tree.ts'

/** The meta elements of a page by lower-case name or property; the first of each. */
export type MetaValues = ReadonlyMap<string, string>

const longestTitle = 300

export function metaValues(root: TreeElement): MetaValues {
  const values = new Map<string, string>()
  for (const { name, attribs } of descendants(root)) {
    if (name !== 'meta') continue
    const key = (attribs.property ?? attribs.name ?? attribs.itemprop ?? attribs['http-equiv'] ?? '')
      .toLowerCase()
      .trim()
    const content = attribs.content?.trim() ?? ''
    if (key !== '' && content !== '' && !values.has(key)) values.set(key, content)
  }
  return values
}

/** What a page says about itself in its head and its structured data. */
export function readMetadata(
  root: TreeElement,
  meta: MetaValues,
  things: readonly Thing[],
  url: string,
): Omit<ParsedPage, 'text' | 'publishedAt'> {
  const article = articleOf(things)
  return {
    title: titleOf(root, meta, article),
    author: authorOf(root, meta, article),
    language: languageOf(root, meta, article),
    canonicalUrl: canonicalOf(root, meta, url),
    siteName: line(
      meta.get('og:site_name') ?? textOf(things.find((thing) => typesOf(thing).includes('WebSite'))),
    ),
    image: webAddress(meta.get('og:image') ?? meta.get('twitter:image') ?? textOf(article?.image), url),
  }
}

/** The headline, without the name of the site. */
function titleOf(root: TreeElement, meta: MetaValues, article: Thing | undefined): string {
  const headings = [...descendants(root)].filter(({ name }) => name === 'h1')
  const heading = headings.length === 1 && headings[0] !== undefined ? squeeze(blockText(headings[0])) : ''
  const titleElement = findFirst(root, ({ name }) => name === 'title')
  const title = titleElement === undefined ? '' : squeeze(blockText(titleElement))
  if (heading.length >= 8 && title.toLowerCase().startsWith(heading.toLowerCase()))
    return truncate(heading, longestTitle)
  const named =
    line(textOf(article?.headline)) ?? line(meta.get('og:title')) ?? line(meta.get('twitter:title'))
  return truncate(withoutSite(named ?? title, meta.get('og:site_name')) || heading, longestTitle)
}

function withoutSite(title: string, site: string | undefined): string {
  const parts = title.split(/\s+[|·•»—–-]\s+/)
  const last = parts.at(-1) ?? ''
  if (parts.length < 2) return title
  const named = site !== undefined && last.toLowerCase() === site.toLowerCase()
  const piped = /\s[|»]\s+\S[^|»]*$/.test(title) && last.length < title.length / 2
  return named || piped ? title.slice(0, title.length - last.length).replace(/\s+[|·•»—–-]\s+$/, '') : title
}

function authorOf(root: TreeElement, meta: MetaValues, article: Thing | undefined): string | null {
  const named =
    line(namesOf(article?.author)) ??
    line(meta.get('author')) ??
    line(meta.get('article:author')) ??
    line(meta.get('parsely-author'))
  if (named !== null && !/^https?:/i.test(named)) return named
  const element = findFirst(
    root,
    ({ attribs }) =>
      /\bauthor\b/.test(attribs.rel ?? '') ||
      attribs.itemprop === 'author' ||
      /(?:^|\s)(?:author-name|byline-name|author|byline)(?:\s|$)/i.test(attribs.class ?? ''),
  )
  const text =
    element === undefined
      ? ''
      : squeeze(blockText(element)).replace(/^(?:by|von|par|por|di|door|av|written by)[:\s]+/i, '')
  return text !== '' && text.length <= 100 ? text : null
}

/** All names, where several wrote it. */
function namesOf(authors: unknown): string {
  if (!Array.isArray(authors)) return textOf(authors)
  return [...new Set(authors.map((author) => textOf(author)).filter((name) => name !== ''))].join(', ')
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
