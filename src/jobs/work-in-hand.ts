import type { Job } from '../contracts/job.ts'
import type { Sql } from '../contracts/sql.ts'
import { runAttempt, type AbortReason } from './attempt.ts'
import type { Engine } from './engine.ts'
import type { Ledger } from './ledger.ts'
import type { Places } from './places.ts'

/** The attempts that run in this process, each of which can be told to stop. */
export interface WorkInHand {
  readonly size: number
  /** Runs an attempt of a claimed job to its end; its handler waits for one of the places, where there are some. */
  run(job: Job, places?: Places): Promise<void>
  /** Stops the attempts whose jobs somebody cancelled. */
  stopCancelled(sql: Sql, worker: string): Promise<void>
  /** Stops the attempts in hand, and those that come to hand later: a claim may be on its way. */
  stopAll(reason: AbortReason): void
  /** Resolves when nothing is in hand. */
  settled(): Promise<void>
}

export function createWorkInHand(engine: Engine, ledger: Ledger): WorkInHand {
  const attempts = new Map<string, { stop: AbortController; ended: Promise<void> }>()
  const stopped = new AbortController()
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
    stopAll(reason) {
      stopped.abort(reason)
      for (const { stop } of attempts.values()) stop.abort(reason)
    },
    async settled() {
      await Promise.allSettled([...attempts.values()].map(({ ended }) => ended))
    },
  }
}
