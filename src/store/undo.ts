import type { Sql } from '../contracts/sql.ts'

/** A change that can be taken back. */
export interface EntryChange {
  id: string
  at: Date
  /** What `audit_log` calls it; `report` for a stored report or résumé. */
  action: string
  /** The texts of the entries that the change touched, as they were after it (before it, where it removed them). */
  texts: string[]
  entryIds: string[]
  /** Those of them that the change put into the trash. */
  trashedIds: string[]
}

const skillActions = ['merge-skill', 'rename-skill', 'hide-skill', 'unhide-skill']
const actions = [
  'log',
  'edit',
  'amend',
  'link',
  'remove',
  'restore',
  'import',
  'analyze',
  'extract',
  ...skillActions,
]

/**
 * The user's newest change that is not undone, or undefined. What a job did counts where the user started it: nobody
 * means what a schedule did in the night. All that one job did to entries is one change.
 */
export async function newestEntryChange(
  sql: Sql,
  org: string,
  userId: string,
): Promise<EntryChange | undefined> {
  const [row] = await sql<EntryChange[]>`
    with made as (
      select a.id, a.at, a.action, a.job_id, '[]'::jsonb as texts
      from audit_log a
      where a.org_id = ${org}
        and a.user_id = ${userId}
        and a.subject in ('entry', 'skill')
        and a.action = any(array(select jsonb_array_elements_text(${sql.json(actions)})))
        and a.undone_at is null
      union all
      select r.id, r.created_at, 'report', r.job_id, jsonb_build_array(r.title)
      from reports r
      where r.org_id = ${org}
        and r.user_id = ${userId}
    ), newest as (
      select m.*
      from made m
      left join jobs j on j.org_id = ${org} and j.id = m.job_id
      where m.job_id is null or j.trigger is null or j.trigger not in ('schedule', 'system')
      order by m.at desc, m.id desc
      limit 1
    )
    select n.id, n.at, n.action,
      coalesce(jsonb_agg(i.image -> 'text' order by i.image ->> 'id') filter (where i.image ? 'text'), n.texts) as texts,
      coalesce(jsonb_agg(distinct i.image -> 'id') filter (where i.image is not null), '[]') as "entryIds",
      coalesce(
        jsonb_agg(distinct i.image -> 'id') filter (where a.after is not null and i.image ->> 'deleted_at' is not null),
        '[]'
      ) as "trashedIds"
    from newest n
    left join audit_log a on a.org_id = ${org} and n.action <> 'report' and a.action = n.action
      and (a.id = n.id or a.job_id = n.job_id) and a.undone_at is null
    left join lateral jsonb_array_elements(coalesce(a.after, a.before)) i(image) on true
    group by n.id, n.at, n.action, n.texts`
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
      where not coalesce(undone.before, '[]') @> jsonb_build_array(jsonb_build_object('id', a.id))
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

/**
 * Takes back what the analysis of a change, and of all others of its job, found: entries have the analysis that they had
 * before. Returns how many entries changed, or undefined where somebody took it back meanwhile.
 */
export async function undoAnalysis(sql: Sql, org: string, changeId: string): Promise<number | undefined> {
  const [row] = await sql<{ entries: number; changes: number }[]>`
    with undone as (
      update audit_log a
      set undone_at = now()
      from audit_log newest
      where newest.org_id = ${org}
        and newest.id = ${changeId}
        and a.org_id = ${org}
        and a.action = 'analyze'
        and (a.id = newest.id or a.job_id = newest.job_id)
        and a.undone_at is null
      returning a.id, a.before
    ), image as (
      -- A second attempt may have read an entry again: what was before the first one counts.
      select distinct on (i.image ->> 'id') i.image
      from undone u, jsonb_array_elements(u.before) i(image)
      order by i.image ->> 'id', u.id
    ), written as (
      update entries e
      set analysis = nullif(i.image -> 'analysis', 'null'),
          analyzed_hash = i.image ->> 'analyzed_hash'
      from image i
      where e.org_id = ${org}
        and e.id = (i.image ->> 'id')::uuid
      returning e.id
    )
    select (select count(*) from written)::integer as entries, (select count(*) from undone)::integer as changes`
  return row === undefined || row.changes === 0 ? undefined : row.entries
}

/**
 * Takes back what the extraction of a change, and of all others of its job, found: entries have the evidence that they
 * had before. Returns how many entries changed, or undefined where somebody took it back meanwhile.
 */
export async function undoExtraction(sql: Sql, org: string, changeId: string): Promise<number | undefined> {
  const [row] = await sql<{ entries: number; changes: number }[]>`
    with undone as (
      update audit_log a
      set undone_at = now()
      from audit_log newest
      where newest.org_id = ${org}
        and newest.id = ${changeId}
        and a.org_id = ${org}
        and a.action = 'extract'
        and (a.id = newest.id or a.job_id = newest.job_id)
        and a.undone_at is null
      returning a.id, a.before
    ), image as (
      select distinct on (i.image ->> 'id') i.image
      from undone u, jsonb_array_elements(u.before) i(image)
      order by i.image ->> 'id', u.id
    ), written as (
      update entries e
      set extracted_hash = i.image ->> 'extracted_hash'
      from image i
      where e.org_id = ${org}
        and e.id = (i.image ->> 'id')::uuid
      returning e.id
    ), removed as (
      delete from skill_evidence v
      using written
      where v.org_id = ${org}
        and v.entry_id = written.id
      returning v.entry_id
    ), restored as (
      -- Reading the count makes this wait for the removal: both write the same keys.
      insert into skill_evidence
      select v.*
      from (select count(*) from removed) after, image i
      join written on written.id = (i.image ->> 'id')::uuid,
        jsonb_populate_recordset(null::skill_evidence, i.image -> 'evidence') v
      join skills s on s.org_id = ${org} and s.id = v.skill_id
      returning entry_id
    )
    select (select count(*) from written)::integer as entries, (select count(*) from undone)::integer as changes`
  return row === undefined || row.changes === 0 ? undefined : row.entries
}

/** Makes of skills what the user had made of them before. Undefined where somebody took it back meanwhile. */
export async function undoSkillChange(sql: Sql, org: string, changeId: string): Promise<number | undefined> {
  const [row] = await sql<{ changes: number }[]>`
    with undone as (
      update audit_log
      set undone_at = now()
      where org_id = ${org}
        and id = ${changeId}
        and undone_at is null
      returning before
    ), written as (
      update skills s
      set hidden = b.hidden, label = b.label, part_of = b.part_of
      from undone, jsonb_populate_recordset(null::skills, undone.before) b
      where s.org_id = ${org}
        and s.id = b.id
      returning s.id
    )
    select (select count(*) from undone)::integer as changes, (select count(*) from written)::integer as skills`
  return row === undefined || row.changes === 0 ? undefined : 0
}

/** Deletes a stored report or résumé; its row stays in the audit log. Undefined where it is gone already. */
export async function undoReport(
  sql: Sql,
  org: string,
  reportId: string,
  undo: { id: string; userId: string },
): Promise<number | undefined> {
  const [row] = await sql<{ id: string }[]>`
    with gone as (
      delete from reports
      where org_id = ${org}
        and id = ${reportId}
      returning *
    ), audited as (
      insert into audit_log (id, org_id, user_id, action, subject, subject_id, before)
      select ${undo.id}::uuid, ${org}::uuid, ${undo.userId}::uuid, 'undo', 'report', gone.id, to_jsonb(gone)
      from gone
      returning id
    )
    select id
    from gone`
  return row === undefined ? undefined : 0
}
