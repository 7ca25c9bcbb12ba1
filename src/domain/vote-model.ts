/** One text as the model sees it: sparse features, and what was thought of it before anyone voted. */
export interface Example {
  ids: Int32Array
  values: Float64Array
  /** Log odds. */
  prior: number
  /** How much more it is like the nearest pages with a yes than like those with a no. */
  near: number
  /** The share of yes among its votes. */
  yes: number
  weight: number
  /** False for one that nobody voted on; what is guessed of it counts a little. */
  voted: boolean
}

/** Log odds = prior × `prior` + `bias` + likeness × `nearWeight` + the features by their weights. */
export interface VoteModel {
  prior: number
  bias: number
  weights: Float64Array
}

/** What likeness to the nearest votes weighs. */
const nearWeight = 2

// Tuned on the worlds of `npm run bench:ranking` and on texts of the web; the figures are flat around them.
const hold = { terms: 0.08, prior: 1, bias: 2 }
const steps = { terms: 0.2, prior: 0.1, bias: 0.3 }
const usualRounds = 30
/** Enough to see how far a model's odds can be trusted. */
const foldRounds = 12

/**
 * Learns from votes by logistic regression: on-line steps of falling size (Duchi, Hazan and Singer, 2011), in the order
 * of the examples, the weights held near the prior alone. `size` is the number of features. The same input gives the
 * same model.
 */
export function trainVotes(examples: readonly Example[], size: number, rounds = usualRounds): VoteModel {
  const model: VoteModel = { prior: 1, bias: 0, weights: new Float64Array(size) }
  const squares = { prior: 1e-6, bias: 1e-6, weights: new Float64Array(size).fill(1e-8) }
  for (let round = 0; round < rounds; round += 1)
    for (const example of examples) {
      // An item like those with a yes is no proof that their words are unwanted.
      const asked = example.voted ? example : { ...example, near: 0 }
      const error = (chanceOf(logOdds(model, asked)) - example.yes) * example.weight
      stepWeights({ model, squares: squares.weights, example, error, count: examples.length })
      // What nobody voted on says which words are common, not how kind the readers are.
      if (!example.voted) continue
      const prior = error * example.prior + (hold.prior * (model.prior - 1)) / examples.length
      squares.prior += prior * prior
      model.prior -= (steps.prior * prior) / Math.sqrt(squares.prior)
      const bias = error + (hold.bias * model.bias) / examples.length
      squares.bias += bias * bias
      model.bias -= (steps.bias * bias) / Math.sqrt(squares.bias)
    }
  return model
}

export function logOdds(model: VoteModel, { ids, values, prior, near }: Example): number {
  let sum = model.prior * prior + model.bias + nearWeight * near
  for (let at = 0; at < ids.length; at += 1) sum += (values[at] ?? 0) * (model.weights[ids[at] ?? 0] ?? 0)
  return sum
}

/** How much more likeness and prior count where a text is judged than where the words are learned. */
const judged = { near: 2, prior: 0.5 }

/**
 * The odds of a text that is to be judged. The prior and the nearest votes are two more opinions of it, and less often
 * wrong together than the words that were learned from a few dozen votes. `experience` is 0 without votes, near 1 with
 * many.
 */
export function judgedOdds(model: VoteModel, example: Example, experience: number): number {
  const { near, prior } = example
  return logOdds(model, {
    ...example,
    near: near * judged.near,
    prior: prior * (1 + judged.prior * experience),
  })
}

/** What one feature adds to these odds: its learned points, and its part of the likeness. */
export function judgedPoints(learned: number, pull: number): number {
  return learned + nearWeight * judged.near * pull
}

export function chanceOf(odds: number): number {
  return 1 / (1 + Math.exp(-odds))
}

/** Turns log odds into honest ones: `slope × odds + shift`. */
export interface Calibration {
  slope: number
  shift: number
}

const fewestVotes = 8
const folds = 4
const leastSlope = 0.2

/**
 * Compares what a model says of votes that it has not seen (in four parts) with what they were (Platt, 1999), held near
 * "it is right". With fewer than eight votes nothing is changed.
 */
export function calibrate(examples: readonly Example[], size: number, experience: number): Calibration {
  const voted = examples.filter((example) => example.voted)
  if (voted.length < fewestVotes) return { slope: 1, shift: 0 }
  const unseen: { odds: number; yes: number; weight: number }[] = []
  for (let fold = 0; fold < folds; fold += 1) {
    const held = voted.filter((_example, index) => index % folds === fold)
    const kept = new Set(held)
    const model = trainVotes(
      examples.filter((example) => !kept.has(example)),
      size,
      foldRounds,
    )
    for (const example of held)
      unseen.push({ odds: judgedOdds(model, example, experience), yes: example.yes, weight: example.weight })
  }
  return fitLine(unseen)
}

interface Stepping {
  model: VoteModel
  squares: Float64Array
  example: Example
  error: number
  count: number
}

function stepWeights({ model, squares, example, error, count }: Stepping): void {
  const { ids, values } = example
  const { weights } = model
  for (let at = 0; at < ids.length; at += 1) {
    const id = ids[at] ?? 0
    const weight = weights[id] ?? 0
    const gradient = error * (values[at] ?? 0) + (hold.terms * weight) / count
    const square = (squares[id] ?? 0) + gradient * gradient
    squares[id] = square
    weights[id] = weight - (steps.terms * gradient) / Math.sqrt(square)
  }
}

const lineHold = { slope: 2, shift: 0.5 }
const newtonSteps = 12

/** Newton's method in two variables; the hold keeps it convex. */
function fitLine(points: readonly { odds: number; yes: number; weight: number }[]): Calibration {
  let [slope, shift] = [1, 0]
  for (let step = 0; step < newtonSteps; step += 1) {
    let [bySlope, byShift] = [lineHold.slope * (slope - 1), lineHold.shift * shift]
    let [curve, mixed, flat] = [lineHold.slope, 0, lineHold.shift]
    for (const { odds, yes, weight } of points) {
      const chance = chanceOf(slope * odds + shift)
      const bend = weight * chance * (1 - chance)
      bySlope += weight * (chance - yes) * odds
      byShift += weight * (chance - yes)
      curve += bend * odds * odds
      mixed += bend * odds
      flat += bend
    }
    const area = curve * flat - mixed * mixed
    slope = Math.max(leastSlope, slope - (flat * bySlope - mixed * byShift) / area)
    shift -= (curve * byShift - mixed * bySlope) / area
  }
  return { slope, shift }
}
