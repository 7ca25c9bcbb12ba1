import { once } from 'node:events'
import { messageOf } from '../base/app-error.ts'
import type { Job } from '../contracts/job.ts'
import type { Log } from '../contracts/log.ts'
import { watchAlerts, type AlertWatch } from '../services/alerts.ts'
import type { App } from '../services/app.ts'
import { followInterval } from '../services/brands.ts'
import { openLog } from '../services/log.ts'
import { startWork, workOnce, type Worker } from '../services/work.ts'
import { keepHeapSmall } from './heap.ts'
import { openServer, type Server } from './server.ts'

export interface DaemonOptions {
  /** Where the feedback server listens. */
  host: string
  port: number
  /** How many jobs run at once. */
  concurrency: number
  /** The job types to work on; all where empty. */
  only: readonly string[]
  /** Milliseconds that jobs in hand get to end when the daemon stops. */
  grace: number
  /** Fires on SIGTERM and SIGINT. */
  signal: AbortSignal
  /** Told when the daemon listens and works. */
  onStart(started: { url: string }): void
}

/**
 * Runs until the signal fires: the feedback server, then the worker. Stops in the opposite order, hands back the jobs
 * that do not end in time and closes the log last. Rejects with what did not stop cleanly.
 */
export async function runDaemon(app: App, options: DaemonOptions): Promise<void> {
  const heapWatch = keepHeapSmall()
  const log = await openLog(app)
  const parts: Parts = {}
  const ready = () => !options.signal.aborted && parts.worker?.ready() === true
  try {
    const { host, port } = options
    parts.server = await openServer(app, { host, port, log, ready })
    await keepInterval(app, log)
    parts.worker = await startWork(app, log, options)
    if (options.only.length === 0) parts.alerts = watchAlerts(app, log)
    log.write('info', 'The daemon has started', { url: parts.server.url, concurrency: options.concurrency })
    options.onStart({ url: parts.server.url })
    if (!options.signal.aborted) await once(options.signal, 'abort')
    log.write('info', 'The daemon stops', { grace: options.grace })
  } finally {
    clearInterval(heapWatch)
    await stop(parts, options.grace, log)
  }
}

/** Does what is due, and all that comes of it, then returns the jobs that it worked for: for system cron. */
export async function runDaemonOnce(
  app: App,
  options: { concurrency: number; only: readonly string[]; signal: AbortSignal },
): Promise<Job[]> {
  const log = await openLog(app)
  try {
    await keepInterval(app, log)
    return await workOnce(app, log, options)
  } finally {
    await log.close()
  }
}

/** `AGENT_RUN_INTERVAL_MINUTES` holds for brands that were added before it was set, too. */
async function keepInterval(app: App, log: Log): Promise<void> {
  const changed = await followInterval(app)
  if (changed.length > 0)
    log.write('info', 'AGENT_RUN_INTERVAL_MINUTES was set: schedules were changed', { schedules: changed })
}

interface Parts {
  worker?: Worker
  server?: Server
  alerts?: AlertWatch
}

async function stop(parts: Parts, grace: number, log: Log): Promise<void> {
  const failures: unknown[] = []
  for (const [name, close] of [
    ['watch for alerts', () => parts.alerts?.close()],
    ['worker', () => parts.worker?.stop(grace)],
    ['server', () => parts.server?.close()],
  ] as const)
    try {
      await close()
    } catch (error) {
      failures.push(error)
      log.write('error', `The ${name} did not stop cleanly`, { error: messageOf(error) })
    }
  log.write('info', 'The daemon has stopped')
  await log.close()
  if (failures.length > 0) throw failures[0]
}
