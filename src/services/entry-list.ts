import { AppError } from '../base/app-error.ts'
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
  const [since, until] = [await bound('since'), await bound('until')]
  if (since !== undefined && until !== undefined && since >= until)
    throw new AppError(
      'wrong-use',
      `"${wish.since}" is not before "${wish.until}": no entry can be between them.`,
      {
        hint: `Try: ${command} --since "${wish.until}" --until "${wish.since}"`,
      },
    )
  return { since, until }
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
