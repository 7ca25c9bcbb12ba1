import type { Fragment, Sql } from '../contracts/sql.ts'

const chunk = 1000

/** Deletes events that are older than `before`, a thousand a statement, so that no lock is held long. Returns their number. */
export async function pruneEvents(sql: Sql, org: string, before: Date): Promise<number> {
  return await inChunks(async () => {
    const rows = await sql`
      delete from events
      where (xid, id) in (
        select xid, id
        from events
        where org_id = ${org}
          and at < ${before}
        order by xid, id
        limit ${chunk}
      )
      returning id`
    return rows.length
  })
}

/**
 * Deletes trees of jobs that ended before `before`, with their events, steps and artifacts: only whole trees, none that
 * an unfinished job depends on, and none whose trace `kept` selects. Returns the number of roots.
 */
export async function pruneJobs(
  sql: Sql,
  org: string,
  before: Date,
  kept: Fragment = sql`select null::uuid where false`,
): Promise<number> {
  return await inChunks(async () => {
    const rows = await sql`
      with doomed as materialized (
        select root.id, root.trace_id
        from jobs root
        where root.org_id = ${org}
          and root.parent_job_id is null
          and root.finished_at < ${before}
          and root.trace_id not in (${kept})
          and not exists (
            select
            from jobs other
            where other.trace_id = root.trace_id
              and (other.finished_at is null or other.finished_at >= ${before})
          )
          and not exists (
            select
            from job_dependencies dependency
            join jobs parent on parent.id = dependency.depends_on
            join jobs child on child.id = dependency.job_id
            where parent.trace_id = root.trace_id
              and child.finished_at is null
          )
        order by root.id
        limit ${chunk}
      ), silenced as (
        delete from events
        where job_id in (
          select id
          from jobs
          where trace_id in (select trace_id from doomed)
        )
      )
      delete from jobs
      where id in (select id from doomed)
        and finished_at < ${before}
      returning id`
    return rows.length
  })
}

async function inChunks(deleteChunk: () => Promise<number>): Promise<number> {
  let total = 0
  for (;;) {
    const deleted = await deleteChunk()
    total += deleted
    if (deleted < chunk) return total
  }
}
