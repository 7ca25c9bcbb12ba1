import * as v from 'valibot'
import { resumeCritic } from '../agents/index.ts'
import { sha256 } from '../base/hash.ts'
import { newId } from '../base/id.ts'
import { canonicalJson } from '../base/json.ts'
import { jsonResumeSchema } from '../contracts/json-resume.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import { readResumeMeta } from '../contracts/resume-proof.ts'
import { rubric } from '../contracts/resume-score.ts'
import type { ResumeScore } from '../contracts/resume-score.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { withoutPrivate } from '../domain/resume-privacy.ts'
import { totalOf } from '../domain/resume-score.ts'
import { findReport, insertReport } from '../store/reports.ts'
import { withheldEntries } from '../store/withheld-entries.ts'

/** Has a model mark a version: what may be given out of it today, without the proofs. */
export const resumeScoring = defineWorkflow({
  type: 'resume.score',
  summary: 'Mark a version of the résumé by the rubric',
  payload: v.object({ resume: v.pipe(v.string(), v.uuid()) }),
  async run({ resume }, context) {
    const document = await openDocument(resume, context)
    const { output, engine } = await context.ask(resumeCritic, { resume: document })
    const score: ResumeScore = {
      resume,
      by: 'llm',
      rubric: rubric.version,
      model: engine === 'offline' ? 'rules' : engine,
      inputHash: sha256(canonicalJson(document)),
      marks: output.marks,
      total: totalOf(output.marks),
    }
    const stored = await insertReport(context.sql, context.org, {
      id: newId(),
      jobId: context.jobId,
      userId: context.userId,
      kind: 'resume-score',
      fromDate: null,
      toDate: null,
      title: `Score of ${resume.slice(-8)}: ${score.total} of 100`,
      content: score,
      rendered: score.marks.map(({ criterion, points, why }) => `${criterion} ${points}: ${why}`).join('\n'),
      engine,
    })
    await context.note({ name: 'resume-scored', message: stored.title, data: { report: stored.id } })
    return { report: stored.id, engine }
  },
})

async function openDocument(id: string, { sql, org, userId }: WorkflowContext): Promise<JsonResume> {
  const noun = { one: 'résumé', many: 'résumés', list: 'nightdesk resume list' }
  const stored = v.parse(jsonResumeSchema, (await findReport(sql, org, { userId, typed: id }, noun)).content)
  const named = readResumeMeta(stored).bullets.map(({ entry }) => entry)
  const { document } = withoutPrivate(stored, new Set(await withheldEntries(sql, org, named)))
  const { nightdesk: _proofs, ...meta } = document.meta ?? {}
  return { ...document, meta }
}
