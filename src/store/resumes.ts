import type { Sql } from '../contracts/sql.ts'

/** A stored version of the résumé, or what was made from one: a view for a posting, a letter, a score. */
export interface ResumeVersion {
  id: string
  /** Counted from 1, the oldest; null for what is no version of the résumé itself. */
  number: number | null
  kind: string
  title: string
  engine: string
  createdAt: Date
}

/** A person's versions, views, letters and scores, the newest first. */
export async function listResumes(sql: Sql, org: string, userId: string): Promise<ResumeVersion[]> {
  return await sql<ResumeVersion[]>`
    select r.id, r.kind, r.title, r.engine, r.created_at as "createdAt",
      case when r.kind = 'resume' then row_number() over (partition by r.kind order by r.id) end::integer as number
    from reports r
    where r.org_id = ${org}
      and r.user_id = ${userId}
      and r.kind like 'resume%'
    order by r.id desc`
}

/** The id of a person's version with a number, or undefined. */
export async function resumeNumbered(
  sql: Sql,
  org: string,
  userId: string,
  number: number,
): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`
    select r.id
    from reports r
    where r.org_id = ${org}
      and r.user_id = ${userId}
      and r.kind = 'resume'
    order by r.id
    offset ${number - 1}
    limit 1`
  return row?.id
}

/** Those of the entries that are private, also the ones in the trash, or were when they were deleted for good. */
export async function withheldEntries(sql: Sql, org: string, ids: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with asked as (
      select id
      from jsonb_array_elements_text(${sql.json([...ids])}) as named(id)
    )
    select e.id::text as id
    from entries e
    join asked on asked.id = e.id::text
    where e.org_id = ${org}
      and e.private
    union
    select i ->> 'id'
    from audit_log a, jsonb_array_elements(a.before) i
    join asked on asked.id = i ->> 'id'
    where a.org_id = ${org}
      and a.subject = 'entry'
      and a.action = 'purge'
      and i -> 'private' = 'true'`
  return rows.map(({ id }) => id)
}
