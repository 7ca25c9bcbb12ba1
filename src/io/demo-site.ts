import { readFile } from 'node:fs/promises'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { join } from 'node:path'
import { sha256 } from '../base/hash.ts'
import { type DemoPage, type DemoPlan, planDemoSite } from './demo-site-plan.ts'
import { feedOf, indexOf, robotsOf, searchPages, sitemapOf } from './demo-site-lists.ts'

export interface DemoSite {
  /** `http://127.0.0.1:PORT` */
  url: string
  /** `127.0.0.1:PORT`: what `NETWORK_ALLOW` must name, since loopback is refused otherwise. */
  host: string
  /** What a brand file may name as its `sources`: every feed, the sitemap, the index and the search. */
  sources: { kind: 'feed' | 'site' | 'sitemap' | 'search'; name: string; url: string }[]
  close(): Promise<void>
}

interface Answer {
  status: number
  type: string
  body: string
  delayMs?: number | undefined
}

const types = {
  html: 'text/html; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  text: 'text/plain; charset=utf-8',
}

/**
 * Serves the sample web of `folder` (its `site.yaml` and `pages/`) on a free port of 127.0.0.1. The pages are as old as
 * the plan says, counted back from `now`. An AppError for a plan that is wrong.
 */
export async function openDemoSite(folder: string, now: Date): Promise<DemoSite> {
  const file = join(folder, 'site.yaml')
  const plan = await planDemoSite(await readFile(file, 'utf8'), { file, folder, now })
  const waiting = new Set<NodeJS.Timeout>()
  const server = createServer((request, response) => {
    const answer = answerTo(request, plan, originOf(request))
    const timer = setTimeout(() => {
      waiting.delete(timer)
      send(request, response, answer)
    }, answer.delayMs ?? 0)
    waiting.add(timer)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The local site has no port.')
  const url = `http://127.0.0.1:${address.port}`
  return {
    url,
    host: `127.0.0.1:${address.port}`,
    sources: sourcesOf(plan, url),
    close: async () => {
      for (const timer of waiting) clearTimeout(timer)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function sourcesOf(plan: DemoPlan, url: string): DemoSite['sources'] {
  return [
    ...plan.feeds.map((feed) => ({ kind: 'feed' as const, name: feed.title, url: url + feed.path })),
    { kind: 'sitemap', name: plan.sitemap.title, url: url + plan.sitemap.path },
    { kind: 'site', name: plan.index.title, url: url + plan.index.path },
    { kind: 'search', name: plan.search.title, url: `${url}${plan.search.path}?q={query}` },
  ]
}

function originOf(request: IncomingMessage): string {
  return `http://${request.headers.host ?? '127.0.0.1'}`
}

function answerTo(request: IncomingMessage, plan: DemoPlan, origin: string): Answer {
  const url = new URL(request.url ?? '/', origin)
  const listed = (list: string) => plan.pages.filter((page) => page.lists.includes(list))
  const feed = plan.feeds.find(({ path }) => path === url.pathname)
  if (feed !== undefined)
    return { status: 200, type: types[feed.form], body: feedOf(feed, listed(feed.list), origin) }
  if (url.pathname === plan.search.path) {
    const found = searchPages(listed('search'), url.searchParams.get('q') ?? '')
    return { status: 200, type: types.rss, body: feedOf({ ...plan.search, form: 'rss' }, found, origin) }
  }
  if (url.pathname === plan.sitemap.path)
    return { status: 200, type: types.xml, body: sitemapOf(listed(plan.sitemap.list), origin) }
  if (url.pathname === '/robots.txt') return { status: 200, type: types.text, body: robotsOf(plan, origin) }
  const page = findPage(plan, url)
  if (page !== undefined) return pageAnswer(page, origin)
  const site = plan.pages.filter(({ path }) => path.startsWith(url.pathname))
  if (url.pathname.endsWith('/') && site.length > 0)
    return { status: 200, type: types.html, body: indexOf(plan.name, site, origin) }
  return { status: 404, type: types.text, body: 'Not here.\n' }
}

function findPage(plan: DemoPlan, url: URL): DemoPage | undefined {
  return plan.pages.find(
    ({ path, alsoAt }) => path === url.pathname || alsoAt?.split('?')[0] === url.pathname,
  )
}

function pageAnswer(page: DemoPage, origin: string): Answer {
  const { status, delayMs } = page
  if (status !== 200) return { status, type: types.text, body: 'This page is gone.\n', delayMs }
  const body = page.markup.replaceAll('{{origin}}', origin).replaceAll('{{canonical}}', origin + page.path)
  return { status, type: types.html, body, delayMs }
}

/** With an ETag, so that a second reading costs nothing (RFC 9110, section 13.1.2). */
function send(request: IncomingMessage, response: ServerResponse, { status, type, body }: Answer): void {
  const etag = `"${sha256(body).slice(0, 16)}"`
  const isKnown = status === 200 && request.headers['if-none-match'] === etag
  response.writeHead(isKnown ? 304 : status, {
    'content-type': type,
    ...(status === 200 ? { etag, 'cache-control': 'no-cache' } : {}),
  })
  response.end(isKnown || request.method === 'HEAD' ? undefined : body)
}
