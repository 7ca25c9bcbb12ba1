import { labels } from './skill-tagger-chain.ts'
import type { TaggerWeights } from './skill-tagger-chain.ts'

const magic = 'skill-tagger 1\n\n'
const moveCount = (labels + 1) * labels
const headBytes = magic.length + 4 + 8 + 4 * Math.ceil(moveCount / 4)

/**
 * Reads the model file: the magic line, a count, the unit (float64), the moves, the features' hashes in rising order
 * (uint32), their rows (int8). Little endian. Throws where the file is another.
 */
export function readTaggerModel(bytes: Uint8Array): TaggerWeights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = view.getUint32(magic.length, true)
  const rowsAt = headBytes + 4 * count
  if (new TextDecoder().decode(bytes.subarray(0, magic.length)) !== magic)
    throw new TypeError('This is no model of the skill tagger.')
  if (bytes.length !== rowsAt + labels * count) throw new TypeError('The model of the skill tagger was cut.')
  const hashes = Uint32Array.from({ length: count }, (_, row) => view.getUint32(headBytes + 4 * row, true))
  return {
    rowOf: (feature) => find(hashes, feature),
    rows: new Int8Array(bytes.subarray(rowsAt)),
    moves: new Int8Array(bytes.subarray(magic.length + 12, magic.length + 12 + moveCount)),
    unit: view.getFloat64(magic.length + 4, true),
  }
}

/** The bytes that `readTaggerModel` reads. `rows` by hash; `moves` and `rows` in units. */
export function writeTaggerModel(
  rows: ReadonlyMap<number, Int8Array>,
  moves: Int8Array,
  unit: number,
): Uint8Array {
  const hashes = [...rows.keys()].sort((a, b) => a - b)
  const bytes = new Uint8Array(headBytes + (4 + labels) * hashes.length)
  const view = new DataView(bytes.buffer)
  bytes.set(new TextEncoder().encode(magic))
  view.setUint32(magic.length, hashes.length, true)
  view.setFloat64(magic.length + 4, unit, true)
  bytes.set(new Uint8Array(moves), magic.length + 12)
  hashes.forEach((hash, row) => {
    view.setUint32(headBytes + 4 * row, hash, true)
    bytes.set(new Uint8Array(rows.get(hash) ?? []), headBytes + 4 * hashes.length + labels * row)
  })
  return bytes
}

function find(sorted: Uint32Array, value: number): number | undefined {
  let [low, high] = [0, sorted.length - 1]
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = sorted[middle] ?? 0
    if (found === value) return middle
    if (found < value) low = middle + 1
    else high = middle - 1
  }
  return undefined
}
