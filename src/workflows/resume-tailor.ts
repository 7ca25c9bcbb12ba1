import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import { sha256 } from '../base/hash.ts'
import { newId } from '../base/id.ts'
import { toJson } from '../base/json.ts'
import { count } from '../base/text.ts'
import { jsonResumeSchema } from '../contracts/json-resume.ts'
import { readResumeMeta } from '../contracts/resume-proof.ts'
import type { Requirement } from '../contracts/resume-proof.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import { postingRequirements } from '../domain/posting.ts'
import { withoutPrivate } from '../domain/resume-privacy.ts'
import { toReportEntry } from '../domain/report-entry.ts'
import { matchRequirements, tailorResume } from '../domain/resume-tailor.ts'
import { resumeMarkdown } from '../render/resume.ts'
import { listEntries } from '../store/entries.ts'
import { insertReport, latestReport } from '../store/reports.ts'
import { withheldEntries } from '../store/withheld-entries.ts'
import { logOwner } from './log-owner.ts'

const longestPosting = 100_000

/**
 * Holds a job posting against the log and the newest résumé, and stores a view of that résumé for it. By rules: the
 * posting is foreign text, no model reads it.
 */
export const resumeTailor = defineWorkflow({
  type: 'resume.tailor',
  summary: 'Hold a job posting against the log, and order the résumé by what it asks',
  payload: v.object({
    posting: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(longestPosting)),
    title: v.string(),
  }),
  async run({ posting, title }, context) {
    const { sql, org } = context
    const base = await latestReport(sql, org, 'resume', context.userId)
    if (base === undefined)
      throw new AppError('not-found', 'There is no résumé to tailor yet.', {
        hint: 'Try: nightdesk resume refresh',
      })
    const version = v.parse(jsonResumeSchema, base.content)
    const ids = [...new Set(readResumeMeta(version).bullets.map(({ entry }) => entry))]
    const hidden = new Set(await withheldEntries(sql, org, ids))
    const resume = withoutPrivate(version, hidden).document
    const rows = await listEntries(sql, org, { userId: logOwner(context), private: false })
    const requirements = matchRequirements(postingRequirements(posting), rows.map(toReportEntry))
    const view = tailorResume(resume, readResumeMeta(resume).bullets, requirements)
    const nightdesk = {
      ...readResumeMeta(resume),
      bullets: view.proofs,
      requirements,
      hidden: view.hidden,
      base: base.id,
      posting: sha256(posting),
    }
    const document = v.parse(jsonResumeSchema, {
      ...view.document,
      meta: { ...resume.meta, nightdesk: toJson(nightdesk) },
    })
    const stored = await insertReport(sql, org, {
      id: newId(),
      jobId: context.jobId,
      userId: context.userId,
      kind: 'resume-view',
      fromDate: null,
      toDate: null,
      title: `Résumé for ${title}`,
      content: document,
      rendered: resumeMarkdown(document),
      engine: 'offline',
    })
    const states = countStates(requirements)
    const message = `${count(requirements.length, 'requirement')}: ${states.covered} covered, ${states.weak} weak, ${states.missing} missing`
    await context.note({ name: 'resume-tailored', message, data: { report: stored.id } })
    return { report: stored.id, base: base.id, hidden: view.hidden, ...states, engine: 'offline' }
  },
})

function countStates(requirements: readonly Requirement[]) {
  const of = (state: Requirement['state']) => requirements.filter((one) => one.state === state).length
  return { covered: of('covered'), weak: of('weak'), missing: of('missing') }
}
