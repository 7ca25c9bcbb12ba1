import type { Example } from './vote-model.ts'

type Vector = Pick<Example, 'ids' | 'values'>

/** How near a text is to those that were voted on. */
export interface NearVotes {
  /** The likeness to the five nearest with a yes less that to the five nearest with a no. */
  lead: number
  /** How many with a yes, and how many with a no, are clearly like it. */
  yes: number
  no: number
}

const neighbours = 5
const clearLikeness = 0.2

/**
 * Compares every vector (of length 1) with those that were voted on, which are the last ones; none with itself.
 * Likeness is the cosine; a vote that has grown old counts for less.
 */
export function nearestVotes(
  vectors: readonly Vector[],
  voted: readonly { share: number; weight: number }[],
  size: number,
): NearVotes[] {
  const first = vectors.length - voted.length
  const places = placesOf(vectors.slice(first), size)
  return vectors.map((vector, index) => {
    const likeness = likenesses(vector, places, voted.length)
    if (index >= first) likeness[index - first] = 0
    const sides = { yes: [] as number[], no: [] as number[] }
    const alike = { yes: 0, no: 0 }
    for (const [at, { share, weight }] of voted.entries()) {
      const found = likeness[at] ?? 0
      const side = share >= 0.5 ? 'yes' : 'no'
      sides[side].push(found * Math.min(1, weight))
      if (found >= clearLikeness) alike[side] += 1
    }
    return { lead: nearest(sides.yes) - nearest(sides.no), ...alike }
  })
}

/** For each feature, the voted texts that have it and how strongly. */
type Places = { at: number[]; values: number[] }[]

function placesOf(vectors: readonly Vector[], size: number): Places {
  const places: Places = Array.from({ length: size }, () => ({ at: [], values: [] }))
  for (const [at, { ids, values }] of vectors.entries())
    for (const [place, id] of ids.entries()) {
      places[id]?.at.push(at)
      places[id]?.values.push(values[place] ?? 0)
    }
  return places
}

function likenesses({ ids, values }: Vector, places: Places, voted: number): Float64Array {
  const sums = new Float64Array(voted)
  for (const [place, id] of ids.entries()) {
    const { at, values: others } = places[id] ?? { at: [], values: [] }
    const value = values[place] ?? 0
    for (let index = 0; index < at.length; index += 1) {
      const vote = at[index] ?? 0
      sums[vote] = (sums[vote] ?? 0) + value * (others[index] ?? 0)
    }
  }
  return sums
}

function nearest(likeness: number[]): number {
  return likeness
    .sort((a, b) => b - a)
    .slice(0, neighbours)
    .reduce((sum, each) => sum + each, 0)
}
