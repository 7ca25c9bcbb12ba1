import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { findSkills } from '../src/domain/skill-finder.ts'
import { isPractice } from '../src/domain/skill-names.ts'

/** A commit's subject and the technologies it names; `optional` ones count for nothing. Nobody looked at failures of `held`. */
interface Labelled {
  part: 'tuned' | 'held'
  subject: string
  names: string[]
  optional?: string[]
}

const labelled = readFileSync(join(import.meta.dirname, 'fixtures/commit-subjects.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Labelled)

for (const part of ['tuned', 'held'] as const)
  test(`technologies in the ${part} commit subjects are found with a precision of .90 and an F1 of .85`, () => {
    const rows = labelled.filter((row) => row.part === part)
    let [right, found, wanted] = [0, 0, 0]
    for (const { subject, names, optional = [] } of rows) {
      const all = new Set(findSkills(subject).map(({ name }) => name))
      const named = [...all].filter((name) => !isPractice(name) && !optional.includes(name))
      right += named.filter((name) => names.includes(name)).length
      found += named.length
      wanted += names.length
    }
    const [precision, recall] = [right / found, right / wanted]
    const f1 = (2 * precision * recall) / (precision + recall)
    assert.ok(rows.length >= 100 && wanted >= 100, `${rows.length} subjects, ${wanted} names`)
    assert.ok(precision >= 0.9, `precision ${precision}`)
    assert.ok(f1 >= 0.85, `F1 ${f1}`)
  })
