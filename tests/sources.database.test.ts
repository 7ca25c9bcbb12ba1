import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { AppError } from '../src/base/app-error.ts'
import { addBrand } from '../src/services/brands.ts'
import { listSources, testSource } from '../src/services/sources.ts'
import { sharedDocuments } from '../src/store/documents.ts'
import { sharedPace, sharedRobots } from '../src/store/hosts.ts'
import { testApp } from './support/app.ts'
import { brandFile } from './support/brand.ts'
import { webServer, type Answer } from './support/web-server.ts'

const story = 'The new pizza shop has opened its doors, and everybody came to see it and to share. '.repeat(
  20,
)
const pizza = `<html lang="en"><head><title>Pizza for all</title><meta property="article:published_time" content="2026-11-19T10:00:00Z"></head><body><article><h1>Pizza for all</h1><p>${story}</p></article></body></html>`
const feed = (links: string[]) =>
  `<rss><channel><title>News</title>${links.map((link) => `<item><title>${link}</title><link>${link}</link></item>`).join('')}</channel></rss>`

async function desk(t: TestContext, answers: Record<string, Answer | string>) {
  const server = await webServer(t, { '/pizza': pizza, ...answers })
  const app = await testApp(t, { env: { NETWORK_ALLOW: server.host } })
  const signal = AbortSignal.timeout(20_000)
  const run = (path: string, options: { kind?: string; query?: string } = {}) =>
    testSource(app, server.url(path), { kind: undefined, query: undefined, ...options, signal })
  return { app, server, run }
}

test('the test of a feed lists its pages, each once, and reads the first as an edition would', async (t) => {
  const { run, server } = await desk(t, { '/feed': feed(['/pizza', '/pizza?utm_source=x', '/gone']) })
  const tested = await run('/feed')
  assert.equal(tested.kind, 'feed')
  assert.equal(tested.problem, null)
  assert.deepEqual(
    tested.pages.map(({ url }) => url),
    [server.url('/pizza'), server.url('/gone')],
  )
  assert.equal(tested.sample?.title, 'Pizza for all')
  assert.equal(tested.sample?.publishedAt?.toISOString(), '2026-11-19T10:00:00.000Z')
  assert.deepEqual(
    tested.asked.map(({ status }) => status),
    [200, 200],
  )
})

test('what is no feed is tried as a sitemap, then as a site, with one request', async (t) => {
  const { run, server } = await desk(t, {
    '/sitemap.xml': '<urlset><url><loc>http://example.org/a</loc></url></urlset>',
    '/': '<body><a href="/news/pizza-for-all-of-us-today">Pizza for all of us today</a></body>',
  })
  assert.equal((await run('/sitemap.xml')).kind, 'sitemap')
  assert.equal((await run('/')).kind, 'site')
  assert.equal(server.asked.filter((path) => path === '/').length, 1)
})

test('a search is asked for the words of the person, encoded', async (t) => {
  const { run, server } = await desk(t, { '/search': feed(['/pizza']) })
  const tested = await run('/search?q={query}&format=rss', { query: 'pizza & chips' })
  assert.equal(tested.kind, 'search')
  assert.ok(server.asked.includes('/search?q=pizza%20%26%20chips&format=rss'))
  await assert.rejects(run('/search?q={query}'), /is read for words in place of \{query\}; none were given/)
  await assert.rejects(run('/search', { query: 'pizza' }), /has no \{query\}/)
})

test('the test says why nothing would be read', async (t) => {
  const { run } = await desk(t, {
    '/robots.txt': 'User-agent: nightdesk\nDisallow: /private',
    '/private': feed(['/pizza']),
    '/empty': feed([]),
  })
  const forbidden = await run('/private')
  assert.equal(forbidden.asked[0]?.failure?.code, 'blocked-by-robots')
  assert.match(forbidden.problem ?? '', /does not allow it in its robots.txt/)
  assert.match((await run('/missing')).problem ?? '', /answered 404/)
  assert.match((await run('/empty', { kind: 'feed' })).problem ?? '', /names no pages/)
})

test('what is neither feed nor page, or a broken feed, is said to be that', async (t) => {
  const picture: Answer = (_request, response) =>
    void response.setHeader('content-type', 'image/png').end(Buffer.from('89504e470d0a1a0a0000', 'hex'))
  const { run, server } = await desk(t, {
    '/logo.png': picture,
    '/broken': '<rss><channel><item><title>x</ti',
    '/cut': feed(['/pizza', '/gone']).slice(0, -30),
    '/empty': feed([]),
  })
  for (const kind of [undefined, 'feed', 'site'])
    assert.match(
      (await run('/logo.png', kind === undefined ? {} : { kind })).problem ?? '',
      /: It is image\/png, which is neither a feed nor a page\.$/,
    )
  assert.match(
    (await run('/broken')).problem ?? '',
    /It is a feed that is cut off before its first item ends\.$/,
  )
  assert.equal((await run('/empty')).problem, 'It is read as a feed and names no pages.')
  const { kind, pages, warnings, problem } = await run('/cut')
  assert.deepEqual([kind, pages.map(({ url }) => url), problem], ['feed', [server.url('/pizza')], null])
  assert.deepEqual(warnings, [`${server.url('/cut')} is cut off; 1 item before the cut is whole`])
})

test('the test says of every address that is left out why, and why the first page would not be read', async (t) => {
  const long = `https://a.example/${'x'.repeat(3000)}`
  const { run, server } = await desk(t, {
    '/robots.txt': 'User-agent: *\nContent-Signal: ai-input=no\n',
    '/feed': feed(['/pizza', long, 'https://ann:s3cret@a.example/x']),
  })
  const tested = await run('/feed')
  assert.deepEqual(
    tested.pages.map(({ url }) => url),
    [server.url('/pizza'), 'https://a.example/x'],
  )
  assert.deepEqual(tested.leftOut, [{ url: long, why: 'an address of 3018 characters' }])
  assert.match(tested.warnings.join(), /^https:\/\/a\.example\/x stood there with a user name or a password/)
  assert.equal(tested.sample, null)
  assert.match(tested.sampleProblem ?? '', /its site asks not to be read by AI/)
  assert.doesNotMatch(JSON.stringify([tested.warnings, tested.asked]), /s3cret/)
})

test('only the pages that the paths name are articles', async (t) => {
  const { app, server } = await desk(t, {
    '/feed': feed(['/pizza', '/2026/one', '/2026/two.html', '/about']),
  })
  const signal = AbortSignal.timeout(20_000)
  const articles = ['/pizza$', '/*.html$']
  const tested = await testSource(app, server.url('/feed'), {
    kind: undefined,
    query: undefined,
    articles,
    signal,
  })
  assert.deepEqual(
    tested.pages.map(({ url }) => url),
    ['/pizza', '/2026/two.html'].map((path) => server.url(path)),
  )
  assert.deepEqual(
    tested.leftOut.map(({ url, why }) => [url, why]),
    ['/2026/one', '/about'].map((path) => [server.url(path), 'no article']),
  )
})

test('a private address is named as the reason, and what is no address is refused', async (t) => {
  const { app } = await desk(t, {})
  const options = { kind: undefined, query: undefined, signal: AbortSignal.timeout(20_000) }
  const tested = await testSource(app, 'http://10.0.0.1/feed', options)
  assert.equal(tested.asked[0]?.failure?.code, 'blocked-address')
  assert.equal(tested.privateHost, '10.0.0.1:80')
  await assert.rejects(testSource(app, 'example', options), AppError)
  await assert.rejects(testSource(app, 'example.org/feed', options), {
    hint: 'Try: nightdesk source test https://example.org/feed',
  })
})

test('a redirect to a private address is not the address that may be allowed', async (t) => {
  const { run } = await desk(t, {
    '/away': (_request, response) => response.writeHead(302, { location: 'http://10.0.0.1/feed' }).end(),
  })
  const { asked, privateHost } = await run('/away', { kind: 'feed' })
  assert.equal(asked[0]?.failure?.url, 'http://10.0.0.1/feed')
  assert.equal(privateHost, null)
})

test('the sources of all brands are listed with their brand', async (t) => {
  const app = await testApp(t)
  const { brand } = await addBrand(app, brandFile)
  const sources = await listSources(app)
  assert.equal(sources.length, brand.sources.length)
  assert.deepEqual([...new Set(sources.map(({ brand }) => brand))], ['debonairs'])
})

const origin = 'https://a.example'
const turn = { origin, key: '', gapMs: 10_000, patienceMs: 1000 }

test('turns at one host are booked apart by everybody together, and at another host at once', async (t) => {
  const { sql } = await testApp(t)
  const [one, two] = [sharedPace(sql), sharedPace(sql)]
  const turns = await Promise.all(
    Array.from(
      { length: 6 },
      async (_, key) => await (key % 2 ? one : two).takeTurn({ ...turn, key: `${key}` }),
    ),
  )
  const times = turns.map(({ at }) => at.getTime()).sort((a, b) => a - b)
  for (const [index, time] of times.entries()) {
    const before = times[index - 1]
    if (before !== undefined) assert.ok(time - before >= 9999, `${time - before}`)
  }
  assert.equal(turns.filter(({ granted }) => granted).length, 1)
  const other = await one.takeTurn({ ...turn, origin: 'https://b.example', key: 'x' })
  assert.equal(other.granted, true)
  assert.ok(other.at.getTime() < (times[1] ?? 0))
})

test('who comes back with a key finds the turn that was booked, and a new one after having left', async (t) => {
  const { sql } = await testApp(t)
  const pace = sharedPace(sql)
  const first = await pace.takeTurn({ ...turn, key: 'first' })
  const second = await pace.takeTurn({ ...turn, key: 'second' })
  assert.deepEqual([first.granted, second.granted], [true, false])
  const patient = { ...turn, patienceMs: 60_000 }
  assert.deepEqual(await pace.takeTurn({ ...patient, key: 'second' }), { at: second.at, granted: true })
  await pace.leave(origin, 'second')
  const again = await pace.takeTurn({ ...patient, key: 'second' })
  assert.ok(again.at.getTime() >= second.at.getTime() + 9999)
})

test('a host has at most two requests under way, whoever sends them', async (t) => {
  const { sql } = await testApp(t)
  const [one, two] = [sharedPace(sql), sharedPace(sql)]
  const quick = { ...turn, gapMs: 1, patienceMs: 60_000 }
  const granted = async (key: string) => (await (key < 'c' ? one : two).takeTurn({ ...quick, key })).granted
  assert.deepEqual([await granted('a'), await granted('b'), await granted('c')], [true, true, false])
  await one.leave(origin, 'a')
  assert.equal(await granted('c'), true)
  const late = { ...quick, gapMs: 1000 }
  const first = await one.takeTurn({ ...late, key: 'd' })
  await sql`update host_turns set at = now() - interval '1 second' where key = 'd'`
  const soon = await one.takeTurn({ ...late, key: 'd' })
  const last = await one.takeTurn({ ...late, key: 'd', patienceMs: 0 })
  assert.deepEqual([first.granted, soon.granted, last.granted], [false, false, false])
  assert.ok(soon.at.getTime() - Date.now() <= 1000)
  assert.ok(last.at.getTime() >= first.at.getTime() + 999, 'it goes to the end of the queue')
  await sql`update host_turns set started_at = started_at - interval '2 minutes'`
  assert.equal(await granted('e'), true)
})

test('a host that asked to be left alone is left alone by everybody, also by those with a turn', async (t) => {
  const { sql } = await testApp(t)
  const pace = sharedPace(sql)
  await pace.takeTurn({ ...turn, key: 'first' })
  await pace.takeTurn({ ...turn, key: 'second' })
  const until = new Date(Date.now() + 300_000)
  await pace.postpone(origin, until)
  await pace.postpone(origin, new Date())
  const later = [
    await pace.takeTurn({ ...turn, key: 'second' }),
    await pace.takeTurn({ ...turn, key: 'third' }),
  ]
  assert.deepEqual(
    later.map(({ granted }) => granted),
    [false, false],
  )
  assert.ok(later.every(({ at }) => at >= until))
  assert.ok((later[1]?.at.getTime() ?? 0) - (later[0]?.at.getTime() ?? 0) >= 9999)
})

test('hosts that nobody asked for a month, and turns that nobody took, are forgotten', async (t) => {
  const { sql } = await testApp(t)
  const [pace, robots] = [sharedPace(sql), sharedRobots(sql)]
  await pace.takeTurn({ ...turn, key: 'old' })
  await sql`update hosts set next_at = now() - interval '31 days'`
  await sql`update host_turns set at = now() - interval '2 hours'`
  await pace.takeTurn({ ...turn, origin: 'https://b.example', key: 'new' })
  assert.deepEqual(
    (await sql`select key from host_turns`).map(({ key }) => key),
    ['new'],
  )
  await robots.remember('https://b.example', { status: 200, text: '', readAt: new Date() })
  assert.deepEqual(
    (await sql`select host from hosts`).map(({ host }) => host),
    ['https://b.example'],
  )
})

test('documents are remembered for all by their whole address, and for two days', async (t) => {
  const { sql } = await testApp(t)
  const documents = sharedDocuments(sql)
  const readAt = new Date('2026-11-20T10:00:00Z')
  const kept = {
    finalUrl: 'https://a.example/feed',
    contentType: 'text/xml',
    body: new Uint8Array([0, 255, 60]),
    etag: '"1"',
    lastModified: null,
    freshUntil: new Date('2026-11-20T11:00:00Z'),
  }
  await documents.remember('https://a.example/feed', kept, readAt)
  const found = await documents.recall('https://a.example/feed')
  assert.deepEqual({ ...found, body: new Uint8Array(found?.body ?? []) }, kept)
  const later = new Date('2026-11-20T12:00:00Z')
  await documents.refresh('https://a.example/feed', later)
  assert.deepEqual((await documents.recall('https://a.example/feed'))?.freshUntil, later)
  await documents.remember('https://b.example/', kept, new Date('2026-11-23T10:00:00Z'))
  assert.equal(await documents.recall('https://a.example/feed'), undefined)
})

test('robots.txt files are remembered for all, without characters that PostgreSQL refuses', async (t) => {
  const { sql } = await testApp(t)
  const robots = sharedRobots(sql)
  assert.equal(await robots.recall('https://a.example'), undefined)
  await sharedPace(sql).takeTurn({ ...turn, key: 'x' })
  assert.equal(await robots.recall('https://a.example'), undefined)
  const readAt = new Date('2026-11-20T10:00:00Z')
  await robots.remember('https://a.example', { status: 200, text: 'user-agent: *\0\ndisallow: /', readAt })
  await robots.remember('https://a.example', { status: 404, text: '', readAt })
  assert.deepEqual({ ...(await robots.recall('https://a.example')) }, { status: 404, text: '', readAt })
})

test('an address with a user and a password is refused in one sentence that does not hold them', async (t) => {
  const app = await testApp(t)
  const options = { kind: undefined, query: undefined, signal: AbortSignal.timeout(20_000) }
  for (const url of ['https://user:s3cret@example.org/feed', 'ftp://user:s3cret@example.org/feed'])
    await assert.rejects(testSource(app, url, options), (error) => {
      assert.ok(error instanceof AppError && error.code === 'wrong-use')
      assert.match(
        error.message,
        /^"\w+:\/\/…@example\.org\/feed" (?:holds a user name or a password|is neither a web address nor a folder)/,
      )
      assert.doesNotMatch(`${error.message} ${error.hint}`, /s3cret/)
      return true
    })
})
