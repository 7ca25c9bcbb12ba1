import type { Example } from './vote-model.ts'

type Vector = Pick<Example, 'ids' | 'values'>

/** How near a text is to those that were voted on. */
export interface NearVotes {
  /** The likeness to the five nearest with a yes less that to the five nearest with a no. */
  lead: number
  /** What each feature of the text adds to it. */
  pulls: Float64Array
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
  const sums = new Float64Array(size)
  return vectors.map((vector, index) => {
    const likeness = likenesses(vector, places, voted.length)
    if (index >= first) likeness[index - first] = 0
    const near = { yes: nearest(), no: nearest() }
    const alike = { yes: 0, no: 0 }
    for (const [at, { share, weight }] of voted.entries()) {
      const found = likeness[at] ?? 0
      const side = share >= 0.5 ? 'yes' : 'no'
      near[side].add(at, found * Math.min(1, weight))
      if (found >= clearLikeness) alike[side] += 1
    }
    const pull = (sign: number) => (at: number) => {
      const { ids = [], values = [] } = vectors[first + at] ?? {}
      const by = sign * Math.min(1, voted[at]?.weight ?? 0)
      for (const [place, id] of ids.entries()) sums[id] = (sums[id] ?? 0) + by * (values[place] ?? 0)
    }
    sums.fill(0)
    near.yes.each(pull(1))
    near.no.each(pull(-1))
    const pulls = vector.values.map((value, place) => value * (sums[vector.ids[place] ?? 0] ?? 0))
    return { lead: near.yes.sum() - near.no.sum(), pulls, ...alike }
  })
}

/** The few votes that are nearest to a text, the nearest first. */
function nearest() {
  const found: { at: number; likeness: number }[] = []
  return {
    add(at: number, likeness: number): void {
      if (likeness <= (found[neighbours - 1]?.likeness ?? 0)) return
      const place = found.findIndex((other) => other.likeness < likeness)
      found.splice(place === -1 ? found.length : place, 0, { at, likeness })
      found.length = Math.min(found.length, neighbours)
    },
    each: (visit: (at: number) => void) => found.forEach(({ at }) => visit(at)),
    sum: () => found.reduce((sum, { likeness }) => sum + likeness, 0),
  }
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
