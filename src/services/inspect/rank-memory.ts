import type { PlainItem } from '../../domain/brand-interest.ts'

/** The items that earlier requests of this run held, so that a vote may name one that is not in the list any more. */
export interface RankMemory {
  remember(brand: string, items: readonly PlainItem[]): void
  recall(brand: string): ReadonlyMap<string, PlainItem>
}

const mostBrands = 50
const mostItems = 10_000
const mostText = 4000

/** Keeps the newest 10,000 items of each of the last 50 brands, with the beginnings of their texts. */
export function createRankMemory(): RankMemory {
  const brands = new Map<string, Map<string, PlainItem>>()
  return {
    remember(brand, items) {
      const known = brands.get(brand) ?? new Map<string, PlainItem>()
      brands.delete(brand)
      brands.set(brand, known)
      for (const item of items) {
        known.delete(item.id)
        known.set(item.id, { ...item, text: item.text.slice(0, mostText) })
      }
      dropOldest(known, mostItems)
      dropOldest(brands, mostBrands)
    },
    recall: (brand) => brands.get(brand) ?? new Map(),
  }
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return
    map.delete(key)
  }
}
