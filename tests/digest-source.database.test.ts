import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { newId } from '../src/base/id.ts'
import { TurnLater, type Fetched, type FetchRequest } from '../src/contracts/fetcher.ts'
import { JobError } from '../src/contracts/job.ts'
import type { Parse } from '../src/contracts/parser.ts'
import { digestItems } from '../src/store/digest-items.ts'
import { findPage } from '../src/store/pages.ts'
import { findSource } from '../src/store/sources.ts'
import { pageEvaluate, sourceRead } from '../src/workflows/index.ts'
import { testDatabase } from './support/database.ts'
import { addBrandRow, addEdition, addJob } from './support/edition.ts'
import { fakeContext } from './support/workflow-context.ts'
import type { TestContext } from 'node:test'

const fetched: Fetched = {
  status: 200,
  finalUrl: 'https://news.example/feed',
  contentType: 'application/rss+xml',
  body: new Uint8Array(),
  etag: '"1"',
  lastModified: null,
  notModified: false,
  retryAfterSeconds: null,
}

async function openDesk(t: TestContext) {
  const database = await testDatabase(t)
  const { sql, org } = database
  const brandId = await addBrandRow(database)
  const sourceId = newId()
  await sql`
    insert into sources (id, org_id, brand_id, kind, name, url)
    values (${sourceId}, ${org}, ${brandId}, 'feed', 'News', 'https://news.example/feed')`
  const asked: FetchRequest[] = []
  const read = async (
    digestId: string,
    reply: Partial<Fetched> | Error,
    urls: readonly string[] = [],
    publishedAt: Date | null = null,
  ) => {
    const items = urls.map((url) => ({
      id: url,
      url,
      title: `Title\0 of\n ${url}`,
      summary: null,
      publishedAt,
    }))
    // Only feeds are parsed here.
    const parse = (async () => ({ title: 'News', link: null, items })) as unknown as Parse
    const fetch = async (request: FetchRequest) => {
      asked.push(request)
      if (reply instanceof Error) throw reply
      return { ...fetched, ...reply }
    }
    return await sourceRead.run(
      { digestId, brand: 'debonairs', sourceId },
      { ...fakeContext(database), parse, fetch },
    )
  }
  const edition = async () => (await addEdition(database, brandId)).digestId
  const urls = async (digestId: string) =>
    (await digestItems(sql, org, digestId)).map(({ url }) => url).toSorted((a, b) => (a < b ? -1 : 1))
  return { sql, org, sourceId, read, asked, edition, urls }
}

const one = 'https://news.example/1'
const two = 'https://news.example/2'

test('a source offers each page once, cleaned, and reading it twice changes nothing', async (t) => {
  const { sql, org, read, edition, urls } = await openDesk(t)
  const digestId = await edition()
  const offered = [
    one,
    `${one}?utm_source=feed`,
    two,
    'javascript:alert(1)',
    'mailto:a@example.com',
    `https://a.example/${'x'.repeat(3000)}`,
  ]
  assert.deepEqual(await read(digestId, {}, offered), {
    source: 'News',
    pages: 2,
    new: 2,
    notModified: false,
    searched: [],
  })
  assert.deepEqual(await read(digestId, {}, offered), {
    source: 'News',
    pages: 2,
    new: 0,
    notModified: false,
    searched: [],
  })
  assert.deepEqual(await urls(digestId), [one, two])
  assert.equal((await digestItems(sql, org, digestId))[0]?.title?.startsWith('Title of https://'), true)
})

test('a source that dates its pages in the future is not believed', async (t) => {
  const { sql, org, read, edition } = await openDesk(t)
  const dateOf = async (offered: string) => {
    const digestId = await edition()
    await read(digestId, {}, [one], new Date(offered))
    return (await digestItems(sql, org, digestId))[0]?.publishedAt?.toISOString() ?? null
  }
  assert.equal(await dateOf('2099-01-01T00:00:00Z'), null)
  assert.equal(await dateOf('2026-11-21T03:00:00Z'), '2026-11-21T03:00:00.000Z')
})

test('a source is asked "only if changed" when the last edition knows what it offered, and that stands then', async (t) => {
  const { read, asked, edition, urls } = await openDesk(t)
  await read(await edition(), {}, [one, two])
  assert.equal(asked[0]?.etag, null)
  for (let round = 0; round < 2; round += 1) {
    const digestId = await edition()
    const result = await read(digestId, { status: 304, notModified: true, etag: null })
    assert.deepEqual(result, { source: 'News', pages: 2, new: 2, notModified: true, searched: [] })
    assert.deepEqual(await urls(digestId), [one, two])
    assert.equal(asked.at(-1)?.etag, '"1"')
  }
})

test('a source that fails says why, is counted, and is forgiven when it answers again', async (t) => {
  const { sql, org, sourceId, read, edition } = await openDesk(t)
  const digestId = await edition()
  for (const [status, kind] of [
    [404, 'bad-input'],
    [503, 'unavailable'],
  ] as const)
    await assert.rejects(
      read(digestId, { status }),
      (thrown) => thrown instanceof JobError && thrown.kind === kind,
    )
  await assert.rejects(
    read(digestId, new TurnLater('news.example', new Date('2026-11-20T16:01:00Z'))),
    (thrown) => thrown instanceof JobError && !thrown.spends && thrown.retryAt?.getUTCMinutes() === 1,
  )
  const failing = await findSource(sql, org, sourceId)
  assert.equal(failing?.failures, 2)
  assert.match(failing?.lastError ?? '', /answered 503/)
  await read(digestId, {}, [one])
  assert.equal((await findSource(sql, org, sourceId))?.failures, 0)
})

test('pages of a folder are remembered as read, also those without an address of the web', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const brandId = await addBrandRow(database)
  const [folder, sourceId] = [await mkdtemp(join(tmpdir(), 'nightdesk-saved-')), newId()]
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'a.html'), '<!-- saved from url=(0022)https://news.example/a -->')
  await writeFile(join(folder, 'b.html'), 'no address')
  await sql`
    insert into sources (id, org_id, brand_id, kind, name, url)
    values (${sourceId}, ${org}, ${brandId}, 'file', 'Saved', ${pathToFileURL(folder).href})`
  const { digestId } = await addEdition(database, brandId)
  const page = { title: 'A\0 page', text: 'What it holds.', author: null, publishedAt: null, language: 'en' }
  const parse = (async () => ({ ...page, canonicalUrl: null, siteName: null })) as unknown as Parse
  const context = { ...fakeContext(database), parse }
  await sourceRead.run({ digestId, brand: 'debonairs', sourceId }, context)
  const items = await digestItems(sql, org, digestId)
  const urls = items.map(({ url }) => url).toSorted()
  assert.deepEqual(urls, [pathToFileURL(join(folder, 'b.html')).href, 'https://news.example/a'])
  for (const { urlHash } of items) {
    const known = await findPage(sql, org, urlHash)
    assert.deepEqual([known?.title, known?.text], ['A page', 'What it holds.'])
  }
  const saved = items.find(({ url }) => url.startsWith('file:'))
  const later = { ...context, now: () => new Date('2026-11-21T16:00:00Z') }
  const payload = { digestId, itemId: saved?.id ?? '', brand: 'debonairs', examples: [] }
  const jobId = await addJob(database, 'page.evaluate')
  await pageEvaluate.run(payload, { ...later, jobId })
  const judged = (await digestItems(sql, org, digestId)).find(({ id }) => id === saved?.id)
  assert.match(judged?.reason ?? '', /too little text/)
})

test('a file that names the address of a public page changes nothing of what is known of that page', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const brandId = await addBrandRow(database)
  const [folder, sourceId, feedId] = [await mkdtemp(join(tmpdir(), 'nightdesk-saved-')), newId(), newId()]
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'evil.html'), '<!-- saved from url=(0022)https://bank.example/a -->')
  await sql`
    insert into sources (id, org_id, brand_id, kind, name, url)
    values (${sourceId}, ${org}, ${brandId}, 'file', 'Saved', ${pathToFileURL(folder).href}),
      (${feedId}, ${org}, ${brandId}, 'feed', 'News', 'https://bank.example/feed')`
  const { digestId } = await addEdition(database, brandId)
  const page = { author: null, publishedAt: null, language: 'en', canonicalUrl: null, siteName: null }
  const url = 'https://bank.example/a'
  // The feed and the page of the bank, and the file that says it is that page.
  const parse = (async (kind: string, { body }: { body: Uint8Array }) =>
    kind === 'feed'
      ? { title: 'News', link: null, items: [{ id: url, url, title: 'A', summary: null, publishedAt: null }] }
      : {
          ...page,
          title: 'A',
          text: body.length === 0 ? 'What the bank says.' : 'What the file says.',
        }) as unknown as Parse
  const asked: string[] = []
  const fetch = async (request: FetchRequest) => {
    asked.push(request.url)
    return { ...fetched, finalUrl: request.url }
  }
  const context = { ...fakeContext(database), parse, fetch }
  for (const id of [sourceId, feedId])
    await sourceRead.run({ digestId, brand: 'debonairs', sourceId: id }, context)
  const items = await digestItems(sql, org, digestId)
  assert.deepEqual(Object.fromEntries(items.map((item) => [item.source, item.url])), {
    News: url,
    Saved: url,
  })
  for (const { id } of items) {
    const payload = { digestId, itemId: id, brand: 'debonairs', examples: [] }
    await pageEvaluate.run(payload, { ...context, jobId: await addJob(database, 'page.evaluate') })
  }
  const known = await Promise.all(
    items.map(async ({ source, urlHash }) => [source, (await findPage(sql, org, urlHash))?.text]),
  )
  assert.deepEqual(Object.fromEntries(known), { News: 'What the bank says.', Saved: 'What the file says.' })
  assert.deepEqual(asked, ['https://bank.example/feed', url])
})

test('searches take turns from edition to edition, the same ones in a second attempt', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const [brandId, sourceId] = [await addBrandRow(database), newId()]
  await sql`
    insert into sources (id, org_id, brand_id, kind, name, url)
    values (${sourceId}, ${org}, ${brandId}, 'search', 'Search', 'https://search.example/?q={query}')`
  const asked: string[] = []
  const parse = (async () => ({ title: '', link: null, items: [] })) as unknown as Parse
  const fetch = async ({ url }: FetchRequest) => {
    asked.push(url)
    return fetched
  }
  const search = async (digestId: string) =>
    await sourceRead.run(
      { digestId, brand: 'debonairs', sourceId },
      { ...fakeContext(database), parse, fetch },
    )
  const first = await addEdition(database, brandId)
  const result = await search(first.digestId)
  const { searched } = result as { searched: string[] }
  assert.equal(searched[0], 'Debonairs Pizza')
  assert.deepEqual(
    asked,
    searched.map((query) => `https://search.example/?q=${encodeURIComponent(query)}`),
  )
  assert.deepEqual(await search(first.digestId), result)
  await sql`update digests set summary = ${sql.json({ searched: searched.slice(0, 3) })} where id = ${first.digestId}`
  const second = await addEdition(database, brandId)
  const next = (await search(second.digestId)) as { searched: string[] }
  assert.deepEqual(next.searched, [searched[0], ...searched.slice(3), ...searched.slice(1, 3)])
})

test('what comes too late for an edition is given up at once, and says so', async (t) => {
  const { read, edition } = await openDesk(t)
  const digestId = await edition()
  for (const reply of [
    { status: 429, retryAfterSeconds: 3600 },
    new TurnLater('news.example', new Date('2026-11-20T17:00:00Z')),
  ])
    await assert.rejects(
      read(digestId, reply),
      (thrown) =>
        thrown instanceof JobError &&
        thrown.kind === 'bad-input' &&
        /until 2026-11-20T17:00Z, which is too late for this edition/.test(thrown.message),
    )
})
