import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import { sha256 } from '../base/hash.ts'
import { newId } from '../base/id.ts'
import { canonicalJson } from '../base/json.ts'
import { cleanText } from '../base/text.ts'
import type { Job } from '../contracts/job.ts'
import { resumeScore, rubric } from '../contracts/resume-score.ts'
import type { ResumeMark, ResumeScore } from '../contracts/resume-score.ts'
import { markByRules, totalOf } from '../domain/resume-score.ts'
import { findReport, insertReport } from '../store/reports.ts'
import type { App } from './app.ts'
import { readResume } from './resume.ts'

export { resumeScoring as scoreWorkflow } from '../workflows/index.ts'

export type { ResumeScore } from '../contracts/resume-score.ts'

/** Marks a version by rules and keeps the score. */
export async function scoreByRules(app: App, typed: string | undefined): Promise<ResumeScore> {
  const { id, content } = await readResume(app, typed)
  return await keepScore(app, {
    resume: id,
    by: 'heuristic',
    model: 'rules',
    marks: markByRules(content),
    input: content,
  })
}

/** Keeps the marks that a person gives: `results=4`, each criterion once. */
export async function scoreBySelf(
  app: App,
  typed: string | undefined,
  given: readonly string[],
): Promise<ResumeScore> {
  const { id, content } = await readResume(app, typed)
  return await keepScore(app, {
    resume: id,
    by: 'self',
    model: 'self',
    marks: readMarks(given),
    input: content,
  })
}

/** The payload of `resume.score`: a version by its number or the end of its id, or the newest. */
export async function scoreRequest(app: App, typed: string | undefined) {
  return { resume: (await readResume(app, typed)).id }
}

/** The score that a finished `resume.score` kept. */
export async function scoreOf(app: App, job: Job): Promise<ResumeScore> {
  const { report } = v.parse(v.object({ report: v.string() }), job.result)
  const noun = { one: 'score', many: 'scores', list: 'nightdesk resume list' }
  return v.parse(
    resumeScore,
    (await findReport(app.sql, app.org, { userId: app.userId, typed: report }, noun)).content,
  )
}

async function keepScore(
  app: App,
  { input, ...wish }: Pick<ResumeScore, 'resume' | 'by' | 'model' | 'marks'> & { input: unknown },
): Promise<ResumeScore> {
  const score: ResumeScore = {
    ...wish,
    rubric: rubric.version,
    inputHash: sha256(canonicalJson(input)),
    total: totalOf(wish.marks),
  }
  await insertReport(app.sql, app.org, {
    id: newId(),
    jobId: null,
    userId: app.userId,
    kind: 'resume-score',
    fromDate: null,
    toDate: null,
    title: `Score of ${wish.resume.slice(-8)}: ${score.total} of 100`,
    content: score,
    rendered: score.marks.map(({ criterion, points, why }) => `${criterion} ${points}: ${why}`).join('\n'),
    engine: wish.model,
  })
  return score
}

function readMarks(given: readonly string[]): ResumeMark[] {
  const names = Object.keys(rubric.criteria)
  const hint = `Try: nightdesk resume score --by self ${names.map((name) => `--mark ${name}=3`).join(' ')}`
  const marks = given.map((text) => {
    const [, criterion = '', points = '', why = ''] =
      /^(\w+)=([0-5](?:\.\d)?)(?:\s+(.*))?$/su.exec(text) ?? []
    if (!names.includes(criterion))
      throw new AppError('wrong-use', `"${text}" is no mark: a criterion, =, and 0 to 5.`, { hint })
    return { criterion, points: Number(points), why: cleanText(why) }
  })
  const missing = names.find((name) => marks.filter(({ criterion }) => criterion === name).length !== 1)
  if (missing === undefined) return marks
  throw new AppError('wrong-use', `There must be one mark for "${missing}".`, { hint })
}
