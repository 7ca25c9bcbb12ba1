import { hostOf } from './page-address.ts'
import { hasShingle, setOf, shinglesInOrder, type Shingles } from './shingles.ts'

interface Framed {
  url?: string | null
  text: string
}

/** With fewer pages nobody can tell a frame from a story that was copied. */
const fewestPages = { site: 5, all: 20 }
const frameShare = 0.5
/** A run of shingles as long as this is a story of its own; the changes in a copy stand one by one. */
const ownRun = 18

/**
 * The shingles of texts without those of the frame around them (notes on cookies, footers), which most pages of a site
 * or of all have in common. A text that is hardly more than its frame keeps all of them.
 */
export function withoutFrames(items: readonly Framed[], shingles: readonly Shingles[]): Shingles[] {
  const steps = frameSteps(items, shingles)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

/** The same in pieces: who has others waiting lets them have their turn after each. */
export function* frameSteps(
  items: readonly Framed[],
  shingles: readonly Shingles[],
): Generator<void, Shingles[]> {
  const bare = [...shingles]
  for (const { members, fewest } of groupsOf(items)) {
    if (members.length < fewest) continue
    const frame = frameOf(members.map((index) => shingles[index] ?? new Uint32Array()))
    yield
    if (frame.length === 0) continue
    for (const index of members) {
      bare[index] = ownOf(items[index]?.text ?? '', frame) ?? bare[index] ?? frame
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

/** What stands in more than half of the sets. */
function frameOf(sets: readonly Shingles[]): Shingles {
  const all = new Uint32Array(sets.reduce((sum, { length }) => sum + length, 0))
  let filled = 0
  for (const set of sets) {
    all.set(set, filled)
    filled += set.length
  }
  all.sort()
  const needed = Math.floor(sets.length * frameShare)
  return setOf(all.filter((shingle, at) => all[at + needed] === shingle))
}

function ownOf(text: string, frame: Shingles): Shingles | undefined {
  const ordered = shinglesInOrder(text)
  const isOwn = Uint8Array.from(ordered, (shingle) => (hasShingle(frame, shingle) ? 0 : 1))
  if (longestRun(isOwn) < ownRun) return undefined
  return setOf(ordered.filter((_shingle, at) => isOwn[at] === 1))
}

/** How many ones follow each other at most. */
export function longestRun(marks: Uint8Array): number {
  let [longest, run] = [0, 0]
  for (const mark of marks) {
    run = mark === 0 ? 0 : run + 1
    longest = Math.max(longest, run)
  }
  return longest
}
