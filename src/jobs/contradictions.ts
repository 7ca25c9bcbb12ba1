import type { Sql } from '../contracts/sql.ts'

/** A waiting job that nothing will ever wake. */
export interface Contradiction {
  id: string
  problem: string
}

/** What the tables must never show, in all orgs: each row is a bug of the engine. The reconciler looks for it. */
export async function contradictions(sql: Sql): Promise<Contradiction[]> {
  return await sql<Contradiction[]>`
    select job.id, 'waits for parents that have all ended' as problem
    from jobs job
    where job.status = 'waiting'
      and job.waits_for = 'dependencies'
      and not exists (
        select
        from job_dependencies dependency
        where dependency.job_id = job.id
          and not dependency.released
      )
    union all
    select job.id, 'waits for children that have all ended'
    from jobs job
    where job.status = 'waiting'
      and job.waits_for = 'children'
      and not exists (
        select
        from jobs child
        where child.parent_job_id = job.id
          and child.status in ('waiting', 'queued', 'running')
      )
    union all
    select job.id, 'counts other parents than it has'
    from jobs job
    where job.status = 'waiting'
      and job.waits_for = 'dependencies'
      and job.pending <> (
        select count(*)
        from job_dependencies dependency
        where dependency.job_id = job.id
          and not dependency.released
      )
    limit 100`
}
