import { shortId } from '../base/id.ts'
import type { Job } from '../contracts/job.ts'
import type { Desk } from './command.ts'
import { table } from './table.ts'
import { relativeTime } from './time.ts'
import { runTime, statusText } from './timeline.ts'

/** Jobs, a line each. */
export function jobsTable({ print }: Pick<Desk, 'print'>, rows: readonly Job[]): string {
  const now = new Date()
  return table(
    rows.map((job) => [
      print.paint('dim', shortId(job.id)),
      job.type,
      statusText(print, job.status),
      relativeTime(job.createdAt, now),
      runTime(job, now),
      print.safe(job.status === 'success' ? '' : (job.error ?? '')),
    ]),
    { head: ['id', 'type', 'status', 'created', 'took', ''], columns: print.room, paint: print.paint },
  )
}
