import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { leastChance } from '../src/domain/skill-tagger.ts'
import { score } from '../scripts/skill-tagger/score.ts'
import { readPostings } from '../scripts/skill-tagger/training-set.ts'

const root = join(import.meta.dirname, '..')
const data = process.env.SKILLSPAN_DATA ?? join(root, '../shared/data/skillspan')
const skip = existsSync(join(data, 'dev.json'))
  ? false
  : `there are no labelled postings in ${data}; SKILLSPAN_DATA names another folder`

test('taught quickly by the postings of train, the tagger finds the knowledge spans of dev', { skip }, () => {
  const script = join(root, 'scripts/train-skill-tagger.ts')
  const args = [script, data, '--check', '--quick']
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  const [, exact, overlap] = /in the posting, all: .*?F1 (0\.\d+), .*?F1 (0\.\d+)/.exec(stdout) ?? []
  assert.ok(Number(exact) >= 0.52 && Number(overlap) >= 0.7, `${stdout}${stderr}`)
})

test('the model in the repository was trained with the features of today', { skip }, () => {
  const model = readFileSync(join(root, 'src/services/skill-tagger.bin'))
  const seen = score(model, readPostings(join(data, 'dev.json')).slice(0, 20), { leastChance })
  const { gold, exact } = seen.get('alone, all') ?? { gold: 1, exact: 0 }
  assert.ok(exact / gold >= 0.7, `of ${gold} spans that it learned from, it finds ${exact}`)
})
