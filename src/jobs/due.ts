import type { Sql } from '../contracts/sql.ts'
import { notPaused } from './pauses.ts'

/** True while something is due: a schedule where asked for, or a job of these types that runs or comes up within the minute. */
export async function hasDueWork(
  sql: Sql,
  types: readonly string[],
  { schedules }: { schedules: boolean },
): Promise<boolean> {
  const [row] = await sql<{ due: boolean }[]>`
    select exists (
      select
      from schedules
      where ${schedules}
        and enabled
        and next_at <= now()
    ) or exists (
      select
      from jobs
      where status = 'running'
        and type = any(${types as string[]})
    ) or exists (
      select
      from jobs
      where status = 'queued'
        and scheduled_for <= now() + interval '1 minute'
        and type = any(${types as string[]})
        and ${notPaused(sql)}
    ) as due`
  return row?.due === true
}
