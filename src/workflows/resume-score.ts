import * as v from 'valibot'
import { resumeCritic } from '../agents/index.ts'
import { sha256 } from '../base/hash.ts'
import { newId } from '../base/id.ts'
import { canonicalJson } from '../base/json.ts'
import { jsonResumeSchema } from '../contracts/json-resume.ts'
import { rubric } from '../contracts/resume-score.ts'
import type { ResumeScore } from '../contracts/resume-score.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import { totalOf } from '../domain/resume-score.ts'
import { insertReport } from '../store/reports.ts'

/** Has a model mark a version. `document` is what may be given out of it today, without the proofs. */
export const resumeScoring = defineWorkflow({
  type: 'resume.score',
  summary: 'Mark a version of the résumé by the rubric',
  payload: v.object({ resume: v.string(), document: jsonResumeSchema }),
  async run({ resume, document }, context) {
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
