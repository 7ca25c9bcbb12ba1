import { labels } from './skill-tagger-network.ts'
import type { TaggerWeights } from './skill-tagger-network.ts'

const magic = 'skill-tagger 3\n\n'
const moveCount = (labels + 1) * labels

/** A model before it is a file. Rows that have hidden weights come first; both groups by rising hash. */
export interface TaggerModel extends Omit<TaggerWeights, 'rowOf'> {
  hashes: Uint32Array
}

/**
 * Reads the model file: the magic line; as uint32 the numbers of features, of those with hidden weights, and of cells;
 * the linear unit, moves, biases, outputs and hidden units (float32); the features' hashes (uint32); linear and hidden
 * weights (int8). Little endian. Throws where the file is another.
 */
export function readTaggerModel(bytes: Uint8Array): TaggerWeights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (new TextDecoder().decode(bytes.subarray(0, magic.length)) !== magic)
    throw new TypeError('This is no model of the skill tagger.')
  const [count, deep, width] = [0, 4, 8].map((at) => view.getUint32(magic.length + at, true)) as [
    number,
    number,
    number,
  ]
  let at = magic.length + 12
  if (bytes.length !== at + 4 * floatsOf(width) + (4 + labels) * count + width * deep)
    throw new TypeError('The model of the skill tagger was cut.')
  const floats = (length: number) => Float32Array.from({ length }, () => view.getFloat32((at += 4) - 4, true))
  const signed = (length: number) => new Int8Array(bytes.subarray((at += length) - length, at))
  const [linearUnit = 0] = floats(1)
  const [moves, bias, out, hiddenUnits] = [
    floats(moveCount),
    floats(width),
    floats(width * labels),
    floats(width),
  ]
  const hashes = Uint32Array.from({ length: count }, () => view.getUint32((at += 4) - 4, true))
  const [linear, hidden] = [signed(labels * count), signed(width * deep)]
  const rowOf = (feature: number) => find(hashes, feature, 0, deep) ?? find(hashes, feature, deep, count)
  return { rowOf, linear, linearUnit, hidden, hiddenUnits, bias, out, moves }
}

/** The bytes that `readTaggerModel` reads. */
export function writeTaggerModel(model: TaggerModel): Uint8Array {
  const { hashes, linear, linearUnit, hidden, hiddenUnits, bias, out, moves } = model
  const width = bias.length
  const floats = [linearUnit, ...moves, ...bias, ...out, ...hiddenUnits]
  const words = magic.length + 12 + 4 * (floats.length + hashes.length)
  const bytes = new Uint8Array(words + linear.length + hidden.length)
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode(magic))
  let at = magic.length
  for (const number of [hashes.length, width === 0 ? 0 : hidden.length / width, width])
    view.setUint32((at += 4) - 4, number, true)
  for (const number of floats) view.setFloat32((at += 4) - 4, number, true)
  for (const hash of hashes) view.setUint32((at += 4) - 4, hash, true)
  bytes.set(new Uint8Array(linear.buffer, linear.byteOffset, linear.length), words)
  bytes.set(new Uint8Array(hidden.buffer, hidden.byteOffset, hidden.length), words + linear.length)
  return bytes
}

function floatsOf(width: number): number {
  return 1 + moveCount + width * (labels + 2)
}

function find(sorted: Uint32Array, value: number, from: number, to: number): number | undefined {
  let [low, high] = [from, to - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = sorted[middle] ?? 0
    if (found === value) return middle
    if (found < value) low = middle + 1
    else high = middle - 1
  }
  return undefined
}
