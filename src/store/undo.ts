import type { Sql } from '../contracts/sql.ts'

/** A change of entries that can be taken back. */
export interface EntryChange {
  id: string
  at: Date
  action: string
  /** The texts of the entries that the change touched, as they were after it (before it, where it removed them). */
  texts: string[]
  entryIds: string[]
}

const actions = ['log', 'edit', 'remove', 'import']

/** The user's newest change of entries that is not undone, or undefined. */
export async function newestEntryChange(
  sql: Sql,
  org: string,
  userId: string,
): Promise<EntryChange | undefined> {
  const [row] = await sql<EntryChange[]>`
    select a.id, a.at, a.action,
      jsonb_path_query_array(coalesce(a.after, a.before), '$[*].text') as texts,
      jsonb_path_query_array(coalesce(a.after, a.before), '$[*].id') as "entryIds"
    from audit_log a
    where a.org_id = ${org}
      and a.user_id = ${userId}
      and a.subject = 'entry'
      and a.action = any(array(select jsonb_array_elements_text(${sql.json(actions)})))
      and a.undone_at is null
    order by a.at desc, a.id desc
    limit 1`
  return row
}

/**
 * Takes one change back: entries become what they were before it, and those that it made go to the trash. Writes an
 * `undo` row of its own. Returns how many entries changed, or undefined where somebody took it back meanwhile.
 */
export async function undoEntryChange(
  sql: Sql,
  org: string,
  changeId: string,
  undo: { id: string; userId: string },
): Promise<number | undefined> {
  const [row] = await sql<{ entries: number }[]>`
    with undone as (
      update audit_log
      set undone_at = now()
      where org_id = ${org}
        and id = ${changeId}
        and undone_at is null
      returning before, after, subject_id
    ), image as (
      select b.*, false as made
      from undone, jsonb_populate_recordset(null::entries, undone.before) b
      union all
      select a.*, true
      from undone, jsonb_populate_recordset(null::entries, undone.after) a
      where undone.before is null
    ), written as (
      update entries e
      set at = i.at,
          zone = i.zone,
          text = i.text,
          project = i.project,
          tags = i.tags,
          private = i.private,
          weight = i.weight,
          links = i.links,
          hash = i.hash,
          updated_at = now(),
          deleted_at = case when i.made then now() else i.deleted_at end
      from image i
      where e.org_id = ${org}
        and e.id = i.id
      returning e.id
    ), forgotten as (
      -- What an import brought may be imported again once the import is undone.
      delete from import_keys k
      using image i
      where k.org_id = ${org}
        and k.entry_id = i.id
        and i.made
      returning k.key
    ), audited as (
      insert into audit_log (id, org_id, user_id, action, subject, subject_id, before, after)
      select ${undo.id}::uuid, ${org}::uuid, ${undo.userId}::uuid, 'undo', 'entry', subject_id, after, before
      from undone
      returning id
    )
    select (select count(*) from written)::integer as entries
    from undone`
  return row?.entries
}
