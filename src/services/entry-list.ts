import type { Entry } from '../contracts/entry.ts'
import * as store from '../store/entries.ts'
import type { App } from './app.ts'
import { readTime } from './entry-time.ts'
import type { ChooseReading } from './entry-time.ts'

/** Which entries a person wants to see. Dates are phrases; a date without a time means the whole day. */
export interface ListWish {
  zone: string
  since?: string | undefined
  until?: string | undefined
  project?: string | undefined
  tag?: string | undefined
  /** Words that the text holds. */
  words?: string | undefined
  limit?: number | undefined
  choose?: ChooseReading | undefined
}

/** The user's entries that fit, the newest first. */
export async function listEntries(app: App, wish: ListWish): Promise<Entry[]> {
  const { project, tag, words, limit } = wish
  const since = await readBound(app, wish, 'since')
  const until = await readBound(app, wish, 'until')
  return await store.listEntries(app.sql, app.org, {
    userId: app.userId,
    since,
    until,
    project,
    tag: tag?.replace(/^\+/, ''),
    words,
    limit,
  })
}

/** `--since` begins with its day, `--until` ends with it. */
async function readBound(app: App, wish: ListWish, name: 'since' | 'until'): Promise<Date | undefined> {
  const phrase = wish[name]
  if (phrase === undefined) return undefined
  const { zone, choose } = wish
  const retype = (reading: string) => `nightdesk list --${name} ${reading}`
  const said = await readTime(app, { phrase, zone, choose, retype, otherwise: '' })
  if (!said.dateOnly) return said.at
  return name === 'since' ? said.day.start : said.day.end
}
