import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { FetchError, TurnLater } from '../src/contracts/fetcher.ts'
import type { FetchFailure } from '../src/contracts/fetcher.ts'
import { createFetcher } from '../src/io/http/index.ts'
import type { FetcherOptions } from '../src/io/http/index.ts'
import { webServer } from './support/web-server.ts'
import type { Answer } from './support/web-server.ts'

const noon = new Date('2026-11-20T12:00:00Z')

function open(t: TestContext, options: Partial<FetcherOptions> = {}) {
  const fetcher = createFetcher({
    allow: [],
    userAgent: 'nightdesk/0.0.0 (+https://desk.example)',
    clock: () => noon,
    ...options,
  })
  t.after(async () => await fetcher.close())
  return fetcher
}

function failsWith(failure: FetchFailure) {
  return (error: unknown) => error instanceof FetchError && error.failure === failure
}

const text = (body: Uint8Array) => new TextDecoder().decode(body)
const packed =
  (coding: string, bytes: Uint8Array): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-encoding': coding })
    response.end(bytes)
  }
const redirect =
  (location: string, status = 302): Answer =>
  (_request, response) => {
    response.writeHead(status, { location })
    response.end()
  }

test('a page is read with its type, its validators and an honest user agent', async (t) => {
  let agent: string | undefined
  const server = await webServer(t, {
    '/page': (request, response) => {
      agent = request.headers['user-agent']
      response.writeHead(200, {
        'content-type': 'text/plain',
        etag: '"1"',
        'last-modified': noon.toUTCString(),
      })
      response.end('hello')
    },
  })
  const { fetch } = open(t, { allow: [server.host] })
  const page = await fetch({ url: server.url('/page#part') })
  assert.equal(text(page.body), 'hello')
  assert.equal(page.contentType, 'text/plain')
  assert.equal(page.etag, '"1"')
  assert.equal(page.lastModified, noon.toUTCString())
  assert.equal(page.finalUrl, server.url('/page'))
  assert.equal(agent, 'nightdesk/0.0.0 (+https://desk.example)')
})

for (const [coding, pack] of [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
] as const)
  test(`a body that is packed with ${coding} by ${pack.name} is unpacked`, async (t) => {
    const server = await webServer(t, { '/': packed(coding, pack(Buffer.from('pizza '.repeat(1000)))) })
    const { fetch } = open(t, { allow: [server.host] })
    assert.equal(text((await fetch({ url: server.url('/') })).body), 'pizza '.repeat(1000))
  })

test('two codings are undone in their order', async (t) => {
  const bytes = brotliCompressSync(gzipSync(Buffer.from('twice')))
  const server = await webServer(t, { '/': packed('gzip, br', bytes) })
  const { fetch } = open(t, { allow: [server.host] })
  assert.equal(text((await fetch({ url: server.url('/') })).body), 'twice')
})

test('a body that is called packed and is not is read as it is', async (t) => {
  const server = await webServer(t, { '/': packed('gzip', Buffer.from('plain')) })
  const { fetch } = open(t, { allow: [server.host] })
  assert.equal(text((await fetch({ url: server.url('/') })).body), 'plain')
})

test('a torn body is a failure of the network', async (t) => {
  const torn = gzipSync(Buffer.from('pizza '.repeat(1000))).subarray(0, 40)
  const server = await webServer(t, { '/': packed('gzip', torn) })
  const { fetch } = open(t, { allow: [server.host] })
  await assert.rejects(fetch({ url: server.url('/') }), failsWith('network'))
})

for (const [coding, pack] of [
  ['br', brotliCompressSync],
  ['gzip', gzipSync],
  ['zstd', zstdCompressSync],
] as const)
  test(`a bomb packed with ${coding} is left at the cap of decoded bytes`, async (t) => {
    const bomb = pack(Buffer.alloc(20_000_000))
    const server = await webServer(t, { '/': packed(coding, bomb) })
    const { fetch } = open(t, { allow: [server.host] })
    await assert.rejects(fetch({ url: server.url('/'), maxBytes: 100_000 }), failsWith('too-large'))
  })

test('a body at the cap is read and one byte more is refused', async (t) => {
  const server = await webServer(t, { '/': 'x'.repeat(1000) })
  const { fetch } = open(t, { allow: [server.host] })
  assert.equal((await fetch({ url: server.url('/'), maxBytes: 1000 })).body.byteLength, 1000)
  await assert.rejects(fetch({ url: server.url('/'), maxBytes: 999 }), failsWith('too-large'))
})

test('an endless body is left at the cap', async (t) => {
  const server = await webServer(t, {
    '/': (_request, response) => {
      const pump = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      }
      response.on('drain', pump)
      pump()
    },
  })
  const { fetch } = open(t, { allow: [server.host] })
  await assert.rejects(fetch({ url: server.url('/'), maxBytes: 1_000_000 }), failsWith('too-large'))
})

test('a trickle is left at the deadline, which holds for the whole answer', async (t) => {
  const server = await webServer(t, {
    '/': (_request, response) => {
      const timer = setInterval(() => response.write('x'), 5)
      response.on('close', () => clearInterval(timer))
    },
  })
  const { fetch } = open(t, { allow: [server.host] })
  await assert.rejects(fetch({ url: server.url('/'), timeoutMs: 100 }), failsWith('too-slow'))
})

test('a server that never answers is left at the deadline', async (t) => {
  const server = await webServer(t, { '/': () => {} })
  const { fetch } = open(t, { allow: [server.host] })
  await assert.rejects(fetch({ url: server.url('/'), timeoutMs: 50 }), failsWith('too-slow'))
})

test('a cancelled reading rejects with the reason of its signal', async (t) => {
  const controller = new AbortController()
  const server = await webServer(t, { '/': () => controller.abort(new Error('the job was cancelled')) })
  const { fetch } = open(t, { allow: [server.host] })
  await assert.rejects(fetch({ url: server.url('/'), signal: controller.signal }), /the job was cancelled/)
})

for (const status of [301, 302, 303, 307, 308])
  test(`a redirect with ${status} is followed and its end is named`, async (t) => {
    const server = await webServer(t, { '/from': redirect('/to?x=1', status), '/to': 'there' })
    const { fetch } = open(t, { allow: [server.host] })
    const page = await fetch({ url: server.url('/from') })
    assert.equal(text(page.body), 'there')
    assert.equal(page.finalUrl, server.url('/to?x=1'))
  })

test('ten redirects are followed and the eleventh is refused', async (t) => {
  const chain = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`/${index}`, redirect(`/${index + 1}`)]),
  )
  const server = await webServer(t, { ...chain, '/12': 'the end' })
  const { fetch } = open(t, { allow: [server.host] })
  assert.equal((await fetch({ url: server.url('/2') })).status, 200)
  await assert.rejects(fetch({ url: server.url('/1') }), failsWith('too-many-redirects'))
})

test('a loop of redirects is refused', async (t) => {
  const server = await webServer(t, { '/a': redirect('/b'), '/b': redirect('/a') })
  const { fetch } = open(t, { allow: [server.host] })
  await assert.rejects(fetch({ url: server.url('/a') }), failsWith('too-many-redirects'))
})

for (const [target, failure] of [
  ['http://169.254.169.254/latest/meta-data/', 'blocked-address'],
  ['http://[::ffff:10.0.0.1]/', 'blocked-address'],
  ['http://0x7f.1/', 'blocked-address'],
  ['file:///etc/passwd', 'bad-scheme'],
  ['ftp://example.org/', 'bad-scheme'],
] as const)
  test(`a redirect to ${target} is refused`, async (t) => {
    const server = await webServer(t, { '/': redirect(target) })
    const { fetch } = open(t, { allow: [server.host] })
    await assert.rejects(fetch({ url: server.url('/') }), failsWith(failure))
  })

test('loopback is refused where the allow-list names another port', async (t) => {
  const server = await webServer(t, { '/': 'secret' })
  const { fetch } = open(t, { allow: ['127.0.0.1:1'] })
  await assert.rejects(fetch({ url: server.url('/') }), failsWith('blocked-address'))
  assert.deepEqual(server.asked, [])
})

test('a name that leads to a private address is refused', async (t) => {
  const { fetch } = open(t, { lookUp: async () => [{ address: '10.1.2.3', family: 4 }] })
  await assert.rejects(fetch({ url: 'http://intranet.example/' }), failsWith('blocked-address'))
})

test('a name is refused where one of its addresses is private', async (t) => {
  const { fetch } = open(t, {
    lookUp: async () => [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ],
  })
  await assert.rejects(fetch({ url: 'http://mixed.example/' }), failsWith('blocked-address'))
})

test('the name that the operator allows may lead to loopback', async (t) => {
  const server = await webServer(t, { '/': 'mine' })
  const port = server.host.split(':')[1]
  const { fetch } = open(t, { allow: [`localhost:${port}`] })
  const page = await fetch({ url: `http://localhost:${port}/` })
  assert.equal(text(page.body), 'mine')
})

for (const url of [
  'ftp://example.org/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'no address',
  'data:text/html,x',
])
  test(`${url} is refused for its scheme`, async (t) => {
    await assert.rejects(open(t).fetch({ url }), failsWith('bad-scheme'))
  })

test('what was too large, too slow or no https is told in units and words of people', async (t) => {
  const server = await webServer(t, {
    '/large': (_request, response) => response.end('x'.repeat(1024 * 1024 + 1)),
    '/silent': () => undefined,
  })
  const { fetch } = open(t, { allow: [server.host] })
  await assert.rejects(fetch({ url: server.url('/large'), maxBytes: 1024 * 1024 }), /more than 1 MiB\./)
  await assert.rejects(fetch({ url: server.url('/silent'), timeoutMs: 1000 }), /longer than 1 s\./)
  await assert.rejects(
    fetch({ url: `https://${server.host}/` }),
    /its port does not speak https; it may speak http \(ERR_SSL_WRONG_VERSION_NUMBER\)/,
  )
})

test('a refused connection is a failure of the network', async (t) => {
  const server = await webServer(t, {})
  const { fetch } = open(t, { allow: ['127.0.0.1:1', server.host] })
  await assert.rejects(fetch({ url: 'http://127.0.0.1:1/' }), failsWith('network'))
})

test('validators are sent and 304 says that nothing changed', async (t) => {
  const server = await webServer(t, {
    '/': (request, response) => {
      const same = request.headers['if-none-match'] === '"7"' && request.headers['if-modified-since'] === 'x'
      response.writeHead(same ? 304 : 200, { etag: '"7"' })
      response.end()
    },
  })
  const { fetch } = open(t, { allow: [server.host] })
  assert.equal((await fetch({ url: server.url('/') })).notModified, false)
  const again = await fetch({ url: server.url('/'), etag: '"7"', lastModified: 'x' })
  assert.equal(again.notModified, true)
  assert.equal(again.etag, '"7"')
})

for (const [header, seconds] of [
  ['120', 120],
  ['Fri, 20 Nov 2026 12:05:00 GMT', 300],
  ['Fri, 20 Nov 2026 11:00:00 GMT', 0],
  ['99999999999', 7 * 24 * 3600],
  ['soon', null],
  ['-5', null],
] as const)
  test(`Retry-After "${header}" is ${seconds} seconds`, async (t) => {
    const server = await webServer(t, {
      '/': (_request, response) => {
        response.writeHead(503, { 'retry-after': header })
        response.end('later')
      },
    })
    const { fetch } = open(t, { allow: [server.host] })
    const page = await fetch({ url: server.url('/') })
    assert.equal(page.status, 503)
    assert.equal(page.retryAfterSeconds, seconds)
  })

test('what robots.txt forbids is not asked for, and the file is read once', async (t) => {
  const server = await webServer(t, {
    '/robots.txt': 'User-agent: nightdesk\nDisallow: /private\n',
    '/private/page': 'secret',
    '/open': 'open',
  })
  const { fetch } = open(t, { allow: [server.host] })
  await assert.rejects(fetch({ url: server.url('/private/page') }), failsWith('blocked-by-robots'))
  assert.equal((await fetch({ url: server.url('/open') })).status, 200)
  assert.deepEqual(server.asked, ['/robots.txt', '/open'])
})

test('what asks not to be read by AI is not asked for on behalf of a model, and else it is read', async (t) => {
  const server = await webServer(t, {
    '/robots.txt': 'User-agent: *\nContent-Signal: search=yes, ai-input=no\n',
    '/page': 'page',
  })
  const { fetch } = open(t, { allow: [server.host] })
  await assert.rejects(
    fetch({ url: server.url('/page'), forAi: true }),
    (error) =>
      failsWith('blocked-by-robots')(error) && /asks not to be read by AI/.test((error as Error).message),
  )
  assert.deepEqual(server.asked, ['/robots.txt'])
  assert.equal(text((await fetch({ url: server.url('/page') })).body), 'page')
})

test('a page may ask in a header of its own not to be read by AI, after a redirect too', async (t) => {
  const server = await webServer(t, {
    '/from': redirect('/page'),
    '/page': (_request, response) => {
      response.writeHead(200, { 'content-signal': 'ai-train=no, ai-input=no' })
      response.end('page')
    },
    '/open': (_request, response) => {
      response.writeHead(200, { 'content-signal': 'ai-train=no, ai-input=yes' })
      response.end('open')
    },
  })
  const { fetch } = open(t, { allow: [server.host] })
  await assert.rejects(fetch({ url: server.url('/from'), forAi: true }), failsWith('blocked-by-robots'))
  assert.equal((await fetch({ url: server.url('/open'), forAi: true })).status, 200)
})

test('a person who stands for an address reads it in spite of robots.txt', async (t) => {
  const server = await webServer(t, { '/robots.txt': 'User-agent: *\nDisallow: /\n', '/': 'page' })
  const { fetch } = open(t, { allow: [server.host] })
  assert.equal((await fetch({ url: server.url('/'), ignoreRobots: true })).status, 200)
})

test('a robots.txt that fails with 503 forbids everything, and one with 403 nothing', async (t) => {
  let status = 503
  const server = await webServer(t, {
    '/robots.txt': (_request, response) => {
      response.writeHead(status)
      response.end()
    },
    '/': 'page',
  })
  await assert.rejects(
    open(t, { allow: [server.host] }).fetch({ url: server.url('/') }),
    failsWith('blocked-by-robots'),
  )
  status = 403
  assert.equal((await open(t, { allow: [server.host] }).fetch({ url: server.url('/') })).status, 200)
})

test('a robots.txt behind more than ten redirects forbids nothing', async (t) => {
  const server = await webServer(t, { '/robots.txt': redirect('/robots.txt'), '/': 'page' })
  const { fetch } = open(t, { allow: [server.host] })
  assert.equal((await fetch({ url: server.url('/') })).status, 200)
})

test('a turn is booked at every public host, as far apart as its Crawl-delay says', async (t) => {
  const booked: [string, number][] = []
  const { fetch } = open(t, {
    lookUp: async () => [{ address: '10.0.0.1', family: 4 }],
    robots: {
      recall: async () => ({ status: 200, text: 'User-agent: *\nCrawl-delay: 7\n', readAt: noon }),
      remember: async () => {},
    },
    pace: {
      async takeTurn({ origin, gapMs }) {
        booked.push([origin, gapMs])
        return { at: noon, granted: true }
      },
      leave: async (origin) => void booked.push([origin, 0]),
      postpone: async () => {},
    },
  })
  await assert.rejects(fetch({ url: 'https://slow.example/page' }), failsWith('blocked-address'))
  assert.deepEqual(booked, [
    ['https://slow.example', 7000],
    ['https://slow.example', 0],
  ])
})

test('a turn that comes too late is TurnLater for who can come back with it, and too slow for others', async (t) => {
  const at = new Date(noon.getTime() + 90_000)
  const { fetch } = open(t, {
    pace: {
      takeTurn: async () => ({ at, granted: false }),
      leave: async () => assert.fail('A turn that was not granted is not left.'),
      postpone: async () => {},
    },
    robots: { recall: async () => ({ status: 404, text: '', readAt: noon }), remember: async () => {} },
  })
  const url = 'https://busy.example/page'
  await assert.rejects(
    fetch({ url, turn: 'job' }),
    (error) =>
      error instanceof TurnLater &&
      error.at === at &&
      error.message.startsWith('busy.example is asked often'),
  )
  await assert.rejects(fetch({ url }), failsWith('too-slow'))
})
