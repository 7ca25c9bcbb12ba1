import { defineSource } from '../contracts/source.ts'
import { readFeedAt } from './reading.ts'

export const feed = defineSource({
  kind: 'feed',
  summary: 'A feed: RSS, Atom or JSON Feed',
  addresses: (source) => [source.url],
  read: readFeedAt,
})
