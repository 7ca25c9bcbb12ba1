import { load } from 'cheerio/slim'
import { squeeze } from '../../base/text.ts'
import type { FoundPage } from '../../contracts/parser.ts'

const notArticles =
  /\/(?:tags?|categor(?:y|ies)|topics?|authors?|users?|login|log-?in|sign-?(?:in|up)|register|account|cart|checkout|search|about(?:-us)?|contact(?:-us)?|privacy(?:-policy)?|terms(?:-[\w-]+)?|cookies?(?:-policy)?|subscribe|newsletters?|feeds?|rss|archives?|page|sitemap|careers?|jobs|help|faq|wp-(?:admin|login|json)|cdn-cgi|share|print)(?:\/|\.\w+$|$)/i
const notPages =
  /\.(?:jpe?g|png|gif|webp|svg|avif|pdf|zip|gz|mp[34]|m4a|css|js|xml|json|rss|atom|ics|docx?|xlsx?|pptx?|exe|dmg|apk)$/i
const fewestWords = 4
const mostLinks = 500

/**
 * The links of a page that look like articles: of the same site, not in navigation, with an address or a wording as
 * articles have it. The title is the longest wording of the link.
 */
export function readLinks(html: string, pageUrl: string): FoundPage[] {
  const $ = load(html)
  const base = URL.parse($('base[href]').attr('href') ?? '', pageUrl)?.href ?? pageUrl
  const page = new URL(pageUrl)
  const found = new Map<string, FoundPage>()
  $('script, style, noscript, template').remove()
  $('a[href]').each((_index, element) => {
    const link = $(element)
    const url = URL.parse((link.attr('href') ?? '').trim(), base)
    if (url === null || !isPageOf(page, url)) return
    url.hash = ''
    const title = squeeze(link.text() || link.attr('title') || link.find('img').attr('alt') || '')
    const navigation = link.closest('nav, footer, [role=navigation], [role=contentinfo]').length > 0
    const known = found.get(url.href)
    if (known === undefined && (navigation || !looksLikeArticle(url, title))) return
    if (known === undefined || title.length > (known.title?.length ?? 0))
      found.set(url.href, {
        url: url.href,
        title: title.slice(0, 300) || null,
        summary: null,
        publishedAt: null,
      })
  })
  return [...found.values()].slice(0, mostLinks)
}

function isPageOf(page: URL, url: URL): boolean {
  const site = page.hostname.replace(/^www\./, '')
  const sameSite = url.hostname === site || url.hostname.endsWith(`.${site}`)
  const samePage = url.pathname === page.pathname && url.search === page.search
  return /^https?:$/.test(url.protocol) && sameSite && !samePage && url.pathname !== '/'
}

function looksLikeArticle(url: URL, title: string): boolean {
  if (notPages.test(url.pathname) || notArticles.test(url.pathname)) return false
  const last = url.pathname.split('/').filter(Boolean).at(-1) ?? ''
  const slugWords = last
    .replace(/\.\w{2,5}$/, '')
    .split(/[-_+]|%20/)
    .filter((word) => word.length > 1).length
  const dated = /\/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])\b/.test(url.pathname)
  const numbered = /\d{5,}/.test(last) || /[?&](?:id|p|article|story)=\d+/.test(url.search)
  const wordy = title.split(/\s+/).length >= fewestWords || (!/\s/.test(title) && title.length >= 12)
  return (
    dated ||
    slugWords >= fewestWords ||
    ((slugWords >= 2 || numbered) && wordy) ||
    (wordy && title.length >= 30)
  )
}
