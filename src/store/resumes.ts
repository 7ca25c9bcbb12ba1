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
