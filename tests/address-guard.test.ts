import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FetchError } from '../src/contracts/fetcher.ts'
import { createAddressGuard, isPublicAddress } from '../src/io/http/index.ts'

const guard = createAddressGuard([])

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
  １２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 %31%32%37.0.0.1`.split(/\s+/)

for (const host of refused)
  test(`http://${host}/ is refused as it stands`, () => {
    const url = new URL(`http://${host}/`)
    assert.throws(
      () => guard.checkUrl(url),
      (error) => error instanceof FetchError && error.failure === 'blocked-address',
    )
  })

for (const host of `1.1.1.1 8.8.8.8 93.184.216.34 172.15.0.1 172.32.0.1 192.167.1.1 100.63.0.1 100.128.0.1 169.253.0.1 198.17.0.1
  223.255.255.254 126.0.0.1 128.0.0.1 [2606:4700:4700::1111] [2a00:1450:4001:81b::200e] [::ffff:8.8.8.8] [64:ff9b::8.8.8.8]`.split(
  /\s+/,
))
  test(`http://${host}/ is allowed as it stands`, () => {
    guard.checkUrl(new URL(`http://${host}/`))
  })

test('user names, ports and trailing parts do not hide an address', () => {
  for (const url of [
    'http://example.org@127.0.0.1/',
    'http://127.0.0.1:80/x',
    'https://[::1]:443/',
    'http://2130706433:8080',
  ])
    assert.throws(() => guard.checkUrl(new URL(url)), FetchError, url)
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
