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

const syllables = Array.from({ length: 400 }, (_, index) => String.fromCodePoint(0x4e00 + index * 17))
const thai = Array.from({ length: 300 }, (_, index) =>
  [index % 40, (index * 7) % 38, (index * 3) % 36]
    .map((letter) => String.fromCodePoint(0xe01 + letter))
    .join(''),
)

/** Ways to copy a text, and to write one that only looks like a copy. */
type Making = (
  text: readonly string[],
  strange: (length: number) => string[],
  random: () => number,
) => string[]
const copies: Record<string, Making> = {
  'as it was': (text) => [...text],
  'with a twentieth of its words changed': (text, strange, random) =>
    text.map((word) => (random() < 0.05 ? (strange(1)[0] ?? '') : word)),
  'with words left out': (text, _strange, random) => text.filter(() => random() > 0.05),
  'with words put in': (text, strange, random) =>
    text.flatMap((word) => (random() < 0.05 ? [word, ...strange(1)] : [word])),
  'within a frame': (text, strange) => [...strange(80), ...text, ...strange(60)],
  'changed and within a frame': (text, strange, random) => [
    ...strange(60),
    ...text.map((word) => (random() < 0.05 ? (strange(1)[0] ?? '') : word)),
  ],
  'cut in half': (text) => text.slice(0, text.length / 2),
  'in another order': (text) => [...text.slice(text.length / 2), ...text.slice(0, text.length / 2)],
}
const strangers: Record<string, Making> = {
  'of its own': (text, strange) => strange(text.length),
  'told in other words': (text, strange, random) =>
    text.map((word) => (random() < 0.5 ? (strange(1)[0] ?? '') : word)),
  'in the same frame': (text, strange) => [
    ...text.slice(0, text.length * 0.4),
    ...strange(text.length * 0.6),
  ],
  'quoting a little of it': (text, strange) => [
    ...strange(text.length),
    ...text.slice(0, text.length * 0.25),
  ],
}
const tongues: [name: string, vocabulary: readonly string[], between: string][] = [
  ['spaced words', words, ' '],
  ['Chinese', syllables, ''],
  ['Thai', thai, ''],
]

for (const [tongue, vocabulary, between] of tongues)
  test(`pairs of copies in ${tongue} are told from strangers, F1 above .95`, () => {
    const random = numbers(11)
    const strange = (length: number) =>
      Array.from({ length }, () => vocabulary[Math.floor(random() * vocabulary.length)] ?? '')
    const items: { id: string; text: string }[] = []
    for (const length of [24, 60, 150, 400, 900])
      for (const [name, make] of Object.entries({ ...copies, ...strangers }))
        for (let round = 0; round < 2; round += 1) {
          const story = `${name} ${length} ${round}`
          const text = strange(length)
          items.push({ id: `${story}|a`, text: text.join(between) })
          items.push({ id: `${story}|b`, text: make(text, strange, random).join(between) })
        }
    const isCopy = (id: string) => Object.keys(copies).some((name) => id.startsWith(`${name} `))
    const found = cluster(items).filter((group) => group.length > 1)
    const right = found.filter(
      (group) => group.length === 2 && isCopy(group[0] ?? '') && storyOf(group[0]) === storyOf(group[1]),
    )
    const wanted = items.filter(({ id }) => isCopy(id)).length / 2
    const f1 = (2 * right.length) / (found.length + wanted)
    assert.ok(
      f1 > 0.95,
      `${right.length} of ${wanted} pairs are found, ${found.length - right.length} wrongly`,
    )
  })

function storyOf(id: string | undefined): string | undefined {
  return id?.split('|')[0]
}

test('headlines are copies where they differ by a word, and a word or two of title are not', () => {
  const headlines = [
    'Town opens its first pizza school for children of the harbour district',
    'Town opens its very first pizza school for children of the harbour district',
    'Town closes its last pizza museum after a fire in the old harbour',
  ]
  assert.deepEqual(cluster(headlines.map((title, index) => ({ id: String(index), title, text: '' }))), [
    ['0', '1'],
    ['2'],
  ])
  const home = ['Home', 'Home'].map((title, index) => ({
    id: String(index),
    url: `https://${index}.org/`,
    title,
    text: '',
  }))
  assert.equal(cluster(home).length, 2)
})

test('a story that fifty sites copied is one, and fifty pages in one frame are fifty', () => {
  const random = numbers(13)
  const story = write(200, random)
  const frame = write(80, random)
  const copied = Array.from({ length: 50 }, (_, index) => ({
    id: `copy ${index}`,
    text: change(story, 0.05, random).join(' '),
  }))
  const framed = Array.from({ length: 50 }, (_, index) => ({
    id: `page ${index}`,
    text: [...frame, ...write(150, random)].join(' '),
  }))
  assert.equal(cluster([...copied, ...framed]).length, 51)
})

test('short stories in the frame of their site stay apart, and a copy of one is found with the frame and without', () => {
  const random = numbers(17)
  const frame = write(110, random)
  const stories = Array.from({ length: 8 }, () => write(30, random))
  const page = (id: string, site: string, text: readonly string[]) => ({
    id,
    url: `https://${site}.org/${id}`,
    text: text.join(' '),
  })
  const [first = [], second = []] = stories
  const groups = cluster([
    ...stories.map((story, index) => page(String(index), 'town', [...story, ...frame])),
    page('again', 'town', [...change(first, 0.03, random), ...frame]),
    page('elsewhere', 'city', second),
  ])
  assert.deepEqual(
    groups.filter((group) => group.length > 1),
    [
      ['0', 'again'],
      ['1', 'elsewhere'],
    ],
  )
})

test('reports in one form with other numbers and names are different, and one with a word mended is a copy', () => {
  const report = (town: string, [high = 0, low = 0, rain = 0, wind = 0]: number[]) =>
    `The weather in ${town} will be fair on Monday, with a maximum of ${high} degrees and a minimum of ${low} degrees, a chance
    of rain of ${rain} percent, and light to moderate wind of ${wind} kilometres an hour. Take enough water with you and
    take care on the roads in the evening, when the light of the sun is low and drivers see less than they think.`
  const texts = [report('Durban', [27, 18, 10, 22]), report('Lagos', [33, 24, 60, 9])]
  const mended = texts[0]?.replace('moderate', 'fresh') ?? ''
  assert.deepEqual(cluster([...texts, mended].map((text, index) => ({ id: String(index), text }))), [
    ['0', '2'],
    ['1'],
  ])
})

test('copies with 15 % of their words changed are found, and a text of which a half is new is not', () => {
  const random = numbers(19)
  const texts = Array.from({ length: 40 }, () => write(150, random))
  const items = texts.flatMap((text, index) => [
    { id: `${index}-a`, text: text.join(' ') },
    { id: `${index}-b`, text: change(text, 0.15, random).join(' ') },
    { id: `${index}-c`, text: [...text.slice(0, 75), ...write(75, random)].join(' ') },
  ])
  const groups = cluster(items).map((group) => group.join())
  assert.ok(groups.filter((group) => /^(\d+)-a,\1-b$/.test(group)).length >= 38)
  assert.ok(groups.filter((group) => group.includes('c')).every((group) => /^\d+-c$/.test(group)))
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
