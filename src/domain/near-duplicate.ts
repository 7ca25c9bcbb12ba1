import { pageKey } from './page-address.ts'

/** A text that may be a copy of another one. */
export interface Duplicable {
  id: string
  url?: string | null
  title?: string | null
  text: string
}

/** A text as the set of its shingles, with the MinHash signature by which candidates are found. */
export interface Fingerprint {
  shingles: ReadonlySet<number>
  signature: Uint32Array
}

const shingleWords = 3
const hashes = 128
const rows = 3
const fewestShared = 0.5

/**
 * Groups items that are copies of one another: equal addresses, or texts of which the smaller shares at least half of
 * its shingles (three words each) with the larger. Candidates are found by MinHash (Broder 1997) in bands, and every one
 * is verified by containment. Each id is in exactly one group; groups and ids keep the order of the items.
 */
export function cluster(items: readonly Duplicable[]): string[][] {
  const parents = items.map((_item, index) => index)
  const prints = items.map((item) => fingerprint(item.text.trim() === '' ? (item.title ?? '') : item.text))
  for (const [first, second] of candidatePairs(items, prints)) {
    const [a, b] = [rootOf(parents, first), rootOf(parents, second)]
    if (a !== b && isSame(items, prints, first, second)) parents[Math.max(a, b)] = Math.min(a, b)
  }
  const groups = new Map<number, string[]>()
  for (const [index, { id }] of items.entries()) {
    const root = rootOf(parents, index)
    groups.set(root, [...(groups.get(root) ?? []), id])
  }
  return [...groups.values()]
}

export function fingerprint(text: string): Fingerprint {
  const words = wordsOf(text)
  const shingles = new Set<number>()
  const last = Math.max(1, words.length - shingleWords + 1)
  if (words.length > 0)
    for (let at = 0; at < last; at += 1) shingles.add(hashWords(words.slice(at, at + shingleWords)))
  return { shingles, signature: signatureOf(shingles) }
}

/** The part of the smaller text's shingles that the larger one has too: 1 for a copy, 0 for strangers. */
export function containment(a: Fingerprint, b: Fingerprint): number {
  const [small, large] =
    a.shingles.size <= b.shingles.size ? [a.shingles, b.shingles] : [b.shingles, a.shingles]
  if (small.size === 0) return 0
  let shared = 0
  for (const shingle of small) if (large.has(shingle)) shared += 1
  return shared / small.size
}

function isSame(
  items: readonly Duplicable[],
  prints: readonly Fingerprint[],
  first: number,
  second: number,
): boolean {
  const [a, b] = [prints[first], prints[second]]
  if (a !== undefined && b !== undefined && containment(a, b) >= fewestShared) return true
  const [left, right] = [items[first]?.url, items[second]?.url]
  return Boolean(left) && Boolean(right) && pageKey(left ?? '') === pageKey(right ?? '')
}

/** Pairs that share an address or a band of their signatures. */
function* candidatePairs(
  items: readonly Duplicable[],
  prints: readonly Fingerprint[],
): Generator<[number, number]> {
  const buckets = new Map<string, number[]>()
  for (const [index, print] of prints.entries())
    for (const key of bucketKeys(items[index]?.url, print)) {
      const bucket = buckets.get(key)
      if (bucket === undefined) buckets.set(key, [index])
      else bucket.push(index)
    }
  for (const bucket of buckets.values())
    for (const [place, second] of bucket.entries())
      for (const first of bucket.slice(0, place)) yield [first, second]
}

function bucketKeys(url: string | null | undefined, { shingles, signature }: Fingerprint): string[] {
  const keys = url ? [`address ${pageKey(url)}`] : []
  if (shingles.size === 0) return keys
  for (let row = 0; row + rows <= hashes; row += rows)
    keys.push(`${row} ${signature.subarray(row, row + rows).join(' ')}`)
  return keys
}

function rootOf(parents: number[], index: number): number {
  let root = index
  while (parents[root] !== root) root = parents[root] ?? root
  parents[index] = root
  return root
}

/** Words in lower case; of scripts that write none apart, every character. */
function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu) ??
    []
  )
}

/** FNV-1a over the words, then mixed. */
function hashWords(words: readonly string[]): number {
  let hash = 0x811c9dc5
  for (const word of words) {
    for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
    hash = Math.imul(hash ^ 0x20, 0x01000193)
  }
  return mix(hash)
}

function signatureOf(shingles: ReadonlySet<number>): Uint32Array {
  const signature = new Uint32Array(hashes).fill(0xffffffff)
  for (const shingle of shingles)
    for (let index = 0; index < hashes; index += 1) {
      const value = mix(shingle ^ Math.imul(index + 1, 0x9e3779b1))
      if (value < (signature[index] ?? 0)) signature[index] = value
    }
  return signature
}

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
function mix(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
