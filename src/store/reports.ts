import { toJson } from '../base/json.ts'
import type { Report } from '../contracts/report.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { candidateLimit, tailPattern, theOne } from './id-tail.ts'
import type { RowNoun } from './id-tail.ts'

export type NewReport = Omit<Report, 'createdAt'> & { userId: string | null }

/** Stores a report. A job that runs again gets the one that it stored before: a report never changes. */
export async function insertReport(sql: Sql, org: string, report: NewReport): Promise<Report> {
  const [row] = await sql<Report[]>`
    with made as (
      insert into reports (
        id, org_id, user_id, job_id, kind, from_date, to_date, title, content, rendered, engine
      )
      values (
        ${report.id}, ${org}, ${report.userId}, ${report.jobId}, ${report.kind}, ${report.fromDate}::date,
        ${report.toDate}::date, ${report.title}, ${sql.json(toJson(report.content))}, ${report.rendered},
        ${report.engine}
      )
      on conflict (org_id, job_id, kind) do update
        set kind = excluded.kind
      returning *
    )
    select ${columns(sql)}
    from made r`
  if (row === undefined) throw new Error('A report was inserted and did not come back.')
  return row
}

/** The newest report of a kind (any kind where null), of one person where named, or undefined. */
export async function latestReport(
  sql: Sql,
  org: string,
  kind: string | null,
  userId: string | null = null,
): Promise<Report | undefined> {
  const [row] = await sql<Report[]>`
    select ${columns(sql)}
    from reports r
    where r.org_id = ${org}
      and (${kind}::text is null or r.kind = ${kind}::text)
      and (${userId}::uuid is null or r.user_id = ${userId}::uuid)
    order by r.id desc
    limit 1`
  return row
}

/** A person's newest report of a kind about a project, or about all where null; undefined where there is none. */
export async function lastReportAbout(
  sql: Sql,
  org: string,
  { kind, userId, project }: { kind: string; userId: string | null; project: string | null },
): Promise<Report | undefined> {
  const [row] = await sql<Report[]>`
    select ${columns(sql)}
    from reports r
    where r.org_id = ${org}
      and r.user_id is not distinct from ${userId}::uuid
      and r.kind = ${kind}
      and lower(r.content ->> 'project') is not distinct from lower(${project}::text)
    order by r.id desc
    limit 1`
  return row
}

/** A person's reports of a kind that reach to a day or beyond, which is local: `2026-11-20`. */
export async function reportsSince(
  sql: Sql,
  org: string,
  { kind, userId, day }: { kind: string; userId: string | null; day: string },
): Promise<Report[]> {
  return await sql<Report[]>`
    select ${columns(sql)}
    from reports r
    where r.org_id = ${org}
      and r.user_id is not distinct from ${userId}::uuid
      and r.kind = ${kind}
      and r.to_date >= ${day}::date`
}

/** A person's reports of these kinds, the newest first. */
export async function listReports(
  sql: Sql,
  org: string,
  { kinds, userId, limit }: { kinds: readonly string[]; userId: string; limit: number },
): Promise<Report[]> {
  return await sql<Report[]>`
    select ${columns(sql)}
    from reports r
    where r.org_id = ${org}
      and r.user_id = ${userId}
      and r.kind = any(${kinds as string[]})
    order by r.id desc
    limit ${limit}`
}

/** A person's report whose id ends in what was typed; nobody else's is found. Throws wrong-use, not-found or needs-answer. */
export async function findReport(
  sql: Sql,
  org: string,
  { userId, typed }: { userId: string | null; typed: string },
  noun: RowNoun,
): Promise<Report> {
  const rows = await sql<Report[]>`
    select ${columns(sql)}
    from reports r
    where r.org_id = ${org}
      and r.user_id is not distinct from ${userId}::uuid
      and replace(r.id::text, '-', '') like ${tailPattern(typed, noun)}
    order by r.id desc
    limit ${candidateLimit}`
  return theOne(rows, typed, noun)
}

/** The report with a whole id, or undefined where it was undone. */
export async function reportOf(sql: Sql, org: string, id: string): Promise<Report | undefined> {
  const [row] = await sql<Report[]>`
    select ${columns(sql)}
    from reports r
    where r.org_id = ${org}
      and r.id::text = ${id}`
  return row
}

/** The reports, résumés and letters that name one of the entries, the newest first. `ids` are whole ids. */
export async function reportsNaming(sql: Sql, org: string, ids: readonly string[]): Promise<Report[]> {
  return await sql<Report[]>`
    select ${columns(sql)}
    from reports r
    where r.org_id = ${org}
      and exists (
        select
        from jsonb_array_elements_text(${sql.json([...ids])}) as named(id)
        where strpos(r.content::text, named.id) > 0
      )
    order by r.id desc`
}

/** The stored reports, résumés and letters among some ids. */
export async function reportsAmong(sql: Sql, org: string, ids: readonly string[]): Promise<Report[]> {
  return await sql<Report[]>`
    select ${columns(sql)}
    from reports r
    where r.org_id = ${org}
      and r.id::text in (select jsonb_array_elements_text(${sql.json([...ids])}))`
}

/** The scores of résumés. `resumes` are whole ids. */
export async function scoresOf(sql: Sql, org: string, resumes: readonly string[]): Promise<Report[]> {
  return await sql<Report[]>`
    select ${columns(sql)}
    from reports r
    where r.org_id = ${org}
      and r.kind = 'resume-score'
      and r.content ->> 'resume' in (select jsonb_array_elements_text(${sql.json([...resumes])}))`
}

/** Puts in place of what a report says what is left of it: the only change of a stored report. */
export async function eraseFromReport(
  sql: Sql,
  org: string,
  { id, content, rendered }: Pick<Report, 'id' | 'content' | 'rendered'>,
): Promise<void> {
  await sql`
    update reports
    set content = ${sql.json(toJson(content))},
        rendered = ${rendered}
    where org_id = ${org}
      and id = ${id}`
}

/** How many reports of a kind there are, of one person where named. */
export async function countReports(
  sql: Sql,
  org: string,
  kind: string,
  userId: string | null = null,
): Promise<number> {
  const [row] = await sql<{ reports: number }[]>`
    select count(*)::integer as reports
    from reports
    where org_id = ${org}
      and kind = ${kind}
      and (${userId}::uuid is null or user_id = ${userId}::uuid)`
  return row?.reports ?? 0
}

function columns(sql: Sql): Fragment {
  return sql`
    r.id, r.job_id as "jobId", r.kind, r.from_date::text as "fromDate", r.to_date::text as "toDate", r.title,
    r.content, r.rendered, r.engine, r.created_at as "createdAt"`
}
