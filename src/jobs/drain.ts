import { createBell } from '../base/bell.ts'
import { JobError, type Job } from '../contracts/job.ts'
import type { Sql } from '../contracts/sql.ts'
import { claimDue } from './claim.ts'
import type { Engine } from './engine.ts'
import { openLease, type Lease } from './lease.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { notPaused } from './pauses.ts'
import { createPatience } from './patience.ts'
import { keepUp } from './upkeep.ts'
import { createWorkInHand, type WorkInHand } from './work-in-hand.ts'

export interface DrainOptions {
  concurrency: number
  /** Only the jobs of this tree; all ready jobs of all orgs where absent. */
  traceId?: string
  signal: AbortSignal
  /** Told of each job that this process takes. */
  onClaim?(job: Job): void
  /** Asked whenever nothing is in hand and nothing is ready: true ends the draining. */
  done(): Promise<boolean>
}

/**
 * Works without graphile-worker, in this process: takes a lease and claims ready jobs until `done`. Their tickets
 * are stale when they arrive, and harmless. When the signal fires, what is in hand is handed back; rejects with an
 * AppError ten seconds later, where a database that is away keeps it.
 */
export async function drain(engine: Engine, options: DrainOptions): Promise<void> {
  const lease = await openLease(engine, {
    kind: 'command',
    types: engine.workflows.names,
    concurrency: options.concurrency,
  })
  const patience = createPatience(() => inHand.size)
  const ledger = createLedger(engine, lease.id, patience.over)
  const inHand = createWorkInHand(engine, ledger, lease)
  const end = new AbortController()
  const upkeep = keepUp(engine, {
    worker: lease.id,
    schedules: options.traceId === undefined,
    onTick: inHand.look,
    signal: end.signal,
  })
  const onStop = () => {
    patience.start(0)
    inHand.stopAll(new JobError('shutdown', 'The command was stopped.'))
  }
  const onLost = () => inHand.stopAll('lost-lease')
  options.signal.addEventListener('abort', onStop)
  lease.lost.addEventListener('abort', onLost)
  const workAndClose = async () => {
    try {
      await work({ engine, lease, ledger, inHand }, options)
    } finally {
      await inHand.settled()
      options.signal.removeEventListener('abort', onStop)
      end.abort()
      await upkeep
      await lease.close()
    }
  }
  await patience.hold(workAndClose())
}

interface Desk {
  engine: Engine
  lease: Lease
  ledger: Ledger
  inHand: WorkInHand
}

async function work({ engine, lease, inHand }: Desk, options: DrainOptions): Promise<void> {
  const moved = createBell()
  lease.onEvents(moved.ring)
  while (!options.signal.aborted && !lease.lost.aborted) {
    const free = options.concurrency - inHand.size
    const jobs = free > 0 ? await claimReady(engine, lease.id, free, options.traceId) : []
    for (const job of jobs) {
      options.onClaim?.(job)
      void inHand.run(job).then(moved.ring)
    }
    if (jobs.length > 0) continue
    if (inHand.size === 0 && (await options.done())) return
    await moved.wait(250)
  }
}

/** Nothing is locked here: a claim holds limits before rows, and one that comes second finds the job taken. */
async function claimReady(
  engine: Engine,
  worker: string,
  limit: number,
  traceId: string | undefined,
): Promise<Job[]> {
  const { sql } = engine
  const due = sql`
    select id, epoch
    from jobs
    where status = 'queued'
      and not cancel_requested
      and scheduled_for <= now()
      and type = any(${engine.workflows.names as string[]})
      and ${notPaused(sql)}
      and ticketed_at is distinct from 'infinity'
      ${treeOf(sql, traceId)}
    order by priority, turn_at, id
    limit ${limit}`
  return await claimDue(sql, worker, due)
}

function treeOf(sql: Sql, traceId: string | undefined) {
  return traceId === undefined ? sql`` : sql`and trace_id = ${traceId}`
}
