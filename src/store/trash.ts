import { resultName } from '../contracts/artifact.ts'
import type { Entry } from '../contracts/entry.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { recordChange, type Change } from './audit.ts'
import { bothImages, columns, entryNoun } from './entries.ts'
import { candidateLimit, tailPattern, theOne } from './id-tail.ts'

/** What stands in the outbox where a mail told an entry that was deleted for good. It is written anew before it is sent. */
export const erasedMail = 'Deleted: the report of this mail told an entry that was deleted for good.\r\n'

/** The user's entries in the trash, the last removed first, at most so many. */
export async function listTrash(sql: Sql, org: string, userId: string, limit: number): Promise<Entry[]> {
  return sql<Entry[]>`
    select ${columns(sql)}
    from entries e
    where e.org_id = ${org}
      and e.user_id = ${userId}
      and e.deleted_at is not null
    order by e.deleted_at desc, e.id desc
    limit ${limit}`
}

/** The user's entry whose id ends in what was typed, in the trash or not. Throws wrong-use, not-found or needs-answer. */
export async function findAnyEntry(sql: Sql, org: string, userId: string, typed: string): Promise<Entry> {
  const rows = await sql<Entry[]>`
    select ${columns(sql)}
    from entries e
    where e.org_id = ${org}
      and e.user_id = ${userId}
      and replace(e.id::text, '-', '') like ${tailPattern(typed, entryNoun)}
    order by e.id desc
    limit ${candidateLimit}`
  return theOne(rows, typed, entryNoun)
}

/** Takes an entry out of the trash. False where it is not in there. */
export async function restoreEntry(sql: Sql, org: string, id: string, change: Change): Promise<boolean> {
  const rows = await sql`
    with old as (
      select *
      from entries
      where org_id = ${org}
        and id = ${id}
        and deleted_at is not null
      for update
    ), written as (
      update entries e
      set deleted_at = null,
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

/** The ids of the user's entries that went into the trash before a moment. */
export async function trashedBefore(sql: Sql, org: string, userId: string, before: Date): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id::text
    from entries
    where org_id = ${org}
      and user_id = ${userId}
      and deleted_at < ${before}`
  return rows.map(({ id }) => id)
}

/**
 * Deletes the user's entries that are named and in the trash, for good: their texts leave the history too, so that no undo
 * brings them back, and what models were asked and answered about them, what jobs gave back, reports that were undone and
 * the mails of `reports` with them. Import keys stay, and with them the memory that they were imported; so does which of them
 * were private, since what was written from one before must stay hidden. Returns their number.
 */
export async function purgeTrash(
  sql: Sql,
  org: string,
  { ids, reports }: { ids: readonly string[]; reports: readonly string[] },
  change: Change & { userId: string },
): Promise<number> {
  const rows = await sql`
    with gone as (
      delete from entries
      where org_id = ${org}
        and user_id = ${change.userId}
        and id = any(array(select jsonb_array_elements_text(${sql.json([...ids])})::uuid))
        and deleted_at is not null
      returning id::text, private
    ), cleaned as (
      select a.id,
        (select jsonb_agg(i) from jsonb_array_elements(a.before) i where not exists (select from gone g where g.id = i ->> 'id')) as before,
        (select jsonb_agg(i) from jsonb_array_elements(a.after) i where not exists (select from gone g where g.id = i ->> 'id')) as after
      from audit_log a
      where a.org_id = ${org}
        and a.subject = 'entry'
        and exists (
          select
          from jsonb_array_elements(coalesce(a.before, '[]') || coalesce(a.after, '[]')) i
          join gone g on g.id = i ->> 'id'
        )
    ), written as (
      update audit_log a
      set before = c.before,
          after = c.after,
          undone_at = case when c.before is null and c.after is null then coalesce(a.undone_at, now()) else a.undone_at end
      from cleaned c
      where a.org_id = ${org}
        and a.id = c.id
      returning a.id
    ), ${traces(sql, org, { userId: change.userId, reports })}, audited as (
      ${recordChange(
        sql,
        org,
        change,
        sql`select jsonb_agg(to_jsonb(g)) as before, null::jsonb as after from gone g having count(*) > 0`,
      )}
    )
    select id
    from gone`
  return rows.length
}

/** What else tells the entries in `gone`: undone reports, questions to models and their answers, refused lines, mails. */
function traces(
  sql: Sql,
  org: string,
  { userId, reports }: { userId: string; reports: readonly string[] },
): Fragment {
  return sql`
    unreported as (
      update audit_log a
      set before = null
      where a.org_id = ${org}
        and a.subject = 'report'
        and exists (select from gone g where strpos(a.before::text, g.id) > 0)
    ), unasked as (
      update llm_calls c
      set input = null,
          answer = null
      from jobs j
      where c.org_id = ${org}
        and j.org_id = ${org}
        and j.id = c.job_id
        and j.user_id = ${userId}
        and j.type ~ '^(worklog|skills|report|resume)[.]'
        and (
          -- It reads a résumé that names no entries.
          c.agent = 'resume-critic'
          or exists (select from gone g where strpos(c.input::text, g.id) > 0 or strpos(c.answer::text, g.id) > 0)
        )
    ), unfound as (
      -- The lines that the gate refused stand in no report.
      update jobs j
      set result = j.result - 'refused'
      where j.org_id = ${org}
        and j.user_id = ${userId}
        and j.type like 'resume.%'
        and j.status = 'success'
        and jsonb_typeof(j.result) = 'object'
        and exists (select from gone g where strpos(j.result::text, g.id) > 0)
    ), unkept as (
      -- So do those of a result that was too large for its row.
      delete from artifacts a
      using jobs j
      where a.org_id = ${org}
        and j.id = a.job_id
        and j.user_id = ${userId}
        and j.type like 'resume.%'
        and a.name = ${resultName}
        and exists (select from gone g where strpos(convert_from(a.content, 'UTF8'), g.id) > 0)
    ), unmailed as (
      update deliveries d
      set raw = convert_to(${erasedMail}, 'UTF8')
      where d.org_id = ${org}
        and exists (
          select
          from jsonb_array_elements_text(${sql.json([...reports])}) as erased(id)
          where starts_with(d.key, 'report:' || erased.id || ':')
        )
    )`
}
