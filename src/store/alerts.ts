import type { Fragment, Sql } from '../contracts/sql.ts'

/** An edition that nobody got: its run failed, or the mail server took none of its mails. */
export interface EditionFailure {
  jobId: string
  at: Date
  error: string
  /** `failed`: its job; `held` and `refused`: its mails. */
  status: 'failed' | 'held' | 'refused'
}

/**
 * The brands whose alert is due, of every org: they name who is told, an edition failed since they were told, and that
 * was an hour ago or more. With the newest job that failed.
 */
export async function dueAlerts(sql: Sql): Promise<{ org: string; brand: string; jobId: string }[]> {
  return await sql<{ org: string; brand: string; jobId: string }[]>`
    select b.org_id as org, b.slug as brand, f."jobId"
    from brands b
    left join alerts a on a.org_id = b.org_id and a.brand = b.slug
    cross join lateral (
      ${failures(sql, {
        org: sql`b.org_id`,
        brand: sql`b.slug`,
        after: sql`greatest(a.sent_at, now() - interval '1 day')`,
        until: sql`now()`,
      })}
      order by at desc
      limit 1
    ) f
    where jsonb_array_length(b.content->'alerts_to') > 0
      and (a.sent_at is null or a.sent_at <= now() - interval '1 hour')`
}

/**
 * Takes the right to tell of a brand's failures, once an hour, whichever daemon asks. Undefined where another job has
 * it; the same job gets it again. `after` and `until` bound what is to be told.
 */
export async function takeAlert(
  sql: Sql,
  org: string,
  { brand, jobId }: { brand: string; jobId: string },
): Promise<{ after: Date | null; until: Date } | undefined> {
  const [taken] = await sql<{ after: Date | null; until: Date }[]>`
    insert into alerts (org_id, brand, job_id, sent_at)
    values (${org}, ${brand}, ${jobId}, now())
    on conflict (org_id, brand) do update
    set since = case when alerts.job_id = excluded.job_id then alerts.since else alerts.sent_at end,
        sent_at = case when alerts.job_id = excluded.job_id then alerts.sent_at else excluded.sent_at end,
        job_id = excluded.job_id
    where alerts.job_id = excluded.job_id
      or alerts.sent_at <= now() - interval '1 hour'
    returning since as after, sent_at as until`
  return taken
}

/** What failed between two moments, the newest first. */
export async function failuresBetween(
  sql: Sql,
  org: string,
  { brand, after, until }: { brand: string; after: Date | null; until: Date },
): Promise<EditionFailure[]> {
  return await sql<EditionFailure[]>`
    ${failures(sql, {
      org: sql`${org}::uuid`,
      brand: sql`${brand}::text`,
      after: sql`greatest(${after}::timestamptz, ${until}::timestamptz - interval '1 day')`,
      until: sql`${until}::timestamptz + interval '1 millisecond'`,
    })}
    order by at desc
    limit 50`
}

interface Bounds {
  org: Fragment
  brand: Fragment
  after: Fragment
  until: Fragment
}

function failures(sql: Sql, { org, brand, after, until }: Bounds): Fragment {
  return sql`
    select j.id as "jobId", j.finished_at as at, coalesce(j.error, 'no reason was recorded') as error, 'failed' as status
    from jobs j
    where j.org_id = ${org}
      and j.type = 'digest.run'
      and j.status = 'failed'
      and j.payload->>'brand' = ${brand}
      and j.finished_at > ${after}
      and j.finished_at <= ${until}
    union all
    select d.job_id, d.finished_at,
      coalesce((select v.error from deliveries v where v.digest_id = d.id and v.error is not null limit 1),
        'no reason was recorded'),
      d.status
    from digests d
    join brands own on own.id = d.brand_id
    where d.org_id = ${org}
      and own.slug = ${brand}
      and d.status in ('held', 'refused')
      and d.summary->>'sent' = '0'
      and d.finished_at > ${after}
      and d.finished_at <= ${until}`
}
