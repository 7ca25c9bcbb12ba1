// Trains the skill tagger on SkillSpan (Zhang et al., NAACL 2022, MIT) and writes its model file, the same bytes each time.
//   node scripts/train-skill-tagger.ts FOLDER            train on train.json and dev.json, write src/services/skill-tagger.bin
//   node scripts/train-skill-tagger.ts FOLDER --check    train on train.json alone and score dev.json; writes nothing
//   node scripts/train-skill-tagger.ts FOLDER --check --quick    the same in seconds, with a part of the model
//   node scripts/train-skill-tagger.ts FOLDER --folds 5  score each fifth of all postings by what the others taught
// FOLDER holds the two files as published: one JSON document a line, {"idx","tokens","tags_skill","tags_knowledge","source"}.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { leastChance } from '../src/domain/skill-tagger.ts'
import { learn } from './skill-tagger/pool.ts'
import { report, score } from './skill-tagger/score.ts'
import type { Scores } from './skill-tagger/score.ts'
import { readPostings } from './skill-tagger/training-set.ts'

const modelFile = join(import.meta.dirname, '../src/services/skill-tagger.bin')

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: 'boolean' },
    quick: { type: 'boolean', default: false },
    folds: { type: 'string' },
  },
})
const [folder] = positionals
if (folder === undefined) throw new Error('Name the folder that holds train.json and dev.json.')
const train = readPostings(join(folder, 'train.json'))
const dev = readPostings(join(folder, 'dev.json'))

if (values.check === true)
  report(
    'trained on train, scored on dev',
    score(learn(train, { quick: values.quick }), dev, { leastChance }),
  )
else if (values.folds !== undefined) report(`${values.folds} folds`, crossValidate(Number(values.folds)))
else {
  const bytes = learn([...train, ...dev], { quick: false })
  writeFileSync(modelFile, bytes)
  console.log(`${modelFile}: ${bytes.length} bytes`)
}

function crossValidate(folds: number): Scores {
  const all = [...train, ...dev]
  const scores: Scores = new Map()
  for (let fold = 0; fold < folds; fold += 1) {
    const bytes = learn(
      all.filter((_, index) => index % folds !== fold),
      { quick: values.quick },
    )
    score(
      bytes,
      all.filter((_, index) => index % folds === fold),
      { leastChance, scores },
    )
  }
  return scores
}
