import type { Job } from '../contracts/job.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { jobColumns } from './columns.ts'

/** Leave to take one job in one of its epochs. */
export interface Ticket {
  job: string
  epoch: number
}

/** Takes those of the jobs that are still queued in the epoch of their ticket, for a worker that has its lease. */
export async function claimTickets(sql: Sql, worker: string, tickets: readonly Ticket[]): Promise<Job[]> {
  const sorted = tickets.toSorted((a, b) => (a.job < b.job ? -1 : 1))
  const ids = sorted.map(({ job }) => job)
  const epochs = sorted.map(({ epoch }) => epoch)
  return await sql<Job[]>`
    select ${jobColumns(sql)}
    from claim_jobs(${worker}, ${ids}::uuid[], ${epochs}::integer[]) as job`
}

/** Takes the jobs that `due` selects (id and epoch). */
export async function claimDue(sql: Sql, worker: string, due: Fragment): Promise<Job[]> {
  return await sql<Job[]>`
    with due as materialized (
      ${due}
    )
    select ${jobColumns(sql)}
    from claim_jobs(
      ${worker},
      array(select id from due order by id),
      array(select epoch from due order by id)
    ) as job`
}
