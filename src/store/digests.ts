import { toJson, type JsonObject } from '../base/json.ts'
import type { Digest, DigestStatus } from '../contracts/digest.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { candidateLimit, tailPattern, theOne, type RowNoun } from './id-tail.ts'

export const digestNoun: RowNoun = { one: 'edition', many: 'editions', list: 'nightdesk digest list' }

/** The edition of a job; made at the first call, found again by every later one. Returns its id. */
export async function openDigest(
  sql: Sql,
  org: string,
  digest: { id: string; brandId: string; jobId: string },
): Promise<string> {
  const [opened] = await sql<{ id: string }[]>`
    insert into digests (id, org_id, brand_id, job_id)
    values (${digest.id}, ${org}, ${digest.brandId}, ${digest.jobId})
    on conflict (job_id) do update
    set brand_id = excluded.brand_id
    returning id`
  if (opened === undefined) throw new Error(`The edition of job ${digest.jobId} was not opened.`)
  return opened.id
}

/** What is known of an edition as it goes on. */
export interface DigestProgress {
  status: DigestStatus
  subject: string | null
  summary: JsonObject
  engine: string | null
}

/** Writes the state of an edition. `sent`, `held`, `refused` and `empty` are its ends and set the time at which it finished. */
export async function updateDigest(
  sql: Sql,
  org: string,
  id: string,
  { status, subject, summary, engine }: DigestProgress,
): Promise<void> {
  await sql`
    update digests
    set status = ${status},
        subject = ${subject},
        summary = ${sql.json(toJson(summary))},
        engine = ${engine},
        finished_at = case when ${status} in ('sent', 'held', 'refused', 'empty') then coalesce(finished_at, now()) end
    where org_id = ${org}
      and id = ${id}`
}

/** An edition that was held or refused counts as sent once a mail of it was sent and a person has to decide of none. */
export async function releaseDigest(sql: Sql, org: string, id: string): Promise<void> {
  await sql`
    update digests
    set status = 'sent'
    where org_id = ${org}
      and id = ${id}
      and status in ('held', 'refused')
      and (
        select bool_or(state = 'sent') and bool_and(state in ('sent', 'failed', 'stopped'))
        from deliveries
        where org_id = ${org}
          and digest_id = ${id}
      )`
}

/** The newest editions first; of one brand where `brandId` is given. */
export async function newestDigests(
  sql: Sql,
  org: string,
  { brandId, hasPages, limit }: { brandId?: string | undefined; hasPages?: true; limit: number },
): Promise<Digest[]> {
  return await sql<Digest[]>`
    select ${columns(sql)}
    from digests d
    join brands b on b.id = d.brand_id
    join jobs j on j.id = d.job_id
    where d.org_id = ${org}
      and d.brand_id = coalesce(${brandId ?? null}, d.brand_id)
      and (
        ${hasPages === undefined}
        or exists (
          select from digest_items i
          where i.org_id = ${org}
            and i.digest_id = d.id
            and i.fate = 'chosen'
        )
      )
    order by d.id desc
    limit ${limit}`
}

/** The edition whose id ends in what a person typed. */
export async function digestByTail(sql: Sql, org: string, tail: string): Promise<Digest> {
  const found = await sql<Digest[]>`
    select ${columns(sql)}
    from digests d
    join brands b on b.id = d.brand_id
    join jobs j on j.id = d.job_id
    where d.org_id = ${org}
      and replace(d.id::text, '-', '') like ${tailPattern(tail, digestNoun)}
    order by d.id desc
    limit ${candidateLimit}`
  return theOne(found, tail, digestNoun)
}

export async function digestOfJob(sql: Sql, org: string, jobId: string): Promise<Digest | undefined> {
  const [digest] = await sql<Digest[]>`
    select ${columns(sql)}
    from digests d
    join brands b on b.id = d.brand_id
    join jobs j on j.id = d.job_id
    where d.org_id = ${org}
      and d.job_id = ${jobId}`
  return digest
}

/** Selects the traces of editions that are still needed: readers voted on them, or a mail of theirs is to be sent or decided on. */
export function neededTraces(sql: Sql, org: string): Fragment {
  return sql`
    select j.trace_id
    from digests d
    join jobs j on j.id = d.job_id
    where d.org_id = ${org}
      and (
        exists (
          select
          from feedback f
          join digest_items i on i.id = f.digest_item_id
          where f.org_id = ${org}
            and i.digest_id = d.id
        )
        or exists (
          select
          from deliveries m
          where m.org_id = ${org}
            and m.digest_id = d.id
            and m.state in ('ready', 'sending', 'transmitting', 'unknown')
        )
      )`
}

function columns(sql: Sql): Fragment {
  return sql`d.id, d.brand_id as "brandId", b.slug as brand, b.name as "brandName", d.job_id as "jobId",
    case when d.status in ('reading', 'ready') and j.status in ('failed', 'cancelled') then j.status else d.status end
      as status,
    d.subject, d.summary, d.engine, d.created_at as "createdAt", d.finished_at as "finishedAt"`
}
