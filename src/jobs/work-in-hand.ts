import { messageOf } from '../base/app-error.ts'
import type { Job } from '../contracts/job.ts'
import type { Sql } from '../contracts/sql.ts'
import { runAttempt, type AbortReason } from './attempt.ts'
import type { Engine } from './engine.ts'
import type { Lease } from './lease.ts'
import type { Ledger, Outcome } from './ledger.ts'
import type { Places } from './places.ts'

/** The attempts that run in this process, each of which can be told to stop. */
export interface WorkInHand {
  readonly size: number
  /** Runs an attempt of a claimed job to its end, and never rejects; its handler waits for one of the places, where there are some. */
  run(job: Job, places?: Places): Promise<void>
  /** Compares it with the database, once a second: stops what was cancelled unheard, hands back what was never heard of. */
  look(): Promise<void>
  /** Stops the attempts in hand, and those that come to hand later: a claim may be on its way. */
  stopAll(reason: AbortReason): void
  /** Resolves when nothing is in hand. */
  settled(): Promise<void>
}

/** Looks after which a job that is missing was forgotten: a claim may take this long to be answered. */
const patience = 10

/** The work in hand of one worker. It hears of cancel requests from its lease. */
export function createWorkInHand(
  engine: Engine,
  ledger: Ledger,
  lease: Pick<Lease, 'id' | 'onCancel'>,
): WorkInHand {
  const { sql } = engine
  /** By job and epoch: the next attempt of a job may be in hand before the end of the last one is answered. */
  const attempts = new Map<string, { stop: AbortController; ended: Promise<void> }>()
  const stopped = new AbortController()
  let missing = new Map<string, number>()

  async function stopCancelled(): Promise<void> {
    if (attempts.size === 0) return
    for (const attempt of await cancelledJobs(sql, lease.id))
      attempts.get(keyOf(attempt))?.stop.abort('cancelled' satisfies AbortReason)
  }

  /**
   * The answer to a claim may be lost with its connection. Jobs that are missing at ten looks in a row go back to the
   * queue; no attempt is spent.
   */
  async function handBackForgotten(): Promise<void> {
    const absent = (await runningJobs(sql, lease.id)).filter((job) => !attempts.has(keyOf(job)))
    missing = new Map(absent.map((job) => [keyOf(job), (missing.get(keyOf(job)) ?? 0) + 1]))
    const forgotten = absent.filter((job) => (missing.get(keyOf(job)) ?? 0) >= patience)
    for (const job of forgotten) await ledger.finish(forgottenOutcome(job, engine.clock()))
  }

  /** The job stays with this worker: it is handed back as forgotten, or when the worker is buried. */
  function tellUnwritten(job: Job, error: unknown): void {
    engine.log('error', 'The end of a job was not written: it will run again', {
      job: job.id,
      trace: job.traceId,
      error: messageOf(error),
    })
  }

  lease.onCancel(() => {
    stopCancelled().catch((error: unknown) => {
      engine.log('warn', 'A cancel request was not read; it is read again', { error: messageOf(error) })
    })
  })
  return {
    get size() {
      return attempts.size
    },
    async run(job, places) {
      const stop = new AbortController()
      if (stopped.signal.aborted) stop.abort(stopped.signal.reason)
      const ended = runAttempt(engine, ledger, job, { stop: stop.signal, places })
        .catch((error: unknown) => tellUnwritten(job, error))
        .finally(() => attempts.delete(keyOf(job)))
      attempts.set(keyOf(job), { stop, ended })
      await ended
    },
    async look() {
      await stopCancelled()
      await handBackForgotten()
    },
    stopAll(reason) {
      stopped.abort(reason)
      for (const { stop } of attempts.values()) stop.abort(reason)
    },
    async settled() {
      await Promise.allSettled([...attempts.values()].map(({ ended }) => ended))
    },
  }
}

type Attempt = Pick<Job, 'id' | 'epoch'>

async function cancelledJobs(sql: Sql, worker: string): Promise<Attempt[]> {
  return await sql<Attempt[]>`
    select id, epoch
    from jobs
    where worker_id = ${worker}
      and status = 'running'
      and cancel_requested`
}

async function runningJobs(sql: Sql, worker: string): Promise<Attempt[]> {
  return await sql<Attempt[]>`
    select id, epoch
    from jobs
    where worker_id = ${worker}
      and status = 'running'`
}

function keyOf({ id, epoch }: Attempt): string {
  return `${id} ${epoch}`
}

function forgottenOutcome({ id, epoch }: Attempt, now: Date): Outcome {
  return {
    id,
    epoch,
    outcome: 'retry',
    runAt: now.toISOString(),
    spends: false,
    error: 'Its worker took it and never heard of it.',
    errorKind: 'crash',
    level: 'warning',
    event: 'job-handed-back',
    message: 'Handed back: its worker took it and never heard of it',
  }
}
