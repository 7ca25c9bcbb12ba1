import { defineSource } from '../contracts/source.ts'
import { readDocument } from './reading.ts'

export const site = defineSource({
  kind: 'site',
  summary: 'A page whose links to articles of the same site are read',
  addresses: (source) => [source.url],
  read: async (address, reader) => readDocument('links', address, reader),
})
