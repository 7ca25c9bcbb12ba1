import type { Brand } from '../contracts/brand.ts'

export type WordKind = 'name' | 'product' | 'core' | 'extended' | 'query'

/** A word or phrase of a brand and how much it says that a page matters to it. */
export interface BrandWord {
  text: string
  kind: WordKind
  weight: number
}

/** What a brand stays away from: the topic's name and the words by which it is known. */
export interface NoGoTopic {
  name: string
  words: readonly string[]
}

const nameWeight = 6
const productWeight = 4
const queryWeight = 1.2
const coreWeights = { first: 3, last: 1.2 }
const extendedWeights = { first: 1.2, last: 0.6 }

/** All words of a brand, the heaviest first. Within a list the first words weigh the most; a word in two lists counts once. */
export function brandWords(brand: Brand): BrandWord[] {
  const { core, extended, products } = brand.keywords
  const queries = [...brand.queries.brand_health, ...brand.queries.market_intelligence]
  const all: BrandWord[] = [
    ...[brand.display_name, ...brand.aliases].map((text) => ({
      text,
      kind: 'name' as const,
      weight: nameWeight,
    })),
    ...products.map((text) => ({ text, kind: 'product' as const, weight: productWeight })),
    ...falling(core, coreWeights).map((word) => ({ ...word, kind: 'core' as const })),
    ...falling(extended, extendedWeights).map((word) => ({ ...word, kind: 'extended' as const })),
    ...queries.map((text) => ({ text, kind: 'query' as const, weight: queryWeight })),
  ]
  const byText = new Map<string, BrandWord>()
  for (const word of all) if (!byText.has(word.text.toLowerCase())) byText.set(word.text.toLowerCase(), word)
  return [...byText.values()]
}

/** `gambling (casino, betting)` is the topic gambling, known by three words. */
export function noGoTopics(brand: Brand): NoGoTopic[] {
  return brand.no_go_topics.map((line) => {
    const [, name = line, inside = ''] = /^(.*?)\s*\(([^()]*)\)\s*$/.exec(line) ?? []
    const words = inside.split(/[,;]/).map((word) => word.trim())
    return { name, words: [name, ...words].filter((word) => word !== '') }
  })
}

function falling(
  texts: readonly string[],
  { first, last }: { first: number; last: number },
): { text: string; weight: number }[] {
  const step = texts.length > 1 ? (first - last) / (texts.length - 1) : 0
  return texts.map((text, index) => ({ text, weight: first - step * index }))
}
