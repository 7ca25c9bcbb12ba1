import type { WorkflowContext } from '../contracts/workflow.ts'
import { toReportEntry } from '../domain/report-entry.ts'
import type { ReportEntry } from '../domain/report-entry.ts'
import { listEntries } from '../store/entries.ts'
import { logOwner } from './log-owner.ts'

/** The entries between two moments, the oldest first, none of them private. */
export async function readEntries(
  { since, until }: { since: Date; until: Date },
  { project }: { project: string | null },
  context: WorkflowContext,
): Promise<ReportEntry[]> {
  const rows = await listEntries(context.sql, context.org, {
    userId: logOwner(context),
    since,
    until,
    private: false,
    ...(project !== null && { project }),
  })
  return rows.map(toReportEntry).toReversed()
}
