import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { findSkills } from '../src/domain/skill-finder.ts'
import { readSkills, textKind } from '../src/domain/skill-reader.ts'
import { first, inner, last, only, spanChances } from '../src/domain/skill-tagger-chain.ts'
import { labels } from '../src/domain/skill-tagger-network.ts'
import { chooseSpans, createSkillTagger } from '../src/domain/skill-tagger.ts'
import { readTaggerModel } from '../src/domain/skill-tagger-model.ts'
import { taggerSentences } from '../src/domain/skill-tagger-words.ts'

const model = readFileSync(join(import.meta.dirname, '../src/services/skill-tagger.bin'))
const tagger = createSkillTagger(readTaggerModel(model))
/** Of four words, the third of which goes on nothing: each way to choose spans, as labels and as spans. */
const labellings: [number[], string[]][] = waysFrom(0)
const posting = `Backend engineer

Your profile
- 5+ years of experience with Python, Kafka, and PostgreSQL.
- You have a degree in computer science
We offer free lunch (and fruit).`

test('a posting is read with its verbatim spans, names that the list knows among them', () => {
  const { skills: found } = readSkills(posting, tagger)
  const names = found.map(({ name }) => name)
  for (const { start, end, surface } of found) assert.equal(posting.slice(start, end), surface)
  for (const name of ['Python', 'Kafka', 'PostgreSQL']) assert.ok(names.includes(name), names.join())
  assert.ok(!found.some(({ surface }) => /lunch|fruit/u.test(surface)), names.join())
})

test('no span goes over a comma, and the same text gives the same spans', () => {
  const found = tagger(posting)
  assert.ok(found.length > 0)
  assert.ok(found.every(({ surface }) => !surface.includes(',')))
  assert.deepEqual(tagger(posting), found)
})

test('lines of a log and of commits are told from lines of a posting', () => {
  for (const line of [
    'Moved the shop to PostgreSQL',
    'fix(api): return 404',
    'Reviewed PRs and mentored our team',
    'SHOP-310 swift handling of refunds',
    ':sparkles: Ask for your location first',
    '修复 Redis 连接泄漏',
    'Merge branch "main" into experience',
  ])
    assert.equal(textKind(line), 'work', line)
  for (const line of [
    'Experience with Docker and Kubernetes',
    'You know Go',
    'Knowledge of SQL .',
    'Languages: English skills',
    posting,
  ])
    assert.equal(textKind(line), 'posting', line)
  for (const line of ['Ember upgrade to 4.12', 'java python docker']) assert.equal(textKind(line), 'either')
})

test('a line that may be a commit keeps what the list finds, and no ordinary word that the list refuses', () => {
  const names = (line: string) => readSkills(line, tagger).skills.map(({ name }) => name)
  assert.deepEqual(names('Send mails through SendGrid'), ['SendGrid'])
  assert.deepEqual(names('Vault door opens too early'), [])
  assert.deepEqual(names('Sort by rank, then by name'), [])
  assert.deepEqual(readSkills('Added code reviews', tagger).skills, [])
  assert.equal(readSkills('Added code reviews', tagger).practices[0]?.name, 'Code review')
})

test('words keep their places, and marks that belong to a name', () => {
  const text = 'Uses C++, Node.js (and "Go"). Nice'
  const words = taggerSentences(text)
  assert.deepEqual(
    words.map((sentence) => sentence.map((word) => word.text)),
    [['Uses', 'C++', 'Node.js', 'and', 'Go'], ['Nice']],
  )
  for (const word of words.flat()) assert.equal(text.slice(word.start, word.end), word.text)
})

test('a language whose sign is written apart is one word and one skill', () => {
  const text = 'Knowledge of C # and C ++, or F #.'
  const surfaces = taggerSentences(text).flatMap((words) => words.map((word) => word.text))
  assert.deepEqual(surfaces, ['Knowledge', 'of', 'C #', 'and', 'C ++', 'or', 'F #'])
  assert.deepEqual(
    findSkills(text).map(({ name }) => name),
    ['C#', 'C++', 'F#'],
  )
  assert.deepEqual(findSkills('Fixes C #12'), [])
})

test('the chance of a span is its share of all labellings of the words', () => {
  const words = [0, 1, 2, 3].map((row) => Uint32Array.of(row))
  const linear = Int8Array.from({ length: words.length * labels }, (_, at) => ((at * 7) % 11) - 5)
  const moves = Float32Array.from({ length: (labels + 1) * labels }, (_, at) => ((at * 5) % 7) / 4)
  const none = { hidden: new Int8Array(), hiddenUnits: new Float32Array(), bias: new Float32Array() }
  const weights = {
    ...none,
    rowOf: (row: number) => row,
    linear,
    linearUnit: 0.25,
    out: new Float32Array(),
    moves,
  }
  const expected = new Map<string, number>()
  let total = 0
  for (const [tags, spans] of labellings) {
    const score = tags.reduce(
      (sum, tag, index) =>
        sum +
        (linear[index * labels + tag] ?? 0) / 4 +
        (moves[(tags[index - 1] ?? labels) * labels + tag] ?? 0),
      0,
    )
    total += Math.exp(score)
    for (const span of spans) expected.set(span, (expected.get(span) ?? 0) + Math.exp(score))
  }
  const found = spanChances(words, weights, (index) => index !== 2)
  assert.ok(found.length >= 4, `${found.length} spans`)
  for (const [from, to, chance] of found)
    assert.ok(Math.abs((expected.get(`${from}-${to}`) ?? 0) / total - chance) < 1e-9, `${from}-${to}`)
})

test('of spans over one another, those are chosen that are worth most together', () => {
  const spans = [
    [0, 2, 0.5],
    [0, 1, 0.4],
    [1, 2, 0.4],
  ] as const
  assert.deepEqual(chooseSpans(spans, 2, 0.2), [spans[1], spans[2]])
  assert.deepEqual(chooseSpans(spans, 2, 0.45), [spans[0]])
})

test('hostile text ends, and a model that was cut or is none is refused', () => {
  assert.ok(tagger('Java '.repeat(3000)).length >= 0)
  assert.deepEqual(tagger(''), [])
  assert.deepEqual(tagger('\n \n'), [])
  assert.throws(() => readTaggerModel(model.subarray(0, -1)), /cut/)
  assert.throws(() => readTaggerModel(new Uint8Array(100)), /no model/)
})

function waysFrom(from: number): [number[], string[]][] {
  if (from === 4) return [[[], []]]
  const ways = waysFrom(from + 1).map(([tags, spans]): [number[], string[]] => [[0, ...tags], spans])
  for (let to = from + 1; to <= 4 && !(from < 2 && to > 2); to += 1) {
    const own = to === from + 1 ? [only] : [first, ...Array<number>(to - from - 2).fill(inner), last]
    ways.push(
      ...waysFrom(to).map(([tags, spans]): [number[], string[]] => [
        [...own, ...tags],
        [`${from}-${to}`, ...spans],
      ]),
    )
  }
  return ways
}
