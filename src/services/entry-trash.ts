import { AppError } from '../base/app-error.ts'
import { newId, shortId } from '../base/id.ts'
import type { Entry } from '../contracts/entry.ts'
import * as store from '../store/trash.ts'
import type { App } from './app.ts'

/** How long the trash keeps what was removed, in milliseconds: 30 days. */
export const trashTime = 30 * 86_400_000

/** What is in the trash, the last removed first, at most so many. What is in it for too long goes now. */
export async function listTrash(app: App, limit: number): Promise<Entry[]> {
  await purgeTrash(app, trashTime)
  return await store.listTrash(app.sql, app.org, app.userId, limit)
}

/** Takes an entry out of the trash. Throws not-found where it is not in there. */
export async function restoreEntry(app: App, typed: string): Promise<Entry> {
  const entry = await store.findAnyEntry(app.sql, app.org, app.userId, typed)
  const change = { id: newId(), userId: app.userId, action: 'restore', subject: 'entry', subjectId: entry.id }
  if (await store.restoreEntry(app.sql, app.org, entry.id, change)) return { ...entry, deletedAt: null }
  throw new AppError('not-found', `The entry "${typed}" is not in the trash.`, {
    hint: `Try: nightdesk show ${shortId(entry.id)}`,
  })
}

/**
 * Deletes for good what is in the trash for so many milliseconds, with its texts in the history and in what was written
 * from it. Returns the number of entries.
 */
export async function purgeTrash(app: App, age: number): Promise<number> {
  const before = new Date(app.clock().getTime() - age)
  const ids = await store.trashedBefore(app.sql, app.org, app.userId, before)
  if (ids.length === 0) return 0
  // First: what breaks off here leaves the entries in the trash, and the next purge ends it.
  const { eraseEntries } = await import('./report-erasure.ts')
  const reports = await eraseEntries(app, ids)
  const change = { id: newId(), userId: app.userId, action: 'purge', subject: 'entry', subjectId: null }
  return await store.purgeTrash(app.sql, app.org, { ids, reports }, change)
}
