import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FetchError } from '../src/contracts/fetcher.ts'
import { guardedConnector } from '../src/io/http/connector.ts'
import { createAddressGuard, createFetcher, isPublicAddress } from '../src/io/http/index.ts'
import { webServer } from './support/web-server.ts'

const guard = createAddressGuard([])

function isBlocked(error: unknown): boolean {
  return error instanceof FetchError && error.failure === 'blocked-address'
}

const refused =
  `127.0.0.1 127.0.0.1. 127.1 127.0.1 0177.0.0.1 0x7f.0.0.1 0x7f000001 2130706433 017700000001 127.255.255.254 0 0.0.0.0 0.1.2.3
  10.0.0.1 10.255.255.255 0xa.1 012.0.0.1 167772161 172.16.0.1 172.31.255.254 0xac100001 192.168.0.1 192.168.1 0xc0a80001 3232235521
  169.254.169.254 169.254.0.1 0xa9fea9fe 2852039166 0251.0376.0251.0376 169.254.43518 100.64.0.1 100.127.255.254 100.100.100.200
  192.0.0.1 192.0.0.192 192.0.2.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 192.88.99.1 168.63.129.16
  224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
  [::] [::1] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:a00:1] [::ffff:169.254.169.254] [::127.0.0.1] [::a00:1]
  [::ffff:0:127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::a9fe:a9fe] [64:ff9b:1::1] [2002:7f00:1::] [2002:a00:1::] [2002:c0a8:101::1]
  [2001:0:4136:e378:8000:63bf:3fff:fdd2] [2001:db8::1] [3fff::1] [fc00::1] [fd00:ec2::254] [fe80::1] [feb0::1] [fec0::1] [ff02::1]
  [ff0e::1] [100::1] [2001:2::1] [2001:10::1] [2001:20::1] [5f00::1]
  127.1.1.1 0x7f.1 127.0x0.0.1 0300.0250.0.1 192.168.257 10.65793 0xA9.0xFE.0xA9.0xFE 025177524776 100.64.0.0 198.18.0.0 240.1.1.1
  [0:0:0:0:0:ffff:127.0.0.1] [::FFFF:7F00:0001] [0000::0001] [::ffff:c0a8:1] [::ffff:0:0] [64:ff9b::] [2002:a9fe:a9fe::] [::ffff:a9fe:a9fe]
  １２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 %31%32%37.0.0.1`.split(/\s+/)

const names =
  `localhost LOCALHOST localhost. foo.localhost a.b.localhost localhost.localdomain ip6-localhost ip6-loopback broadcasthost
  metadata metadata.google.internal instance-data.ec2.internal host.docker.internal gateway.docker.internal kubernetes.default.svc.cluster.local
  printer.local router.lan nas.home server.corp wiki.intranet box.home.arpa db.private abcdefghij.onion router redis db`.split(
    /\s+/,
  )

/** Written so that they are read in two ways, or in none. */
const tricks = [
  'http://example.org@127.0.0.1/',
  'http://example.org:80@10.0.0.1/',
  'http://127.0.0.1:80\\@example.org/',
  'http:\\\\127.0.0.1\\x',
  'http:/127.0.0.1/',
  'http:127.0.0.1/',
  'http://127.0.0.1?@example.org/',
  'http://127.0.0.1#@example.org/',
  'http://1\t27.0.0.1/',
  'http://127.0.0.1\n/',
  ' http://127.0.0.1/ ',
  'HTTP://127.0.0.1/',
  'https://127.0.0.1:8443/',
  'https://[::1]:443/',
  'http://2130706433:8080/',
  'http://[fe80::1%25eth0]/',
  'http://[fe80::1%eth0]/',
  'http://[::ffff:127.0.0.1%25lo]/',
  'http://[2606:4700:4700::1111%25eth0]/',
  'http://[127.0.0.1]/',
  'http://1.2.3.4.5/',
  'http://256.256.256.256/',
  'http://127.0.0.256/',
  'http://0x100000000/',
  'http://4294967296/',
  'http://127.0.0.08/',
  'http://user:pass@[::1]/',
]

const everything = [...[...refused, ...names].map((host) => `http://${host}/`), ...tricks]

test('there are more than 120 addresses to refuse', () => {
  assert.ok(new Set(everything).size >= 150, String(everything.length))
})

const nobody = createFetcher({
  allow: [],
  userAgent: 'nightdesk/0',
  clock: () => new Date(),
  lookUp: async (name) => assert.fail(`${name} was looked up.`),
})

for (const url of everything)
  test(`${JSON.stringify(url)} is refused as it stands, before anybody is asked`, async () => {
    for (const ignoreRobots of [true, false])
      await assert.rejects(nobody.fetch({ url, ignoreRobots }), isBlocked)
  })

for (const [name, ...addresses] of [
  ['loopback.example', '127.0.0.1'],
  ['loopback6.example', '::1'],
  ['any.example', '0.0.0.0'],
  ['metadata.example', '169.254.169.254'],
  ['metadata6.example', 'fd00:ec2::254'],
  ['intranet.example', '10.1.2.3'],
  ['intranet2.example', '172.20.0.1'],
  ['intranet3.example', '192.168.1.1'],
  ['carrier.example', '100.64.1.1'],
  ['mapped.example', '::ffff:127.0.0.1'],
  ['mapped-hex.example', '::ffff:7f00:1'],
  ['nat64.example', '64:ff9b::a00:1'],
  ['6to4.example', '2002:7f00:1::'],
  ['teredo.example', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['local.example', 'fe80::1'],
  ['zone.example', 'fe80::1%eth0'],
  ['unique.example', 'fc00::1'],
  ['multicast.example', '224.0.0.1'],
  ['azure.example', '168.63.129.16'],
  ['mixed.example', '93.184.216.34', '127.0.0.1'],
  ['mixed6.example', '2606:4700:4700::1111', '::1'],
  ['xn--e1afmkfd.example', '127.0.0.1'],
  ['127.0.0.1.nip.example', '127.0.0.1'],
] as const)
  test(`${name} is refused for its address ${addresses.join(', ')}`, async (t) => {
    const family = (address: string) => (address.includes(':') ? 6 : 4)
    const { fetch, close } = createFetcher({
      allow: ['loopback.example:81'],
      userAgent: 'nightdesk/0',
      clock: () => new Date(),
      lookUp: async () => addresses.map((address) => ({ address, family: family(address) })),
    })
    t.after(close)
    for (const scheme of ['http', 'https'])
      await assert.rejects(fetch({ url: `${scheme}://${name}/`, ignoreRobots: true }), isBlocked)
    await assert.rejects(fetch({ url: `http://${name}/` }), isBlocked)
  })

test('a name that changes its meaning between two requests is refused at the second', async (t) => {
  const server = await webServer(t, {
    '/': (_request, response) =>
      void response.writeHead(302, { location: `http://rebound.example:1/` }).end(),
  })
  const asked: string[] = []
  const { fetch, close } = createFetcher({
    allow: [server.host],
    userAgent: 'nightdesk/0',
    clock: () => new Date(),
    lookUp: async (name) => {
      asked.push(name)
      return [{ address: '127.0.0.1', family: 4 }]
    },
  })
  t.after(close)
  await assert.rejects(fetch({ url: server.url('/'), ignoreRobots: true }), isBlocked)
  assert.deepEqual(asked, ['rebound.example'])
})

test('the other end of a connection is checked before a request goes out, whatever the look-up said', () => {
  for (const [remoteAddress, isRefused] of [
    ['127.0.0.1', true],
    ['::ffff:10.0.0.1', true],
    [undefined, true],
    ['93.184.216.34', false],
  ] as const) {
    let destroyed = false
    const socket = { remoteAddress, destroy: () => (destroyed = true) }
    // Only what a connector does with its socket is played.
    const build = (() => (_options: unknown, callback: (error: null, socket: unknown) => void) =>
      callback(null, socket)) as unknown as Parameters<typeof guardedConnector>[0]
    const connect = guardedConnector(build, guard, async () => [])
    connect({ hostname: 'a.example', port: '80', protocol: 'http:' }, (error, connected) => {
      assert.equal(error !== null, isRefused, String(remoteAddress))
      assert.equal(connected === null, isRefused)
    })
    assert.equal(destroyed, isRefused)
  }
})

const publicHosts =
  `1.1.1.1 8.8.8.8 9.9.9.9 11.0.0.1 93.184.216.34 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1 169.253.255.255 169.255.0.1
  172.15.255.255 172.32.0.1 191.255.0.1 192.0.1.1 192.0.3.1 192.88.98.1 192.88.100.1 192.167.255.255 192.169.0.1 198.17.255.255 198.20.0.1
  198.51.99.1 198.51.101.1 203.0.112.1 203.0.114.1 223.255.255.254 168.63.129.15 0x08080808 134744072 010.010.010.010 8.8.2056
  [2606:4700:4700::1111] [2a00:1450:4001:81b::200e] [2001:4860:4860::8888] [2001:200::1] [2400:cb00::1] [2600::1] [2c0f:f248::1] [2003::1]
  [::ffff:8.8.8.8] [64:ff9b::8.8.8.8] example.org www.example.org. localhost.example.org local.example internal.example.com bücher.example
  10.0.0.1.example.org mylocal.example homelan.example a.lan.example`.split(/\s+/)

for (const host of publicHosts)
  test(`http://${host}/ is allowed as it stands`, () => {
    guard.checkUrl(new URL(`http://${host}/`))
  })

test('a looked-up address with a zone, or no address at all, is not public', () => {
  for (const address of ['fe80::1%eth0', '2606:4700::1%eth0', '', 'localhost', '999.1.1.1'])
    assert.equal(isPublicAddress(address), false, address)
})

test('the allow-list matches host and port in every notation of the host', () => {
  const open = createAddressGuard(['localhost:8080', '[::1]:9000', '0x7f.1:7000'])
  open.checkUrl(new URL('http://127.0.0.1:7000/'))
  open.checkUrl(new URL('http://[0::1]:9000/'))
  assert.equal(open.exempts('localhost', 8080), true)
  assert.equal(open.exempts('localhost', 8081), false)
  assert.throws(() => open.checkUrl(new URL('http://127.0.0.1:7001/')), FetchError)
})
