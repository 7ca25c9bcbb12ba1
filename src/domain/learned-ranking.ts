import { count } from '../base/text.ts'
import { nearestVotes, type NearVotes } from './nearest-votes.ts'
import { countTerms, rarityAmong, termVector, type TermVector } from './term-vector.ts'
import { calibrate, chanceOf, judgedOdds, judgedPoints, trainVotes, type Example } from './vote-model.ts'

/** What is ranked, or was voted on. */
export interface RankItem {
  id: string
  title: string
  text: string
  /** What was thought of it before anyone voted, as log odds: by a model, or by the brand's words. */
  prior: number
  /** What else may matter, as people read it: `source News24`, `section market`. */
  tags: readonly string[]
  /** Days since it was published; null where that is not known. */
  age: number | null
}

export interface ItemVote {
  item: RankItem
  yes: boolean
  /** How long ago: after 45 days a vote weighs half. */
  daysAgo: number
}

/** A word, a source or a section, and what it adds to the log odds. */
export interface RankPart {
  name: string
  points: number
}

export interface Ranked {
  id: string
  /** 0 to 1: how likely a reader says yes. */
  score: number
  /** What votes on other items say, the strongest first. */
  parts: RankPart[]
  /** How many items like this one got a yes, and how many a no. */
  alike: { yes: number; no: number }
}

const halfLife = 45
const leastWeight = 0.01
const unseenWeight = 0.15
const mostUnseen = 150
const fewVotes = 15
const strongShare = 0.05
const tagValue = 0.3
const usualAge = 7
const oldAge = 14
const ageName = 'age'

/**
 * Ranks items by what readers are likely to say, learned from their votes on other items: a logistic regression over
 * prior, terms, tags and age, and the likeness to the nearest votes. Without votes the prior alone decides. Nothing is
 * kept: the votes are the state, and the same votes give the same ranking. Some 20 ms for 60 items and 150 votes.
 */
export function rankByVotes(items: readonly RankItem[], votes: readonly ItemVote[]): Ranked[] {
  const voted = mergeVotes(votes)
  const all = [...items, ...voted.map(({ item }) => item)]
  const counts = all.map((item) => countTerms(item))
  const rarity = rarityAmong(counts)
  const features = createFeatures()
  const vectors = counts.map((each) => features.ofTerms(termVector(each, rarity)))
  const near = nearestVotes(vectors, voted, features.size())
  // While votes are few, what stood highest before them is taken for a yes.
  const trust = Math.exp(-voted.length / fewVotes)
  const strongest = strongestOf(items)
  const examples = all.map((item, index): Example => {
    const guess = strongest.has(item) ? trust : 0
    const { share = guess, weight = unseenWeight } = voted[index - items.length] ?? {}
    const extended = features.withFacts(vectors[index] ?? noFeatures, item)
    const likeness = near[index]?.lead ?? 0
    return {
      ...extended,
      prior: item.prior,
      near: likeness,
      yes: share,
      weight,
      voted: index >= items.length,
    }
  })
  const training = [
    ...examples.slice(items.length),
    ...(voted.length === 0 ? [] : someOf(examples.slice(0, items.length))),
  ]
  // What no vote was about is no reason, though pages that nobody saw teach a little, too.
  const told = new Set(examples.slice(items.length).flatMap(({ ids }) => [...ids]))
  const model = trainVotes(training, features.size())
  const line = calibrate(training, features.size(), 1 - trust)
  const odds = examples
    .slice(0, items.length)
    .map((example) => line.slope * judgedOdds(model, example, 1 - trust) + line.shift)
  // A few votes say how pages differ, and nothing yet of how good all of them are: that is still the prior's to say.
  const lift = trust * (meanOf(items.map(({ prior }) => prior)) - meanOf(odds))
  const ranked = items.map((item, index): Ranked => {
    const { ids, values } = examples[index] ?? noFeatures
    const pulls = near[index]?.pulls ?? noFeatures.values
    const points = Array.from(ids, (id, at) => {
      if (!told.has(id)) return 0
      const learned = (values[at] ?? 0) * (model.weights[id] ?? 0)
      return line.slope * judgedPoints(learned, pulls[at] ?? 0)
    })
    const parts = partsOf(points, (at) => features.name(ids[at] ?? 0))
    return { id: item.id, score: chanceOf((odds[index] ?? 0) + lift), parts, alike: alikeOf(near[index]) }
  })
  return ranked.sort((a, b) => b.score - a.score)
}

const shownParts = 3
const leastPoints = 0.1

/** `pizza +1.2, source News24 +0.4, like 3 items you said yes to`; empty where no vote says anything. */
export function explainRank({ parts, alike }: Pick<Ranked, 'parts' | 'alike'>): string {
  const words = parts
    .filter(({ points }) => Math.abs(points) >= leastPoints)
    .slice(0, shownParts)
    .map(({ name, points }) => `${name} ${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(1)}`)
  const like = (number: number, vote: string) =>
    number === 0 ? [] : [`like ${count(number, 'item')} you said ${vote} to`]
  return [...words, ...like(alike.yes, 'yes'), ...like(alike.no, 'no')].join(', ')
}

/** A score of 0 to 100 as log odds, and never certain. */
export function oddsOfScore(score: number): number {
  const share = Math.min(0.98, Math.max(0.02, score / 100))
  return Math.log(share / (1 - share))
}

/** All votes on one item, the share of yes among them, and what they weigh. */
interface Voted {
  item: RankItem
  share: number
  weight: number
}

function mergeVotes(votes: readonly ItemVote[]): Voted[] {
  const byItem = new Map<string, Voted>()
  for (const { item, yes, daysAgo } of votes) {
    const weight = Math.max(leastWeight, 2 ** (-Math.max(0, daysAgo) / halfLife))
    const before = byItem.get(item.id) ?? { item, share: 0, weight: 0 }
    const total = before.weight + weight
    byItem.set(item.id, {
      item,
      share: (before.share * before.weight + (yes ? weight : 0)) / total,
      weight: total,
    })
  }
  return [...byItem.values()]
}

/** Numbers and values of the features of one text. */
type Features = Pick<Example, 'ids' | 'values'>

const noFeatures: Features = { ids: new Int32Array(), values: new Float64Array() }

/** Numbers the features as they are first met. */
function createFeatures() {
  const names: string[] = []
  const numbers = new Map<string, number>()
  const numberOf = (kind: 'term' | 'fact', name: string) => {
    const key = `${kind} ${name}`
    const known = numbers.get(key)
    if (known !== undefined) return known
    numbers.set(key, names.length)
    return names.push(name) - 1
  }
  return {
    size: () => names.length,
    name: (id: number) => names[id] ?? '',
    ofTerms: (vector: TermVector): Features => ({
      ids: Int32Array.from([...vector.keys()], (term) => numberOf('term', term)),
      values: Float64Array.from(vector.values()),
    }),
    withFacts(terms: Features, { tags, age }: RankItem): Features {
      const facts = [...tags, ageName].map((name) => numberOf('fact', name))
      const old = Math.min(1, (age ?? usualAge) / oldAge)
      return {
        ids: Int32Array.from([...terms.ids, ...facts]),
        values: Float64Array.from([...terms.values, ...tags.map(() => tagValue), tagValue * old]),
      }
    },
  }
}

function meanOf(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

/** The best twentieth by the prior; of less than twenty, none. */
function strongestOf(items: readonly RankItem[]): ReadonlySet<RankItem> {
  const ranked = items.toSorted((a, b) => b.prior - a.prior)
  return new Set(ranked.slice(0, Math.floor(items.length * strongShare)))
}

/** At most 150, spread evenly. */
function someOf(examples: readonly Example[]): Example[] {
  const step = Math.max(1, examples.length / mostUnseen)
  return examples.filter((_example, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
}

function partsOf(points: readonly number[], nameOf: (at: number) => string): RankPart[] {
  return points
    .map((each, at) => ({ name: nameOf(at), points: each }))
    .filter((part) => part.points !== 0)
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
    .slice(0, 10)
}

/** Only the side that leads is said. */
function alikeOf(near: NearVotes | undefined): Ranked['alike'] {
  if (near === undefined) return { yes: 0, no: 0 }
  return near.lead >= 0 ? { yes: near.yes, no: 0 } : { yes: 0, no: near.no }
}
