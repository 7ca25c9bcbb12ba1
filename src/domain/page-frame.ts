import { hostOf } from './page-address.ts'
import { hasRun, memberTest, setOf, without, type CutText, type Shingles } from './shingles.ts'

/** With fewer pages nobody can tell a frame from a story that was copied. */
const fewestPages = { site: 5, all: 20 }
const frameShare = 0.5
/** A run of shingles as long as this is a story of its own; the changes in a copy stand one by one. */
const ownRun = 18
/** Counters of shingles, each for all that end in the same 16 bits: enough to see which may stand in most pages. */
const counters = 2 ** 16

/** Where a page stands; null or empty where it has no address. */
interface Framed {
  url?: string | null
}

/**
 * Leaves out of each set the shingles of the frame around the texts (notes on cookies, footers), which most pages of a
 * site or of all have in common. A text that is hardly more than its frame keeps all of them.
 */
export function withoutFrames(items: readonly Framed[], texts: readonly CutText[]): CutText[] {
  const steps = frameSteps(items, texts)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** The same in pieces: who has others waiting lets them have their turn after each. */
export function* frameSteps(items: readonly Framed[], texts: readonly CutText[]): Generator<void, CutText[]> {
  const bare = [...texts]
  for (const { members, fewest } of groupsOf(items)) {
    if (members.length < fewest) continue
    const frame = frameOf(members.flatMap((index) => texts[index]?.set ?? []))
    yield
    if (frame.length === 0) continue
    const isFrame = memberTest(frame)
    for (const index of members) {
      const text = texts[index]
      if (text !== undefined && hasOwn(text, isFrame))
        bare[index] = { ...text, set: without(text.set, frame) }
      yield
    }
  }
  return bare
}

/** All together first: what is found of a site is surer. */
function groupsOf(items: readonly Framed[]): { members: number[]; fewest: number }[] {
  const sites = new Map<string, number[]>()
  for (const [index, { url }] of items.entries()) {
    const host = hostOf(url ?? '')
    if (host === '') continue
    const known = sites.get(host)
    if (known === undefined) sites.set(host, [index])
    else known.push(index)
  }
  const all = { members: items.map((_item, index) => index), fewest: fewestPages.all }
  const ofSites = [...sites.values()].map((members) => ({ members, fewest: fewestPages.site }))
  const isAll = ofSites.some(({ members }) => members.length === items.length)
  return isAll ? ofSites : [all, ...ofSites]
}

/** What stands in more than half of the sets. Most shingles stand in one, and are left out by counting before they are sorted. */
function frameOf(sets: readonly Shingles[]): Shingles {
  const needed = Math.floor(sets.length * frameShare)
  const counts = new Uint32Array(counters)
  const counterOf = (shingle: number) => shingle & (counters - 1)
  for (const set of sets)
    for (const shingle of set) counts[counterOf(shingle)] = (counts[counterOf(shingle)] ?? 0) + 1
  const isFrequent = (shingle: number) => (counts[counterOf(shingle)] ?? 0) > needed
  const frequent = sets.flatMap((set) => Array.from(set.filter(isFrequent)))
  const sorted = Uint32Array.from(frequent).sort()
  return setOf(sorted.filter((shingle, at) => sorted[at + needed] === shingle))
}

/** Whether a text has a story of its own besides its frame. */
function hasOwn({ run }: CutText, isFrame: (shingle: number) => boolean): boolean {
  return hasRun(run, ownRun, (shingle) => !isFrame(shingle))
}
