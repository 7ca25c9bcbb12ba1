// Tables as they are after a long time.
import { openClient } from '../../src/io/postgres/index.ts'
import type { App } from '../../src/services/app.ts'

/** Adds jobs that have succeeded, each with the three events that every job has, as a year of work leaves them. */
export async function addFinished(app: App, jobs: number): Promise<void> {
  const client = await openClient(app.database.owner)
  try {
    await client.query(
      `insert into jobs (id, org_id, type, status, trigger, payload, scheduled_for, trace_id, created_at, started_at,
         finished_at)
       select id, $1, 'bench.noop', 'success', 'cli', '{}', at, id, at, at, at
       from (
         select now() - $2::bigint * interval '1 minute' + number * interval '1 minute' as at,
           (lpad(to_hex((extract(epoch from now()) * 1000)::bigint - ($2::bigint - number) * 60000), 12, '0')
             || '7' || substr(md5(number::text), 1, 3) || '8' || substr(md5(number::text), 4, 15))::uuid as id
         from generate_series(1, $2::bigint) as number
       ) as old`,
      [app.org, jobs],
    )
    await client.query(
      `insert into events (org_id, job_id, at, source, name, message)
       select org_id, id, created_at, 'system', name, 'Of old'
       from jobs, unnest(array['job-enqueued', 'job-started', 'job-succeeded']) as name`,
    )
    await client.query('vacuum analyze jobs, events')
  } finally {
    await client.end()
  }
}
