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
  return await store.listEntries(app.sql, app.org, {
    ...(await boundsOf(app, wish, 'nightdesk list')),
    userId: app.userId,
    project,
    tag: tag?.replace(/^\+/, ''),
    words,
    limit,
  })
}

/** The moments of `--since` and `--until`. `command` is what hints begin with. */
export async function boundsOf(
  app: App,
  wish: Pick<ListWish, 'since' | 'until' | 'zone' | 'choose'>,
  command: string,
): Promise<{ since: Date | undefined; until: Date | undefined }> {
  const bound = async (name: 'since' | 'until') => await readBound(app, wish, name, command)
  return { since: await bound('since'), until: await bound('until') }
}

/** `--since` begins with its day, `--until` ends with it. */
async function readBound(
  app: App,
  wish: Pick<ListWish, 'since' | 'until' | 'zone' | 'choose'>,
  name: 'since' | 'until',
  command: string,
): Promise<Date | undefined> {
  const phrase = wish[name]
  if (phrase === undefined) return undefined
  const { zone, choose } = wish
  const retype = (reading: string) => `${command} --${name} ${reading}`
  const said = await readTime(app, { phrase, zone, choose, retype, otherwise: '' })
  if (!said.dateOnly) return said.at
  return name === 'since' ? said.day.start : said.day.end
}
