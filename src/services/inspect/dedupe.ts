import * as v from 'valibot'
import { cluster } from '../../domain/near-duplicate.ts'
import { defineOperation } from './operation.ts'

const item = v.object({
  id: v.union([v.string(), v.number()]),
  url: v.nullish(v.string()),
  title: v.nullish(v.string()),
  text: v.nullish(v.string(), ''),
})

/** Which items are copies of one another; every id is in one cluster, as it was given. */
export const dedupe = defineOperation(v.object({ items: v.array(item) }), ({ items }) => {
  const clusters = cluster(
    items.map(({ url, title, text }, index) => ({
      id: String(index),
      url: url ?? null,
      title: title ?? null,
      text,
    })),
  )
  return { clusters: clusters.map((group) => group.flatMap((index) => items[Number(index)]?.id ?? [])) }
})
