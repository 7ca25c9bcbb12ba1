import type { Entry } from '../contracts/entry.ts'
import { toJson } from '../base/json.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { recordChange } from './audit.ts'
import type { Change } from './audit.ts'
import { candidateLimit, tailPattern, theOne } from './id-tail.ts'
import type { RowNoun } from './id-tail.ts'

export const entryNoun: RowNoun = { one: 'entry', many: 'entries', list: 'nightdesk list' }

/** An entry that is not stored yet. */
export type NewEntry = Pick<
  Entry,
  'id' | 'at' | 'zone' | 'text' | 'project' | 'tags' | 'private' | 'weight' | 'hash'
>

/** Which entries are meant. What is absent does not narrow; deleted ones are never meant. */
export interface EntryFilter {
  userId?: string | undefined
  /** From this moment on. */
  since?: Date | undefined
  /** Before this moment. */
  until?: Date | undefined
  project?: string | undefined
  tag?: string | undefined
  /** Words that the text or project holds, in the manner of a web search (`websearch_to_tsquery`). */
  words?: string | undefined
  /** False leaves out what must not leave the machine. */
  private?: boolean | undefined
  /** Only these. */
  ids?: readonly string[] | undefined
  /** Only those whose text no analysis has seen. */
  unanalyzed?: boolean | undefined
  /** The newest so many; all where absent. */
  limit?: number | undefined
}

/** Stores entries and the change that they are, in one statement. Returns them in the order given. */
export async function insertEntries(
  sql: Sql,
  org: string,
  entries: readonly NewEntry[],
  change: Change,
): Promise<Entry[]> {
  return sql<Entry[]>`
    with written as (
      insert into entries (id, org_id, user_id, at, zone, text, project, tags, private, weight, hash)
      select n.id, ${org}::uuid, ${change.userId}::uuid, n.at, n.zone, n.text, n.project,
        array(select jsonb_array_elements_text(n.tags)), n.private, n.weight, n.hash
      from jsonb_to_recordset(${sql.json(toJson(entries))}) as n(
        id uuid, at timestamptz, zone text, text text, project text, tags jsonb, private boolean,
        weight smallint, hash text
      )
      returning *
    ), audited as (
      ${recordChange(
        sql,
        org,
        change,
        sql`select null::jsonb as before, ${images(sql, sql`w`)} as after from written w having count(*) > 0`,
      )}
    )
    select ${columns(sql)}
    from written e
    order by e.id`
}

/** The entries that fit, the newest first. */
export async function listEntries(sql: Sql, org: string, filter: EntryFilter = {}): Promise<Entry[]> {
  return sql<Entry[]>`
    select ${columns(sql)}
    from entries e
    where e.org_id = ${org}
      and e.deleted_at is null
      ${conditions(sql, filter)}
    order by e.at desc, e.id desc
    limit ${filter.limit ?? null}::integer`
}

/** The user's entry whose id ends in what was typed. Throws wrong-use, not-found or needs-answer. */
export async function findEntry(sql: Sql, org: string, userId: string, typed: string): Promise<Entry> {
  const rows = await sql<Entry[]>`
    select ${columns(sql)}
    from entries e
    where e.org_id = ${org}
      and e.user_id = ${userId}
      and e.deleted_at is null
      and replace(e.id::text, '-', '') like ${tailPattern(typed, entryNoun)}
    order by e.id desc
    limit ${candidateLimit}`
  return theOne(rows, typed, entryNoun)
}

/** Replaces what a person may edit, unless the entry is gone. Returns the entry as it is now, or undefined. */
export async function updateEntry(
  sql: Sql,
  org: string,
  entry: NewEntry,
  change: Change,
): Promise<Entry | undefined> {
  const [row] = await sql<Entry[]>`
    with old as (
      select *
      from entries
      where org_id = ${org}
        and id = ${entry.id}
        and deleted_at is null
      for update
    ), written as (
      update entries e
      set at = ${entry.at},
          zone = ${entry.zone},
          text = ${entry.text},
          project = ${entry.project},
          tags = array(select jsonb_array_elements_text(${sql.json(entry.tags)})),
          private = ${entry.private},
          weight = ${entry.weight},
          hash = ${entry.hash},
          updated_at = now()
      from old
      where e.id = old.id
      returning e.*
    ), audited as (
      ${recordChange(sql, org, change, bothImages(sql))}
    )
    select ${columns(sql)}
    from written e`
  return row
}

/** Puts an entry into the trash. False where it is gone already. */
export async function removeEntry(sql: Sql, org: string, id: string, change: Change): Promise<boolean> {
  const rows = await sql`
    with old as (
      select *
      from entries
      where org_id = ${org}
        and id = ${id}
        and deleted_at is null
      for update
    ), written as (
      update entries e
      set deleted_at = now(),
          updated_at = now()
      from old
      where e.id = old.id
      returning e.*
    ), audited as (
      ${recordChange(sql, org, change, bothImages(sql))}
    )
    select id
    from written`
  return rows.length > 0
}

/** What undo needs of an entry, as JSON: `images` of all rows of a CTE in one array. */
export function images(sql: Sql, row: Fragment): Fragment {
  return sql`jsonb_agg(to_jsonb(${row}) - '{search,analysis,analyzed_hash}'::text[] order by ${row}.id)`
}

/** The columns of `recordChange` for rows that were `old` and are `written`. */
export function bothImages(sql: Sql): Fragment {
  return sql`
    select ${images(sql, sql`o`)} as before, ${images(sql, sql`w`)} as after
    from written w
    join old o on o.id = w.id
    having count(*) > 0`
}

/** The columns of an entry `e`. */
export function columns(sql: Sql): Fragment {
  return sql`
    e.id, e.at, e.zone, e.text, e.project, to_jsonb(e.tags) as tags, e.private,
    e.weight, to_jsonb(e.links) as links, e.origin, e.hash, e.analysis,
    e.analyzed_hash as "analyzedHash", e.created_at as "createdAt", e.updated_at as "updatedAt",
    e.deleted_at as "deletedAt"`
}

/** What narrows the entries `e`. */
export function conditions(sql: Sql, filter: EntryFilter): Fragment {
  const { userId, since, until, project, tag, words } = filter
  const none = sql``
  return sql`
    ${userId === undefined ? none : sql`and e.user_id = ${userId}`}
    ${since === undefined ? none : sql`and e.at >= ${since}`}
    ${until === undefined ? none : sql`and e.at < ${until}`}
    ${project === undefined ? none : sql`and lower(e.project) = lower(${project})`}
    ${tag === undefined ? none : sql`and lower(${tag}) = any(lower(e.tags::text)::text[])`}
    ${words === undefined ? none : sql`and e.search @@ websearch_to_tsquery('simple', ${words})`}
    ${filter.ids === undefined ? none : sql`and e.id = any(array(select jsonb_array_elements_text(${sql.json([...filter.ids])})::uuid))`}
    ${filter.private === undefined ? none : sql`and e.private = ${filter.private}`}
    ${filter.unanalyzed === true ? sql`and e.analyzed_hash is distinct from e.hash` : none}`
}
