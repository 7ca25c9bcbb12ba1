// Trains the skill tagger on SkillSpan (Zhang et al., NAACL 2022, MIT) and writes its model file, the same bytes each time.
//   node scripts/train-skill-tagger.ts FOLDER            train on train.json and dev.json, write src/services/skill-tagger.bin
//   node scripts/train-skill-tagger.ts FOLDER --check    train on train.json alone and score dev.json; writes nothing
//   node scripts/train-skill-tagger.ts FOLDER --folds 5  score each fifth of all postings by what the others taught
// FOLDER holds the two files as published: one JSON document a line, {"idx","tokens","tags_skill","tags_knowledge","source"}.
/* oxlint-disable typescript/no-non-null-assertion, max-depth -- dense loops over typed arrays that keep their own bounds */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { labels, mayFollow, spanChances } from '../src/domain/skill-tagger-chain.ts'
import { taggerFeatures } from '../src/domain/skill-tagger-features.ts'
import { readTaggerModel, writeTaggerModel } from '../src/domain/skill-tagger-model.ts'
import { chooseSpans } from '../src/domain/skill-tagger.ts'

interface Sentence {
  words: string[]
  tags: Uint8Array
  source: string
}
type Posting = Sentence[]
type Example = { features: readonly (readonly number[])[]; tags: Uint8Array }

const modelFile = join(import.meta.dirname, '../src/services/skill-tagger.bin')
const settings = { epochs: 20, rate: 0.01, regularisation: 8, leastSeen: 2, leastChance: 0.22 }

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { check: { type: 'boolean' }, folds: { type: 'string' }, least: { type: 'string' } },
})
const [folder] = positionals
if (folder === undefined) throw new Error('Name the folder that holds train.json and dev.json.')
const leastChance = Number(values.least ?? settings.leastChance)
const train = readPostings(join(folder, 'train.json'))
const dev = readPostings(join(folder, 'dev.json'))

if (values.check === true) report('trained on train, scored on dev', score(learn(train), dev))
else if (values.folds !== undefined) report(`${values.folds} folds`, crossValidate(Number(values.folds)))
else {
  const bytes = learn([...train, ...dev])
  writeFileSync(modelFile, bytes)
  console.log(`${modelFile}: ${bytes.length} bytes`)
}

function readPostings(file: string): Posting[] {
  const postings = new Map<string, Posting>()
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const { idx, tokens, tags_knowledge: tags, source } = JSON.parse(line)
    const key = `${source} ${idx}`
    const posting = postings.get(key) ?? []
    postings.set(key, posting)
    posting.push({ words: tokens, tags: encode(tags), source })
  }
  return [...postings.values()]
}

function encode(tags: readonly string[]): Uint8Array {
  return Uint8Array.from(tags, (tag, index) => {
    if (tag.startsWith('O')) return 0
    return tag.startsWith('B') || (tags[index - 1] ?? 'O').startsWith('O') ? 1 : 2
  })
}

/** The model file's bytes. Each sentence teaches twice: inside its posting, and standing alone. */
function learn(postings: readonly Posting[]): Uint8Array {
  const hashed = postings.flatMap((posting) => {
    const sentences = posting.map(({ words }) => words)
    return posting.flatMap(({ words, tags }, index) => [
      { features: taggerFeatures(words, { sentences, index }), tags },
      { features: taggerFeatures(words, null), tags },
    ])
  })
  const seen = new Map<number, number>()
  for (const { features } of hashed)
    for (const word of features) for (const feature of word) seen.set(feature, (seen.get(feature) ?? 0) + 1)
  const ids = new Map<number, number>()
  for (const [feature, times] of seen) if (times >= 2 * settings.leastSeen - 1) ids.set(feature, ids.size)
  const examples = hashed.map(({ features, tags }) => ({
    tags,
    features: features.map((word) => [...word].flatMap((feature) => ids.get(feature) ?? [])),
  }))
  const weights = descend(examples, ids.size)
  return pack(weights, ids)
}

/** Averaged stochastic gradient descent on the log-likelihood of a linear-chain CRF with L2 (Bottou, 2010). */
function descend(examples: readonly Example[], featureCount: number): Float64Array {
  const movesAt = featureCount * labels
  const weights = new Float64Array(movesAt + (labels + 1) * labels)
  const total = new Float64Array(weights.length)
  const decay = settings.regularisation / examples.length
  const offset = 1 / (decay * settings.rate)
  const longest = Math.max(...examples.map(({ tags }) => tags.length))
  const [emit, alpha, beta] = [0, 0, 0].map(() => new Float64Array(longest * labels)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const scales = new Float64Array(longest)
  const move = new Float64Array((labels + 1) * labels)
  const order = examples.map((_, index) => index)
  const random = randomNumbers(20_261_121)
  let scale = 1
  let step = 0
  let parts = 0
  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    shuffle(order, random)
    for (const place of order) {
      const { features, tags } = examples[place] as Example
      const count = tags.length
      const rate = 1 / (decay * (offset + step))
      step += 1
      for (let index = 0; index < move.length; index += 1)
        move[index] = mayFollow(Math.floor(index / labels), index % labels)
          ? Math.exp(scale * weights[movesAt + index]!)
          : 0
      for (let i = 0; i < count; i += 1) {
        const word = features[i]!
        let highest = -Infinity
        for (let y = 0; y < labels; y += 1) {
          let sum = 0
          for (let j = 0; j < word.length; j += 1) sum += weights[word[j]! * labels + y]!
          emit[i * labels + y] = sum * scale
          highest = Math.max(highest, sum * scale)
        }
        for (let y = 0; y < labels; y += 1) emit[i * labels + y] = Math.exp(emit[i * labels + y]! - highest)
      }
      for (let i = 0; i < count; i += 1) {
        let sum = 0
        for (let y = 0; y < labels; y += 1) {
          let into = i === 0 ? move[labels * labels + y]! : 0
          if (i > 0)
            for (let p = 0; p < labels; p += 1) into += alpha[(i - 1) * labels + p]! * move[p * labels + y]!
          into *= emit[i * labels + y]!
          alpha[i * labels + y] = into
          sum += into
        }
        scales[i] = sum
        for (let y = 0; y < labels; y += 1) alpha[i * labels + y] = alpha[i * labels + y]! / sum
      }
      for (let y = 0; y < labels; y += 1) beta[(count - 1) * labels + y] = 1
      for (let i = count - 2; i >= 0; i -= 1)
        for (let p = 0; p < labels; p += 1) {
          let sum = 0
          for (let y = 0; y < labels; y += 1)
            sum += move[p * labels + y]! * emit[(i + 1) * labels + y]! * beta[(i + 1) * labels + y]!
          beta[i * labels + p] = sum / scales[i + 1]!
        }
      scale *= 1 - rate * decay
      const push = rate / scale
      for (let i = 0; i < count; i += 1)
        for (let y = 0; y < labels; y += 1) {
          const gradient = alpha[i * labels + y]! * beta[i * labels + y]! - (tags[i] === y ? 1 : 0)
          if (Math.abs(gradient) > 1e-4)
            for (const feature of features[i]!) weights[feature * labels + y]! -= push * gradient
          if (i === 0) weights[movesAt + labels * labels + y]! -= push * gradient
          else
            for (let p = 0; p < labels; p += 1) {
              const both =
                (alpha[(i - 1) * labels + p]! *
                  move[p * labels + y]! *
                  emit[i * labels + y]! *
                  beta[i * labels + y]!) /
                scales[i]!
              weights[movesAt + p * labels + y]! -=
                push * (both - (tags[i - 1] === p && tags[i] === y ? 1 : 0))
            }
        }
      if (epoch * 2 >= settings.epochs && step % 500 === 0) {
        for (let index = 0; index < weights.length; index += 1) total[index]! += weights[index]! * scale
        parts += 1
      }
    }
  }
  return total.map((sum) => sum / parts)
}

/** Eight bits a weight; features whose weights are all nothing are left out. */
function pack(weights: Float64Array, ids: ReadonlyMap<number, number>): Uint8Array {
  const movesAt = ids.size * labels
  const unit = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127
  const rows = new Map<number, Int8Array>()
  for (const [hash, id] of ids) {
    const row = Int8Array.from(weights.subarray(id * labels, (id + 1) * labels), (weight) =>
      Math.round(weight / unit),
    )
    if (row.some((weight) => weight !== 0)) rows.set(hash, row)
  }
  const moves = Int8Array.from(weights.subarray(movesAt), (weight) => Math.round(weight / unit))
  return writeTaggerModel(rows, moves, unit)
}

interface Score {
  gold: number
  found: number
  exact: number
  foundOver: number
  goldOver: number
}
type Scores = Map<string, Score>

function score(bytes: Uint8Array, postings: readonly Posting[], scores: Scores = new Map()): Scores {
  const weights = readTaggerModel(bytes)
  for (const posting of postings) {
    const sentences = posting.map(({ words }) => words)
    posting.forEach(({ words, tags, source }, index) => {
      for (const [mode, context] of [
        ['in the posting', { sentences, index }],
        ['alone', null],
      ] as const) {
        const chances = spanChances(taggerFeatures(words, context), weights, (place) => place > 0)
        const found = chooseSpans(chances, words.length, leastChance)
        for (const part of ['all', source]) add(scores, `${mode}, ${part}`, spansOf(tags), found)
      }
    })
  }
  return scores
}

function add(
  scores: Scores,
  name: string,
  gold: readonly (readonly number[])[],
  found: readonly (readonly number[])[],
): void {
  const sum = scores.get(name) ?? { gold: 0, found: 0, exact: 0, foundOver: 0, goldOver: 0 }
  scores.set(name, sum)
  const over = ([a, b]: readonly number[], others: readonly (readonly number[])[]) =>
    others.some(([c, d]) => a! < d! && c! < b!)
  sum.gold += gold.length
  sum.found += found.length
  sum.exact += found.filter(([a, b]) => gold.some(([c, d]) => a === c && b === d)).length
  sum.foundOver += found.filter((span) => over(span, gold)).length
  sum.goldOver += gold.filter((span) => over(span, found)).length
}

function spansOf(tags: Uint8Array): [number, number][] {
  const spans: [number, number][] = []
  tags.forEach((tag, index) => {
    if (tag === 1) spans.push([index, index + 1])
    const last = spans.at(-1)
    if (tag === 2 && last !== undefined) last[1] = index + 1
  })
  return spans
}

function crossValidate(folds: number): Scores {
  const all = [...train, ...dev]
  const scores: Scores = new Map()
  for (let fold = 0; fold < folds; fold += 1)
    score(
      learn(all.filter((_, index) => index % folds !== fold)),
      all.filter((_, index) => index % folds === fold),
      scores,
    )
  return scores
}

function report(title: string, scores: Scores): void {
  console.log(title)
  const f1 = (precision: number, recall: number) => (2 * precision * recall) / (precision + recall)
  for (const [name, { gold, found, exact, foundOver, goldOver }] of scores)
    console.log(
      `  ${name}: exact P ${(exact / found).toFixed(3)} R ${(exact / gold).toFixed(3)} F1 ${f1(exact / found, exact / gold).toFixed(3)}, ` +
        `overlap P ${(foundOver / found).toFixed(3)} R ${(goldOver / gold).toFixed(3)} F1 ${f1(foundOver / found, goldOver / gold).toFixed(3)} (${gold} spans)`,
    )
}

function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

function shuffle(order: number[], random: () => number): void {
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1))
    ;[order[index], order[other]] = [order[other]!, order[index]!]
  }
}
