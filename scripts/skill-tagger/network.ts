/* oxlint-disable typescript/no-non-null-assertion, max-depth -- dense loops over typed arrays that keep their own bounds */
import { chainSums, mayFollow } from '../../src/domain/skill-tagger-chain.ts'
import type { ChainSums } from '../../src/domain/skill-tagger-chain.ts'
import { labels } from '../../src/domain/skill-tagger-network.ts'
import { randomNumbers, shuffle } from './random.ts'
import type { Example, TrainingSet } from './training-set.ts'

export const cells = 16
const settings = { rate: 0.1, featureDropout: 0.5, cellDropout: 0.3, decay: 1e-6 }

/** Scores of labels by feature, a hidden layer over the common ones, and moves, each with AdaGrad's sum of squares. */
export interface Network {
  linear: Learned
  hidden: Learned
  bias: Learned
  out: Learned
  moves: Learned
}

interface Learned {
  values: Float32Array
  squares: Float32Array
}

type Random = () => number

/**
 * A chain whose word scores come from a layer of rectified cells beside the linear ones, trained by AdaGrad (Duchi, Hazan
 * and Singer, 2011) with dropout of features and cells (Srivastava et al., 2014).
 */
export function trainNetwork(
  { examples, hashes, common }: TrainingSet,
  seed: number,
  epochs: number,
): Network {
  const random = randomNumbers(seed)
  const network: Network = {
    linear: learned(hashes.length * labels, () => 0),
    hidden: learned(common * cells, () => (random() - 0.5) * 0.2),
    bias: learned(cells, () => 0),
    out: learned(cells * labels, () => (random() - 0.5) * 0.5),
    moves: learned((labels + 1) * labels, () => 0),
  }
  const order = examples.map((_, index) => index)
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random)
    const rate = settings.rate * (1 - epoch / epochs)
    for (const place of order) learnFrom(network, examples[place]!, { random, rate, common })
  }
  return network
}

function learned(length: number, start: () => number): Learned {
  return { values: Float32Array.from({ length }, start), squares: new Float32Array(length).fill(0.01) }
}

function learnFrom(
  network: Network,
  { features, tags }: Example,
  { random, rate, common }: { random: Random; rate: number; common: number },
): void {
  const kept = features.map((word) => word.filter(() => random() >= settings.featureDropout))
  const { scores, sums, gates } = scoresOf(network, kept, { random, common })
  const chain = chainSums(scores, network.moves.values)
  const gradient = new Float64Array(labels)
  for (let index = 0; index < tags.length; index += 1) {
    for (let label = 0; label < labels; label += 1)
      gradient[label] =
        chain.alpha[index * labels + label]! * chain.beta[index * labels + label]! -
        (tags[index] === label ? 1 : 0)
    learnMoves(network.moves, chain, { tags, index, gradient, rate })
    if (gradient.every((each) => Math.abs(each) < 1e-3)) continue
    learnWord(network, { word: kept[index]!, index, sums, gates, gradient, rate, common })
  }
}

function scoresOf(
  { linear, hidden, bias, out }: Network,
  kept: readonly Int32Array[],
  { random, common }: { random: Random; common: number },
) {
  const boost = 1 / (1 - settings.featureDropout)
  const scores = new Float64Array(kept.length * labels)
  const sums = new Float64Array(kept.length * cells)
  const gates = new Float64Array(kept.length * cells)
  kept.forEach((word, index) => {
    const base = index * cells
    for (let cell = 0; cell < cells; cell += 1) sums[base + cell] = bias.values[cell]!
    for (const feature of word) {
      for (let label = 0; label < labels; label += 1)
        scores[index * labels + label]! += boost * linear.values[feature * labels + label]!
      if (feature >= common) continue
      for (let cell = 0; cell < cells; cell += 1)
        sums[base + cell]! += boost * hidden.values[feature * cells + cell]!
    }
    for (let cell = 0; cell < cells; cell += 1) {
      const isOpen = sums[base + cell]! > 0 && random() >= settings.cellDropout
      gates[base + cell] = isOpen ? 1 / (1 - settings.cellDropout) : 0
      sums[base + cell]! *= gates[base + cell]!
      if (!isOpen) continue
      for (let label = 0; label < labels; label += 1)
        scores[index * labels + label]! += sums[base + cell]! * out.values[cell * labels + label]!
    }
  })
  return { scores, sums, gates }
}

function learnMoves(
  moves: Learned,
  { alpha, beta, emit, move, scale }: ChainSums,
  { tags, index, gradient, rate }: { tags: Uint8Array; index: number; gradient: Float64Array; rate: number },
): void {
  for (let to = 0; to < labels; to += 1) {
    if (index === 0) {
      descend(moves, labels * labels + to, gradient[to]!, rate)
      continue
    }
    const into = (emit[index * labels + to]! * beta[index * labels + to]!) / scale[index]!
    for (let from = 0; from < labels; from += 1) {
      if (!mayFollow(from, to)) continue
      const both = alpha[(index - 1) * labels + from]! * move[from * labels + to]! * into
      const isSo = tags[index - 1] === from && tags[index] === to
      descend(moves, from * labels + to, both - (isSo ? 1 : 0), rate)
    }
  }
}

interface Step {
  word: Int32Array
  index: number
  sums: Float64Array
  gates: Float64Array
  gradient: Float64Array
  rate: number
  common: number
}

function learnWord({ linear, hidden, bias, out }: Network, step: Step): void {
  const { word, index, sums, gates, gradient, rate, common } = step
  const boost = 1 / (1 - settings.featureDropout)
  const back = new Float64Array(cells)
  for (let cell = 0; cell < cells; cell += 1) {
    const place = index * cells + cell
    if (gates[place] === 0) continue
    for (let label = 0; label < labels; label += 1) {
      back[cell]! += gradient[label]! * out.values[cell * labels + label]! * gates[place]!
      descend(out, cell * labels + label, gradient[label]! * sums[place]!, rate)
    }
    descend(bias, cell, back[cell]!, rate)
  }
  for (const feature of word) {
    for (let label = 0; label < labels; label += 1) {
      const at = feature * labels + label
      descend(linear, at, boost * gradient[label]! + settings.decay * linear.values[at]!, rate)
    }
    if (feature >= common) continue
    for (let cell = 0; cell < cells; cell += 1) {
      if (back[cell] === 0) continue
      const at = feature * cells + cell
      descend(hidden, at, boost * back[cell]! + settings.decay * hidden.values[at]!, rate)
    }
  }
}

function descend({ values, squares }: Learned, at: number, gradient: number, rate: number): void {
  squares[at]! += gradient * gradient
  values[at]! -= (rate * gradient) / Math.sqrt(squares[at]!)
}
