import { AppError } from '../base/app-error.ts'
import { newId } from '../base/id.ts'
import type { Entry } from '../contracts/entry.ts'
import * as store from '../store/entries.ts'
import { linkEntries as link } from '../store/entry-links.ts'
import type { App } from './app.ts'

/** Links two entries with each other, or parts them. Returns both as they are now, and whether anything changed. */
export async function linkEntries(
  app: App,
  typed: readonly [string, string],
  parted: boolean,
): Promise<{ entries: Entry[]; changed: boolean }> {
  const one = await store.findEntry(app.sql, app.org, app.userId, typed[0])
  const other = await store.findEntry(app.sql, app.org, app.userId, typed[1])
  if (one.id === other.id)
    throw new AppError('wrong-use', `"${typed[0]}" and "${typed[1]}" are one entry. Nothing was linked.`, {
      hint: 'Try: nightdesk list',
    })
  const change = { id: newId(), userId: app.userId, action: 'link', subject: 'entry', subjectId: null }
  const changed = await link(app.sql, app.org, { ids: [one.id, other.id], parted }, change)
  const entries = await store.listEntries(app.sql, app.org, { ids: [one.id, other.id] })
  return { entries, changed }
}

/** The entries that an entry is linked with, those in the trash left out. */
export async function linkedEntries(app: App, { links }: Entry): Promise<Entry[]> {
  return links.length === 0 ? [] : await store.listEntries(app.sql, app.org, { ids: links })
}
