import { AppError } from '../base/app-error.ts'
import { listPauses, pauseType, resumeType } from '../jobs/index.ts'
import type { App } from './app.ts'

/** Starts no more jobs of the type until it is resumed; those that run end as usual. */
export async function pauseJobs(app: App, type: string): Promise<void> {
  await knownType(app, type)
  if (await pauseType(app.sql, app.org, type, app.userId)) return
  throw new AppError('wrong-use', `Jobs of the type ${type} are paused already.`, {
    hint: `Try: nightdesk jobs resume ${type}`,
  })
}

/** Lets jobs of the type start again; returns how many were waiting. */
export async function resumeJobs(app: App, type: string): Promise<number> {
  await knownType(app, type)
  const queued = await resumeType(app.sql, app.org, type)
  if (queued !== undefined) return queued
  const paused = (await listPauses(app.sql, app.org)).map((pause) => pause.type)
  throw new AppError('wrong-use', `Jobs of the type ${type} are not paused.`, {
    hint: paused.length === 0 ? 'Nothing is paused.' : `Try: nightdesk jobs resume ${paused[0]}`,
  })
}

/** Throws for a type that no workflow has. */
async function knownType(app: App, type: string): Promise<void> {
  ;(await app.engine()).workflows.get(type)
}
