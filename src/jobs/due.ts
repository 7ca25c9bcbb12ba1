import type { Sql } from '../contracts/sql.ts'

/** True while something is due for these types: a schedule, a job in hand, or one that comes up within the minute. */
export async function hasDueWork(sql: Sql, types: readonly string[]): Promise<boolean> {
  const [row] = await sql<{ due: boolean }[]>`
    select exists (
      select
      from schedules
      where enabled
        and next_at <= now()
    ) or exists (
      select
      from jobs
      where type = any(${types as string[]})
        and (status = 'running'
          or (status = 'queued' and scheduled_for <= now() + interval '1 minute'))
    ) as due`
  return row?.due === true
}
