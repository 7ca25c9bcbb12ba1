import * as v from 'valibot'
import { sha256 } from '../../base/hash.ts'
import { canonicalJson } from '../../base/json.ts'
import type { PlainItem } from '../../domain/brand-interest.ts'
import { rankForBrand } from '../../domain/brand-ranking.ts'
import { votes as sides } from '../../contracts/digest.ts'
import { defineOperation } from './operation.ts'

const id = v.union([v.string(), v.number()])
const item = v.object({
  id,
  title: v.nullish(v.string(), ''),
  text: v.nullish(v.string(), ''),
  publishedAt: v.nullish(v.union([v.string(), v.number()])),
})
/** What a vote was on: an item as it was listed, or as much of it as is known. */
const votedItem = v.object({ ...item.entries, id: v.nullish(id) })
const request = v.object({
  brand: v.object({
    name: v.nullish(v.string(), ''),
    description: v.nullish(v.string(), ''),
    topics: v.nullish(v.array(v.string()), []),
  }),
  items: v.array(item),
  feedback: v.nullish(
    v.array(
      v.object({
        /** The id of an item in the list or in an earlier request for this brand, or the item itself. */
        item: v.union([id, votedItem]),
        vote: v.picklist(sides),
        /** A number of days, or a date. */
        day: v.nullish(v.union([v.number(), v.string()])),
      }),
    ),
    [],
  ),
  limit: v.nullish(v.pipe(v.number(), v.minValue(0))),
})

const dayMs = 86_400_000

/** Ranks the items for a brand, with what its readers said of items before. Ids come back as they were given. */
export const rank = defineOperation(request, ({ brand, items, feedback, limit }, { memory }) => {
  const key = sha256(canonicalJson(brand))
  const newest = greatest(items.map((each) => timeOf(each.publishedAt) ?? -Infinity))
  const toPlain = (given: v.InferOutput<typeof votedItem>): PlainItem => {
    const time = timeOf(given.publishedAt)
    const age = time === null ? null : Math.max(0, newest - time) / dayMs
    return { id: String(given.id), title: given.title, text: given.text, tags: [], age }
  }
  const offered = items.map(toPlain)
  const known = new Map([...memory.recall(key), ...offered.map((each) => [each.id, each] as const)])
  memory.remember(key, offered)
  const days = feedback.map(({ day }) => dayNumber(day))
  const today = greatest(days)
  const votedOn = (given: v.InferOutput<typeof votedItem> | string | number, name: string) => {
    if (typeof given !== 'object') return known.get(String(given))
    const bare = given.title === '' && given.text === ''
    return bare ? known.get(String(given.id)) : toPlain({ ...given, id: given.id ?? name })
  }
  const votes = feedback.flatMap(({ item: given, vote }, index) => {
    const found = votedOn(given, `vote ${index}`)
    const daysAgo = today - (days[index] ?? today)
    return found === undefined ? [] : [{ item: found, yes: vote === 'yes', daysAgo }]
  })
  // Nobody says who voted: of several votes on one item the last one is meant.
  const last = new Map(votes.toSorted((a, b) => b.daysAgo - a.daysAgo).map((each) => [each.item.id, each]))
  const ids = new Map(items.map((each) => [String(each.id), each.id]))
  const ranked = rankForBrand(
    brand,
    offered,
    votes.filter((each) => last.get(each.item.id) === each),
    limit ?? undefined,
  )
  return {
    ranked: ranked.map(({ id: name, score, why }) => ({
      id: ids.get(name) ?? name,
      score: Number(score.toPrecision(6)),
      why,
    })),
  }
})

/** `Math.max` takes its numbers as arguments, and a request may hold more of them than a call may. */
function greatest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), -Infinity)
}

/** A time as text, or in milliseconds. */
function timeOf(given: string | number | null | undefined): number | null {
  const time = typeof given === 'number' ? given : Date.parse(given ?? '')
  return Number.isNaN(time) ? null : time
}

function dayNumber(day: number | string | null | undefined): number {
  if (typeof day === 'number') return day
  const asNumber = Number(day ?? Number.NaN)
  return Number.isNaN(asNumber) ? (timeOf(day ?? null) ?? 0) / dayMs : asNumber
}
