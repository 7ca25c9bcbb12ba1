import { newId } from '../base/id.ts'
import { toJson, type Json } from '../base/json.ts'
import type { NewJob } from '../contracts/job.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import type { Workflow } from '../contracts/workflow.ts'
import { checkPayload } from './size-limits.ts'

export interface Enqueued {
  id: string
  /** False when a job with the same id, unique key or child key stood already: its id is returned. */
  created: boolean
}

/** A new job that its parent may name, so that it is started once. */
export type ChildJob = NewJob & { childKey?: string | null }

/** A new job of a workflow, with the workflow's own limits. */
export function jobFor<Payload>(workflow: Workflow<Payload>, payload: Payload): NewJob {
  const { type, maxRetries, retryPolicy, timeout } = workflow
  const limit = workflow.limit?.(payload)
  return {
    type,
    payload,
    ...(maxRetries === undefined ? {} : { maxRetries }),
    ...(retryPolicy === undefined ? {} : { retryPolicy }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(limit === undefined ? {} : { limit }),
  }
}

/** Inserts one job and its ticket in one statement. */
export async function enqueueJob(sql: Sql, org: string, job: ChildJob): Promise<Enqueued> {
  const [enqueued] = await enqueueJobs(sql, org, [job])
  if (enqueued === undefined) throw new Error(`The job ${job.type} was neither inserted nor found.`)
  return enqueued
}

/** Inserts jobs, their dependencies and their tickets in one statement; answers in the order of the jobs. */
export async function enqueueJobs(sql: Sql, org: string, jobs: readonly ChildJob[]): Promise<Enqueued[]> {
  return await sql<Enqueued[]>`
    select job_id as id, created
    from ${enqueueCall(sql, org, jobs)}
    order by place`
}

/**
 * The call of `enqueue_jobs` as a piece of a statement that also writes something else. With `condition`, a test of a
 * row of that statement, nothing is enqueued where it does not hold.
 */
export function enqueueCall(
  sql: Sql,
  org: string,
  jobs: readonly ChildJob[],
  condition = sql`true`,
): Fragment {
  const specs = sql.json(jobs.map((job) => specOf(org, job)))
  return sql`enqueue_jobs(case when ${condition} then ${specs}::jsonb else '[]'::jsonb end)`
}

function specOf(org: string, job: ChildJob): Json {
  const id = job.id ?? newId()
  const payload = toJson(job.payload)
  checkPayload(job.type, payload)
  return {
    id,
    orgId: org,
    userId: job.userId ?? null,
    type: job.type,
    trigger: job.trigger ?? 'cli',
    payload,
    priority: job.priority ?? 0,
    maxRetries: job.maxRetries ?? 3,
    retryPolicy: job.retryPolicy ?? 'transient',
    timeout: job.timeout ?? 600_000,
    uniqueKey: job.uniqueKey ?? null,
    periodKey: job.periodKey ?? null,
    replaces: job.replaces ?? false,
    scheduledFor: job.scheduledFor?.toISOString() ?? null,
    parentJobId: job.parentJobId ?? null,
    childKey: job.childKey ?? null,
    traceId: job.traceId ?? id,
    limitKey: job.limit?.key ?? null,
    limitMost: job.limit?.atMost ?? null,
    dependsOn: (job.dependsOn ?? []).map(({ id: parent, policy = 'cancel' }) => ({ id: parent, policy })),
  }
}
