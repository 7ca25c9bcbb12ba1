import { defineSource } from '../contracts/source.ts'
import { readFeedAt } from './reading.ts'

export const search = defineSource({
  kind: 'search',
  summary: 'A search that answers with a feed: {query} in its address stands for the words of the brand',
  addresses: (source, queries) =>
    source.url.includes('{query}')
      ? [...new Set(queries)].map((query) => source.url.replaceAll('{query}', encodeURIComponent(query)))
      : [source.url],
  read: readFeedAt,
})
