import * as v from 'valibot'
import type { Job } from '../contracts/job.ts'

export { worklog as analyzeWorkflow } from '../workflows/index.ts'

const counted = v.array(v.object({ name: v.string(), entries: v.number() }))
const matters = v.array(v.object({ id: v.string(), day: v.string(), text: v.string(), times: v.number() }))

const analysis = v.object({
  analyzed: v.number(),
  private: v.number(),
  engine: v.string(),
  overview: v.object({
    from: v.nullable(v.string()),
    to: v.nullable(v.string()),
    entries: v.number(),
    days: v.number(),
    kinds: v.record(v.string(), v.number()),
    themes: v.object({ projects: counted, tags: counted, words: counted }),
    gaps: v.array(v.object({ from: v.string(), to: v.string(), workdays: v.number() })),
    open: matters,
    blockers: matters,
    withoutOutcome: v.number(),
    openOutcomes: matters,
    rising: v.array(v.string()),
    cadence: v.object({
      entriesPerWeek: v.number(),
      daysPerWeek: v.number(),
      busiestDay: v.nullable(v.object({ name: v.string(), share: v.number() })),
      longestStreak: v.number(),
      weeks: v.array(v.object({ monday: v.string(), entries: v.number(), days: v.number() })),
    }),
  }),
})

/** What a finished `worklog.analyze` found: how many entries it read, and what the last 90 days say. */
export type Analysis = v.InferOutput<typeof analysis>

export function analysisOf(job: Job): Analysis {
  return v.parse(analysis, job.result)
}
