import { type BrandSketch, type PlainItem, withInterest, wordsInCommon } from './brand-interest.ts'
import { explainRank, type ItemVote, rankByVotes } from './learned-ranking.ts'

/** A vote on an item that is in the list, or was offered before. */
export interface PlainVote extends Omit<ItemVote, 'item'> {
  item: PlainItem
}

export interface RankedForBrand {
  id: string
  /** 0 to 1; falls from the first to the last. */
  score: number
  why: string
}

const mostWords = 3
/** Shown once, an item is not news any more: it stands behind everything that was not voted on. */
const votedShare = 0.001

/**
 * Ranks items for a brand that is known by a few sentences only: by the brand's words, and by what is learned from the
 * votes. Items that were voted on come last, those with a yes before those with a no.
 */
export function rankForBrand(
  brand: BrandSketch,
  items: readonly PlainItem[],
  votes: readonly PlainVote[],
  limit = items.length,
): RankedForBrand[] {
  const listed = new Map(items.map((item) => [item.id, item]))
  const past = new Map(votes.flatMap(({ item }) => (listed.has(item.id) ? [] : [[item.id, item] as const])))
  const priced = new Map(
    withInterest([...listed.values(), ...past.values()], brand).map((item) => [item.id, item]),
  )
  const known = votes.flatMap(({ item: { id }, yes, daysAgo }) => {
    const item = priced.get(id)
    return item === undefined ? [] : [{ item, yes, daysAgo }]
  })
  const said = new Map<string, number>()
  for (const { item, yes } of known) said.set(item.id, (said.get(item.id) ?? 0) + (yes ? 1 : -1))
  const offered = [...listed.keys()].flatMap((id) => priced.get(id) ?? [])
  const ranked = rankByVotes(
    offered.filter(({ id }) => !said.has(id)),
    known,
  ).map(({ id, score, ...why }) => ({
    id,
    score: votedShare + (1 - votedShare) * score,
    why: explainRank(why),
  }))
  const seen = offered
    .filter(({ id }) => said.has(id))
    .map(({ id }) => ({ id, lead: said.get(id) ?? 0 }))
    .sort((a, b) => b.lead - a.lead)
    .map(({ id, lead }) => ({ id, score: votedShare * chance(lead), why: voteWords(lead) }))
  return [...ranked, ...seen].slice(0, limit).map(({ why, ...rest }) => ({
    ...rest,
    why: whyOf(why, listed.get(rest.id), brand),
  }))
}

function chance(lead: number): number {
  return 1 / (1 + Math.exp(-lead))
}

function voteWords(lead: number): string {
  if (lead === 0) return 'voted on already'
  return `voted on already: ${lead > 0 ? 'yes' : 'no'}`
}

function whyOf(learned: string, item: PlainItem | undefined, brand: BrandSketch): string {
  const words = item === undefined ? [] : wordsInCommon(brand, item).slice(0, mostWords)
  const common = words.length === 0 ? 'none of the brand’s words' : `the brand’s words ${words.join(', ')}`
  return learned === '' ? common : `${common}; ${learned}`
}
