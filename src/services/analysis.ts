import * as v from 'valibot'
import type { Job } from '../contracts/job.ts'
import { listEntries } from '../store/entries.ts'
import type { App } from './app.ts'

export { worklog as analyzeWorkflow } from '../workflows/index.ts'

const counted = v.array(v.object({ name: v.string(), entries: v.number() }))
const matters = v.array(v.object({ id: v.string(), day: v.string(), times: v.number() }))

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
export interface Analysis extends Omit<Found, 'overview'> {
  overview: Omit<Found['overview'], 'open' | 'blockers' | 'openOutcomes'> &
    Record<'open' | 'blockers' | 'openOutcomes', Matter[]>
}
type Found = v.InferOutput<typeof analysis>
/** Something of the log that is open, in the words of its entry. */
export type Matter = Found['overview']['open'][number] & { text: string }

/** The matters in the words of their entries, without those that are gone or private by now. */
export async function analysisOf(app: App, job: Job): Promise<Analysis> {
  const found = v.parse(analysis, job.result)
  const { open, blockers, openOutcomes } = found.overview
  const ids = [...new Set([...open, ...blockers, ...openOutcomes].map(({ id }) => id))]
  const entries =
    ids.length === 0 ? [] : await listEntries(app.sql, app.org, { userId: app.userId, ids, private: false })
  const texts = new Map(entries.map(({ id, text }) => [id, text]))
  const told = (matters: typeof open) =>
    matters.flatMap((matter) => {
      const text = texts.get(matter.id)
      return text === undefined ? [] : [{ ...matter, text }]
    })
  return {
    ...found,
    overview: {
      ...found.overview,
      open: told(open),
      blockers: told(blockers),
      openOutcomes: told(openOutcomes),
    },
  }
}
