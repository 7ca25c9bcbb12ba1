import type { DemoFeed, DemoPage } from './demo-site-plan.ts'

const mostFound = 12

/** RFC 9309. */
export const robots = 'User-agent: *\nAllow: /\nDisallow: /private/\n'

/** Where a reader finds a path of the plan: its first folder is the site, and the site is a host. */
export function addressOf(path: string, port: number): string {
  const [, site = '', ...rest] = path.split('/')
  return `http://${site}.localhost:${port}/${rest.join('/')}`
}

/** An RSS 2.0 or Atom (RFC 4287) feed of pages, the newest first. */
export function feedOf(feed: DemoFeed, pages: readonly DemoPage[], port: number): string {
  const newest = pages.toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime())
  return feed.form === 'rss' ? rss(feed, newest, port) : atom(feed, newest, port)
}

/** Pages that hold at least half of the longer words of a query; a page with two addresses is found at both. */
export function searchPages(pages: readonly DemoPage[], query: string): DemoPage[] {
  const wanted = (query.toLowerCase().match(/[\p{L}\p{N}-]{4,}/gu) ?? []).slice(0, 12)
  if (wanted.length === 0) return []
  return pages
    .map((page) => ({ page, found: wanted.filter((word) => page.words.includes(word)).length }))
    .filter(({ found }) => found >= wanted.length / 2)
    .sort((a, b) => b.found - a.found)
    .slice(0, mostFound)
    .flatMap(({ page }) => (page.alsoAt === undefined ? [page] : [page, { ...page, path: page.alsoAt }]))
}

export function sitemapOf(pages: readonly DemoPage[], port: number): string {
  const urls = pages.map(
    (page) =>
      `  <url><loc>${xml(addressOf(page.path, port))}</loc><lastmod>${page.publishedAt.toISOString()}</lastmod></url>`,
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...urls,
    '</urlset>',
    '',
  ].join('\n')
}

/** A page of links, as the front of a site. */
export function indexOf(name: string, pages: readonly DemoPage[], port: number): string {
  const links = pages.map(
    (page) => `<li><a href="${xml(addressOf(page.path, port))}">${xml(page.title)}</a></li>`,
  )
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${xml(name)}</title></head>`,
    `<body><h1>${xml(name)}</h1>`,
    '<nav><a href="/about">About</a> <a href="#top">Top</a> <a href="mailto:desk@example.com">Write to us</a></nav>',
    '<main><ul>',
    ...links,
    '</ul></main></body></html>',
    '',
  ].join('\n')
}

function rss({ title, path }: DemoFeed, pages: readonly DemoPage[], port: number): string {
  const items = pages.map((page) =>
    [
      '<item>',
      `<title>${xml(page.title)}</title>`,
      `<link>${xml(addressOf(page.path, port))}</link>`,
      `<guid>${xml(addressOf(page.path, port))}</guid>`,
      `<pubDate>${page.publishedAt.toUTCString()}</pubDate>`,
      `<description>${xml(page.summary)}</description>`,
      '</item>',
    ].join(''),
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0"><channel>',
    `<title>${xml(title)}</title><link>${xml(addressOf(path, port))}</link><description>${xml(title)}</description>`,
    ...items,
    '</channel></rss>',
    '',
  ].join('\n')
}

function atom({ title, path }: DemoFeed, pages: readonly DemoPage[], port: number): string {
  const entries = pages.map((page) =>
    [
      '<entry>',
      `<title>${xml(page.title)}</title>`,
      `<link rel="alternate" href="${xml(addressOf(page.path, port))}"/>`,
      `<id>${xml(addressOf(page.path, port))}</id>`,
      `<updated>${page.publishedAt.toISOString()}</updated>`,
      `<published>${page.publishedAt.toISOString()}</published>`,
      `<summary>${xml(page.summary)}</summary>`,
      '</entry>',
    ].join(''),
  )
  const updated = pages[0]?.publishedAt ?? new Date(0)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `<title>${xml(title)}</title><id>${xml(addressOf(path, port))}</id><updated>${updated.toISOString()}</updated>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n')
}

function xml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
