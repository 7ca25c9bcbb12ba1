import { pageKey } from './page-address.ts'
import { withoutFrames } from './page-frame.ts'
import { createHolders } from './shingle-holders.ts'
import { cutText, hasRun, memberTest, type CutText, type Shingles } from './shingles.ts'
import { differInFacts, type Facts, factsOf } from './told-facts.ts'

export type { CutText, Shingles }

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
/** Shingles of each text that pairs are found by, those of the least hashes, and the part of them that copies share. */
const mostSampled = 256
const fewestSampled = 0.35
/** Shingles of a text by which it is told from others that it has hardly anything in common with. */
const strangersSampled = 128
const fewestTitleWords = 3

/**
 * Groups items that are copies of one another: equal addresses, or texts of which the smaller shares most of its
 * shingles with the larger. Candidates are found by a sample of the shingles, those of the least hashes (Broder, On the
 * resemblance and containment of documents, 1997); every one is verified by containment. Each id is in exactly one
 * group; groups and ids keep the order of the items.
 */
export function cluster(items: readonly Duplicable[]): string[][] {
  const steps = clusterSteps(items, withoutFrames(items, items.map(cutItem)))
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** The same in pieces, with the texts cut and without their frames: who has others waiting lets them have their turn after each. */
export function* clusterSteps(
  items: readonly Duplicable[],
  texts: readonly CutText[],
): Generator<void, string[][]> {
  const isCopy = createCheck(items, texts)
  const parents = items.map((_item, index) => index)
  const join = (first: number, second: number) => {
    const [a, b] = [rootOf(parents, first), rootOf(parents, second)]
    if (a !== b) parents[Math.max(a, b)] = Math.min(a, b)
  }
  for (const [first, second] of sameAddresses(items)) join(first, second)
  for (const pairs of likePairs(texts)) {
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

/** The text of an item taken apart. */
export function cutItem(item: Omit<Duplicable, 'url'>): CutText {
  return cutText(textOf(item))
}

/** The part of the smaller set that the larger one has too: 1 for a copy, 0 for strangers. */
function containment(a: Shingles, b: Shingles): number {
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

/** Whether the larger set has this part of the smaller one. Strangers are told by a sample: half of the part is far from it. */
export function sharesPart(a: Shingles, b: Shingles, part: number): boolean {
  const [smaller, larger] = a.length <= b.length ? [a, b] : [b, a]
  const sample = smaller.subarray(0, strangersSampled)
  if (sample.length === strangersSampled && containment(sample, larger) < part / 2) return false
  return containment(smaller, larger) >= part
}

/** The title stands for a text that is empty, unless it is of a word or two, as many pages have. */
function textOf({ title, text }: Duplicable): string {
  if (text.trim() !== '') return text
  return (title?.trim().split(/\s+/).length ?? 0) >= fewestTitleWords || /\p{Lo}{6}/u.test(title ?? '')
    ? (title ?? '')
    : ''
}

/** Whether two texts are copies, by their numbers; each text is taken apart once. */
function createCheck(items: readonly Duplicable[], texts: readonly CutText[]) {
  const facts = new Map<number, Facts>()
  const factsAt = (index: number) => {
    const known = facts.get(index) ?? factsOf(textOf(items[index] ?? { id: '', text: '' }))
    facts.set(index, known)
    return known
  }
  const isSpread = ({ run }: CutText, other: Shingles) => {
    const isKept = memberTest(other)
    const most = Math.ceil(Math.max(longestChange.shingles, longestChange.share * run.length))
    return !hasRun(run, most, (shingle) => !isKept(shingle))
  }
  return (first: number, second: number): boolean => {
    const [a, b] = [texts[first], texts[second]]
    if (a === undefined || b === undefined) return false
    const shared = containment(a.set, b.set)
    if (shared < fewestShared.spread || differInFacts(factsAt(first), factsAt(second))) return false
    return shared >= fewestShared.anyhow || (isSpread(a, b.set) && isSpread(b, a.set))
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

/**
 * For each text its pairs with earlier ones that share much of their samples. The sample of a long text reaches up to a
 * smaller hash, and that of the other one counts up to there.
 */
function* likePairs(texts: readonly CutText[]): Generator<[number, number][]> {
  const samples = texts.map(({ set }) => set.subarray(0, mostSampled))
  const holders = createHolders(
    samples.length,
    samples.reduce((sum, { length }) => sum + length, 0),
  )
  for (const [index, sample] of samples.entries()) {
    const pairs: [number, number][] = []
    holders.countShared(sample, (other, count) => {
      if (count >= fewestAmong(comparable(sample, samples[other] ?? sample))) pairs.push([other, index])
    })
    holders.add(index, sample)
    yield pairs
  }
}

/** How many shingles of the smaller text could stand in both samples. */
function comparable(a: Shingles, b: Shingles): number {
  const [shorter, longer] = reachOf(a) <= reachOf(b) ? [a, b] : [b, a]
  return Math.min(shorter.length, countUpTo(longer, reachOf(shorter)))
}

/** A text that is sampled whole reaches over all hashes. */
function reachOf(sample: Shingles): number {
  return sample.length < mostSampled ? Infinity : (sample[mostSampled - 1] ?? Infinity)
}

/** So many of a sample are shared by copies, less by what chance takes from a small one. */
function fewestAmong(sampled: number): number {
  return fewestSampled * sampled - Math.sqrt(sampled) / 2
}

/** How many of the sorted shingles are not above the limit. */
function countUpTo(shingles: Shingles, limit: number): number {
  let [low, high] = [0, shingles.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((shingles[middle] ?? 0) <= limit) low = middle + 1
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
