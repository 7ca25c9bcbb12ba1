import type { Job } from '../contracts/job.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { jobColumns } from './columns.ts'

/**
 * Takes the jobs that `due` selects and locks, for a worker that still has its lease, and tells their timelines: one
 * statement. A worker that was taken for dead claims nothing.
 */
export async function claimDue(sql: Sql, worker: string, due: Fragment): Promise<Job[]> {
  return await sql<Job[]>`
    with lease as (
      select id
      from workers
      where id = ${worker}
      for key share
    ), due as (
      ${due}
    ), job as (
      update jobs
      set status = 'running',
          worker_id = ${worker},
          started_at = now()
      where id in (select id from due)
        and exists (select from lease)
      returning *
    ), told as (
      insert into events (org_id, job_id, source, name, message)
      select org_id, id, 'worker', 'job-started', ${startedMessage(sql)}
      from job
      order by id
    )
    select ${jobColumns(sql)}, pg_notify('nightdesk_events', '')
    from job`
}

/** What `job-started` says, from the columns of the claimed job. */
function startedMessage(sql: Sql): Fragment {
  return sql`
    case
      when retry_count + crashes > 0 then 'Started again (attempt ' || retry_count + crashes + 1 || ')'
      when epoch > 0 then 'Resumed'
      else 'Started'
    end`
}
