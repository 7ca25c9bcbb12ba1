import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import type { Job } from '../contracts/job.ts'
import { jsonResumeSchema } from '../contracts/json-resume.ts'
import { readResumeMeta, refusal } from '../contracts/resume-proof.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import type { Report } from '../contracts/report.ts'
import { withoutPrivate } from '../domain/resume-privacy.ts'
import { resumeMarkdown } from '../render/resume.ts'
import type { RowNoun } from '../store/id-tail.ts'
import { countReports, findReport, latestReport } from '../store/reports.ts'
import { resumeNumbered } from '../store/resumes.ts'
import { withheldEntries } from '../store/withheld-entries.ts'
import type { App } from './app.ts'

export { resume as resumeWorkflow, resumeTailor as tailorWorkflow } from '../workflows/index.ts'

const noun: RowNoun = { one: 'résumé', many: 'résumés', list: 'nightdesk resume list' }

/** A version as it may be given out today: what comes from entries that are private now is left out of it. */
export type StoredResume = Report & { content: JsonResume; leftOut: number; erased: number }

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

/** A stored version by its number or the end of its id, or the newest. Throws not-found where there is none. */
export async function readResume(app: App, typed: string | undefined): Promise<StoredResume> {
  const report = await findResume(app, typed)
  if (report?.kind !== 'resume' && report?.kind !== 'resume-view') {
    const sentence = typed === undefined ? 'There is no résumé yet.' : `The report "${typed}" is no résumé.`
    const hint =
      report?.kind === 'resume-letter'
        ? `It is a letter. Try: nightdesk resume letter --version ${typed}`
        : 'Try: nightdesk resume refresh'
    throw new AppError('not-found', sentence, { hint })
  }
  const stored = v.parse(jsonResumeSchema, report.content)
  const { document, leftOut } = withoutPrivate(stored, await privateOf(app, stored))
  const rendered = document === stored ? report.rendered : resumeMarkdown(document)
  return { ...report, content: document, rendered, leftOut, erased: readResumeMeta(document).erased }
}

/** The lines of a version that an entry of today keeps private. */
export async function privateOf(app: App, resume: JsonResume): Promise<Set<string>> {
  const { bullets, requirements } = readResumeMeta(resume)
  const quoted = requirements.flatMap(({ evidence }) => evidence)
  const ids = [...new Set([...bullets, ...quoted].map(({ entry }) => entry))]
  return new Set(ids.length === 0 ? [] : await withheldEntries(app.sql, app.org, ids))
}

async function findResume(app: App, typed: string | undefined): Promise<Report | undefined> {
  if (typed === undefined) return await latestReport(app.sql, app.org, 'resume', app.userId)
  if (!/^[1-9]\d{0,4}$/.test(typed))
    return await findReport(app.sql, app.org, { userId: app.userId, typed }, noun)
  const id = await resumeNumbered(app.sql, app.org, app.userId, Number(typed))
  if (id !== undefined) return await findReport(app.sql, app.org, { userId: app.userId, typed: id }, noun)
  throw new AppError('not-found', `There is no version ${typed} of the résumé.`, {
    hint: 'Try: nightdesk resume list',
  })
}

/** How many versions of the person are stored. */
export async function countResumes(app: App): Promise<number> {
  return await countReports(app.sql, app.org, 'resume', app.userId)
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
