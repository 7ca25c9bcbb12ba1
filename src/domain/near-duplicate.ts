import { pageKey } from './page-address.ts'
import { longestRun, withoutFrames } from './page-frame.ts'
import { createHolders } from './shingle-holders.ts'
import { hasShingle, shinglesInOrder, shinglesOf, type Shingles } from './shingles.ts'
import { differInFacts, type Facts, factsOf } from './told-facts.ts'

export type { Shingles }

/** A text that may be a copy of another one. */
export interface Duplicable {
  id: string
  url?: string | null
  title?: string | null
  text: string
}

/**
 * The smaller text of two copies shares this part of its shingles with the larger one: 10 % of its words may differ, and
 * some 15 % where the changes are spread over the text.
 */
const fewestShared = { anyhow: 0.6, spread: 0.45 }
/** Changes are spread where no run of shingles as long as this was changed, or as this part of the text. */
const longestChange = { shingles: 18, share: 0.1 }
/** Pairs are counted on a sample of all shingles, and looked at where this part of the smaller sample is shared. */
const fewestSampled = 0.3
const mostSampled = 400_000
const fewestTitleWords = 3

/**
 * Groups items that are copies of one another: equal addresses, or texts of which the smaller shares most of its
 * shingles with the larger. Candidates are found by a sample of the shingles, those of the least hashes (Broder, On the
 * resemblance and containment of documents, 1997); every one is verified by containment. Each id is in exactly one
 * group; groups and ids keep the order of the items.
 */
export function cluster(items: readonly Duplicable[]): string[][] {
  const steps = clusterSteps(items, withoutFrames(items, items.map(shinglesOfItem)))
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** The same in pieces, with the shingles of the items without their frames: who has others waiting lets them have their turn after each. */
export function* clusterSteps(
  items: readonly Duplicable[],
  shingles: readonly Shingles[],
): Generator<void, string[][]> {
  const isCopy = createCheck(items, shingles)
  const parents = items.map((_item, index) => index)
  const join = (first: number, second: number) => {
    const [a, b] = [rootOf(parents, first), rootOf(parents, second)]
    if (a !== b) parents[Math.max(a, b)] = Math.min(a, b)
  }
  for (const [first, second] of sameAddresses(items)) join(first, second)
  for (const pairs of likePairs(shingles)) {
    for (const [first, second] of pairs)
      if (rootOf(parents, first) !== rootOf(parents, second) && isCopy(first, second)) join(first, second)
    yield
  }
  const groups = new Map<number, string[]>()
  for (const [index, { id }] of items.entries()) {
    const root = rootOf(parents, index)
    groups.set(root, [...(groups.get(root) ?? []), id])
  }
  return [...groups.values()]
}

/** The shingles of an item, in order. */
export function shinglesOfItem(item: Duplicable): Shingles {
  return shinglesOf(textOf(item))
}

/** The part of the smaller set that the larger one has too: 1 for a copy, 0 for strangers. */
export function containment(a: Shingles, b: Shingles): number {
  const smaller = Math.min(a.length, b.length)
  let [inA, inB, shared] = [0, 0, 0]
  while (inA < a.length && inB < b.length) {
    const [one = 0, other = 0] = [a[inA], b[inB]]
    if (one === other) shared += 1
    if (one <= other) inA += 1
    if (other <= one) inB += 1
  }
  return smaller === 0 ? 0 : shared / smaller
}

/** The title stands for a text that is empty, unless it is of a word or two, as many pages have. */
function textOf({ title, text }: Duplicable): string {
  if (text.trim() !== '') return text
  return (title?.trim().split(/\s+/).length ?? 0) >= fewestTitleWords || /\p{Lo}{6}/u.test(title ?? '')
    ? (title ?? '')
    : ''
}

/** Whether two texts are copies, by their numbers; each text is taken apart once. */
function createCheck(items: readonly Duplicable[], shingles: readonly Shingles[]) {
  const facts = new Map<number, Facts>()
  const factsAt = (index: number) => {
    const known = facts.get(index) ?? factsOf(textOf(items[index] ?? { id: '', text: '' }))
    facts.set(index, known)
    return known
  }
  const isSpread = (index: number, other: Shingles) => {
    const ordered = shinglesInOrder(textOf(items[index] ?? { id: '', text: '' }))
    const changes = Uint8Array.from(ordered, (shingle) => (hasShingle(other, shingle) ? 0 : 1))
    const most = Math.max(longestChange.shingles, longestChange.share * ordered.length)
    return longestRun(changes) < most
  }
  return (first: number, second: number): boolean => {
    const [a, b] = [shingles[first], shingles[second]]
    if (a === undefined || b === undefined) return false
    const shared = containment(a, b)
    if (shared < fewestShared.spread || differInFacts(factsAt(first), factsAt(second))) return false
    return shared >= fewestShared.anyhow || (isSpread(first, b) && isSpread(second, a))
  }
}

function* sameAddresses(items: readonly Duplicable[]): Generator<[number, number]> {
  const firsts = new Map<string, number>()
  for (const [index, { url }] of items.entries()) {
    if (!url) continue
    const key = pageKey(url)
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, index)
    else yield [first, index]
  }
}

/** For each text its pairs with earlier ones that share much of their samples. */
function* likePairs(shingles: readonly Shingles[]): Generator<[number, number][]> {
  const all = shingles.reduce((sum, { length }) => sum + length, 0)
  const limit = 2 ** 32 * Math.min(1, mostSampled / Math.max(1, all))
  const samples = shingles.map((set) => set.subarray(0, countBelow(set, limit)))
  const holders = createHolders(
    samples.length,
    samples.reduce((sum, { length }) => sum + length, 0),
  )
  for (const [index, sample] of samples.entries()) {
    const like = [...holders.countShared(sample)].filter(
      ([other, count]) => count >= fewestSampled * Math.min(sample.length, samples[other]?.length ?? 0),
    )
    holders.add(index, sample)
    yield like.map(([other]) => [other, index])
  }
}

/** How many of the sorted shingles are less than the limit. */
function countBelow(shingles: Shingles, limit: number): number {
  let [low, high] = [0, shingles.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((shingles[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low
}

function rootOf(parents: number[], index: number): number {
  let root = index
  while (parents[root] !== root) root = parents[root] ?? root
  parents[index] = root
  return root
}
