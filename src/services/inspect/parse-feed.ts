import * as v from 'valibot'
import { bodyBase64, defineOperation, isoOf, webAddress } from './operation.ts'

/** A feed of any kind and its entries. */
export const parseFeed = defineOperation(
  v.object({ url: webAddress, contentType: v.nullish(v.string(), ''), bodyBase64 }),
  async ({ url, contentType, bodyBase64: body }, { parse }) => {
    const { title, link, items } = await parse('feed', { url, contentType, body })
    return { title, link, items: items.map((item) => ({ ...item, publishedAt: isoOf(item.publishedAt) })) }
  },
)
