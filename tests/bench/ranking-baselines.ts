import { type BrandSketch, type PlainItem, withInterest } from '../../src/domain/brand-interest.ts'
import type { PlainVote, RankedForBrand } from '../../src/domain/brand-ranking.ts'
import { countTerms, rarityAmong, type TermVector, termVector } from '../../src/domain/term-vector.ts'

type Ranking = Pick<RankedForBrand, 'id'>[]
/** Ranks items by the brand's words and by the votes, in the plainest way that is known for it. */
export type Baseline = (
  brand: BrandSketch,
  items: readonly PlainItem[],
  votes: readonly PlainVote[],
) => Ranking

interface Known {
  vector: TermVector
  prior: number
  yes: boolean
}

/** Rocchio, 1971: nearer to the mean of what got a yes than to that of the rest. */
export const rocchio: Baseline = (brand, items, votes) =>
  rankBy(brand, items, votes, (known) => {
    const [liked, other] = [true, false].map((yes) => meanOf(known.filter((each) => each.yes === yes)))
    return ({ vector, prior }) => prior / 3 + 3 * dot(vector, liked) - dot(vector, other)
  })

/** Logistic regression over prior and terms, five rounds of steps in the order of the votes. */
export const regression: Baseline = (brand, items, votes) =>
  rankBy(brand, items, votes, (known) => {
    const weights = new Map<string, number>()
    let [bias, trust] = [0, 1]
    const odds = ({ vector, prior }: Pick<Known, 'vector' | 'prior'>) =>
      trust * prior + bias + dot(vector, weights)
    for (const each of Array.from({ length: 5 }, () => known).flat()) {
      const error = 1 / (1 + Math.exp(-odds(each))) - Number(each.yes)
      for (const [term, value] of each.vector) weights.set(term, (weights.get(term) ?? 0) - error * value)
      bias -= 0.05 * error
      trust -= 0.02 * error * each.prior
    }
    return odds
  })

/** The likeness to the five nearest with a yes, less that to the five nearest with a no. */
export const nearest: Baseline = (brand, items, votes) =>
  rankBy(brand, items, votes, (known) => ({ vector, prior }) => {
    const [liked = 0, other = 0] = [true, false].map((yes) =>
      known
        .flatMap((each) => (each.yes === yes ? [dot(vector, each.vector)] : []))
        .sort((a, b) => b - a)
        .slice(0, 5)
        .reduce((sum, each) => sum + each, 0),
    )
    return prior / 3 + 2 * (liked - other)
  })

function rankBy(
  brand: BrandSketch,
  items: readonly PlainItem[],
  votes: readonly PlainVote[],
  learn: (known: readonly Known[]) => (item: Pick<Known, 'vector' | 'prior'>) => number,
): Ranking {
  const all = withInterest([...items, ...votes.map(({ item }) => item)], brand)
  const counts = all.map((item) => countTerms(item))
  const rarity = rarityAmong(counts)
  const seen = all.map(({ id, prior }, index) => ({
    id,
    prior,
    vector: termVector(counts[index] ?? new Map(), rarity),
  }))
  const judge = learn(
    seen.slice(items.length).map((each, index) => ({ ...each, yes: votes[index]?.yes ?? false })),
  )
  return seen
    .slice(0, items.length)
    .map((each) => ({ id: each.id, worth: judge(each) }))
    .sort((a, b) => b.worth - a.worth)
}

function meanOf(known: readonly Known[]): Map<string, number> {
  const mean = new Map<string, number>()
  for (const { vector } of known)
    for (const [term, value] of vector) mean.set(term, (mean.get(term) ?? 0) + value / known.length)
  return mean
}

function dot(vector: TermVector, other: ReadonlyMap<string, number> | undefined): number {
  let sum = 0
  for (const [term, value] of vector) sum += value * (other?.get(term) ?? 0)
  return sum
}
