import type { Fragment, Sql } from '../contracts/sql.ts'

/** A type of which an org starts no job until somebody resumes it. */
export interface Pause {
  type: string
  pausedAt: Date
  /** How many jobs of it wait meanwhile. */
  queued: number
}

/** Holds for a row of `jobs` whose type is not paused. */
export function notPaused(sql: Sql): Fragment {
  return sql`not exists (
    select
    from paused_types
    where paused_types.org_id = jobs.org_id
      and paused_types.type = jobs.type
  )`
}

export async function listPauses(sql: Sql, org: string): Promise<Pause[]> {
  return await sql<Pause[]>`
    select pause.type, pause.paused_at as "pausedAt", (
      select count(*)::integer
      from jobs
      where jobs.org_id = ${org}
        and jobs.type = pause.type
        and jobs.status = 'queued'
    ) as queued
    from paused_types pause
    where pause.org_id = ${org}
    order by pause.type`
}

/** Starts no more jobs of the type; those that run end as usual. False where it was paused already. */
export async function pauseType(sql: Sql, org: string, type: string, userId: string): Promise<boolean> {
  const rows = await sql`
    insert into paused_types (org_id, type, user_id)
    values (${org}, ${type}, ${userId})
    on conflict do nothing
    returning type`
  return rows.length > 0
}

/** Lets jobs of the type start again. Returns how many had waited for it; undefined where the type was not paused. */
export async function resumeType(sql: Sql, org: string, type: string): Promise<number | undefined> {
  const [row] = await sql<{ queued: number | null }[]>`select resume_type(${org}, ${type}) as queued`
  const queued = row?.queued ?? undefined
  if (queued !== undefined) await ticketAll(sql, org, type)
  return queued
}

const beforeAll = '00000000-0000-0000-0000-000000000000'

/** A thousand a statement, so that no lock is held long. What an end in between leaves without a ticket gets one as lost ones do. */
async function ticketAll(sql: Sql, org: string, type: string): Promise<void> {
  for (let past: string | null = beforeAll; past !== null;) {
    const rows: { last: string | null }[] = await sql`select last from ticket_next(${org}, ${type}, ${past})`
    past = rows[0]?.last ?? null
  }
}
