import { labels, wordScores } from './skill-tagger-network.ts'
import type { TaggerWeights } from './skill-tagger-network.ts'

const [first, further] = [1, 2]
const longestSpan = 10

type Spans = [from: number, to: number, chance: number][]

/**
 * The chance of each span of words to be exactly one skill: marginals of a linear-chain conditional random field
 * (Lafferty, McCallum and Pereira, 2001), by forward and backward sums. `joins(i)`: word i may go on a span.
 */
export function spanChances(
  features: readonly Uint32Array[],
  weights: TaggerWeights,
  joins: (index: number) => boolean,
): Spans {
  const count = features.length
  const scores = wordScores(features, weights)
  for (let index = 0; index < count; index += 1)
    if (!joins(index)) scores[index * labels + further] = -Infinity
  const { emit, move, alpha, beta, scale } = chainSums(scores, weights.moves)
  const at = (table: Float64Array, index: number, label: number) => table[index * labels + label] ?? 0
  const goesOn = (from: number, index: number) =>
    ((move[from * labels + further] ?? 0) * at(emit, index, further)) / (scale[index] ?? 1)
  const spans: Spans = []
  for (let from = 0; from < count; from += 1) {
    let mass = at(alpha, from, first)
    for (let last = from; last < Math.min(count, from + longestSpan); last += 1) {
      const label = last === from ? first : further
      if (last > from) mass *= goesOn(last === from + 1 ? first : further, last)
      if (mass < 1e-4) break
      const longer = last + 1 < count ? goesOn(label, last + 1) * at(beta, last + 1, further) : 0
      const chance = mass * (at(beta, last, label) - longer)
      if (chance > 0.02) spans.push([from, last + 1, chance])
    }
  }
  return spans
}

/** What the sums over all labellings of a chain are made of; `alpha` and `beta` are scaled for each word. */
export interface ChainSums {
  emit: Float64Array
  move: Float64Array
  alpha: Float64Array
  beta: Float64Array
  scale: Float64Array
}

/** `scores[word * labels + label]` and `moves[from * labels + to]`, the last row from the start, are logarithms. */
export function chainSums(scores: Float64Array, moves: Float32Array): ChainSums {
  const emit = scores.map((score, index) => {
    const base = index - (index % labels)
    return Math.exp(score - Math.max(scores[base] ?? 0, scores[base + 1] ?? 0, scores[base + 2] ?? 0))
  })
  const move = Float64Array.from(moves, (weight, index) =>
    mayFollow(Math.floor(index / labels), index % labels) ? Math.exp(weight) : 0,
  )
  const count = emit.length / labels
  const { alpha, scale } = forward(emit, move, count)
  return { emit, move, alpha, scale, beta: backward(emit, move, scale, count) }
}

/** Nothing goes on that has not begun; row `labels` is the start. */
export function mayFollow(from: number, to: number): boolean {
  return to !== further || from === first || from === further
}

function forward(emit: Float64Array, move: Float64Array, count: number) {
  const alpha = new Float64Array(count * labels)
  const scale = new Float64Array(count)
  for (let index = 0; index < count; index += 1) {
    let total = 0
    for (let to = 0; to < labels; to += 1) {
      let sum = index === 0 ? (move[labels * labels + to] ?? 0) : 0
      for (let from = 0; from < labels; from += 1)
        sum += (alpha[(index - 1) * labels + from] ?? 0) * (move[from * labels + to] ?? 0)
      sum *= emit[index * labels + to] ?? 0
      alpha[index * labels + to] = sum
      total += sum
    }
    scale[index] = total
    for (let to = 0; to < labels; to += 1)
      alpha[index * labels + to] = (alpha[index * labels + to] ?? 0) / total
  }
  return { alpha, scale }
}

function backward(emit: Float64Array, move: Float64Array, scale: Float64Array, count: number): Float64Array {
  const beta = new Float64Array(count * labels).fill(1)
  for (let index = count - 2; index >= 0; index -= 1)
    for (let from = 0; from < labels; from += 1) {
      let sum = 0
      for (let to = 0; to < labels; to += 1) {
        const next = (index + 1) * labels + to
        sum += (move[from * labels + to] ?? 0) * (emit[next] ?? 0) * (beta[next] ?? 0)
      }
      beta[index * labels + from] = sum / (scale[index + 1] ?? 1)
    }
  return beta
}
