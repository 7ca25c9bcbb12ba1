import type { Entry } from '../contracts/entry.ts'
import { entryHistory as read, type EntryStep } from '../store/entry-history.ts'
import { findAnyEntry } from '../store/trash.ts'
import type { App } from './app.ts'

export type { EntryImage, EntryStep } from '../store/entry-history.ts'

/** An entry, in the trash or not, and every change of it, the oldest first. */
export async function entryHistory(app: App, typed: string): Promise<{ entry: Entry; steps: EntryStep[] }> {
  const entry = await findAnyEntry(app.sql, app.org, app.userId, typed)
  return { entry, steps: await read(app.sql, app.org, entry.id) }
}
