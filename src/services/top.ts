import { messageOf } from '../base/app-error.ts'
import { sleep } from '../base/clock.ts'
import type { Job, JobStatus } from '../contracts/job.ts'
import {
  isPassing,
  livingWorkers,
  listJobs,
  openListener,
  queueCounts,
  readNewestEvents,
  type EventPage,
  type QueueCount,
  type WorkerRow,
} from '../jobs/index.ts'
import type { App } from './app.ts'

/** What a person who watches sees at one moment. */
export interface Snapshot {
  at: Date
  workers: WorkerRow[]
  queues: QueueCount[]
  /** The newest jobs in the state that is looked at. */
  jobs: Job[]
  /** The last events, oldest first. */
  events: EventPage['events']
}

export interface Watch {
  /** Which jobs are listed: asked before each look. */
  status(): JobStatus
  onSnapshot(snapshot: Snapshot): void
  /** The database is away for the moment, and why; it is asked again. */
  onAway(reason: string): void
  signal: AbortSignal
}

/** However much happens, there are no more looks than this; however little, no fewer. Milliseconds. */
const shortestPause = 250
const longestPause = 1000
const mostJobs = 100
const mostEvents = 12

/** Looking takes no more than a tenth of the time: counting a hundred thousand queued jobs is work for the database. */
const shareOfLooking = 0.1

/** Looks whenever a timeline moves, four times a second at most, until the signal fires. `again` looks at once. */
export function watchDesk(app: App, watch: Watch): { again(): void; ended: Promise<void> } {
  let early: AbortController | undefined
  return { again: () => early?.abort(), ended: look() }

  async function lookOnce(): Promise<void> {
    try {
      watch.onSnapshot(await takeSnapshot(app, watch.status()))
    } catch (error) {
      if (!isPassing(error)) throw error
      watch.onAway(messageOf(error))
    }
  }

  async function look(): Promise<void> {
    const listener = await openListener(await app.engine())
    try {
      while (!watch.signal.aborted) {
        const began = performance.now()
        await lookOnce()
        const pause = Math.max(shortestPause, (performance.now() - began) / shareOfLooking)
        early = new AbortController()
        const either = AbortSignal.any([watch.signal, early.signal])
        await waitAtLeast(pause, either)
        await listener.wait(Math.max(0, longestPause - pause), either)
      }
    } finally {
      await listener.close()
    }
  }
}

async function takeSnapshot(app: App, status: JobStatus): Promise<Snapshot> {
  const { sql, org } = app
  const [workers, queues, jobs, events] = await Promise.all([
    livingWorkers(sql),
    queueCounts(sql, org),
    listJobs(sql, org, { status, limit: mostJobs }),
    readNewestEvents(sql, org, { levels: ['info', 'warning', 'error'] }, mostEvents),
  ])
  return { at: app.clock(), workers, queues, jobs, events }
}

async function waitAtLeast(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, signal).catch(() => undefined)
}
