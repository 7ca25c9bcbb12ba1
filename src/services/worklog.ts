import { AppError } from '../base/app-error.ts'
import { sha256 } from '../base/hash.ts'
import { newId, shortId } from '../base/id.ts'
import { cleanText, squeeze, truncate } from '../base/text.ts'
import type { Entry } from '../contracts/entry.ts'
import { isTag, readEntryLine, withoutPrivateTag } from '../domain/entry-line.ts'
import type { EntryLine } from '../domain/entry-line.ts'
import { readPastedLines } from '../domain/pasted-lines.ts'
import { findEntry, insertEntries, removeEntry as trashEntry, updateEntry } from '../store/entries.ts'
import type { NewEntry } from '../store/entries.ts'
import type { App } from './app.ts'
import { timeOfEntry } from './entry-time.ts'
import type { ChooseReading } from './entry-time.ts'

/** What is said beside the text of an entry. */
export interface EntryWish {
  /** The IANA time zone of the person. */
  zone: string
  /** A date phrase; with it no line is searched for one. */
  when?: string | undefined
  project?: string | undefined
  tags?: readonly string[] | undefined
  private?: boolean | undefined
  /** How much it matters, from 1 to 5. */
  weight?: number | undefined
  choose?: ChooseReading | undefined
}

/** What changes in an entry; what is absent stays. An empty project is none. */
export interface EntryEdit extends EntryWish {
  /** Read like a line of the log, without a date: labels in it replace the tags. */
  text?: string | undefined
}

const longestText = 20_000
const longestProject = 100
const heaviest = 5

/** Logs one entry: `yesterday: fixed the login +auth`. Throws for an empty text and for dates that cannot be meant. */
export async function logEntry(app: App, text: string, wish: EntryWish): Promise<Entry> {
  const [entry] = await store(app, [await prepare(app, readLine(text, wish), wish)])
  if (entry === undefined) throw new Error('A new entry was not stored.')
  return entry
}

/** Logs an entry for each line that is not blank, all or none; `undo` takes them back together. */
export async function logEntries(app: App, lines: readonly string[], wish: EntryWish): Promise<Entry[]> {
  const entries: NewEntry[] = []
  const read = readPastedLines(lines.map(cleanText), { date: wish.when === undefined })
  for (const line of read) entries.push(await prepare(app, line, wish))
  return entries.length === 0 ? [] : await store(app, entries)
}

/** The entry of the user whose id ends in `typed`. */
export async function showEntry(app: App, typed: string): Promise<Entry> {
  return await findEntry(app.sql, app.org, app.userId, typed)
}

/** Changes an entry. Returns it as it is now, and whether anything changed. */
export async function editEntry(
  app: App,
  typed: string,
  edit: EntryEdit,
): Promise<{ entry: Entry; changed: boolean }> {
  const before = await showEntry(app, typed)
  const after = await applyEdit(app, before, edit)
  if (sameEntry(before, after)) return { entry: before, changed: false }
  const change = changeOf(app, 'edit', before.id)
  const entry = await updateEntry(app.sql, app.org, after, change)
  if (entry === undefined) throw gone(typed)
  return { entry, changed: true }
}

/** The tags that stand in a text, as `+tag`. */
export function tagsWritten(text: string): string[] {
  return readEntryLine(text, { date: false }).tags
}

/** Puts an entry into the trash, which keeps it for 30 days; `undo` and `trash restore` bring it back. */
export async function removeEntry(app: App, typed: string): Promise<Entry> {
  const entry = await showEntry(app, typed)
  const removed = await trashEntry(app.sql, app.org, entry.id, changeOf(app, 'remove', entry.id))
  if (!removed) throw gone(typed)
  return entry
}

/**
 * Adds what came of an entry later, as a line of its own: `Outcome: errors fell by 40 %`. The entry keeps its time; when
 * the outcome came stands in its history.
 */
export async function amendEntry(app: App, typed: string, outcome: string): Promise<Entry> {
  const before = await showEntry(app, typed)
  const said = squeeze(cleanText(outcome)).replace(/^outcome:\s*/iu, '')
  if (said === '')
    throw new AppError('wrong-use', 'An outcome needs a text. Nothing was changed.', {
      hint: `Try: nightdesk amend ${shortId(before.id)} "Errors fell by 40 %"`,
    })
  const text = checkText(`${before.text}\nOutcome: ${said}`, 'changed')
  const entry = await updateEntry(
    app.sql,
    app.org,
    { ...before, text, hash: sha256(text) },
    changeOf(app, 'amend', before.id),
  )
  if (entry === undefined) throw gone(typed)
  return entry
}

async function store(app: App, entries: readonly NewEntry[]): Promise<Entry[]> {
  const [first, ...others] = entries
  const subject = others.length === 0 ? (first?.id ?? null) : null
  // Ids are made within a millisecond; their order is the order of the lines.
  const start = app.clock().getTime()
  const numbered =
    others.length === 0 ? entries : entries.map((entry, index) => ({ ...entry, id: newId(start + index) }))
  return await insertEntries(app.sql, app.org, numbered, changeOf(app, 'log', subject))
}

function readLine(line: string, wish: EntryWish): EntryLine {
  return readEntryLine(cleanText(line), { date: wish.when === undefined })
}

async function prepare(app: App, read: EntryLine, wish: EntryWish): Promise<NewEntry> {
  const text = checkText(read.text, 'logged')
  const phrase = wish.when ?? read.when
  const retype = (reading: string) => `nightdesk log -d ${reading} ${quote(text)}`
  const { zone, choose } = wish
  const given = withoutPrivateTag(wish.tags ?? [])
  const at =
    phrase === undefined
      ? app.clock()
      : await timeOfEntry(app, { phrase, zone, choose, retype, otherwise: 'Nothing was logged.' })
  return {
    id: newId(app.clock().getTime()),
    at,
    zone,
    text,
    project: checkProject(wish.project),
    tags: distinct([...given.tags, ...read.tags]),
    private: wish.private === true || given.private || read.private,
    weight: checkWeight(wish.weight) ?? null,
    hash: sha256(text),
  }
}

async function applyEdit(app: App, entry: Entry, edit: EntryEdit): Promise<NewEntry> {
  const read = edit.text === undefined ? undefined : readEntryLine(cleanText(edit.text), { date: false })
  const text = read === undefined ? entry.text : checkText(read.text, 'changed')
  const { when: phrase, zone, choose } = edit
  const retype = (reading: string) => `nightdesk edit ${entry.id.slice(-8)} -d ${reading}`
  const at =
    phrase === undefined
      ? entry.at
      : await timeOfEntry(app, { phrase, zone, choose, retype, otherwise: 'Nothing was changed.' })
  for (const tag of edit.tags ?? []) checkTag(tag)
  const given = withoutPrivateTag(edit.tags ?? [])
  const labels = distinct([...given.tags, ...(read?.tags ?? [])])
  return {
    id: entry.id,
    at,
    zone: phrase === undefined ? entry.zone : zone,
    text,
    project: edit.project === undefined ? entry.project : checkProject(edit.project),
    tags: labels.length > 0 || edit.tags !== undefined ? labels : entry.tags,
    private: given.private || read?.private === true || (edit.private ?? entry.private),
    weight: checkWeight(edit.weight) ?? entry.weight,
    hash: sha256(text),
  }
}

function checkText(text: string, wish: 'logged' | 'changed'): string {
  if (text === '')
    throw new AppError('wrong-use', `An entry needs a text. Nothing was ${wish}.`, {
      hint:
        wish === 'logged'
          ? 'Try: nightdesk log "Fixed the login bug +auth"'
          : 'Try: nightdesk rm, then the id',
    })
  if (text.length > longestText)
    throw new AppError(
      'wrong-use',
      `The text has ${text.length} characters; an entry holds ${longestText}. Nothing was ${wish}.`,
      { hint: 'Try: one entry a line, nightdesk log - < FILE' },
    )
  return text
}

function checkTag(tag: string): void {
  if (isTag(tag)) return
  throw new AppError('wrong-use', `"${truncate(tag, 60)}" cannot be a tag. Nothing was changed.`, {
    hint: 'A tag is one word: a letter, then letters, digits, dashes and underscores. Try: --tag auth',
  })
}

function checkProject(project: string | undefined): string | null {
  const name = cleanText(project ?? '').trim()
  if (name.length > longestProject)
    throw new AppError('wrong-use', `"${truncate(name, 60)}" is too long for the name of a project.`, {
      hint: `A name has at most ${longestProject} characters.`,
    })
  return name === '' ? null : name
}

function checkWeight(weight: number | undefined): number | undefined {
  if (weight === undefined || weight <= heaviest) return weight
  throw new AppError('wrong-use', `${weight} is no weight of an entry.`, {
    hint: 'A weight is 1 (small) to 5 (it made the year). Try: --weight 4',
  })
}

function changeOf(app: App, action: string, subjectId: string | null) {
  return { id: newId(), userId: app.userId, action, subject: 'entry', subjectId }
}

function sameEntry(a: NewEntry, b: NewEntry): boolean {
  const facts = ({ at, zone, text, project, tags, private: hidden, weight }: NewEntry) =>
    JSON.stringify([at, zone, text, project, tags, hidden, weight])
  return facts(a) === facts(b)
}

function gone(typed: string): AppError {
  return new AppError('not-found', `The entry "${typed}" was removed meanwhile.`, {
    hint: 'Try: nightdesk list',
  })
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)]
}

/** The text as a shell takes it, short enough for a hint. */
function quote(text: string): string {
  return `"${truncate(text, 60).replace(/["\\$`]/g, '\\$&')}"`
}
