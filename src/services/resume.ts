import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import type { Job } from '../contracts/job.ts'
import { jsonResumeSchema } from '../contracts/json-resume.ts'
import { refusal } from '../contracts/resume-proof.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import type { Report } from '../contracts/report.ts'
import type { RowNoun } from '../store/id-tail.ts'
import { countReports, findReport, latestReport } from '../store/reports.ts'
import type { App } from './app.ts'

export { resume as resumeWorkflow, resumeTailor as tailorWorkflow } from '../workflows/index.ts'

const noun: RowNoun = { one: 'résumé', many: 'résumés', list: 'nightdesk resume show' }

export type StoredResume = Report & { content: JsonResume }

const refreshed = v.object({
  report: v.string(),
  changed: v.boolean(),
  bullets: v.number(),
  refused: v.array(refusal),
  engine: v.string(),
})

/** What a finished `resume.refresh` did: `report` is the id of the version. */
export function resumeResult(job: Job): v.InferOutput<typeof refreshed> {
  return v.parse(refreshed, job.result)
}

/** A stored version by the end of its id, or the newest. Throws not-found where there is none. */
export async function readResume(app: App, typed: string | undefined): Promise<StoredResume> {
  const report =
    typed === undefined
      ? await latestReport(app.sql, app.org, 'resume')
      : await findReport(app.sql, app.org, typed, noun)
  if (report?.kind === 'resume' || report?.kind === 'resume-view')
    return { ...report, content: v.parse(jsonResumeSchema, report.content) }
  const sentence = typed === undefined ? 'There is no résumé yet.' : `The report "${typed}" is no résumé.`
  throw new AppError('not-found', sentence, { hint: 'Try: nightdesk resume refresh' })
}

/** How many versions are stored. */
export async function countResumes(app: App): Promise<number> {
  return await countReports(app.sql, app.org, 'resume')
}

const tailored = v.object({
  report: v.string(),
  base: v.string(),
  hidden: v.number(),
  covered: v.number(),
  weak: v.number(),
  missing: v.number(),
  engine: v.string(),
})

/** What a finished `resume.tailor` did: `report` is the id of the view, `base` that of the résumé. */
export function tailorResult(job: Job): v.InferOutput<typeof tailored> {
  return v.parse(tailored, job.result)
}
