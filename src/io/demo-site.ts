import { readFile } from 'node:fs/promises'
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http'
import { join } from 'node:path'
import { sha256 } from '../base/hash.ts'
import { type DemoPage, type DemoPlan, planDemoSite } from './demo-site-plan.ts'
import { addressOf, feedOf, indexOf, robots, searchPages, sitemapOf } from './demo-site-lists.ts'

export interface DemoSite {
  /** `http://127.0.0.1:PORT`: all sites of the sample web, a folder each. */
  url: string
  /** What `NETWORK_ALLOW` must hold, since loopback is refused otherwise: every host with its port, with commas. */
  allow: string
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
 * Serves the sample web of `folder` (its `site.yaml` and `pages/`) on a free port of 127.0.0.1. Its sites are hosts of
 * their own: `/kasi-plate/feed.xml` of the plan is `http://kasi-plate.localhost:PORT/feed.xml`. The pages are as old as the
 * plan says, counted back from `now`. An AppError for a plan that is wrong.
 */
export async function openDemoSite(folder: string, now: Date): Promise<DemoSite> {
  const file = join(folder, 'site.yaml')
  const plan = await planDemoSite(await readFile(file, 'utf8'), { file, folder, now })
  const waiting = new Set<NodeJS.Timeout>()
  const server = createServer((request, response) => {
    const answer = answerTo(request, plan, request.socket.localPort ?? 0)
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
  const { port } = address
  return {
    url: `http://127.0.0.1:${port}`,
    allow: hostsOf(plan, port).join(','),
    sources: sourcesOf(plan, port),
    close: async () => {
      for (const timer of waiting) clearTimeout(timer)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function hostsOf(plan: DemoPlan, port: number): string[] {
  const paths = [...plan.pages, plan.search].map(({ path }) => path)
  return [...new Set(['127.0.0.1', ...paths.map((path) => `${path.split('/')[1]}.localhost`)])].map(
    (host) => `${host}:${port}`,
  )
}

function sourcesOf(plan: DemoPlan, port: number): DemoSite['sources'] {
  const { feeds, sitemap, index, search } = plan
  return [
    ...feeds.map(({ title, path }) => ({ kind: 'feed' as const, name: title, url: addressOf(path, port) })),
    { kind: 'sitemap', name: sitemap.title, url: addressOf(sitemap.path, port) },
    { kind: 'site', name: index.title, url: addressOf(index.path, port) },
    { kind: 'search', name: search.title, url: `${addressOf(search.path, port)}?q={query}` },
  ]
}

function answerTo(request: IncomingMessage, plan: DemoPlan, port: number): Answer {
  const { path, query } = pathOf(request)
  const listed = (list: string) => plan.pages.filter((page) => page.lists.includes(list))
  const feed = plan.feeds.find((feed) => feed.path === path)
  if (feed !== undefined)
    return { status: 200, type: types[feed.form], body: feedOf(feed, listed(feed.list), port) }
  if (path === plan.search.path) {
    const found = searchPages(listed('search'), query.get('q') ?? '')
    return { status: 200, type: types.rss, body: feedOf({ ...plan.search, form: 'rss' }, found, port) }
  }
  if (path === plan.sitemap.path)
    return { status: 200, type: types.xml, body: sitemapOf(listed(plan.sitemap.list), port) }
  if (path.endsWith('/robots.txt')) return { status: 200, type: types.text, body: robots }
  const page = findPage(plan, path)
  if (page !== undefined) return pageAnswer(page, port)
  const site = plan.pages.filter((page) => page.path.startsWith(path))
  if (path.endsWith('/') && site.length > 0)
    return { status: 200, type: types.html, body: indexOf(plan.name, site, port) }
  return { status: 404, type: types.text, body: 'Not here.\n' }
}

/** The path as the plan writes it: the site is the folder at its start, or the host. */
function pathOf(request: IncomingMessage): { path: string; query: URLSearchParams } {
  const url = URL.parse(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`)
  if (url === null) return { path: '/nowhere', query: new URLSearchParams() }
  const site = /^([\w-]+)\.localhost$/.exec(url.hostname)?.[1]
  return { path: site === undefined ? url.pathname : `/${site}${url.pathname}`, query: url.searchParams }
}

function findPage(plan: DemoPlan, wanted: string): DemoPage | undefined {
  return plan.pages.find(({ path, alsoAt }) => path === wanted || alsoAt?.split('?')[0] === wanted)
}

function pageAnswer(page: DemoPage, port: number): Answer {
  const { status, delayMs } = page
  if (status !== 200) return { status, type: types.text, body: 'This page is gone.\n', delayMs }
  const body = page.markup
    .replaceAll('{{canonical}}', addressOf(page.path, port))
    .replace(/\{\{origin\}\}([^"]*)/g, (_all, path: string) => addressOf(path, port))
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
