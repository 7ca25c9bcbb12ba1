import type { Fragment, Sql } from '../contracts/sql.ts'

/** A change as `audit_log` keeps it: who did what to which row. */
export interface Change {
  id: string
  userId: string | null
  jobId?: string | null
  /** `log`, `edit`, `remove`, … */
  action: string
  /** The kind of row: `entry`, `brand`, … */
  subject: string
  /** Null where the change touches several rows. */
  subjectId: string | null
}

/**
 * The body of a CTE that writes one change into `audit_log`, in the statement that makes it. `images` is a select of
 * the columns `before` and `after` (jsonb); where it has no row, nothing changed and nothing is written.
 */
export function recordChange(sql: Sql, org: string, change: Change, images: Fragment): Fragment {
  return sql`
    insert into audit_log (id, org_id, user_id, job_id, action, subject, subject_id, before, after)
    select
      ${change.id}::uuid,
      ${org}::uuid,
      ${change.userId}::uuid,
      ${change.jobId ?? null}::uuid,
      ${change.action}::text,
      ${change.subject}::text,
      ${change.subjectId}::uuid,
      images.before,
      images.after
    from (${images}) images
    returning id`
}
