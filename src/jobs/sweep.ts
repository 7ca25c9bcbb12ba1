import type { Sql } from '../contracts/sql.ts'
import type { Engine } from './engine.ts'

const beatLimit = '15 seconds'
const crashLimit = 5
const strayLockLimit = '10 seconds'
const ticketLimit = '30 seconds'

interface Buried {
  worker: string
  pools: string[]
  jobsRecovered: number
}

/** Buries dead workers: their jobs go back to the queue, the locks of their pools are opened, living workers are told. */
export async function sweep(sql: Sql, self: string): Promise<Buried[]> {
  return await sql<Buried[]>`
    with buried as materialized (
      select worker, pools, jobs_recovered
      from sweep_workers(${self}, ${beatLimit}::interval, ${crashLimit})
    ), opened as materialized (
      select force_unlock_workers(array(select distinct unnest(pools) from buried)),
             pg_notify('jobs:insert', json_build_object('r', random()::text, 'count', 100)::text)
      where exists (select from buried)
    )
    select worker, pools, jobs_recovered as "jobsRecovered"
    from buried
    left join opened on true`
}

/** Opens locks of pools that died before they were registered. */
export async function openStrayLocks({ sql, queueSchema }: Engine): Promise<void> {
  await sql`
    select force_unlock_workers(array_agg(distinct ticket.locked_by))
    from ${sql(queueSchema)}.jobs ticket
    where ticket.locked_at < now() - ${strayLockLimit}::interval
      and not exists (
        select
        from workers
        where ticket.locked_by = any(workers.pool_ids)
      )
    having count(*) > 0`
}

/** Adds tickets for jobs that a limit turned away, where room was made by a worker that died. */
export async function callBack(sql: Sql): Promise<void> {
  await sql`
    select call_back(array(
      select distinct limit_key
      from jobs
      where status = 'queued'
        and ticketed_at = 'infinity'
    ))`
}

/** Adds tickets for due jobs that have none: those that wait long while no open ticket of their type stands at their turn or before. */
export async function addLostTickets({ sql, queueSchema }: Engine): Promise<number> {
  const rows = await sql<{ id: string }[]>`
    with open as materialized (
      select task_identifier as type, priority, min(run_at) as first_at
      from ${sql(queueSchema)}.jobs
      where locked_at is null
        and run_at <= now()
      group by task_identifier, priority
    ), lost as materialized (
      select job.id
      from jobs job
      left join open using (type, priority)
      where job.status = 'queued'
        and job.scheduled_for < now() - ${ticketLimit}::interval
        and coalesce(job.ticketed_at, job.created_at) < now() - ${ticketLimit}::interval
        and not exists (select from paused_types where org_id = job.org_id and type = job.type)
        and (open.first_at is null or job.turn_at < open.first_at)
      order by job.id
      limit 1000
    ), ticketed as materialized (
      select add_tickets(array(select id from lost))
    )
    select id
    from lost, ticketed`
  return rows.length
}
