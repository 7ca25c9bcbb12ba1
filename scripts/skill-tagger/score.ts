import { first, inner, last, only, spanChances } from '../../src/domain/skill-tagger-chain.ts'
import { taggerFeatures } from '../../src/domain/skill-tagger-features.ts'
import { readTaggerModel } from '../../src/domain/skill-tagger-model.ts'
import { chooseSpans } from '../../src/domain/skill-tagger.ts'
import type { Posting } from './training-set.ts'

interface Score {
  gold: number
  found: number
  exact: number
  foundOver: number
  goldOver: number
}
type Span = readonly [number, number, ...number[]]
export type Scores = Map<string, Score>

/** Adds up what a model finds in postings, read as whole ones and sentence by sentence. */
export function score(
  bytes: Uint8Array,
  postings: readonly Posting[],
  { leastChance, scores = new Map() }: { leastChance: number; scores?: Scores },
): Scores {
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

function add(scores: Scores, name: string, gold: readonly Span[], found: readonly Span[]): void {
  const sum = scores.get(name) ?? { gold: 0, found: 0, exact: 0, foundOver: 0, goldOver: 0 }
  scores.set(name, sum)
  const over = ([a, b]: Span, others: readonly Span[]) => others.some(([c, d]) => a < d && c < b)
  sum.gold += gold.length
  sum.found += found.length
  sum.exact += found.filter(([a, b]) => gold.some(([c, d]) => a === c && b === d)).length
  sum.foundOver += found.filter((span) => over(span, gold)).length
  sum.goldOver += gold.filter((span) => over(span, found)).length
}

function spansOf(tags: Uint8Array): [number, number][] {
  const spans: [number, number][] = []
  tags.forEach((tag, index) => {
    if (tag === first || tag === only) spans.push([index, index + 1])
    const open = spans.at(-1)
    if ((tag === inner || tag === last) && open !== undefined) open[1] = index + 1
  })
  return spans
}

/** A line for each part of the postings. */
export function report(title: string, scores: Scores): void {
  console.log(title)
  const f1 = (precision: number, recall: number) => (2 * precision * recall) / (precision + recall)
  for (const [name, { gold, found, exact, foundOver, goldOver }] of scores)
    console.log(
      `  ${name}: exact P ${(exact / found).toFixed(3)} R ${(exact / gold).toFixed(3)} F1 ${f1(exact / found, exact / gold).toFixed(3)}, ` +
        `overlap P ${(foundOver / found).toFixed(3)} R ${(goldOver / gold).toFixed(3)} F1 ${f1(foundOver / found, goldOver / gold).toFixed(3)} (${gold} spans)`,
    )
}
