import * as v from 'valibot'
import type { Job } from '../contracts/job.ts'
import { localDay } from '../domain/report-window.ts'
import { overviewOf } from '../domain/worklog-overview.ts'
import type { Overview } from '../domain/worklog-overview.ts'
import { listEntries } from '../store/entries.ts'
import type { App } from './app.ts'

export { worklog as analyzeWorkflow } from '../workflows/index.ts'

/** How far back the overview looks. */
const overviewDays = 90
const overviewEntries = 1000
const dayLength = 86_400_000

const analysis = v.object({ analyzed: v.number(), private: v.number(), engine: v.string() })

/** What a finished `worklog.analyze` found: how many entries it read, and what the last 90 days say. */
export interface Analysis extends v.InferOutput<typeof analysis> {
  overview: Overview
}

/** Reads the log anew, so that nothing is told of what is gone or private by now. */
export async function analysisOf(app: App, job: Job): Promise<Analysis> {
  return { ...v.parse(analysis, job.result), overview: await overviewOfLog(app) }
}

async function overviewOfLog(app: App): Promise<Overview> {
  const entries = await listEntries(app.sql, app.org, {
    userId: app.userId,
    since: new Date(app.clock().getTime() - overviewDays * dayLength),
    private: false,
    limit: overviewEntries,
  })
  return overviewOf(
    entries.flatMap(({ id, at, zone, text, tags, project, weight, hash, analysis, analyzedHash }) => {
      if (analysis === null || analyzedHash !== hash) return []
      const { kind, outcome, tickets } = analysis
      return [{ id, day: localDay(at, zone), text, tags, project, weight, kind, outcome, tickets }]
    }),
  )
}
