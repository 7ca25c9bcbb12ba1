/* oxlint-disable typescript/no-non-null-assertion, max-depth -- dense loops over typed arrays that keep their own bounds */
import { mayFollow } from '../../src/domain/skill-tagger-chain.ts'
import { labels } from '../../src/domain/skill-tagger-network.ts'
import { randomNumbers, shuffle } from './random.ts'
import type { Example, TrainingSet } from './training-set.ts'

const settings = { rate: 0.01, regularisation: 8 }

/**
 * Averaged stochastic gradient descent on the log-likelihood of a linear-chain CRF with L2 (Bottou, 2010). Gives
 * `weights[feature * labels + label]`, and after them the moves.
 */
export function trainLinear({ examples, hashes }: TrainingSet, epochs: number): Float64Array {
  const featureCount = hashes.length
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
  const random = randomNumbers(1)
  let scale = 1
  let step = 0
  let parts = 0
  for (let epoch = 0; epoch < epochs; epoch += 1) {
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
      if (epoch * 2 >= epochs && step % 500 === 0) {
        for (let index = 0; index < weights.length; index += 1) total[index]! += weights[index]! * scale
        parts += 1
      }
    }
  }
  return total.map((sum) => sum / Math.max(1, parts))
}
