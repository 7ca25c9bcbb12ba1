/** How many words make a shingle, or letters that say about as much, in scripts that write no spaces. */
const spans = { word: 3, ideograph: 4, unspaced: 6 }
type Kind = keyof typeof spans | 'apart'
const kinds: readonly Kind[] = ['apart', 'word', 'ideograph', 'unspaced']

const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const unspaced = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const wordLetter = /[\p{L}\p{M}\p{N}]/u

/** The shingles of a text, each once and sorted: small in memory, and quickly compared. */
export type Shingles = Uint32Array

/** A text taken apart. */
export interface CutText {
  /** All shingles as they follow each other. */
  run: Uint32Array
  /** Those that it is compared by. */
  set: Shingles
}

/**
 * A text as its shingles, overlapping runs of three words or of as many letters as take their place, each as a hash of
 * 32 bits. Case, marks and forms of compatibility (NFKC) do not count.
 */
export function cutText(text: string): CutText {
  const run = shinglesInOrder(text)
  return { run, set: setOf(run) }
}

/** Shingles as a set, each once and sorted. */
export function setOf(shingles: Uint32Array): Shingles {
  return eachOnce(shingles.slice().sort())
}

/** Tells whether a shingle is in a set. Most that are not in it are told by 16 of their bits. */
export function memberTest(set: Shingles): (shingle: number) => boolean {
  const marks = new Uint8Array(2 ** 16)
  const markOf = (shingle: number) => shingle & 0xffff
  for (const shingle of set) marks[markOf(shingle)] = 1
  return (shingle) => marks[markOf(shingle)] === 1 && hasShingle(set, shingle)
}

/** Whether so many shingles that meet the condition follow each other. */
export function hasRun(
  shingles: Uint32Array,
  length: number,
  condition: (shingle: number) => boolean,
): boolean {
  let run = 0
  for (const shingle of shingles) {
    run = condition(shingle) ? run + 1 : 0
    if (run >= length) return true
  }
  return false
}

/** A set without the shingles of a smaller one. */
export function without(set: Shingles, left: Shingles): Shingles {
  const kept = new Uint32Array(set.length)
  let [from, length] = [0, 0]
  for (const shingle of left) {
    const place = placeOf(set, shingle)
    if (set[place] !== shingle) continue
    kept.set(set.subarray(from, place), length)
    length += place - from
    from = place + 1
  }
  kept.set(set.subarray(from), length)
  return kept.slice(0, length + set.length - from)
}

function hasShingle(set: Shingles, shingle: number): boolean {
  return set[placeOf(set, shingle)] === shingle
}

/** Where a shingle stands, or would stand. */
function placeOf(set: Shingles, shingle: number): number {
  let [low, high] = [0, set.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((set[middle] ?? 0) < shingle) low = middle + 1
    else high = middle
  }
  return low
}

function shinglesInOrder(text: string): Uint32Array {
  const { hashes, spans } = tokensOf(text.normalize('NFKC').toLowerCase())
  const shingles = new Uint32Array(hashes.length)
  let length = 0
  for (const [at, span] of spans.entries()) {
    const end = at + span
    if (end > hashes.length && at > 0) break
    let hash = offsetBasis
    for (let part = at; part < Math.min(end, hashes.length); part += 1)
      hash = Math.imul(hash ^ (hashes[part] ?? 0), prime)
    shingles[length] = mix(hash)
    length += 1
  }
  return shingles.subarray(0, length)
}

/** For each word, and each letter that stands for itself, its hash and how many of its kind make a shingle. */
interface Tokens {
  hashes: Uint32Array
  spans: Uint8Array
}

function tokensOf(text: string): Tokens {
  const hashes = new Uint32Array(text.length)
  const spansOf = new Uint8Array(text.length)
  let length = 0
  let word: number | undefined
  const add = (hash: number, span: number) => {
    hashes[length] = mix(hash)
    spansOf[length] = span
    length += 1
  }
  const endWord = () => {
    if (word !== undefined) add(word, spans.word)
    word = undefined
  }
  for (let at = 0; at < text.length; at += 1) {
    const point = text.codePointAt(at) ?? 0
    if (point > 0xffff) at += 1
    const kind = kindOf(point)
    if (kind === 'word') {
      word = fold(word ?? offsetBasis, point)
      continue
    }
    endWord()
    if (kind !== 'apart') add(fold(offsetBasis, point), spans[kind])
  }
  endWord()
  return { hashes: hashes.subarray(0, length), spans: spansOf.subarray(0, length) }
}

/** The kinds of the characters that were looked at, one more than their place in the list; a text has few of all. */
const known = new Uint8Array(2 ** 16)

function kindOf(point: number): Kind {
  const before = known[point]
  if (before !== undefined && before > 0) return kinds[before - 1] ?? 'apart'
  const kind = lookUp(String.fromCodePoint(point))
  if (point < known.length) known[point] = kinds.indexOf(kind) + 1
  return kind
}

function lookUp(character: string): Kind {
  if (ideograph.test(character)) return 'ideograph'
  if (unspaced.test(character)) return 'unspaced'
  return wordLetter.test(character) ? 'word' : 'apart'
}

function eachOnce(sorted: Uint32Array): Uint32Array {
  let length = 0
  for (const shingle of sorted) {
    if (length > 0 && sorted[length - 1] === shingle) continue
    sorted[length] = shingle
    length += 1
  }
  return sorted.slice(0, length)
}

// FNV-1a.
const offsetBasis = 0x811c9dc5
const prime = 0x01000193

function fold(hash: number, point: number): number {
  return Math.imul(hash ^ point, prime)
}

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
