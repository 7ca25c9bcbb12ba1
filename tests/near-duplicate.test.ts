import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cluster } from '../src/domain/near-duplicate.ts'

/** A small generator of numbers between 0 and 1, the same every time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296
  }
}

const words = Array.from({ length: 3000 }, (_, index) => `w${index.toString(36)}`)

function write(length: number, random: () => number): string[] {
  return Array.from({ length }, () => words[Math.floor(random() ** 2 * words.length)] ?? '')
}

function change(text: readonly string[], share: number, random: () => number): string[] {
  return text.map((word) => (random() < share ? (words[Math.floor(random() * words.length)] ?? '') : word))
}

test('copies with a twentieth of their words changed are found, and nothing else', () => {
  const random = numbers(7)
  const items: { id: string; text: string }[] = []
  for (let story = 0; story < 120; story += 1) {
    const text = write(60 + Math.floor(random() * 500), random)
    items.push({ id: `${story}-a`, text: text.join(' ') })
    if (story % 2 === 0) items.push({ id: `${story}-b`, text: change(text, 0.05, random).join(' ') })
  }
  const groups = cluster(items)
  const right = groups.filter((group) => new Set(group.map((id) => id.split('-')[0])).size === 1)
  const pairs = right.filter((group) => group.length === 2).length
  assert.equal(right.length, groups.length)
  assert.equal(pairs, 60)
})

test('a copy with something put before and after it is found', () => {
  const random = numbers(3)
  const text = write(300, random)
  const longer = [...write(60, random), ...text, ...write(80, random)]
  assert.deepEqual(
    cluster([
      { id: 'a', text: text.join(' ') },
      { id: 'b', text: longer.join(' ') },
    ]),
    [['a', 'b']],
  )
})

test('texts that share a frame and tell different things stay apart', () => {
  const random = numbers(5)
  const frame = write(60, random)
  const items = ['a', 'b', 'c'].map((id) => ({ id, text: [...frame, ...write(300, random)].join(' ') }))
  assert.equal(cluster(items).length, 3)
})

test('one page under two addresses is one, whatever its text', () => {
  const groups = cluster([
    { id: 'a', url: 'https://example.org/x?utm_source=y', text: 'one text' },
    { id: 'b', url: 'https://www.example.org/x/', text: 'quite another text' },
    { id: 'c', url: 'https://example.org/z', text: 'a third text here' },
  ])
  assert.deepEqual(groups, [['a', 'b'], ['c']])
})

test('words are compared without case and marks, and scripts without spaces by character', () => {
  assert.deepEqual(
    cluster([
      { id: 'a', text: 'The Pizza, it is "said", was SHARED by all of them today.' },
      { id: 'b', text: 'the pizza it is said was shared by all of them today' },
      { id: 'c', text: '新しいピザの店が町にできました。とてもおいしいです。' },
      { id: 'd', text: '新しいピザの店が町にできました とてもおいしいです' },
    ]),
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  )
})

test("empty texts are nobody's copies", () => {
  assert.deepEqual(
    cluster([
      { id: 'a', text: '' },
      { id: 'b', text: ' ' },
    ]),
    [['a'], ['b']],
  )
})
