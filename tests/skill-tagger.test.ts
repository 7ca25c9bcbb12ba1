import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readSkills, textKind } from '../src/domain/skill-reader.ts'
import { chooseSpans, createSkillTagger } from '../src/domain/skill-tagger.ts'
import { readTaggerModel } from '../src/domain/skill-tagger-model.ts'
import { taggerSentences } from '../src/domain/skill-tagger-words.ts'

const model = readFileSync(join(import.meta.dirname, '../src/services/skill-tagger.bin'))
const tagger = createSkillTagger(readTaggerModel(model))
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
