import type { Job } from '../contracts/job.ts'
import type { Sql } from '../contracts/sql.ts'
import { runAttempt, type AbortReason } from './attempt.ts'
import type { Engine } from './engine.ts'
import type { Ledger, Outcome } from './ledger.ts'
import type { Places } from './places.ts'

/** The attempts that run in this process, each of which can be told to stop. */
export interface WorkInHand {
  readonly size: number
  /** Runs an attempt of a claimed job to its end; its handler waits for one of the places, where there are some. */
  run(job: Job, places?: Places): Promise<void>
  /** Stops the attempts whose jobs somebody cancelled. */
  stopCancelled(sql: Sql, worker: string): Promise<void>
  /**
   * Looks for jobs that this worker claimed and does not have: the answer to the claim was lost with its connection.
   * Those that are missing at ten looks in a row go back to the queue; no attempt is spent.
   */
  handBackForgotten(sql: Sql, worker: string): Promise<void>
  /** Stops the attempts in hand, and those that come to hand later: a claim may be on its way. */
  stopAll(reason: AbortReason): void
  /** Resolves when nothing is in hand. */
  settled(): Promise<void>
}

/** Looks after which a job that is missing was forgotten: a claim may take this long to be answered. */
const patience = 10

export function createWorkInHand(engine: Engine, ledger: Ledger): WorkInHand {
  const attempts = new Map<string, { stop: AbortController; ended: Promise<void> }>()
  const stopped = new AbortController()
  let missing = new Map<string, number>()
  return {
    get size() {
      return attempts.size
    },
    async run(job, places) {
      const stop = new AbortController()
      if (stopped.signal.aborted) stop.abort(stopped.signal.reason)
      const ended = runAttempt(engine, ledger, job, { stop: stop.signal, places }).finally(() =>
        attempts.delete(job.id),
      )
      attempts.set(job.id, { stop, ended })
      await ended
    },
    async stopCancelled(sql, worker) {
      if (attempts.size === 0) return
      const rows = await sql<{ id: string }[]>`
        select id
        from jobs
        where worker_id = ${worker}
          and status = 'running'
          and cancel_requested`
      for (const { id } of rows) attempts.get(id)?.stop.abort('cancelled' satisfies AbortReason)
    },
    async handBackForgotten(sql, worker) {
      const rows = await sql<{ id: string; epoch: number }[]>`
        select id, epoch
        from jobs
        where worker_id = ${worker}
          and status = 'running'`
      const absent = rows.filter(({ id }) => !attempts.has(id))
      const looks = new Map(absent.map((job) => [keyOf(job), (missing.get(keyOf(job)) ?? 0) + 1]))
      missing = looks
      const forgotten = absent.filter((job) => (looks.get(keyOf(job)) ?? 0) >= patience)
      for (const job of forgotten) await ledger.finish(forgottenOutcome(job, engine.clock()))
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

function keyOf({ id, epoch }: { id: string; epoch: number }): string {
  return `${id} ${epoch}`
}

function forgottenOutcome({ id, epoch }: { id: string; epoch: number }, now: Date): Outcome {
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
