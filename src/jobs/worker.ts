import { sleep } from '../base/clock.ts'
import { messageOf } from '../base/app-error.ts'
import { JobError } from '../contracts/job.ts'
import type { Engine } from './engine.ts'
import { startLanes } from './lanes.ts'
import { openLease, type Lease } from './lease.ts'
import { createLedger } from './ledger.ts'
import type { TicketPool } from './pool.ts'
import { createPatience } from './patience.ts'
import { keepUp } from './upkeep.ts'
import { createWorkInHand, type WorkInHand } from './work-in-hand.ts'

export interface WorkerOptions {
  concurrency: number
}

/** A daemon's share of the work. */
export interface Worker {
  /** True while it holds a lease and fetches tickets. */
  ready(): boolean
  /**
   * Stops fetching, gives the jobs in hand `grace` milliseconds to end, hands back the rest without spending an attempt.
   * Rejects with an AppError ten seconds after the grace, where a database that is away keeps it.
   */
  stop(grace: number): Promise<void>
}

/** One life of a worker: from taking a lease to losing it, with all that it has in hand, or giving it back. */
interface Tenure {
  lease: Lease
  pool: TicketPool
  inHand: WorkInHand
  upkeep: Promise<void>
  end: AbortController
}

const firstPause = 200
const longestPause = 5000

/** Works on jobs until it is stopped. When its lease is lost it aborts what it does and starts over with a new one. */
export function startWorker(engine: Engine, options: WorkerOptions): Worker {
  const stopping = new AbortController()
  let tenure: Tenure | undefined
  const patience = createPatience(() => tenure?.inHand.size ?? 0)

  async function live(): Promise<void> {
    for (let pause = firstPause; !stopping.signal.aborted; pause = Math.min(pause * 2, longestPause)) {
      try {
        tenure = await beginTenure(engine, options, patience.over)
        pause = firstPause
        await firstOf(tenure.lease.lost, stopping.signal)
        if (!stopping.signal.aborted) await abandon(engine, tenure)
      } catch (error) {
        engine.log('warn', 'No lease could be taken; trying again', { error: messageOf(error) })
      }
      if (!stopping.signal.aborted) await sleep(pause, stopping.signal).catch(() => undefined)
    }
  }

  async function end(grace: number): Promise<void> {
    await lived
    if (tenure !== undefined) await endTenure(tenure, grace)
  }

  const lived = live()
  return {
    ready: () => tenure !== undefined && !tenure.lease.lost.aborted && tenure.pool.running(),
    async stop(grace) {
      stopping.abort()
      patience.start(grace)
      await patience.hold(end(grace))
    },
  }
}

async function beginTenure(engine: Engine, options: WorkerOptions, giveUp: AbortSignal): Promise<Tenure> {
  const types = engine.workflows.names
  const lease = await openLease(engine, { kind: 'daemon', types, concurrency: options.concurrency })
  const ledger = createLedger(engine, lease.id, giveUp)
  const inHand = createWorkInHand(engine, ledger, lease)
  const pool = startLanes(engine, lease, {
    concurrency: options.concurrency,
    async work(ticket, places) {
      const job = await ledger.claim(ticket)
      if (job !== undefined) await inHand.run(job, places)
    },
  })
  void firstOf(lease.lost).then(() => inHand.stopAll('lost-lease'))
  const end = new AbortController()
  const upkeep = keepUp(engine, {
    worker: lease.id,
    schedules: true,
    onTick: inHand.look,
    signal: end.signal,
  })
  return { lease, pool, inHand, upkeep, end }
}

/** The lease is lost: others may run the same jobs by now, so nothing in hand may finish. */
async function abandon(engine: Engine, tenure: Tenure): Promise<void> {
  engine.log('warn', 'The lease was lost; starting over', { jobs: tenure.inHand.size })
  tenure.end.abort()
  await tenure.pool.stop()
  await tenure.inHand.settled()
  await tenure.upkeep
  await tenure.lease.close()
}

async function endTenure(tenure: Tenure, grace: number): Promise<void> {
  const timer = setTimeout(
    () => tenure.inHand.stopAll(new JobError('shutdown', 'Its worker is stopping.')),
    grace,
  )
  await tenure.pool.stop()
  await tenure.inHand.settled()
  clearTimeout(timer)
  tenure.end.abort()
  await tenure.upkeep
  await tenure.lease.close()
}

function firstOf(...signals: AbortSignal[]): Promise<void> {
  const any = AbortSignal.any(signals)
  return new Promise((resolve) => {
    if (any.aborted) resolve()
    any.addEventListener('abort', () => resolve(), { once: true })
  })
}
