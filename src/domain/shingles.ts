const wordsInShingle = 3
/** Letters that make about as much as three words, in scripts that write no spaces. */
const lettersInShingle = { ideographs: 4, letters: 6 }

const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const unspaced = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const token =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[\p{L}\p{M}\p{N}]+/gu

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

function hasShingle(set: Shingles, shingle: number): boolean {
  let [low, high] = [0, set.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((set[middle] ?? 0) < shingle) low = middle + 1
    else high = middle
  }
  return set[low] === shingle
}

function shinglesInOrder(text: string): Uint32Array {
  const words = text.normalize('NFKC').toLowerCase().match(token) ?? []
  const hashes = Uint32Array.from(words, hashWord)
  const shingles = new Uint32Array(words.length)
  let length = 0
  for (const [at, word] of words.entries()) {
    const end = at + shingleLength(word)
    if (end > words.length && at > 0) break
    let hash = 0x811c9dc5
    for (let part = at; part < Math.min(end, hashes.length); part += 1)
      hash = Math.imul(hash ^ (hashes[part] ?? 0), 0x01000193)
    shingles[length] = mix(hash)
    length += 1
  }
  return shingles.subarray(0, length)
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

function shingleLength(word: string): number {
  if (word.length > 2) return wordsInShingle
  if (ideograph.test(word)) return lettersInShingle.ideographs
  return unspaced.test(word) ? lettersInShingle.letters : wordsInShingle
}

/** FNV-1a. */
function hashWord(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return mix(hash)
}

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
