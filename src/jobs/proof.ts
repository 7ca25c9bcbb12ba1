import type { JobStatus } from '../contracts/job.ts'
import type { Sql } from '../contracts/sql.ts'

/** What the database says of one job, to be held against a ledger that is kept elsewhere. */
export interface JobRecord {
  id: string
  status: JobStatus
  /** How often its success was accepted: once, or the fence failed. */
  successes: number
}

export async function jobRecords(sql: Sql, org: string): Promise<JobRecord[]> {
  return await sql<JobRecord[]>`
    select
      job.id,
      job.status,
      count(event.id)::integer as successes
    from jobs job
    left join events event on event.job_id = job.id and event.name = 'job-succeeded'
    where job.org_id = ${org}
    group by job.id`
}

export async function unfinishedJobs(sql: Sql, org: string): Promise<number> {
  const [row] = await sql<{ number: number }[]>`
    select count(*)::integer as number
    from jobs
    where org_id = ${org}
      and status in ('waiting', 'queued', 'running')`
  return row?.number ?? 0
}

/** The jobs that a process of this host has in hand. */
export async function jobsOfProcess(sql: Sql, host: string, pid: number): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select job.id
    from jobs job
    join workers worker on worker.id = job.worker_id
    where worker.host = ${host}
      and worker.pid = ${pid}
      and job.status = 'running'`
  return rows.map(({ id }) => id)
}

/** Ends one session of this database but the own, by chance; false where there is none. */
export async function terminateSomeBackend(sql: Sql): Promise<boolean> {
  const rows = await sql`
    select pg_terminate_backend(pid)
    from (
      select pid
      from pg_stat_activity
      where datname = current_database()
        and usename = current_user
        and pid <> pg_backend_pid()
        and application_name <> 'nightdesk prove'
      order by random()
      limit 1
    ) as victim`
  return rows.length > 0
}
