import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { findSkills } from '../src/domain/skill-finder.ts'
import { isPractice } from '../src/domain/skill-names.ts'
import { readSkills } from '../src/domain/skill-reader.ts'
import { createSkillTagger } from '../src/domain/skill-tagger.ts'
import { readTaggerModel } from '../src/domain/skill-tagger-model.ts'

/**
 * A commit's subject and the technologies it names; `optional` ones count for nothing. Nobody looked at failures of
 * `held`. Those of `style` other (kernel, gitmoji, ticket keys, other languages) were written after the rules.
 */
interface Labelled {
  part: 'tuned' | 'held'
  style?: 'other'
  subject: string
  names: string[]
  optional?: string[]
}

const labelled = readFileSync(join(import.meta.dirname, 'fixtures/commit-subjects.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Labelled)
const model = readFileSync(join(import.meta.dirname, '../src/services/skill-tagger.bin'))
const tagger = createSkillTagger(readTaggerModel(model))
const readers: Readonly<Record<string, (subject: string) => string[]>> = {
  'the list': (subject) => findSkills(subject).flatMap(({ name }) => (isPractice(name) ? [] : [name])),
  'list and tagger': (subject) => readSkills(subject, tagger).skills.map(({ name }) => name),
}

for (const [reader, read] of Object.entries(readers))
  for (const part of ['tuned', 'held'] as const)
    for (const style of [undefined, 'other'] as const)
      test(`${reader} finds technologies in ${part} commit subjects, ${style ?? 'plain'} style, with a precision of .90 and an F1 of .85`, () => {
        const rows = labelled.filter((row) => row.part === part && row.style === style)
        const { precision, f1 } = scoreOf(rows, read)
        assert.ok(rows.length >= 100, `${rows.length} subjects`)
        assert.ok(precision >= 0.9, `precision ${precision}`)
        assert.ok(f1 >= 0.85, `F1 ${f1}`)
      })

function scoreOf(rows: readonly Labelled[], read: (subject: string) => string[]) {
  let [right, found, wanted] = [0, 0, 0]
  for (const { subject, names, optional = [] } of rows) {
    const named = [...new Set(read(subject))].filter((name) => !optional.includes(name))
    right += named.filter((name) => names.includes(name)).length
    found += named.length
    wanted += names.length
  }
  const [precision, recall] = [right / found, right / wanted]
  return { precision, f1: (2 * precision * recall) / (precision + recall) }
}
