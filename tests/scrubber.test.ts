import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createScrubber } from '../src/base/scrubber.ts'
import { holdsMarker } from './support/leak.ts'

const secret = `sk-"zq&marker/zq+0123`
const scrubber = createScrubber([secret])

const base64 = (text: string) => Buffer.from(text).toString('base64')

const shapes: Record<string, string> = {
  plain: `Bearer ${secret}`,
  'in an address': `https://x.example/?key=${encodeURIComponent(secret)}&a=1`,
  'in an address with small letters': encodeURIComponent(secret).replaceAll(/%../g, (code) =>
    code.toLowerCase(),
  ),
  'in a form': new URLSearchParams({ key: secret }).toString(),
  'in JSON': JSON.stringify({ key: secret }),
  'in JSON inside JSON': JSON.stringify(JSON.stringify({ key: secret })),
  'in HTML': '<p>sk-&quot;zq&amp;marker/zq+0123</p>',
  'in base64': base64(secret),
  'in the base64 of HTTP Basic': base64(`ann:${secret}`),
  'in the base64 of a longer name': base64(`anna:${secret}`),
  'in the base64 of SMTP PLAIN': base64(`\0ann\0${secret}`),
  'in base64 for addresses': Buffer.from(`user:${secret}`).toString('base64url'),
  'in hexadecimal': Buffer.from(secret).toString('hex'),
}

for (const [shape, text] of Object.entries(shapes))
  test(`a secret is taken out ${shape}`, () => {
    assert.ok(holdsMarker(text, 'marker'), 'the shape holds the secret')
    assert.ok(!holdsMarker(scrubber.scrub(text), 'marker'), scrubber.scrub(text))
  })

test('a secret that holds another is taken out whole', () => {
  const both = createScrubber(['marker', 'marker-and-more'])
  assert.equal(both.scrub('marker-and-more marker'), '[secret] [secret]')
})

test('strings inside values are scrubbed, other values stay as they are', () => {
  const at = new Date(0)
  const value = { at, list: [secret, 1, null], text: 'fine' }
  assert.deepEqual(scrubber.scrubValue(value), { at, list: ['[secret]', 1, null], text: 'fine' })
})
