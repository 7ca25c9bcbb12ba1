import { AppError } from '../base/app-error.ts'
import { shortId } from '../base/id.ts'
import { isFinished, type Job } from '../contracts/job.ts'
import {
  drain,
  hasDaemon,
  jobById,
  openListener,
  readEvents,
  readEventsAfter,
  startOfTime,
  type Cursor,
  type Engine,
  type EventFilter,
  type EventPage,
  type Listener,
} from '../jobs/index.ts'
import type { App } from './app.ts'

type TailedEvent = EventPage['events'][number]

export interface FollowOptions {
  /** Milliseconds after which the waiting (not the job) ends with `still-running`. */
  timeoutMs?: number | undefined
  /** Ctrl-C: the waiting ends; a job that a daemon runs goes on. */
  signal: AbortSignal
  onEvent?(event: TailedEvent): void
  /** Called when something may have changed, with the job as it is now, before its events are told. */
  onJob?(job: Job): void
  /** Called with the last words of what a model writes, before anything has checked them. */
  onDraft?(text: string): void
  /** Called once, when this process does the work itself because no daemon does. */
  onOwnWork?(): void
}

const lookEvery = 1000
const ownConcurrency = 4

/** Waits for a job to end and shows its timeline meanwhile. Where no daemon works on its type, this process does. */
export async function followJob(app: App, id: string, options: FollowOptions): Promise<Job> {
  const engine = await app.engine()
  const { onDraft } = options
  const listener = await openListener(
    engine,
    onDraft && ((draft) => (draft.jobId === id ? onDraft(draft.text) : undefined)),
  )
  const giveUp = options.timeoutMs === undefined ? undefined : AbortSignal.timeout(options.timeoutMs)
  const signal = giveUp === undefined ? options.signal : AbortSignal.any([options.signal, giveUp])
  const helper = createOwnWork(engine, app, id, signal)
  try {
    const job = await watch({ app, id, listener, signal, helper }, options)
    if (isFinished(job.status)) return job
    throw giveUp?.aborted === true ? stillRunning(job, helper.used()) : interrupted(job, helper.used())
  } finally {
    await listener.close()
    await helper.settled()
  }
}

interface Watch {
  app: App
  id: string
  listener: Listener
  signal: AbortSignal
  helper: OwnWork
}

async function watch({ app, id, listener, signal, helper }: Watch, options: FollowOptions): Promise<Job> {
  let cursor: Cursor = startOfTime
  for (;;) {
    const job = await jobById(app.sql, app.org, id)
    if (job === undefined)
      throw new AppError('not-found', `The job ${id} is gone.`, { hint: 'Try: nightdesk jobs list' })
    options.onJob?.(job)
    cursor = await tellEvents(app, job, cursor, options)
    if (isFinished(job.status)) {
      await tellTheRest(app, job, cursor, options)
      return job
    }
    if (!helper.working() && !(await hasDaemon(app.sql, job.type))) {
      if (!signal.aborted) options.onOwnWork?.()
      helper.start(job.traceId)
    }
    if (signal.aborted) return job
    helper.check()
    await listener.wait(lookEvery, signal)
  }
}

async function tellEvents(app: App, job: Job, from: Cursor, { onEvent }: FollowOptions): Promise<Cursor> {
  let cursor = from
  for (;;) {
    const page = await readEvents(app.sql, app.org, treeOf(job), cursor)
    for (const event of page.events) onEvent?.(event)
    if (page.events.length === 0) return cursor
    cursor = page.cursor
  }
}

/**
 * The last events may stand above the horizon of the tail for as long as another transaction writes on the server. A job
 * writes none after the one that tells its end, which its new status came with: nothing has to be waited for.
 */
async function tellTheRest(app: App, job: Job, after: Cursor, { onEvent }: FollowOptions): Promise<void> {
  for (const event of await readEventsAfter(app.sql, app.org, treeOf(job), after)) onEvent?.(event)
}

function treeOf(job: Job): EventFilter {
  return { tree: { jobId: job.id, traceId: job.traceId } }
}

/** The work of a process that no daemon helps. */
interface OwnWork {
  working(): boolean
  /** True when no daemon was there. */
  used(): boolean
  start(traceId: string): void
  /** Throws what ended the work. */
  check(): void
  settled(): Promise<void>
}

function createOwnWork(engine: Engine, app: App, id: string, signal: AbortSignal): OwnWork {
  let work: Promise<void> | undefined
  let failure: { error: unknown } | undefined
  let used = false
  const done = async () => {
    const job = await jobById(app.sql, app.org, id)
    return job === undefined || isFinished(job.status)
  }
  return {
    working: () => work !== undefined,
    used: () => used,
    start(traceId) {
      used = true
      work = drain(engine, { concurrency: ownConcurrency, traceId, signal, done })
        .catch((error: unknown) => {
          failure = { error }
        })
        .finally(() => {
          work = undefined
        })
    },
    check() {
      if (failure !== undefined) throw failure.error
    },
    settled: async () => await work,
  }
}

function stillRunning(job: Job, ownWork: boolean): AppError {
  const id = shortId(job.id)
  if (ownWork) {
    return new AppError(
      'still-running',
      `The job ${id} has not ended yet, and no daemon is running to go on with it.`,
      {
        hint: 'Try: nightdesk daemon --once',
      },
    )
  }
  return new AppError('still-running', `The job ${id} has not ended yet; a daemon goes on with it.`, {
    hint: `Try: nightdesk tail ${id} -f`,
  })
}

function interrupted(job: Job, ownWork: boolean): AppError {
  const id = shortId(job.id)
  const sentence = `Stopped waiting for the job ${id}, which is ${job.status}`
  if (ownWork) {
    return new AppError('interrupted', `${sentence}; no daemon is running to go on with it.`, {
      hint: `Try: nightdesk daemon --once, or nightdesk jobs cancel ${id}`,
    })
  }
  return new AppError('interrupted', `${sentence}; a daemon goes on with it.`, {
    hint: `Try: nightdesk tail ${id} -f, or nightdesk jobs cancel ${id}`,
  })
}
