import { AppError, codeOf } from '../base/app-error.ts'
import { sha256 } from '../base/hash.ts'
import { newId } from '../base/id.ts'
import { truncate } from '../base/text.ts'
import type { ImportedItem, ImportReading, Rejected } from '../contracts/import.ts'
import { isTag, withoutPrivateTag } from '../domain/entry-line.ts'
import { importedEntries, insertImport, knownImportKeys, type NewImport } from '../store/imports.ts'
import type { App } from './app.ts'
import { boundsOf } from './entry-list.ts'

/** What holds for all items of an import. Dates are phrases. */
export interface ImportWish {
  zone: string
  project?: string | undefined
  tags: readonly string[]
  private: boolean
  since?: string | undefined
  until?: string | undefined
  /** Counts, and stores nothing. */
  dryRun: boolean
}

/** What an import did, or would do. */
export interface Imported {
  imported: number
  skipped: number
  /** Entries of earlier imports whose source took them back since: they go to the trash. */
  withdrawn: number
  rejected: readonly (Rejected & { file?: string })[]
  /** Why so many were skipped: `already there` → 12. */
  reasons: Record<string, number>
  dryRun: boolean
  /** The days of the first and the last item that is new; null where there is none. */
  from: Date | null
  to: Date | null
  projects: Record<string, number>
  remarks: readonly string[]
}

const uniqueViolation = '23505'
const longestProject = 100

/** Stores what is new of a reading, all or nothing. A second import of the same stores nothing. */
export async function importItems(
  app: App,
  reading: ImportReading & { remarks?: readonly string[]; withdrawn?: readonly string[] },
  wish: ImportWish,
): Promise<Imported> {
  checkTags(wish.tags)
  const reasons: Record<string, number> = { ...reading.skipped }
  const meant = await inPeriod(app, reading.items, wish, reasons)
  const fresh = await newItems(app, meant, reasons)
  const entries = fresh.map((item, index) => toEntry(item, wish, app.clock().getTime() + index))
  const withdrawn = await importedEntries(app.sql, app.org, app.userId, reading.withdrawn ?? [])
  if (!wish.dryRun && entries.length + withdrawn.length > 0) await store(app, entries, withdrawn)
  return {
    imported: entries.length,
    skipped: Object.values(reasons).reduce((sum, times) => sum + times, 0),
    withdrawn: withdrawn.length,
    rejected: reading.rejected,
    reasons,
    dryRun: wish.dryRun,
    from: entries[0]?.at ?? null,
    to: entries.at(-1)?.at ?? null,
    projects: countProjects(entries),
    remarks: reading.remarks ?? [],
  }
}

function checkTags(tags: readonly string[]): void {
  const wrong = tags.find((tag) => !isTag(tag))
  if (wrong === undefined) return
  throw new AppError('wrong-use', `"${truncate(wrong, 60)}" cannot be a tag. Nothing was imported.`, {
    hint: 'A tag is one word: a letter, then letters, digits, dashes and underscores. Try: --tag work',
  })
}

async function inPeriod(
  app: App,
  items: readonly ImportedItem[],
  { zone, since, until }: ImportWish,
  reasons: Record<string, number>,
): Promise<ImportedItem[]> {
  const bounds = await boundsOf(app, { zone, since, until }, 'nightdesk import')
  const start = bounds.since
  const end = bounds.until
  const inside = items.filter(
    ({ at }) => (start === undefined || at >= start) && (end === undefined || at < end),
  )
  if (inside.length < items.length) reasons['outside the period'] = items.length - inside.length
  return inside
}

/** In the order of their times; what is known, or there twice, is counted in `reasons`. */
async function newItems(
  app: App,
  items: readonly ImportedItem[],
  reasons: Record<string, number>,
): Promise<ImportedItem[]> {
  const keys = items.flatMap((item) => item.keys)
  const known = keys.length === 0 ? new Set() : await knownImportKeys(app.sql, app.org, app.userId, keys)
  const seen = new Set<string>()
  const count = (why: string) => void (reasons[why] = (reasons[why] ?? 0) + 1)
  const fresh: ImportedItem[] = []
  for (const item of items.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    if (item.keys.some((key) => known.has(key))) count('already there')
    else if (item.keys.some((key) => seen.has(key))) count('there twice')
    else fresh.push(item)
    for (const key of item.keys) seen.add(key)
  }
  return fresh
}

function toEntry(item: ImportedItem, wish: ImportWish, now: number): NewImport {
  const { at, text, project, keys, origin } = item
  const { tags, private: hidden } = withoutPrivateTag([...item.tags, ...wish.tags])
  return {
    id: newId(now),
    at,
    zone: wish.zone,
    text,
    project: (wish.project ?? project)?.slice(0, longestProject) ?? null,
    tags: [...new Set(tags)],
    private: wish.private || item.private || hidden,
    weight: null,
    hash: sha256(text),
    origin,
    keys: [...new Set(keys)],
  }
}

async function store(app: App, entries: readonly NewImport[], withdrawn: readonly string[]): Promise<void> {
  const change = { id: newId(), userId: app.userId, action: 'import', subject: 'entry', subjectId: null }
  try {
    await insertImport(app.sql, app.org, { entries, withdrawn }, change)
  } catch (error) {
    if (codeOf(error) !== uniqueViolation) throw error
    throw new AppError('failed', 'Another import stored some of it meanwhile. Nothing was imported.', {
      hint: 'Try the same command again: it takes what is still new.',
      cause: error,
    })
  }
}

function countProjects(entries: readonly NewImport[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { project } of entries) counts[project ?? ''] = (counts[project ?? ''] ?? 0) + 1
  return Object.fromEntries(Object.entries(counts).sort(([, a], [, b]) => b - a))
}
