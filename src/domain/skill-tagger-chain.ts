import { labels, wordScores } from './skill-tagger-network.ts'
import type { TaggerWeights } from './skill-tagger-network.ts'

/** Labels of words besides 0, outside: of a span of several words its first, inner and last ones, and the only one. */
export const [first, inner, last, only] = [1, 2, 3, 4] as const
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
    if (!joins(index)) scores[index * labels + inner] = scores[index * labels + last] = -Infinity
  const { emit, move, alpha, beta, scale } = chainSums(scores, weights.moves)
  const at = (table: Float64Array, index: number, label: number) => table[index * labels + label] ?? 0
  const step = (from: number, index: number, label: number) =>
    ((move[from * labels + label] ?? 0) * at(emit, index, label)) / (scale[index] ?? 1)
  const spans: Spans = []
  const keep = (from: number, to: number, chance: number) => chance > 0.02 && spans.push([from, to, chance])
  for (let from = 0; from < count; from += 1) {
    keep(from, from + 1, at(alpha, from, only) * at(beta, from, only))
    let mass = at(alpha, from, first)
    for (let end = from + 1; end < Math.min(count, from + longestSpan) && mass > 1e-4; end += 1) {
      const before = end === from + 1 ? first : inner
      keep(from, end + 1, mass * step(before, end, last) * at(beta, end, last))
      mass *= step(before, end, inner)
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
  const emit = new Float64Array(scores.length)
  for (let base = 0; base < scores.length; base += labels) {
    const most = Math.max(...scores.subarray(base, base + labels))
    for (let index = base; index < base + labels; index += 1)
      emit[index] = Math.exp((scores[index] ?? 0) - most)
  }
  const move = Float64Array.from(moves, (weight, index) =>
    mayFollow(Math.floor(index / labels), index % labels) ? Math.exp(weight) : 0,
  )
  const count = emit.length / labels
  const { alpha, scale } = forward(emit, move, count)
  return { emit, move, alpha, scale, beta: backward({ emit, move, alpha, scale }, count) }
}

/** What has begun goes on until its last word, and nothing else does; row `labels` is the start. */
export function mayFollow(from: number, to: number): boolean {
  return isOpen(from) === (to === inner || to === last)
}

/** Whether a span goes on after a word of this label. */
function isOpen(label: number): boolean {
  return label === first || label === inner
}

function forward(emit: Float64Array, move: Float64Array, count: number) {
  const alpha = new Float64Array(count * labels)
  const scale = new Float64Array(count)
  for (let index = 0; index < count; index += 1) {
    let total = 0
    for (let to = 0; to < labels; to += 1) {
      let sum = index === 0 ? (move[labels * labels + to] ?? 0) : 0
      for (let from = 0; from < labels && index > 0; from += 1)
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

/** No span is open after the last word. */
function backward({ emit, move, alpha, scale }: Omit<ChainSums, 'beta'>, count: number): Float64Array {
  const beta = new Float64Array(count * labels)
  const end = (count - 1) * labels
  const ended = alpha.subarray(end).reduce((sum, mass, label) => (isOpen(label) ? sum : sum + mass), 0)
  for (let label = 0; label < labels && count > 0; label += 1)
    beta[end + label] = isOpen(label) ? 0 : 1 / ended
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
