import assert from 'node:assert/strict'
import { test } from 'node:test'
import { excerptAround, sentencesOf } from '../src/domain/skill-excerpt.ts'
import { skillLevel } from '../src/domain/skill-level.ts'

const now = new Date('2026-11-20T12:00:00Z')
const lately = new Date('2026-11-01T12:00:00Z')

const many = ['wrote', 'fixed', 'moved', 'tuned', 'led', 'kafka']

const levels: readonly [number, number, string][] = [
  [1, 1, 'mentioned'],
  [2, 1, 'used'],
  [50, 1, 'used'],
  [5, 2, 'practised'],
  [15, 5, 'proficient'],
  [40, 11, 'proficient'],
  [40, 12, 'expert'],
]

for (const [entries, months, level] of levels)
  test(`${entries} entries in ${months} months make a skill ${level}`, () => {
    assert.equal(skillLevel({ entries, months, openings: many, lastAt: lately }, now).level, level)
  })

test('the rule is shown beside the level', () => {
  assert.equal(
    skillLevel({ entries: 1, months: 1, openings: ['cut'], lastAt: lately }, now).rule,
    '1 entry in 1 month',
  )
  assert.equal(
    skillLevel({ entries: 6, months: 3, openings: many, lastAt: lately }, now).rule,
    '6 entries in 3 months, 5 verbs',
  )
})

test('who did one and the same thing again and again is no expert', () => {
  const use = { entries: 60, months: 20, openings: ['deployed', 'on', 'the'], lastAt: lately }
  assert.deepEqual(skillLevel(use, now), { level: 'practised', rule: '60 entries in 20 months, 1 verb' })
})

test('a skill that was not used for two years is one level lower, and says so', () => {
  const { level, rule } = skillLevel(
    { entries: 40, months: 12, openings: many, lastAt: new Date('2023-01-01') },
    now,
  )
  assert.equal(level, 'proficient')
  assert.match(rule, /last used 3 years ago \(one level lower\)/)
  assert.equal(
    skillLevel({ entries: 1, months: 1, openings: [], lastAt: new Date('2020-01-01') }, now).level,
    'mentioned',
  )
})

const texts: readonly [string, readonly string[]][] = [
  [
    'Fixed a bug. Rewrote the importer; it is faster.',
    ['Fixed a bug.', 'Rewrote the importer', 'it is faster.'],
  ],
  ['- cut p95 from 310 ms to 40.5 ms\n- told ops', ['cut p95 from 310 ms to 40.5 ms', 'told ops']],
  ['Moved caches, e.g. redis, to v1.2 of the chart', ['Moved caches, e.g. redis, to v1.2 of the chart']],
  ['  one  ', ['one']],
  ['Fixed it\n---\n* told ops', ['Fixed it', 'told ops']],
  ['', []],
  [' \n ', []],
]

for (const [text, sentences] of texts)
  test(`${JSON.stringify(text)} has ${sentences.length} sentences, each verbatim`, () => {
    assert.deepEqual(
      sentencesOf(text).map(({ start, end }) => text.slice(start, end)),
      sentences,
    )
  })

test('an excerpt is the sentence that speaks of the skill, and holds the words', () => {
  const text = 'Fixed a bug. Moved sessions to Redis, which halved the latency. Went home.'
  const start = text.indexOf('Redis')
  const around = excerptAround(text, start, start + 5)
  assert.equal(text.slice(around.start, around.end), 'Moved sessions to Redis, which halved the latency.')
})

test('of a long sentence an excerpt is what is near, cut between words', () => {
  const text = `${'before '.repeat(60)}Redis ${'after '.repeat(60)}`
  const start = text.indexOf('Redis')
  const around = excerptAround(text, start, start + 5)
  const excerpt = text.slice(around.start, around.end)
  assert.match(excerpt, /^before .*Redis.* after$/)
  assert.ok(excerpt.length <= 200, String(excerpt.length))
})
