/** How many labels a word may have, as the chain numbers them. */
export const labels = 5

/**
 * What was learned: a score of each label for each known feature, and a hidden layer over the commonest of them. One
 * network, made of several that were trained apart: their weighted scores are added up, which is a logarithmic opinion
 * pool (Smith, Cohn and Osborne, 2005).
 */
export interface TaggerWeights {
  rowOf(feature: number): number | undefined
  /** `linear[row * labels + label]`, in units of `linearUnit`. */
  linear: Int8Array
  linearUnit: number
  /** `hidden[row * width + cell]`, in units of `hiddenUnits[cell]`; later rows have none. */
  hidden: Int8Array
  hiddenUnits: Float32Array
  /** What a cell starts from, and `out[cell * labels + label]`, what it says where it is above nothing. */
  bias: Float32Array
  out: Float32Array
  /** `moves[from * labels + to]`, the last row from the start. */
  moves: Float32Array
}

/** `scores[word * labels + label]`, logarithms. */
export function wordScores(features: readonly Uint32Array[], weights: TaggerWeights): Float64Array {
  const scores = new Float64Array(features.length * labels)
  features.forEach((known, index) => {
    const rows = Array.from(known, weights.rowOf).filter((row) => row !== undefined)
    addLinear(scores.subarray(index * labels, (index + 1) * labels), rows, weights)
    addHidden(scores.subarray(index * labels, (index + 1) * labels), rows, weights)
  })
  return scores
}

function addLinear(
  scores: Float64Array,
  rows: readonly number[],
  { linear, linearUnit }: TaggerWeights,
): void {
  for (const row of rows)
    for (let label = 0; label < labels; label += 1)
      scores[label] = (scores[label] ?? 0) + (linear[row * labels + label] ?? 0) * linearUnit
}

function addHidden(scores: Float64Array, rows: readonly number[], weights: TaggerWeights): void {
  const { hidden, hiddenUnits, bias, out } = weights
  const width = bias.length
  const sums = new Int32Array(width)
  for (const row of rows) {
    if ((row + 1) * width > hidden.length) continue
    for (let cell = 0; cell < width; cell += 1)
      sums[cell] = (sums[cell] ?? 0) + (hidden[row * width + cell] ?? 0)
  }
  for (let cell = 0; cell < width; cell += 1) {
    const value = (bias[cell] ?? 0) + (sums[cell] ?? 0) * (hiddenUnits[cell] ?? 0)
    if (value <= 0) continue
    for (let label = 0; label < labels; label += 1)
      scores[label] = (scores[label] ?? 0) + value * (out[cell * labels + label] ?? 0)
  }
}
