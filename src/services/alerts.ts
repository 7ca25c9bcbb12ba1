import { messageOf } from '../base/app-error.ts'
import { sleep } from '../base/clock.ts'
import type { Log } from '../contracts/log.ts'
import { enqueueJob, jobFor } from '../jobs/index.ts'
import { dueAlerts } from '../store/alerts.ts'
import { digestAlert } from '../workflows/index.ts'
import type { App } from './app.ts'

const pause = 2000

/** Starts a job for each brand, of every org, whose alert is due. Returns how many were started that were not before. */
export async function startAlerts(app: App): Promise<number> {
  let started = 0
  for (const { org, brand, jobId } of await dueAlerts(app.sql)) {
    const { created } = await enqueueJob(app.sql, org, {
      ...jobFor(digestAlert, { brand }),
      trigger: 'system',
      uniqueKey: `alert:${brand}`,
      // One job for each failure at most: the hour is the job's to keep, and a job that failed is not made anew.
      periodKey: `alert:${brand}:${jobId}`,
    })
    if (created) started += 1
  }
  return started
}

export interface AlertWatch {
  close(): Promise<void>
}

/** Looks for due alerts every few seconds, until it is closed. A database that is away is looked at again. */
export function watchAlerts(app: App, log: Log): AlertWatch {
  const stop = new AbortController()
  const watching = (async () => {
    while (!stop.signal.aborted) {
      try {
        await startAlerts(app)
      } catch (error) {
        log.write('warn', 'Alerts were not looked for; it is tried again', { error: messageOf(error) })
      }
      await sleep(pause, stop.signal).catch(() => undefined)
    }
  })()
  return {
    async close() {
      stop.abort()
      await watching
    },
  }
}
