import type { DigestItem } from '../contracts/digest.ts'
import { siteOf } from './page-address.ts'

type Told = Pick<DigestItem, 'id' | 'url' | 'sameAs'>

/** The other sites that tell what each kept page tells, by the id of the kept one; a copy of a copy counts for it too. */
export function alsoAt(items: readonly Told[]): Map<string, string[]> {
  const byId = new Map(items.map((item) => [item.id, item]))
  const sites = new Map<string, Set<string>>()
  for (const item of items) {
    const kept = keptOf(item, byId)
    if (kept === item || siteOf(kept.url) === siteOf(item.url)) continue
    sites.set(kept.id, (sites.get(kept.id) ?? new Set()).add(siteOf(item.url)))
  }
  return new Map([...sites].map(([id, names]) => [id, [...names].sort()]))
}

/** Follows copies of copies; a ring would end where it began. */
function keptOf(item: Told, byId: ReadonlyMap<string, Told>): Told {
  let kept = item
  for (const seen = new Set<string>(); kept.sameAs !== null && !seen.has(kept.id);) {
    seen.add(kept.id)
    kept = byId.get(kept.sameAs) ?? item
  }
  return kept
}
