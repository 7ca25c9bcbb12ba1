import type { Sql } from '../contracts/sql.ts'

/** A process that works on jobs. */
export interface WorkerRow {
  id: string
  kind: 'daemon' | 'command'
  host: string
  pid: number
  types: string[]
  concurrency: number
  startedAt: Date
  beatAt: Date
  running: number
}

/** The workers that beat within the last 15 seconds, with the number of jobs that each has in hand. */
export async function livingWorkers(sql: Sql): Promise<WorkerRow[]> {
  return await sql<WorkerRow[]>`
    select
      worker.id,
      worker.kind,
      worker.host,
      worker.pid,
      worker.types,
      worker.concurrency,
      worker.started_at as "startedAt",
      worker.beat_at as "beatAt",
      (
        select count(*)::integer
        from jobs
        where jobs.worker_id = worker.id
          and jobs.status = 'running'
      ) as running
    from workers worker
    where worker.beat_at > now() - interval '15 seconds'
    order by worker.started_at`
}

/** True when a living daemon works on jobs of this type. */
export async function hasDaemon(sql: Sql, type: string): Promise<boolean> {
  const [row] = await sql<{ found: boolean }[]>`
    select exists (
      select
      from workers
      where kind = 'daemon'
        and ${type} = any(types)
        and beat_at > now() - interval '15 seconds'
    ) as found`
  return row?.found === true
}

export interface QueueCount {
  type: string
  waiting: number
  queued: number
  running: number
  failed: number
  oldestQueuedAt: Date | null
}

/** Unfinished jobs by type, and the failures of the last 24 hours. */
export async function queueCounts(sql: Sql, org: string): Promise<QueueCount[]> {
  return await sql<QueueCount[]>`
    with counted as (
      select type, status, scheduled_for
      from jobs
      where org_id = ${org}
        and status in ('waiting', 'queued', 'running')
      union all
      select type, status, scheduled_for
      from jobs
      where org_id = ${org}
        and status = 'failed'
        and finished_at > now() - interval '24 hours'
    )
    select
      type,
      count(*) filter (where status = 'waiting')::integer as waiting,
      count(*) filter (where status = 'queued')::integer as queued,
      count(*) filter (where status = 'running')::integer as running,
      count(*) filter (where status = 'failed')::integer as failed,
      min(scheduled_for) filter (where status = 'queued') as "oldestQueuedAt"
    from counted
    group by type
    order by type`
}
