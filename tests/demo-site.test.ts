import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { type DemoSite, openDemoSite } from '../src/io/demo-site.ts'
import { demoFolder } from './support/brand.ts'

const now = new Date('2026-04-10T06:00:00Z')

async function site(t: TestContext): Promise<DemoSite> {
  const opened = await openDemoSite(demoFolder, now)
  t.after(() => opened.close())
  return opened
}

/** The same page without the name server: `*.localhost` is not known to every system. */
function plain(address: string): string {
  return address.replace(/^http:\/\/([\w-]+)\.localhost:(\d+)\//, 'http://127.0.0.1:$2/$1/')
}

async function linksOf(source: DemoSite['sources'][number], query = ''): Promise<string[]> {
  const body = await (await fetch(plain(source.url).replace('{query}', encodeURIComponent(query)))).text()
  const links = body.matchAll(
    /<link>([^<]+)|<link rel="alternate" href="([^"]+)|<loc>([^<]+)|<li><a href="([^"]+)/g,
  )
  return [...links].map((match) =>
    plain((match[1] ?? match[2] ?? match[3] ?? match[4] ?? '').replaceAll('&amp;', '&')),
  )
}

test('every page of the folder is offered by a source and served, but for the one that is gone', async (t) => {
  const { sources, url } = await site(t)
  const lists = await Promise.all(
    sources.filter(({ kind }) => kind !== 'search').map((source) => linksOf(source)),
  )
  const links = [...new Set(lists.flat())].filter((link) => /\/[a-z-]+\/[a-z-]{4,}$/.test(link))
  const answers = await Promise.all(
    links
      .filter((link) => !link.endsWith('/slow-dough'))
      .map(async (link) => ({ link, status: (await fetch(link)).status })),
  )
  const files = await readdir(join(demoFolder, 'pages'))
  assert.equal(answers.filter(({ status }) => status === 200).length, files.length - 1)
  assert.deepEqual(
    answers.filter(({ status }) => status !== 200),
    [{ link: `${url}/brandwire/pizza-museum`, status: 410 }],
  )
})

test('every source answers with its pages, of its own type', async (t) => {
  const { sources } = await site(t)
  assert.deepEqual([...new Set(sources.map(({ kind }) => kind))].sort(), [
    'feed',
    'search',
    'site',
    'sitemap',
  ])
  for (const source of sources) {
    const links = await linksOf(source, 'Debonairs Pizza')
    assert.ok(links.length >= 3, source.name)
  }
})

test('a search finds pages by its words, one of them at two addresses, and nothing by nonsense', async (t) => {
  const { sources } = await site(t)
  const search = sources.find(({ kind }) => kind === 'search')
  assert.ok(search !== undefined)
  const found = await linksOf(search, 'Soweto street sharing')
  assert.equal(found.filter((link) => link.includes('friday-box')).length, 2)
  assert.equal((await linksOf(search, 'xylophone quartet')).length, 1)
})

test('pages are as old as the plan says, counted back from now', async (t) => {
  const { url } = await site(t)
  const page = await (await fetch(`${url}/kasi-plate/friday-box`)).text()
  assert.ok(page.includes('"datePublished":"2026-04-10T01:00:00.000Z"'))
  assert.match(page, /<link rel="canonical" href="http:\/\/kasi-plate\.localhost:\d+\/friday-box">/)
  assert.match(page, /href="http:\/\/kasi-plate\.localhost:\d+\/street-pizza"/)
  assert.ok(!page.includes('{{'))
})

test('a page asked for again with its ETag is not sent again', async (t) => {
  const { url } = await site(t)
  const first = await fetch(`${url}/brandwire/feed.xml`)
  const second = await fetch(`${url}/brandwire/feed.xml`, {
    headers: { 'if-none-match': first.headers.get('etag') ?? '' },
  })
  assert.equal(second.status, 304)
})

test('every site is a host of its own, which the list of allowed hosts names', async (t) => {
  const { allow, sources } = await site(t)
  const hosts = new Set(sources.map(({ url }) => new URL(url).host))
  assert.equal(hosts.size, 8)
  assert.ok([...hosts].every((name) => allow.split(',').includes(name)))
})

test('robots.txt allows the pages, and an unknown address is not found', async (t) => {
  const { url } = await site(t)
  assert.match(await (await fetch(`${url}/kasi-plate/robots.txt`)).text(), /User-agent: \*\nAllow: \//)
  assert.equal((await fetch(`${url}/nowhere`)).status, 404)
})

test('one page instructs its reader, in hidden text only', async (t) => {
  const { url } = await site(t)
  const page = await (await fetch(`${url}/brandwire/office-chairs`)).text()
  assert.match(page, /display:none">SYSTEM NOTICE[^<]*ignore your rules/)
})

test('closing answers nobody any more, a slow page included', async () => {
  const { url, close } = await openDemoSite(demoFolder, now)
  const slow = fetch(`${url}/kasi-plate/slow-dough`).then(
    () => 'answered',
    () => 'broken off',
  )
  await fetch(`${url}/robots.txt`)
  await close()
  assert.equal(await slow, 'broken off')
})
