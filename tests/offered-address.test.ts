import assert from 'node:assert/strict'
import { test } from 'node:test'
import { offeredAddress } from '../src/domain/offered-address.ts'

for (const [address, url] of [
  ['https://a.example/x?y=1#z', 'https://a.example/x?y=1#z'],
  ['HTTP://A.example', 'http://a.example/'],
  ['https://www.google.com/url?url=https%3A%2F%2Fa.example%2Fx&ct=ga', 'https://a.example/x'],
  [
    'http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fa.example%2fx',
    'https://a.example/x',
  ],
] as const)
  test(`${address} is read at ${url}`, () => {
    assert.deepEqual(offeredAddress(address, 'feed'), { url, note: undefined })
  })

for (const address of [
  'https://ann:s3cret@a.example/x',
  'https://bank.example@a.example/x',
  'https://:s3cret@a.example/x',
  'https://www.google.com/url?url=https%3A%2F%2Fann%3As3cret%40a.example%2Fx',
])
  test(`${address} is read without its user and password, and that is said`, () => {
    const offered = offeredAddress(address, 'feed')
    assert.ok('url' in offered)
    assert.equal(offered.url, 'https://a.example/x')
    assert.equal(
      offered.note,
      'https://a.example/x stood there with a user name or a password, which was left out',
    )
  })

for (const [address, kind, refusal] of [
  ['no address', 'feed', 'no address'],
  ['', 'feed', 'no address'],
  ['javascript:alert(1)', 'feed', 'javascript: is no address of the web'],
  ['mailto:a@b.example', 'site', 'mailto: is no address of the web'],
  ['file:///etc/passwd', 'feed', 'file: is no address of the web'],
  [`https://a.example/${'x'.repeat(3000)}`, 'feed', 'an address of 3018 characters'],
] as const)
  test(`${address.slice(0, 40)} from a ${kind} is left out: ${refusal}`, () => {
    assert.deepEqual(offeredAddress(address, kind), { refusal })
  })

test('only a folder offers files', () => {
  assert.deepEqual(offeredAddress('file:///srv/x.html', 'file'), {
    url: 'file:///srv/x.html',
    note: undefined,
  })
})
