import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DocumentMemory, KeptDocument } from '../src/contracts/document.ts'
import type { Fetched, FetchRequest } from '../src/contracts/fetcher.ts'
import { withDocuments } from '../src/io/http/index.ts'

const url = 'https://news.example/feed'
const page: Fetched = {
  status: 200,
  finalUrl: url,
  contentType: 'text/xml',
  body: new TextEncoder().encode('<rss/>'),
  etag: '"1"',
  lastModified: 'Fri, 20 Nov 2026 10:00:00 GMT',
  notModified: false,
  retryAfterSeconds: null,
  cacheControl: null,
}

/** A cache in front of a server that answers as told, and a clock that is set in minutes after noon. */
function openCache(answer: (request: FetchRequest) => Partial<Fetched> = () => ({})) {
  const kept = new Map<string, KeptDocument>()
  const asked: FetchRequest[] = []
  let minutes = 0
  const memory: DocumentMemory = {
    recall: async (url) => kept.get(url),
    remember: async (url, document) => void kept.set(url, document),
    async refresh(url, freshUntil) {
      const document = kept.get(url)
      if (document !== undefined) kept.set(url, { ...document, freshUntil })
    },
  }
  const fetch = withDocuments(
    async (request) => {
      asked.push(request)
      return { ...page, ...answer(request) }
    },
    memory,
    () => new Date(Date.UTC(2026, 10, 20, 12, minutes)),
  )
  const at = async (minute: number, request: Partial<FetchRequest> = {}) => {
    minutes = minute
    return await fetch({ url, shared: true, ...request })
  }
  return { at, asked, kept }
}

const unchanged = { status: 304, notModified: true, body: new Uint8Array(), etag: null, lastModified: null }

test('a shared document is asked for once in five minutes, whoever wants it', async () => {
  const { at, asked } = openCache()
  const [first, second] = [await at(0), await at(4)]
  assert.deepEqual(second, first)
  assert.equal(asked.length, 1)
  await at(6)
  assert.equal(asked.length, 2)
})

test('after that it is asked for only if it has changed, and what was kept stands for 304', async () => {
  const { at, asked } = openCache(({ etag }) => (etag === '"1"' ? unchanged : {}))
  await at(0)
  const again = await at(6)
  assert.deepEqual([asked[1]?.etag, asked[1]?.lastModified], ['"1"', page.lastModified])
  assert.deepEqual([again.status, again.notModified, again.body], [200, false, page.body])
  await at(10)
  assert.equal(asked.length, 2)
})

test('who has the document already is told that nothing changed, from memory too', async () => {
  const { at, asked } = openCache()
  await at(0)
  for (const known of [{ etag: '"1"' }, { lastModified: page.lastModified }]) {
    const answer = await at(1, known)
    assert.deepEqual([answer.status, answer.notModified, answer.body.byteLength], [304, true, 0])
  }
  assert.equal((await at(1, { etag: '"0"', lastModified: page.lastModified })).notModified, false)
  assert.equal(asked.length, 1)
})

test('a server says for how long its document stands, up to an hour', async () => {
  for (const [cacheControl, minutes] of [
    ['public, max-age=1800', 30],
    ['max-age="600"', 10],
    ['max-age=999999', 60],
    ['max-age=0, must-revalidate', 5],
  ] as const) {
    const { at, asked } = openCache(() => ({ cacheControl }))
    await at(0)
    await at(minutes - 1)
    assert.equal(asked.length, 1, cacheControl)
    await at(minutes)
    assert.equal(asked.length, 2, cacheControl)
  }
})

test('what is not to be stored, is no document or is large is not kept', async () => {
  for (const answer of [
    { cacheControl: 'no-store' },
    { status: 404 },
    { status: 503, retryAfterSeconds: 9 },
    { body: new Uint8Array(3_000_000) },
  ]) {
    const { at, kept } = openCache(() => answer)
    await at(0)
    assert.equal(kept.size, 0)
  }
})

test('a request that is not shared goes past the memory with its own conditions', async () => {
  const { at, asked } = openCache()
  await at(0)
  await at(1, { shared: false, etag: '"x"' })
  assert.equal(asked[1]?.etag, '"x"')
})
