import type { FoundPage, ParsedSitemap } from '../../contracts/parser.ts'
import { parseDate } from './date.ts'
import { plainLine } from './plain-text.ts'
import { WrongKind } from './wrong-kind.ts'
import { elements, findElement, parseXml, textOf } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

const mostEntries = 50_000

/** Reads a sitemap or an index of sitemaps (sitemaps.org 0.9), with the dates and titles of news sitemaps; also the plain list of addresses. */
export function readSitemap(text: string, url: string): ParsedSitemap {
  if (!text.includes('<')) return { sitemaps: [], pages: listed(text) }
  const root = findElement(parseXml(text, url), ['urlset', 'sitemapindex'])
  if (root === undefined) throw new WrongKind('It is no sitemap: it has no <urlset> and no <sitemapindex>.')
  const entries = elements(root).slice(0, mostEntries)
  return {
    sitemaps: entries.filter(({ name }) => name === 'sitemap').flatMap((entry) => addressOf(entry)),
    pages: entries.filter(({ name }) => name === 'url').flatMap((entry) => readEntry(entry)),
  }
}

function readEntry(entry: XmlElement): FoundPage[] {
  const news = findElement(entry, ['news:news'])
  const publishedAt =
    (news === undefined ? null : parseDate(value(news, 'news:publication_date'))) ??
    parseDate(value(entry, 'lastmod'))
  const title = news === undefined ? null : plainLine(value(news, 'news:title'))
  return addressOf(entry).map((url) => ({ url, title, summary: null, publishedAt }))
}

function addressOf(entry: XmlElement): string[] {
  const url = URL.parse(value(entry, 'loc'), entry.base)
  return url !== null && /^https?:$/.test(url.protocol) ? [url.href] : []
}

function value(parent: XmlElement, name: string): string {
  const child = elements(parent).find((element) => element.name === name)
  return child === undefined ? '' : textOf(child).trim()
}

function listed(text: string): FoundPage[] {
  return text
    .split(/\s+/)
    .filter((line) => /^https?:\/\/\S+$/i.test(line) && URL.canParse(line))
    .slice(0, mostEntries)
    .map((line) => ({ url: new URL(line).href, title: null, summary: null, publishedAt: null }))
}
