import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../src/base/id.ts'
import { newSealKey, seal, unseal } from '../src/base/seal.ts'
import { mailLinkBytes, readMailLink, type MailLink } from '../src/domain/mail-link.ts'

const links: MailLink[] = [
  { kind: 'vote', delivery: newId(), position: 20, vote: 'yes' },
  { kind: 'vote', delivery: newId(), position: 1, vote: 'no' },
  { kind: 'unsubscribe', brand: 'debonairs', address: 'thändi@example.com' },
]

test('a link is read back as it was written, and sealed in few characters', () => {
  const [key, now] = [newSealKey(), new Date('2026-03-04T05:06:07Z')]
  for (const link of links) {
    const token = seal(mailLinkBytes(link), key, now)
    const opened = unseal(token, [newSealKey(), key], now)
    assert.ok(opened.ok && opened.expiresAt.getTime() === now.getTime())
    assert.deepEqual(readMailLink(opened.payload), link)
    assert.ok(token.length <= (link.kind === 'vote' ? 56 : 80), token)
  }
})

test('no token with any one character changed, added or taken away opens', () => {
  const [key, now] = [newSealKey(), new Date()]
  const token = seal(mailLinkBytes(links[0] ?? assert.fail()), key, new Date(now.getTime() + 60_000))
  for (let place = 0; place < token.length; place += 1) {
    const letter = token[place] === 'A' ? 'B' : 'A'
    for (const changed of [
      `${token.slice(0, place)}${letter}${token.slice(place + 1)}`,
      `${token.slice(0, place)}${token.slice(place + 1)}`,
      `${token.slice(0, place)}${letter}${token.slice(place)}`,
    ])
      assert.equal(unseal(changed, [key], now).ok, false, changed)
  }
  assert.equal(unseal(token, [{ ...newSealKey(), id: key.id }], now).ok, false)
  assert.deepEqual(unseal(token, [key], new Date(now.getTime() + 61_000)), { ok: false, reason: 'expired' })
})

test('bytes that are no link are none', () => {
  for (const bytes of [
    [],
    [0],
    [9, ...Array<number>(17).fill(0)],
    [2],
    [2, 65],
    [2, 65, 0],
    [2, 65, 0, 66, 0, 67],
  ])
    assert.equal(readMailLink(Uint8Array.from(bytes)), undefined)
})
