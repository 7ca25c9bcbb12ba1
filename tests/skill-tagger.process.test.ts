import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const data = process.env.SKILLSPAN_DATA ?? ''

test(
  'taught by the postings of train, the tagger finds the knowledge spans of dev',
  {
    skip: existsSync(join(data, 'dev.json'))
      ? false
      : 'set SKILLSPAN_DATA to a folder with train.json and dev.json',
  },
  () => {
    const script = join(root, 'scripts/train-skill-tagger.ts')
    const { stdout, stderr } = spawnSync(process.execPath, [script, data, '--check'], { encoding: 'utf8' })
    const [, exact, overlap] = /in the posting, all: .*?F1 (0\.\d+), .*?F1 (0\.\d+)/.exec(stdout) ?? []
    assert.ok(Number(exact) >= 0.53 && Number(overlap) >= 0.7, `${stdout}${stderr}`)
  },
)
