import type { Entry } from '../contracts/entry.ts'
import { entryHistory as read, type EntryImage, type EntryStep } from '../store/entry-history.ts'
import { findAnyEntry } from '../store/trash.ts'
import type { App } from './app.ts'

export type { EntryImage, EntryStep } from '../store/entry-history.ts'

/** An entry, in the trash or not, and every change of it, the oldest first. */
export async function entryHistory(app: App, typed: string): Promise<{ entry: Entry; steps: EntryStep[] }> {
  const entry = await findAnyEntry(app.sql, app.org, app.userId, typed)
  const steps = await read(app.sql, app.org, entry.id)
  return {
    entry,
    steps: steps.map((step) => ({ ...step, before: plain(step.before), after: plain(step.after) })),
  }
}

/** Times of PostgreSQL's JSON as JSON has them everywhere else: `2026-04-03T07:00:00.000Z`. */
function plain(image: EntryImage | null): EntryImage | null {
  if (image === null) return null
  const iso = (at: string) => new Date(at).toISOString()
  return { ...image, at: iso(image.at), deletedAt: image.deletedAt === null ? null : iso(image.deletedAt) }
}
