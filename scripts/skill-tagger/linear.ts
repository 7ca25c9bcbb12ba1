/* oxlint-disable typescript/no-non-null-assertion, max-depth -- dense loops over typed arrays that keep their own bounds */
import { chainSums, mayFollow } from '../../src/domain/skill-tagger-chain.ts'
import type { ChainSums } from '../../src/domain/skill-tagger-chain.ts'
import { labels } from '../../src/domain/skill-tagger-network.ts'
import { randomNumbers, shuffle } from './random.ts'
import type { Example, TrainingSet } from './training-set.ts'

const settings = { rate: 0.01, regularisation: 8 }

/** `values` are to be multiplied by `scale`, so that all can shrink at once; the moves come last. */
interface Weights {
  values: Float64Array
  scale: number
}

/**
 * Averaged stochastic gradient descent on the log-likelihood of a linear-chain CRF with L2 (Bottou, 2010). Gives
 * `weights[feature * labels + label]`, and after them the moves.
 */
export function trainLinear({ examples, hashes }: TrainingSet, epochs: number): Float64Array {
  const weights: Weights = { values: new Float64Array((hashes.length + labels + 1) * labels), scale: 1 }
  const total = new Float64Array(weights.values.length)
  const decay = settings.regularisation / examples.length
  const offset = 1 / (decay * settings.rate)
  const order = examples.map((_, index) => index)
  const random = randomNumbers(1)
  let step = 0
  let parts = 0
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random)
    for (const place of order) {
      learnFrom(weights, examples[place]!, { rate: 1 / (decay * (offset + step)), decay })
      step += 1
      if (epoch * 2 < epochs || step % 500 !== 0) continue
      for (let index = 0; index < total.length; index += 1)
        total[index]! += weights.values[index]! * weights.scale
      parts += 1
    }
  }
  return total.map((sum) => sum / Math.max(1, parts))
}

function learnFrom(
  weights: Weights,
  { features, tags }: Example,
  { rate, decay }: { rate: number; decay: number },
): void {
  const { values } = weights
  const chain = chainOf(weights, features)
  weights.scale *= 1 - rate * decay
  const push = rate / weights.scale
  for (let index = 0; index < tags.length; index += 1)
    for (let label = 0; label < labels; label += 1) {
      const place = index * labels + label
      const gradient = chain.alpha[place]! * chain.beta[place]! - (tags[index] === label ? 1 : 0)
      if (Math.abs(gradient) > 1e-4)
        for (const feature of features[index]!) values[feature * labels + label]! -= push * gradient
    }
  learnMoves(values.subarray(-(labels + 1) * labels), chain, { tags, push })
}

function chainOf({ values, scale }: Weights, features: readonly Int32Array[]): ChainSums {
  const scores = new Float64Array(features.length * labels)
  features.forEach((word, index) => {
    const base = index * labels
    for (const feature of word)
      for (let label = 0; label < labels; label += 1)
        scores[base + label]! += values[feature * labels + label]!
    for (let label = 0; label < labels; label += 1) scores[base + label]! *= scale
  })
  return chainSums(
    scores,
    Float32Array.from(values.subarray(-(labels + 1) * labels), (weight) => weight * scale),
  )
}

function learnMoves(
  moves: Float64Array,
  { alpha, beta, emit, move, scale }: ChainSums,
  { tags, push }: { tags: Uint8Array; push: number },
): void {
  for (let to = 0; to < labels; to += 1)
    moves[labels * labels + to]! -= push * (alpha[to]! * beta[to]! - (tags[0] === to ? 1 : 0))
  for (let index = 1; index < tags.length; index += 1)
    for (let to = 0; to < labels; to += 1) {
      const into = (emit[index * labels + to]! * beta[index * labels + to]!) / scale[index]!
      for (let from = 0; from < labels; from += 1) {
        if (!mayFollow(from, to)) continue
        const both = alpha[(index - 1) * labels + from]! * move[from * labels + to]! * into
        const isSo = tags[index - 1] === from && tags[index] === to
        moves[from * labels + to]! -= push * (both - (isSo ? 1 : 0))
      }
    }
}
