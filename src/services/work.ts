import { sleep } from '../base/clock.ts'
import { createRegistry } from '../base/registry.ts'
import type { Job } from '../contracts/job.ts'
import type { Log } from '../contracts/log.ts'
import { drain, hasDueWork, rootsOf, startWorker, type Engine, type Worker } from '../jobs/index.ts'
import { startAlerts } from './alerts.ts'
import type { App } from './app.ts'

export type { Worker }

/** A schedule that has not started after so many looks (some seconds) cannot start; it does not keep the process. */
const scheduleLooks = 20

export interface WorkOptions {
  concurrency: number
  /** The job types to work on; all where empty. */
  only: readonly string[]
}

/** A daemon's share of the work: fetches tickets until it is stopped. */
export async function startWork(app: App, log: Log, { concurrency, only }: WorkOptions): Promise<Worker> {
  return startWorker(await workingEngine(app, log, only), { concurrency })
}

/** Starts what schedules have due, does what is ready and all that comes of it. Returns the jobs that it worked for. */
export async function workOnce(
  app: App,
  log: Log,
  options: WorkOptions & { signal: AbortSignal },
): Promise<Job[]> {
  const engine = await workingEngine(app, log, options.only)
  let looks = 0
  let isDone = false
  const done = async () => {
    looks += 1
    const isDue = await hasDueWork(app.sql, engine.workflows.names, { schedules: looks <= scheduleLooks })
    isDone = !isDue && (options.only.length > 0 || (await startAlerts(app)).length === 0)
    return isDone
  }
  const traces = new Set<string>()
  // Draining also ends where its lease is lost: then it goes on with another one.
  while (!isDone && !options.signal.aborted)
    await drain(engine, { ...options, done, onClaim: ({ traceId }) => traces.add(traceId) })
  return await rootsOf(app.sql, [...traces])
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

/** The app's engine with a log, and with these workflows alone where some are named. */
async function workingEngine(app: App, log: Log, only: readonly string[]): Promise<Engine> {
  const engine = await app.engine()
  const { names, get } = engine.workflows
  const chosen = (only.length === 0 ? names : only).map((name) => get(name))
  return {
    ...engine,
    workflows: createRegistry('job type', chosen, ({ type }) => type),
    log: (level, message, data) => log.write(level, message, data),
  }
}
