import { firstIdAt } from '../base/id.ts'
import type { Json } from '../base/json.ts'
import type { ChildResult, Job, JobStatus } from '../contracts/job.ts'
import type { Sql } from '../contracts/sql.ts'
import { jobColumns } from './columns.ts'
import { wholeResult } from './large-result.ts'

export interface JobFilter {
  status?: JobStatus
  type?: string
  /** Only jobs that were enqueued since then: their ids begin with the time. */
  since?: Date
  /** Only roots: jobs that no other job started. */
  roots?: boolean
  limit: number
}

/** The newest jobs first. */
export async function listJobs(sql: Sql, org: string, filter: JobFilter): Promise<Job[]> {
  return await sql<Job[]>`
    select ${jobColumns(sql)}
    from jobs job
    where job.org_id = ${org}
      ${filter.status === undefined ? sql`` : sql`and job.status = ${filter.status}`}
      ${filter.type === undefined ? sql`` : sql`and job.type = ${filter.type}`}
      ${filter.since === undefined ? sql`` : sql`and job.id >= ${firstIdAt(filter.since)}`}
      ${filter.roots === true ? sql`and job.parent_job_id is null` : sql``}
    order by job.id desc
    limit ${filter.limit}`
}

/**
 * The jobs whose id, without dashes, ends in these characters, with their whole results; the newest first. Those that have ended have an index of
 * the ends of ids: "g" comes after all that may follow.
 */
export async function jobsEndingIn(sql: Sql, org: string, tail: string, limit: number): Promise<Job[]> {
  return await sql<Job[]>`
    with found as (
      select id
      from jobs
      where org_id = ${org}
        and finished_at is not null
        and reverse(replace(id::text, '-', '')) ~>=~ reverse(${tail})
        and reverse(replace(id::text, '-', '')) ~<~ (reverse(${tail}) || 'g')
      union all
      select id
      from jobs
      where org_id = ${org}
        and status in ('waiting', 'queued', 'running')
        and replace(id::text, '-', '') like ('%' || ${tail})
    )
    select ${jobColumns(sql, wholeResult(sql))}
    from jobs job
    where job.org_id = ${org}
      and job.id = any(array(select id from found order by id desc limit ${limit}))
    order by job.id desc`
}

/** The job with its whole result. */
export async function jobById(sql: Sql, org: string, id: string): Promise<Job | undefined> {
  const [job] = await sql<Job[]>`
    select ${jobColumns(sql, wholeResult(sql))}
    from jobs job
    where job.org_id = ${org}
      and job.id = ${id}`
  return job
}

/** Every job of a tree, parents before their children. */
export async function jobTree(sql: Sql, org: string, traceId: string): Promise<Job[]> {
  return await sql<Job[]>`
    select ${jobColumns(sql)}
    from jobs job
    where job.org_id = ${org}
      and job.trace_id = ${traceId}
    order by job.id`
}

/** The jobs of these trees that no other job started, of all orgs. */
export async function rootsOf(sql: Sql, traceIds: readonly string[]): Promise<Job[]> {
  return await sql<Job[]>`
    select ${jobColumns(sql)}
    from jobs job
    where job.trace_id = any(${[...traceIds]})
      and job.parent_job_id is null
    order by job.id`
}

/** The jobs that a job depends on, with the edge's policy. */
export async function dependenciesOf(
  sql: Sql,
  org: string,
  id: string,
): Promise<(Job & { policy: string })[]> {
  return await sql<(Job & { policy: string })[]>`
    select ${jobColumns(sql)}, dependency.policy
    from job_dependencies dependency
    join jobs job on job.id = dependency.depends_on
    where dependency.org_id = ${org}
      and dependency.job_id = ${id}
    order by job.id`
}

/** One edge of a graph: a job, and one that must end before it. */
export interface Edge {
  jobId: string
  dependsOn: string
}

/** The edges between the jobs of a trace. */
export async function edgesOf(sql: Sql, org: string, traceId: string): Promise<Edge[]> {
  return await sql<Edge[]>`
    select dependency.job_id as "jobId", dependency.depends_on as "dependsOn"
    from job_dependencies dependency
    join jobs job on job.id = dependency.job_id
    where dependency.org_id = ${org}
      and job.trace_id = ${traceId}
    order by dependency.job_id, dependency.depends_on`
}

/** The jobs that a job started. */
export async function childrenOf(sql: Sql, org: string, id: string): Promise<Job[]> {
  return await sql<Job[]>`
    select ${jobColumns(sql)}
    from jobs job
    where job.org_id = ${org}
      and job.parent_job_id = ${id}
    order by job.id`
}

/** How the children of a job ended, with their whole results; these are null while any of them is unfinished. */
export async function childResults(sql: Sql, org: string, id: string): Promise<ChildResult[]> {
  return await sql<ChildResult[]>`
    select
      job.id,
      job.type,
      job.status,
      case when bool_and(job.finished_at is not null) over () then ${wholeResult(sql)} end as result,
      job.error,
      job.error_kind as "errorKind"
    from jobs job
    where job.org_id = ${org}
      and job.parent_job_id = ${id}
    order by job.id`
}

/** How many ready jobs of the same type are fetched before this one, in all orgs. */
export async function jobsAhead(sql: Sql, job: Job): Promise<number> {
  const [row] = await sql<{ number: number }[]>`
    select count(*)::integer as number
    from jobs
    where status = 'queued'
      and type = ${job.type}
      and (priority, turn_at, id) < (
        select priority, turn_at, id
        from jobs
        where id = ${job.id}
      )`
  return row?.number ?? 0
}

/** How many jobs with this limit run, in all orgs. */
export async function runningWithin(sql: Sql, key: string): Promise<number> {
  const [row] = await sql<{ number: number }[]>`select running_within(${key}) as number`
  return row?.number ?? 0
}

/** Failed jobs of a type, or of all types. */
export async function failedJobs(sql: Sql, org: string, type: string | undefined): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select id
    from jobs
    where org_id = ${org}
      and status = 'failed'
      ${type === undefined ? sql`` : sql`and type = ${type}`}
    order by id`
  return rows.map(({ id }) => id)
}

export interface StepRow {
  name: string
  result: Json
  finishedAt: Date
}

export async function stepsOf(sql: Sql, org: string, id: string): Promise<StepRow[]> {
  return await sql<StepRow[]>`
    select name, result, finished_at as "finishedAt"
    from job_steps
    where org_id = ${org}
      and job_id = ${id}
    order by finished_at`
}

export interface Cancelled {
  id: string
  status: JobStatus
}

/** Cancels jobs with their descendants: waiting and queued ones at once, running ones as soon as their worker hears. */
export async function cancelJobs(sql: Sql, ids: readonly string[], reason: string): Promise<Cancelled[]> {
  return await sql<Cancelled[]>`
    select job_id as id, job_status as status
    from cancel_jobs(${ids as string[]}, ${reason})`
}

/** Queues failed and cancelled jobs again; their kept steps stay. Returns the ids that were queued. */
export async function retryJobs(sql: Sql, ids: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select retry_jobs as id
    from retry_jobs(${ids as string[]})`
  return rows.map(({ id }) => id)
}
