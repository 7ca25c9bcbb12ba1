import { sleep } from '../base/clock.ts'
import type { Log } from '../contracts/log.ts'
import { drain, hasDueWork, startWorker, type Engine, type Worker } from '../jobs/index.ts'
import type { App } from './app.ts'

export type { Worker }

/** A schedule that has not started after so many looks (some seconds) cannot start; it does not keep the process. */
const scheduleLooks = 20

/** A daemon's share of the work: fetches tickets until it is stopped. */
export async function startWork(
  app: App,
  log: Log,
  { concurrency, only }: { concurrency: number; only: readonly string[] },
): Promise<Worker> {
  const engine = await loggedEngine(app, log)
  const types = only.map((name) => engine.workflows.get(name).type)
  return startWorker(engine, { concurrency, ...(types.length === 0 ? {} : { types }) })
}

/** Starts what schedules have due, does what is ready and all that comes of it, then returns. */
export async function workOnce(
  app: App,
  log: Log,
  options: { concurrency: number; signal: AbortSignal },
): Promise<void> {
  const engine = await loggedEngine(app, log)
  let looks = 0
  const done = async () => {
    looks += 1
    return !(await hasDueWork(app.sql, engine.workflows.names, { schedules: looks <= scheduleLooks }))
  }
  await drain(engine, { ...options, done })
}

/** True when the database answers within two seconds. */
export async function databaseAnswers(app: App): Promise<boolean> {
  const limit = new AbortController()
  try {
    const answer = hasDueWork(app.sql, [], { schedules: false }).then(() => true)
    return await Promise.race([answer, sleep(2000, limit.signal).then(() => false)])
  } catch {
    return false
  } finally {
    limit.abort()
  }
}

async function loggedEngine(app: App, log: Log): Promise<Engine> {
  return { ...(await app.engine()), log: (level, message, data) => log.write(level, message, data) }
}
