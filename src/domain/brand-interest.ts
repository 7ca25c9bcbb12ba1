import type { RankItem } from './learned-ranking.ts'
import { countTerms, rarityAmong, termsOf } from './term-vector.ts'

/** A brand in a few sentences, where there is no file of it. */
export interface BrandSketch {
  name: string
  description: string
  topics: readonly string[]
}

/** An item before it is known how near the brand's words it is. */
export type PlainItem = Omit<RankItem, 'prior'>

const weights = { description: 1, topics: 1.5, name: 1.5 }
// BM25 (Robertson and Zaragoza, 2009).
const saturation = 1.2
const lengthShare = 0.75

/** The odds of an item with none of the brand's words, and what the words of a strong one add. */
const odds = { base: -2.5, strong: 3, most: 1.6 }
/** Of a hundred items some four are strong. */
const strongShare = 0.04
const ageCost = 0.3
const oldAge = 14

/** Gives each item its prior by the words of a brand, compared with the other items; a little less for old ones. */
export function withInterest(items: readonly PlainItem[], brand: BrandSketch): RankItem[] {
  const counts = items.map((item) => countTerms(item))
  const rarity = rarityAmong(counts)
  const lengths = counts.map((each) => each.values().reduce((sum, times) => sum + times, 0))
  const usual = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length) || 1
  const words = [...brandTerms(brand)]
  const scores = counts.map((terms, index) => {
    const norm = saturation * (1 - lengthShare + (lengthShare * (lengths[index] ?? 0)) / usual)
    return words.reduce((sum, [word, weight]) => {
      const times = terms.get(word) ?? 0
      return sum + (weight * rarity(word) * times * (saturation + 1)) / (times + norm)
    }, 0)
  })
  const strong = scores.toSorted((a, b) => b - a)[Math.floor(scores.length * strongShare)] || 1
  return items.map((item, index) => ({
    ...item,
    prior:
      odds.base +
      odds.strong * Math.min(odds.most, (scores[index] ?? 0) / strong) -
      ageCost * Math.min(1, (item.age ?? oldAge / 2) / oldAge),
  }))
}

/** The words of a brand that stand in a text, the heaviest first. */
export function wordsInCommon(brand: BrandSketch, item: { title: string; text: string }): string[] {
  const counts = countTerms(item)
  return [...brandTerms(brand)]
    .filter(([word]) => counts.has(word))
    .sort((a, b) => b[1] * (counts.get(b[0]) ?? 0) - a[1] * (counts.get(a[0]) ?? 0))
    .map(([word]) => word)
}

function brandTerms({ name, description, topics }: BrandSketch): Map<string, number> {
  const terms = new Map<string, number>()
  const add = (text: string, weight: number) => {
    for (const term of termsOf(text)) terms.set(term, Math.max(weight, terms.get(term) ?? 0))
  }
  add(description, weights.description)
  for (const topic of topics) add(topic, weights.topics)
  add(name, weights.name)
  return terms
}
