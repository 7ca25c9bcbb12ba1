import { toJson } from '../base/json.ts'
import type { EntryOrigin } from '../contracts/entry.ts'
import type { Sql } from '../contracts/sql.ts'
import { recordChange, type Change } from './audit.ts'
import { images, type NewEntry } from './entries.ts'

export interface NewImport extends NewEntry {
  origin: EntryOrigin
  /** What names it at its source, none of which is known yet. */
  keys: readonly string[]
}

/** Those of the keys that an earlier import of the user brought. */
export async function knownImportKeys(
  sql: Sql,
  org: string,
  userId: string,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await sql<{ key: string }[]>`
    select k.key
    from import_keys k
    join jsonb_array_elements_text(${sql.json([...keys])}) as asked(key) on asked.key = k.key
    where k.org_id = ${org}
      and k.user_id = ${userId}`
  return new Set(rows.map(({ key }) => key))
}

/** The ids of the user's entries, not in the trash, that came under one of these keys. */
export async function importedEntries(
  sql: Sql,
  org: string,
  userId: string,
  keys: readonly string[],
): Promise<string[]> {
  if (keys.length === 0) return []
  const rows = await sql<{ id: string }[]>`
    select distinct e.id
    from import_keys k
    join jsonb_array_elements_text(${sql.json([...keys])}) as asked(key) on asked.key = k.key
    join entries e on e.org_id = ${org} and e.id = k.entry_id
    where k.org_id = ${org}
      and k.user_id = ${userId}
      and e.deleted_at is null`
  return rows.map(({ id }) => id)
}

/**
 * Stores all of an import or nothing: entries, keys and the change that they are, in one statement, which also puts into
 * the trash what the source took back. A key that another
 * import stored meanwhile is a unique violation (PostgreSQL error 23505), and nothing was stored.
 */
export async function insertImport(
  sql: Sql,
  org: string,
  { entries, withdrawn }: { entries: readonly NewImport[]; withdrawn: readonly string[] },
  change: Change & { userId: string },
): Promise<number> {
  const rows = await sql`
    with given as (
      select *
      from jsonb_to_recordset(${sql.json(toJson(entries))}) as n(
        id uuid, at timestamptz, zone text, text text, project text, tags jsonb, private boolean,
        weight smallint, hash text, origin jsonb, keys jsonb
      )
    ), written as (
      insert into entries (id, org_id, user_id, at, zone, text, project, tags, private, weight, hash, origin)
      select n.id, ${org}::uuid, ${change.userId}::uuid, n.at, n.zone, n.text, n.project,
        array(select jsonb_array_elements_text(n.tags)), n.private, n.weight, n.hash, n.origin
      from given n
      returning *
    ), named as (
      insert into import_keys (org_id, user_id, key, entry_id)
      select ${org}::uuid, ${change.userId}::uuid, k.key, n.id
      from given n, jsonb_array_elements_text(n.keys) as k(key)
      returning key
    ), old as (
      select *
      from entries
      where org_id = ${org}
        and user_id = ${change.userId}
        and id in (select jsonb_array_elements_text(${sql.json([...withdrawn])})::uuid)
        and deleted_at is null
      for update
    ), removed as (
      update entries e
      set deleted_at = now(),
          updated_at = now()
      from old
      where e.id = old.id
      returning e.*
    ), touched as (
      select * from written
      union all
      select * from removed
    ), audited as (
      ${recordChange(
        sql,
        org,
        change,
        sql`
          select (select ${images(sql, sql`o`)} from old o) as before, ${images(sql, sql`t`)} as after
          from touched t
          having count(*) > 0`,
      )}
    )
    select id
    from written`
  return rows.length
}
