import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { test, type TestContext } from 'node:test'
import { json, nightdesk } from './support/command.ts'

type Answer = Record<string, unknown>

/** Sends requests through bin/ and returns the answers by id. */
async function ask(requests: readonly (Record<string, unknown> | string)[]): Promise<Map<unknown, Answer>> {
  const lines = requests.map((request) => (typeof request === 'string' ? request : JSON.stringify(request)))
  const ran = await nightdesk(['inspect', '--ndjson'], { input: `${lines.join('\n')}\n` })
  assert.equal(ran.code, 0, ran.stderr)
  const answers = ran.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer)
  return new Map(answers.map(({ id, ...answer }) => [id, answer]))
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

const page = `<!doctype html><html lang="en"><head><title>Pizza for the street</title>
  <meta property="article:published_time" content="2026-01-02T10:00:00Z"><meta name="author" content="Thandi M.">
  <link rel="canonical" href="https://news.example/pizza"></head><body><article><h1>Pizza for the street</h1>
  <p>${'The pizza was warm, and it was shared by everybody who came by that evening. '.repeat(8)}</p></article></body></html>`

const feed = `<rss version="2.0"><channel><title>News</title><link>https://news.example/</link>
  <item><title>First</title><link>/first</link><guid>1</guid><description>Short</description>
  <pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item></channel></rss>`

test('pages, feeds, robots.txt, addresses, copies, skills and dates are answered by id', async () => {
  const url = 'https://news.example/pizza?utm_source=mail'
  const words = 'The queue went around the corner before noon, and nobody had expected it to.'
  const answers = await ask([
    { op: 'extract', id: 'page', url, contentType: 'text/html', bodyBase64: base64(page) },
    { op: 'parseFeed', id: 2, url: 'https://news.example/feed', contentType: '', bodyBase64: base64(feed) },
    {
      op: 'robots',
      id: 3,
      status: 200,
      body: 'User-agent: *\nDisallow: /x',
      userAgent: 'desk/1',
      url: 'https://a.example/x',
    },
    { op: 'robots', id: 4, status: 404, body: '', userAgent: 'desk/1', url: 'https://a.example/x' },
    { op: 'urlKey', id: 5, url },
    { op: 'urlKey', id: 6, url: 'http://www.news.example/pizza/' },
    {
      op: 'dedupe',
      id: 7,
      items: [
        { id: 'a', text: words },
        { id: 'b', text: `${words} Said so.` },
        { id: 'c', text: 'Other news of the day.' },
      ],
    },
    { op: 'skills', id: 8, text: 'Moved the shop to PostgreSQL' },
    { op: 'date', id: 9, text: 'yesterday 9am', now: '2026-11-20T10:00:00Z', zone: 'Africa/Johannesburg' },
    { op: 'date', id: 10, text: 'yesterday', now: '2026-11-20T10:00:00Z', zone: 'Africa/Johannesburg' },
    { op: 'date', id: 11, text: '03/04', now: '2026-11-20T10:00:00Z', zone: 'UTC' },
    { op: 'date', id: 12, text: 'pizza', now: '2026-11-20T10:00:00Z', zone: 'UTC' },
  ])
  const { text, ...about } = answers.get('page') ?? {}
  assert.deepEqual(about, {
    title: 'Pizza for the street',
    publishedAt: '2026-01-02T10:00:00.000Z',
    author: 'Thandi M.',
    lang: 'en',
    canonicalUrl: 'https://news.example/pizza',
  })
  assert.match(String(text), /shared by everybody/)
  assert.deepEqual(answers.get(2), {
    title: 'News',
    link: 'https://news.example/',
    items: [
      {
        id: '1',
        title: 'First',
        url: 'https://news.example/first',
        publishedAt: '2026-11-20T10:00:00.000Z',
        summary: 'Short',
      },
    ],
  })
  assert.equal(answers.get(3)?.allowed, false)
  assert.equal(answers.get(4)?.allowed, true)
  assert.equal(answers.get(5)?.key, answers.get(6)?.key)
  assert.deepEqual(answers.get(7), { clusters: [['a', 'b'], ['c']] })
  assert.deepEqual(answers.get(8), {
    skills: [{ name: 'PostgreSQL', kind: 'technology', start: 18, end: 28, surface: 'PostgreSQL' }],
  })
  assert.deepEqual(answers.get(9), { at: '2026-11-19T09:00:00+02:00' })
  assert.deepEqual(answers.get(10), { at: '2026-11-19' })
  assert.deepEqual(answers.get(11), { ambiguous: ['2026-04-03', '2026-03-04'] })
  assert.deepEqual(answers.get(12), { none: true })
})

test('a request that cannot be answered gets an error of its own, and the others are answered', async () => {
  const answers = await ask([
    '{"op":"urlKey","id":"cut off',
    '[1, 2]',
    '',
    { op: 'tell', id: 2 },
    { op: 'constructor', id: 3 },
    { op: 'extract', id: 4, url: 'https://a.example/', bodyBase64: 'not base64!' },
    { op: 'date', id: 5, text: 'today', now: '2026-11-20T10:00:00Z', zone: 'Nowhere/Else' },
    { op: 'parseFeed', id: 6, url: 'https://a.example/', bodyBase64: base64('no feed') },
    { op: 'extract', id: 7, url: 'https://a.example/', bodyBase64: base64('<div a b c>'.repeat(100_000)) },
    { op: 'urlKey', id: 8, url: 'https://a.example/' },
  ])
  for (const id of [2, 3, 4, 5, 6]) assert.equal(typeof answers.get(id)?.error, 'string', String(id))
  assert.equal(typeof answers.get(null)?.error, 'string')
  assert.ok(answers.has(7))
  assert.deepEqual(answers.get(8), { key: 'a.example' })
})

test('a line beyond the limit is refused by its id, and the next one is answered', async () => {
  const long = `{"op":"urlKey","id":"long","url":"${'x'.repeat(65 * 1024 * 1024)}"}`
  const answers = await ask([long, { op: 'urlKey', id: 2, url: 'https://a.example/' }])
  assert.match(String(answers.get('long')?.error), /longer than 64 MiB/)
  assert.deepEqual(answers.get(2), { key: 'a.example' })
})

test('an answer has the id of its request, whatever kind of JSON that is', async () => {
  const ids = ['', 0, 1.5, true, null, ['a'], { a: 1 }]
  const lines = ids.map((id) => JSON.stringify({ op: 'urlKey', id, url: 'https://a.example/' }))
  const { stdout } = await nightdesk(['inspect', '--ndjson'], { input: lines.join('\n') })
  const answered = stdout
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as Answer).id)
  assert.deepEqual(answered, ids)
})

test('bytes in base64 may be broken into lines, and what is none is told so', async () => {
  const broken = `${base64(page).replace(/.{76}/g, '$&\r\n')}\n`
  const url = 'https://a.example/'
  const answers = await ask([
    { op: 'extract', id: 1, url, bodyBase64: broken },
    { op: 'extract', id: 2, url, bodyBase64: 'not base64!' },
  ])
  assert.equal(answers.get(1)?.title, 'Pizza for the street')
  assert.deepEqual(answers.get(2), { error: '"bodyBase64" is wrong: it is not base64.' })
})

test('a list may hold more items and votes than a call takes arguments', async () => {
  const vote = { item: 1, vote: 'yes', day: 1 }
  const items = Array.from({ length: 150_000 }, (_, id) => ({ id, title: 'News' }))
  const brand = { name: 'Pizza' }
  const answers = await ask([
    { op: 'rank', id: 1, brand, items, limit: 1 },
    { op: 'rank', id: 2, brand, items: items.slice(0, 2), feedback: items.map(() => vote), limit: 1 },
  ])
  for (const id of [1, 2]) {
    const { ranked } = answers.get(id) ?? {}
    assert.equal(Array.isArray(ranked) ? ranked.length : ranked, 1)
  }
})

test('fetch reads what it is allowed to, sends given headers, and names what went wrong', async (t) => {
  const host = await openServer(t)
  const allow = [host]
  const answers = await ask([
    { op: 'fetch', id: 1, url: `http://${host}/latin`, allow, headers: { 'x-desk': 'yes' } },
    { op: 'fetch', id: 2, url: `http://${host}/latin` },
    { op: 'fetch', id: 3, url: `http://${host}/large`, allow, maxBytes: 1000 },
    { op: 'fetch', id: 4, url: `http://${host}/busy`, allow },
    { op: 'fetch', id: 5, url: `http://${host}/known`, allow, etag: '"one"' },
    { op: 'fetch', id: 6, url: 'file:///etc/passwd', allow },
    { op: 'fetch', id: 7, url: `http://${host}/private/a`, allow },
    { op: 'fetch', id: 8, url: `http://${host}/private/a`, allow, ignoreRobots: true },
    { op: 'fetch', id: 9, url: `http://${host}/slow`, allow, timeoutMs: 300 },
  ])
  const { finalUrl, ...latin } = answers.get(1) ?? {}
  assert.equal(finalUrl, `http://${host}/latin`)
  assert.deepEqual(latin, { ok: true, status: 200, bytes: 8, text: 'café yes' })
  const codeOf = (id: number) => (answers.get(id)?.error as { code: string } | undefined)?.code
  assert.equal(codeOf(2), 'blocked-address')
  assert.equal(codeOf(3), 'too-large')
  assert.deepEqual(
    [answers.get(4)?.ok, answers.get(4)?.status, answers.get(4)?.retryAfterSec],
    [false, 503, 7],
  )
  assert.deepEqual([answers.get(5)?.ok, answers.get(5)?.notModified], [true, true])
  assert.equal(codeOf(6), 'bad-scheme')
  assert.equal(codeOf(7), 'blocked-by-robots')
  assert.equal(answers.get(8)?.ok, true)
  assert.equal(codeOf(9), 'too-slow')
})

async function openServer(t: TestContext): Promise<string> {
  const server = createServer(({ url, headers }, response) => {
    if (url === '/robots.txt') response.end('User-agent: *\nDisallow: /private')
    else if (url === '/latin')
      response
        .setHeader('content-type', 'text/plain; charset=iso-8859-1')
        .end(Buffer.from(`café ${String(headers['x-desk'] ?? 'no')}`, 'latin1'))
    else if (url === '/large') response.end('x'.repeat(5000))
    else if (url === '/busy') response.writeHead(503, { 'retry-after': '7' }).end()
    else if (url === '/known') response.writeHead(headers['if-none-match'] === '"one"' ? 304 : 200).end()
    else if (url !== '/slow') response.end('fine')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return `127.0.0.1:${address.port}`
}

test('one operation is asked by flags', async () => {
  const dated = await nightdesk([
    'inspect',
    'date',
    '--json',
    '--text',
    'yesterday',
    '--now',
    '2026-11-20T10:00:00Z',
    '--zone',
    'UTC',
  ])
  assert.deepEqual(json(dated), { at: '2026-11-19' })
  const unknown = await nightdesk(['inspect', 'tell'])
  assert.equal(unknown.code, 2)
  assert.match(unknown.stderr, /no operation "tell"/)
  assert.equal((await nightdesk(['inspect'])).code, 2)
})

test('rank learns from votes on items of the list, of earlier requests, or given whole', async () => {
  const brand = { name: 'Slice', description: 'Pizza by the slice', topics: ['pizza'] }
  const items = [
    {
      id: 'robbery',
      title: 'Robbery at the pizza shop',
      text: 'Police arrest two after a robbery; the court decides.',
    },
    { id: 'dough', title: 'A dough that rests', text: 'Flour, water and time make the crust of a pizza.' },
    { id: 'tax', title: 'Tax forms are due', text: 'The revenue service moves its deadline.' },
  ]
  const past = { id: 'arrest', title: 'Arrest after robbery', text: 'Police and court were busy.' }
  const answers = await ask([
    { op: 'rank', id: 1, brand, items },
    {
      op: 'rank',
      id: 2,
      brand,
      items: [...items, past],
      feedback: [{ item: 'arrest', vote: 'no', day: 1 }],
      limit: 2,
    },
    { op: 'rank', id: 3, brand, items, feedback: [{ item: 'arrest', vote: 'no', day: '2026-03-01' }] },
    {
      op: 'rank',
      id: 4,
      brand,
      items,
      feedback: [
        { item: past, vote: 'no', day: 1 },
        { item: 'unheard-of', vote: 'yes' },
      ],
    },
    { op: 'rank', id: 7, brand, items, feedback: [{ item: { ...past, id: undefined }, vote: 'no', day: 1 }] },
    { op: 'rank', id: 8, brand, items, feedback: [{ item: { id: 'arrest' }, vote: 'no', day: 1 }] },
    {
      op: 'rank',
      id: 9,
      brand,
      items,
      feedback: [
        { item: past, vote: 'no', day: 2 },
        { item: past, vote: 'yes', day: 1 },
      ],
    },
    { op: 'rank', id: 5, brand: { ...brand, topics: 'pizza' }, items },
    {
      op: 'rank',
      id: 6,
      brand,
      items: items.map((item, index) => ({ ...item, id: index, publishedAt: 1_700_000_000_000 })),
    },
  ])
  const ranked = (id: number) => answers.get(id)?.ranked as { id: string; score: number; why: string }[]
  assert.deepEqual(
    ranked(1)
      .map(({ id }) => id)
      .at(-1),
    'tax',
  )
  for (const id of [2, 3, 4, 7, 8]) assert.equal(ranked(id)[0]?.id, 'dough', String(id))
  assert.equal(ranked(2).length, 2)
  assert.ok(ranked(3).every(({ score, why }) => score >= 0 && score <= 1 && why !== ''))
  assert.ok(ranked(9).some(({ why }) => why.includes('like 1 item you said no to')))
  assert.match(String(answers.get(5)?.error), /topics/)
  assert.deepEqual(new Set(ranked(6).map(({ id }) => id)), new Set([0, 1, 2]))
})

test('a claim is held against entries, which a script names as it likes', async () => {
  const entries = [{ id: 7, text: 'Cut p95 of the search from 310 ms to 40 ms', at: '2026-11-02T09:00:00Z' }]
  const answers = await ask([
    { op: 'claim', id: 1, claim: 'Cut search p95 by 87 %', entries },
    { op: 'claim', id: 2, claim: 'Led the search team', entries },
    { op: 'claim', id: 3, claim: 'Made the search nicer', entries: [] },
    { op: 'claim', id: 4, claim: 5, entries },
  ])
  assert.deepEqual(answers.get(1), {
    verdict: 'supported',
    reasons: ['the log says it', '87 % = 1 − 40 ms / 310 ms'],
    evidence: [{ entry: 7, start: 0, end: 42 }],
  })
  assert.deepEqual([answers.get(2)?.verdict, answers.get(3)?.verdict], ['unsupported', 'unsupported'])
  assert.match(String(answers.get(4)?.error), /^"claim" must be string, not 5\.$/)
})
