import { AppError, messageOf } from '../base/app-error.ts'
import { sleep } from '../base/clock.ts'
import type { Log } from '../contracts/log.ts'
import { enqueueJob, jobFor } from '../jobs/index.ts'
import { dueAlerts } from '../store/alerts.ts'
import { digestAlert } from '../workflows/index.ts'
import type { App } from './app.ts'
import { followJob } from './follow.ts'

const pause = 2000

/** Milliseconds that a command waits for its alert to go out; it stays in the queue after that. */
const patience = 10_000

/** Starts a job for each brand, of every org, whose alert is due. Returns those that were started now. */
export async function startAlerts(app: App): Promise<{ org: string; brand: string; id: string }[]> {
  const started = []
  for (const { org, brand, jobId } of await dueAlerts(app.sql)) {
    const { id, created } = await enqueueJob(app.sql, org, {
      ...jobFor(digestAlert, { brand }),
      trigger: 'system',
      uniqueKey: `alert:${brand}`,
      // One job for each failure at most: the hour is the job's to keep, and a job that failed is not made anew.
      periodKey: `alert:${brand}:${jobId}`,
    })
    if (created) started.push({ org, brand, id })
  }
  return started
}

/** Sends what alert is due of a brand after a command made an edition: cron may have called it, with nobody watching. */
export async function tellOfFailures(app: App, brand: string, signal: AbortSignal): Promise<void> {
  const mine = (await startAlerts(app)).find((each) => each.org === app.org && each.brand === brand)
  if (mine === undefined) return
  try {
    await followJob(app, mine.id, { timeoutMs: patience, signal })
  } catch (error) {
    const isWaiting = error instanceof AppError && ['still-running', 'interrupted'].includes(error.code)
    if (!isWaiting) throw error
  }
}

export interface AlertWatch {
  /** Looks no more. Waits for no look that is under way: the database may be away. */
  close(): void
}

/** Looks for due alerts every few seconds, until it is closed. A database that is away is looked at again. */
export function watchAlerts(app: App, log: Log): AlertWatch {
  const stop = new AbortController()
  const watch = async () => {
    while (!stop.signal.aborted) {
      try {
        await startAlerts(app)
      } catch (error) {
        log.write('warn', 'Alerts were not looked for; it is tried again', { error: messageOf(error) })
      }
      await sleep(pause, stop.signal).catch(() => undefined)
    }
  }
  void watch()
  return { close: () => stop.abort() }
}
