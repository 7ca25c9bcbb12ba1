import type { DigestItem } from '../contracts/digest.ts'
import { type Replay, replayEditions, type ReplayedEdition } from '../domain/ranking-replay.ts'
import { type ItemPlace, itemByTail } from '../store/digest-items.ts'
import { pageVotes, votedEditionPages } from '../store/page-votes.ts'
import type { App } from './app.ts'
import { getBrand } from './brands.ts'
import { onlyBrand } from './digest.ts'

/** One page of an edition: what it was judged to be worth, what the votes made of it, and what became of it. */
export interface ExplainedItem extends DigestItem, ItemPlace {}

/** Why the page whose id ends in what was typed stands where it does. */
export async function explainItem(app: App, tail: string): Promise<ExplainedItem> {
  return await itemByTail(app.sql, app.org, tail)
}

export interface ReplayedBrand extends Replay {
  brand: string
  days: number
}

const mostPages = 6000
const mostVotes = 2000
const dayMs = 86_400_000

/** How the editions of the last days would have been ranked with and without the votes that had come before each. */
export async function replayDigests(
  app: App,
  { brand: named, days }: { brand: string | undefined; days: number },
): Promise<ReplayedBrand> {
  const brand = await getBrand(app, named ?? (await onlyBrand(app, 'replay')))
  const since = new Date(app.clock().getTime() - days * dayMs)
  const [rows, votes] = await Promise.all([
    votedEditionPages(app.sql, app.org, { brandId: brand.id, since, limit: mostPages }),
    pageVotes(app.sql, app.org, { brandId: brand.id, limit: mostVotes }),
  ])
  const editions = new Map<string, ReplayedEdition & { pages: typeof rows }>()
  for (const row of rows) {
    const edition = editions.get(row.digestId) ?? { id: row.digestId, at: row.at, pages: [] }
    edition.pages.push(row)
    editions.set(row.digestId, edition)
  }
  const said = votes.map(({ vote, votedAt, ...page }) => ({ page, vote, votedAt }))
  return { brand: brand.slug, days, ...replayEditions([...editions.values()], said) }
}
