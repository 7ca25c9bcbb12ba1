import type { FoundPage } from '../contracts/parser.ts'
import { defineSource } from '../contracts/source.ts'
import { readDocument } from './reading.ts'

/** Of an index, the sitemaps at its end are the newest by custom; a site with thousands is read from there. */
const mostSitemaps = 5
const mostPages = 500

export const sitemap = defineSource({
  kind: 'sitemap',
  summary: 'A sitemap, or an index of sitemaps: its newest pages',
  addresses: (source) => [source.url],
  async read(address, reader) {
    const top = await readDocument('sitemap', address, reader)
    const pages = [...top.pages]
    for (const inner of newsFirst(top.sitemaps).slice(0, mostSitemaps))
      pages.push(...(await readDocument('sitemap', inner, reader)).pages)
    return pages.sort(newestFirst).slice(0, mostPages)
  },
})

function newsFirst(addresses: readonly string[]): string[] {
  const isNews = (address: string) => /news|post|article|latest/i.test(address)
  const backwards = addresses.toReversed()
  return [...backwards.filter(isNews), ...backwards.filter((address) => !isNews(address))]
}

function newestFirst(a: FoundPage, b: FoundPage): number {
  return (b.publishedAt?.getTime() ?? 0) - (a.publishedAt?.getTime() ?? 0)
}
