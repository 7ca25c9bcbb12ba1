import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import type { JsonObject } from '../src/base/json.ts'
import { openInspector } from '../src/services/inspect/index.ts'
import { type RawAnswer, rawServer } from './support/raw-server.ts'

/** Asks through the door for scripts, as they do. */
async function ask(
  t: TestContext,
  answer: RawAnswer | string,
  request: JsonObject = {},
): Promise<JsonObject> {
  const server = await rawServer(t, { '/x': answer, '/end': ok('the end') })
  const door = openInspector()
  t.after(async () => await door.close())
  const url = server.url('/x')
  return await door.answer({ op: 'fetch', id: 1, url, allow: [server.host], timeoutMs: 5000, ...request })
}

const ok = (body: string, headers = '') =>
  `HTTP/1.1 200 OK\r\n${headers}content-length: ${Buffer.byteLength(body, 'latin1')}\r\nconnection: close\r\n\r\n${body}`
const bytes =
  (body: Uint8Array, headers = ''): RawAnswer =>
  (socket) => {
    socket.write(
      `HTTP/1.1 200 OK\r\n${headers}content-length: ${body.byteLength}\r\nconnection: close\r\n\r\n`,
    )
    socket.end(body)
  }
const to = (location: string, status = '302 Found') =>
  `HTTP/1.1 ${status}\r\nlocation: ${location}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`

/** Written again and again until the connection closes. */
const endless =
  (head: string, part: string, everyMs = 0): RawAnswer =>
  (socket) => {
    socket.write(head)
    const timer = setInterval(() => socket.write(part), everyMs)
    socket.on('close', () => clearInterval(timer))
  }

const withoutSum = (packed: Buffer) => packed.fill(0, packed.byteLength - 8, packed.byteLength - 4)
const zeros = Buffer.alloc(3_000_000)
const cases: {
  title: string
  answer: RawAnswer | string
  request?: JsonObject
  /** Of an error the code; of a text its end. */
  reply: Record<string, string | number | boolean | undefined>
}[] = [
  { title: 'a plain answer', answer: ok('hello'), reply: { ok: true, status: 200, bytes: 5, text: 'hello' } },
  { title: 'an empty answer', answer: ok(''), reply: { ok: true, status: 200, bytes: 0, text: '' } },
  {
    title: 'an answer in chunks',
    answer:
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
    reply: { ok: true, text: 'abcde' },
  },
  {
    title: 'an answer that ends with its connection',
    answer: 'HTTP/1.0 200 OK\r\n\r\nold but fine',
    reply: { ok: true, text: 'old but fine' },
  },
  {
    title: '204 without a body',
    answer: 'HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n',
    reply: { ok: true, status: 204, bytes: 0 },
  },
  ...[
    '400 Bad Request',
    '401 Unauthorized',
    '403 Forbidden',
    '404 Not Found',
    '410 Gone',
    '500 Oops',
    '502 Bad Gateway',
  ].map((status) => ({
    title: `${status} with a body`,
    answer: ok('sorry').replace('200 OK', status),
    reply: { ok: false, status: Number(status.slice(0, 3)), text: 'sorry', error: undefined },
  })),
  // Sizes.
  {
    title: 'a body at the cap',
    answer: ok('x'.repeat(1000)),
    request: { maxBytes: 1000 },
    reply: { ok: true, bytes: 1000 },
  },
  {
    title: 'a body one byte over the cap',
    answer: ok('x'.repeat(1001)),
    request: { maxBytes: 1000 },
    reply: { ok: false, error: 'too-large', truncated: true },
  },
  {
    title: 'a body that says it is too large and never comes',
    answer: (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n'),
    request: { maxBytes: 1000 },
    reply: { error: 'too-large' },
  },
  {
    title: 'an endless body',
    answer: endless('HTTP/1.1 200 OK\r\n\r\n', 'x'.repeat(65_536)),
    request: { maxBytes: 1_000_000 },
    reply: { error: 'too-large' },
  },
  {
    title: 'endless chunks',
    answer: endless(
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n',
      `ffff\r\n${'x'.repeat(65_535)}\r\n`,
    ),
    request: { maxBytes: 1_000_000 },
    reply: { error: 'too-large' },
  },
  // Bombs.
  ...(
    [
      ['gzip', gzipSync(zeros)],
      ['deflate', deflateSync(zeros)],
      ['deflate', deflateRawSync(zeros)],
      ['br', brotliCompressSync(zeros)],
      ['zstd', zstdCompressSync(zeros)],
      ['gzip, gzip', gzipSync(gzipSync(zeros))],
    ] as const
  ).map(([coding, body]) => ({
    title: `a bomb of ${body.byteLength} bytes in ${coding}`,
    answer: bytes(body, `content-encoding: ${coding}\r\n`),
    request: { maxBytes: 100_000 },
    reply: { ok: false, error: 'too-large' },
  })),
  {
    title: 'two members of gzip one after the other',
    answer: bytes(Buffer.concat([gzipSync('one '), gzipSync('two')]), 'content-encoding: gzip\r\n'),
    reply: { ok: true, text: 'one two' },
  },
  {
    title: 'gzip with zeros after its end',
    answer: bytes(Buffer.concat([gzipSync('fine'), Buffer.alloc(7)]), 'content-encoding: gzip\r\n'),
    reply: { ok: true, text: 'fine' },
  },
  {
    title: 'a content coding that is none',
    answer: ok('fine', 'content-encoding: UTF-8\r\n'),
    reply: { ok: true, text: 'fine' },
  },
  {
    title: 'a content coding that was not asked for',
    answer: ok('???', 'content-encoding: compress\r\n'),
    reply: { ok: false, error: 'network' },
  },
  {
    title: 'gzip that is torn',
    answer: bytes(
      gzipSync(Buffer.from(zeros.subarray(0, 5000).map((_, at) => at * 7))).subarray(0, 60),
      'content-encoding: gzip\r\n',
    ),
    reply: { ok: false, error: 'network', truncated: true },
  },
  {
    title: 'gzip whose sum is wrong',
    answer: bytes(withoutSum(gzipSync('sum')), 'content-encoding: gzip\r\n'),
    reply: { ok: false, error: 'network' },
  },
  // Time.
  {
    title: 'nothing at all',
    answer: () => undefined,
    request: { timeoutMs: 80 },
    reply: { error: 'too-slow' },
  },
  {
    title: 'a head that trickles',
    answer: endless('HTTP/1.1 200 OK\r\n', 'x-a: b\r\n', 5),
    request: { timeoutMs: 80 },
    reply: { error: 'too-slow' },
  },
  {
    title: 'a body that trickles',
    answer: endless('HTTP/1.1 200 OK\r\n\r\n', 'x', 5),
    request: { timeoutMs: 80 },
    reply: { error: 'too-slow' },
  },
  {
    title: 'a body that stops in the middle and stays open',
    answer: (socket) => void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'),
    request: { timeoutMs: 80 },
    reply: { error: 'too-slow' },
  },
  {
    title: 'endless words on the way to an answer',
    answer: endless('', 'HTTP/1.1 103 Early Hints\r\n\r\n', 5),
    request: { timeoutMs: 80 },
    reply: { ok: false },
  },
  // What is no HTTP, or breaks off.
  {
    title: 'a connection that closes at once',
    answer: (socket) => void socket.destroy(),
    reply: { error: 'network' },
  },
  { title: 'an answer that is no HTTP', answer: 'SSH-2.0-OpenSSH_9\r\n\r\n', reply: { error: 'network' } },
  {
    title: 'a body that is shorter than it says',
    answer: 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\nconnection: close\r\n\r\nhalf',
    reply: { ok: false, error: 'network', truncated: true },
  },
  {
    title: 'a body that is longer than it says',
    answer: 'HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nhalf and more',
    reply: { ok: true, text: 'half' },
  },
  {
    title: 'chunks that break off',
    answer: 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab',
    reply: { ok: false, error: 'network', truncated: true },
  },
  {
    title: 'chunks that are none',
    answer: 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nab',
    reply: { ok: false, error: 'network' },
  },
  {
    title: 'a length that is none',
    answer: 'HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\nx',
    reply: { ok: false, error: 'network' },
  },
  {
    title: 'two lengths that differ',
    answer: 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxy',
    reply: { ok: false, error: 'network' },
  },
  {
    title: 'one header of a megabyte',
    answer: ok('x', `x-a: ${'y'.repeat(1_000_000)}\r\n`),
    reply: { ok: false, error: 'too-large' },
  },
  {
    title: 'a flood of headers',
    answer: endless('HTTP/1.1 200 OK\r\n', 'x-a: bbbbbbbbbbbbbbbbbbbb\r\n'.repeat(500)),
    reply: { ok: false, error: 'too-large' },
  },
  // Redirects.
  { title: 'a redirect', answer: to('/end'), reply: { ok: true, status: 200, text: 'the end' } },
  {
    title: 'a permanent redirect with a fragment',
    answer: to('/end#part', '308 Permanent Redirect'),
    reply: { ok: true, text: 'the end' },
  },
  { title: 'a redirect to itself', answer: to('/x'), reply: { ok: false, error: 'too-many-redirects' } },
  {
    title: 'a redirect without a target',
    answer: to('').replace('location: \r\n', ''),
    reply: { ok: false, status: 302 },
  },
  { title: 'a redirect to no address', answer: to('http://['), reply: { ok: false, error: 'network' } },
  ...[
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'javascript:alert(1)',
    'data:text/plain,x',
    'gopher://a.example/',
  ].map((target) => ({
    title: `a redirect to ${target}`,
    answer: to(target),
    reply: { ok: false, error: 'bad-scheme' },
  })),
  ...[
    'http://127.0.0.1:1/',
    'http://169.254.169.254/',
    '//10.0.0.1/',
    'https://[::1]/',
    'http://0177.1/',
    'http://localhost/',
  ].map((target) => ({
    title: `a redirect to ${target}`,
    answer: to(target),
    reply: { ok: false, error: 'blocked-address' },
  })),
  // Character sets.
  ...(
    [
      ['by its header', Buffer.from('caf\u00e9', 'latin1'), 'text/plain; charset=iso-8859-1', 'café'],
      [
        'with a byte order mark against its header',
        Buffer.from('\ufeffcafé'),
        'text/plain; charset=iso-8859-1',
        'café',
      ],
      ['in UTF-16 with a mark', Buffer.from('\ufeffcafé', 'utf16le'), 'text/plain', 'café'],
      ['in UTF-16 the other way round', Buffer.from('\ufeffcafé', 'utf16le').swap16(), 'text/plain', 'café'],
      [
        'by a meta element',
        Buffer.from('<meta charset=windows-1251>\xcf\xe8\xf6\xf6\xe0', 'latin1'),
        'text/html',
        'Пицца',
      ],
      ['in Shift_JIS', Buffer.from('<meta charset=shift_jis>\x83s\x83U', 'latin1'), 'text/html', 'ピザ'],
      ['in GB18030', Buffer.from('\xb1\xc8\xc8\xf8', 'latin1'), 'text/plain; charset=gb18030', '比萨'],
      [
        'with a wrong label',
        Buffer.from('Größe, öffnen, Übung, Äpfel, naïve'),
        'text/plain; charset=iso-8859-1',
        'Größe, öffnen, Übung, Äpfel, naïve',
      ],
      ['with a label that is none', Buffer.from('café'), 'text/plain; charset=none', 'café'],
      ['without a type', Buffer.from('café'), '', 'café'],
    ] as const
  ).map(([title, body, type, text]) => ({
    title: `text ${title}`,
    answer: bytes(body, type === '' ? '' : `content-type: ${type}\r\n`),
    reply: {
      ok: true,
      bytes: body.byteLength,
      text: text,
    },
  })),
  // Conditions.
  {
    title: 'an unchanged page by its tag',
    answer: (socket, head) =>
      void socket.end(
        /if-none-match: "v1"/i.test(head)
          ? 'HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n'
          : ok('new'),
      ),
    request: { etag: '"v1"' },
    reply: { ok: true, status: 304, notModified: true, bytes: 0 },
  },
  {
    title: 'an unchanged page by its date',
    answer: (socket, head) =>
      void socket.end(
        /if-modified-since: Fri, 20 Nov 2026 10:00:00 GMT/i.test(head)
          ? 'HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n'
          : ok('new'),
      ),
    request: { lastModified: 'Fri, 20 Nov 2026 10:00:00 GMT' },
    reply: { ok: true, notModified: true },
  },
  {
    title: 'a changed page',
    answer: ok('new'),
    request: { etag: '"v0"' },
    reply: { ok: true, text: 'new', notModified: undefined },
  },
  ...(['429 Too Many Requests', '503 Unavailable'] as const).map((status) => ({
    title: `${status} with seconds`,
    answer: ok('later', 'retry-after: 120\r\n').replace('200 OK', status),
    reply: { ok: false, status: Number(status.slice(0, 3)), retryAfterSec: 120 },
  })),
  {
    title: 'a Retry-After that is past',
    answer: ok('later', 'retry-after: Fri, 20 Nov 2020 10:00:00 GMT\r\n').replace(
      '200 OK',
      '503 Unavailable',
    ),
    reply: { ok: false, retryAfterSec: 0 },
  },
  {
    title: 'a Retry-After that says nothing',
    answer: ok('later', 'retry-after: soon\r\n').replace('200 OK', '503 Unavailable'),
    reply: { ok: false, retryAfterSec: undefined },
  },
  {
    title: 'headers of the asker',
    answer: (socket, head) => void socket.end(ok(/x-desk: (\w+)/i.exec(head)?.[1] ?? 'none')),
    request: { headers: { 'X-Desk': 'yes' } },
    reply: { ok: true, text: 'yes' },
  },
]

for (const { title, answer, request, reply } of cases)
  test(`fetch through the door: ${title}`, async (t) => {
    const got = await ask(t, answer, request)
    for (const [field, wanted] of Object.entries(reply)) {
      if (field === 'error')
        assert.equal((got.error as { code: string } | undefined)?.code, wanted, JSON.stringify(got))
      else if (field === 'text')
        assert.ok(JSON.stringify(got.text).endsWith(`${wanted}"`), JSON.stringify(got))
      else assert.equal(got[field], wanted, `${field} of ${JSON.stringify(got)}`)
    }
  })

test('a date in Retry-After is counted from now', async (t) => {
  const at = new Date(Date.now() + 90_000).toUTCString()
  const got = await ask(t, ok('later', `retry-after: ${at}\r\n`).replace('200 OK', '503 Unavailable'))
  assert.ok(Number(got.retryAfterSec) > 60 && Number(got.retryAfterSec) <= 90, JSON.stringify(got))
})

for (const url of [
  'ftp://a.example/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:,x',
  'a.example',
  '',
  'http://',
  '//a.example/',
])
  test(`fetch through the door: "${url}" is no address that is read`, async (t) => {
    const got = await ask(t, ok('never'), { url })
    assert.equal((got.error as { code: string }).code, 'bad-scheme')
  })

test('robots.txt is asked through the door, unless a person stands for it', async (t) => {
  const server = await rawServer(t, {
    '/robots.txt': ok('User-agent: nightdesk\nDisallow: /private\n'),
    '/private': ok('secret'),
  })
  const door = openInspector()
  t.after(async () => await door.close())
  const request = { op: 'fetch', url: server.url('/private'), allow: [server.host] }
  const refused = await door.answer({ ...request, id: 1 })
  assert.deepEqual([refused.ok, (refused.error as { code: string }).code], [false, 'blocked-by-robots'])
  assert.equal((await door.answer({ ...request, id: 2, ignoreRobots: true })).text, 'secret')
  const elsewhere = await door.answer({ ...request, id: 3, allow: ['127.0.0.1:1'] })
  assert.equal((elsewhere.error as { code: string }).code, 'blocked-address')
})
