import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { cleanText, squeeze } from '../../base/text.ts'
import type { ParsedPage } from '../../contracts/parser.ts'
import { parseDate } from './date.ts'

export function readPage(html: string, url: string): ParsedPage {
  const { document } = parseHTML(html)
  const meta = (name: string): string | null =>
    document.querySelector(`meta[property="${name}"], meta[name="${name}"]`)?.getAttribute('content') ?? null
  const canonical = document.querySelector('link[rel=canonical]')?.getAttribute('href') ?? null
  const language = document.documentElement.getAttribute('lang')
  const article = new Readability(document).parse()
  return {
    title: squeeze(article?.title ?? ''),
    text: cleanText(article?.textContent ?? ''),
    author: article?.byline ?? null,
    publishedAt: parseDate(meta('article:published_time') ?? article?.publishedTime),
    language,
    canonicalUrl: canonical === null ? null : (URL.parse(canonical, url)?.href ?? null),
    siteName: meta('og:site_name'),
    image: meta('og:image'),
  }
}
