import type { Brand } from '../contracts/brand.ts'
import { regionName } from './region.ts'

/** Searches of one edition; each is a request to every search source. */
export const searchesOfEdition = 6
const longest = 100

/**
 * What a brand may be searched by, the most telling first: its name, the queries of its file, the other names it goes by,
 * its products beside its name, its words beside its region. Each once, whatever its case.
 */
export function searchQueries(brand: Brand): string[] {
  const { brand_health: health, market_intelligence: market } = brand.queries
  const { core, extended, products } = brand.keywords
  const [first = ''] = core
  const made = [
    brand.display_name,
    ...inTurns(health, market),
    ...brand.aliases,
    ...inTurns(
      products.map((product) => `${quoted(product)} ${brand.display_name}`),
      core.map((word) => `${word} ${regionOf(brand)}`),
    ),
    ...extended.map((word) => `${word} ${first}`),
  ]
  const byText = new Map<string, string>()
  for (const query of made.map((text) => text.trim())) {
    const key = query.toLowerCase()
    if (query.length <= longest && !byText.has(key)) byText.set(key, query)
  }
  return [...byText.values()]
}

/**
 * The searches of an edition: always the brand's name, and of the others those that were asked longest ago, the most
 * telling first. `history` is what earlier editions asked, the last edition first; so the same history chooses the same.
 */
export function queriesOfEdition(brand: Brand, history: readonly (readonly string[])[]): string[] {
  const [name, ...others] = searchQueries(brand)
  if (name === undefined) return []
  const ages = new Map<string, number>()
  for (const [age, queries] of history.entries())
    for (const query of queries) if (!ages.has(query)) ages.set(query, age)
  const ageOf = (query: string) => ages.get(query) ?? history.length
  const rotated = others.toSorted((a, b) => ageOf(b) - ageOf(a))
  return [name, ...rotated.slice(0, searchesOfEdition - 1)]
}

/** One of each in turn, then the rest of the longer one. */
function inTurns(a: readonly string[], b: readonly string[]): string[] {
  const length = Math.max(a.length, b.length)
  return Array.from({ length }, (_, index) => [a[index], b[index]])
    .flat()
    .filter((text) => text !== undefined)
}

function quoted(text: string): string {
  return /\s/.test(text) && !text.includes('"') ? `"${text}"` : text
}

function regionOf({ region }: Brand): string {
  return region === undefined ? '' : regionName(region)
}
