import { newId } from '../base/id.ts'
import { AppError } from '../base/app-error.ts'
import type { JsonResume } from '../contracts/json-resume.ts'
import { insertReport } from '../store/reports.ts'
import { listResumes } from '../store/resumes.ts'
import type { ResumeVersion } from '../store/resumes.ts'
import type { App } from './app.ts'
import { readResume } from './resume.ts'

export type { ResumeVersion } from '../store/resumes.ts'

/** The person's versions of the résumé, and the views, letters and scores made from them, the newest first. */
export async function resumeVersions(app: App): Promise<ResumeVersion[]> {
  return await listResumes(app.sql, app.org, app.userId)
}

/** Makes an old version the newest again, as a new one: what is stored never changes. */
export async function restoreResume(
  app: App,
  typed: string,
): Promise<{ id: string; restored: string; leftOut: number }> {
  const old = await readResume(app, typed)
  if (old.kind !== 'resume')
    throw new AppError('wrong-use', `"${typed}" is a view of the résumé, not a version of it.`, {
      hint: 'Try: nightdesk resume list',
    })
  const content: JsonResume = old.content
  const { id } = await insertReport(app.sql, app.org, {
    ...old,
    id: newId(),
    jobId: null,
    userId: app.userId,
    content,
    rendered: old.rendered,
  })
  return { id, restored: old.id, leftOut: old.leftOut }
}
