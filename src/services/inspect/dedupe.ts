import * as v from 'valibot'
import { cluster } from '../../domain/near-duplicate.ts'
import { defineOperation } from './operation.ts'

const item = v.object({
  id: v.string(),
  url: v.nullish(v.string()),
  title: v.nullish(v.string()),
  text: v.nullish(v.string(), ''),
})

/** Which items are copies of one another; every id is in one cluster. */
export const dedupe = defineOperation(v.object({ items: v.array(item) }), ({ items }) => ({
  clusters: cluster(
    items.map(({ id, url, title, text }) => ({
      id,
      url: url ?? null,
      title: title ?? null,
      text,
    })),
  ),
}))
