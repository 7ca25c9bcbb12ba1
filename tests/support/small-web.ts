import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { webServer, type WebServer } from './web-server.ts'

/** A web of one feed with two pages about pizza, that an edition chooses. Its host is for NETWORK_ALLOW. */
export async function smallWeb(t: TestContext): Promise<WebServer> {
  const names = ['real-deal', 'street']
  const web: WebServer = await webServer(t, {
    '/feed': (_request, response) =>
      void response
        .setHeader('content-type', 'application/rss+xml')
        .end(feed(names.map((name) => web.url(`/${name}`)))),
    ...Object.fromEntries(names.map((name) => [`/${name}`, page(name)])),
  })
  return web
}

interface BrandWish {
  recipients: readonly string[]
  slug?: string
  /** Further lines of the file. */
  more?: readonly string[]
}

/** Writes a brand that reads the feed; returns the file. */
export async function smallBrand(
  folder: string,
  feedUrl: string,
  { recipients, slug = 'debonairs', more = [] }: BrandWish,
): Promise<string> {
  const path = join(folder, 'brand.yaml')
  const lines = [
    `id: ${slug}`,
    'display_name: Debonairs Pizza',
    'tone: { persona: Plain. }',
    'keywords: { core: [pizza, sharing, flavour] }',
    `recipients: [${recipients.join(', ')}]`,
    `sources: [{ kind: feed, name: News, url: "${feedUrl}" }]`,
    ...more,
  ]
  await writeFile(path, lines.join('\n'))
  return path
}

function feed(links: readonly string[]): string {
  const items = links.map((link) => `<item><title>Pizza at ${link}</title><link>${link}</link></item>`)
  return `<rss version="2.0"><channel><title>News</title><link>${links[0]}</link>${items.join('')}</channel></rss>`
}

/** Words that no two pages share, so that none is a copy of another. */
function page(name: string): string {
  const words = Array.from({ length: 60 }, (_, index) => `word${name}${index}`).join(' ')
  const text = `The pizza of ${name} is made for sharing and has a flavour of its own. ${words}.`
  return `<html lang="en"><title>Pizza ${name}</title><body><article><h1>Pizza ${name}</h1><p>${text}</p></article></body></html>`
}
