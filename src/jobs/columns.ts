import type { Fragment, Sql } from '../contracts/sql.ts'

/**
 * The columns of `jobs` as the fields of a Job. `job` is the alias of the table; `result` is what the row holds where
 * absent, which for a large one is a reference.
 */
export function jobColumns(sql: Sql, result = sql`job.result`): Fragment {
  return sql`
    job.id,
    job.org_id as "orgId",
    job.user_id as "userId",
    job.type,
    job.status,
    job.trigger,
    job.payload,
    ${result} as result,
    job.error,
    job.error_kind as "errorKind",
    job.retry_count as "retryCount",
    job.max_retries as "maxRetries",
    job.retry_policy as "retryPolicy",
    job.timeout,
    job.priority,
    job.unique_key as "uniqueKey",
    job.limit_key as "limitKey",
    job.limit_most as "limitMost",
    job.scheduled_for as "scheduledFor",
    job.parent_job_id as "parentJobId",
    job.pending,
    job.trace_id as "traceId",
    job.epoch,
    job.worker_id as "workerId",
    job.crashes,
    job.cancel_requested as "cancelRequested",
    job.progress,
    job.created_at as "createdAt",
    job.started_at as "startedAt",
    job.finished_at as "finishedAt"`
}

/** The columns of `events` as the fields of an Event. `event` is the alias of the table. */
export function eventColumns(sql: Sql): Fragment {
  return sql`
    event.id::text as id,
    event.job_id as "jobId",
    (select trace_id from jobs where id = event.job_id) as "traceId",
    event.at,
    event.level,
    event.source,
    event.name,
    event.message,
    event.data`
}
