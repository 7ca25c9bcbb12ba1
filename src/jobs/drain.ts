import { createBell } from '../base/bell.ts'
import { JobError, type Job } from '../contracts/job.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { claimDue } from './claim.ts'
import type { Engine } from './engine.ts'
import { lanesOf, type Lane } from './lanes.ts'
import { openLease, type Lease } from './lease.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { notPaused } from './pauses.ts'
import { createPatience } from './patience.ts'
import { keepUp } from './upkeep.ts'
import { createWorkInHand, type WorkInHand } from './work-in-hand.ts'

export interface DrainOptions {
  /** How many handlers of long jobs run at once; of short ones there are more, as in a daemon. */
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

interface RunningLane extends Lane {
  running: number
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
  const lanes = Object.values(lanesOf(engine, options.concurrency)).map((lane) => ({ ...lane, running: 0 }))
  while (!options.signal.aborted && !lease.lost.aborted) {
    const jobs = await claimReady(engine, lease.id, lanes, options.traceId)
    for (const job of jobs) {
      options.onClaim?.(job)
      const lane = lanes.find(({ types }) => types.includes(job.type))
      if (lane !== undefined) lane.running += 1
      void inHand.run(job).then(() => {
        if (lane !== undefined) lane.running -= 1
        moved.ring()
      })
    }
    if (jobs.length > 0) continue
    if (inHand.size === 0 && (await options.done())) return
    await moved.wait(250)
  }
}

/** Nothing is locked here: a claim holds limits before rows, and one that comes second finds the job taken. */
async function claimReady(
  { sql }: Engine,
  worker: string,
  lanes: readonly RunningLane[],
  traceId: string | undefined,
): Promise<Job[]> {
  const [first, ...others] = lanes
    .filter(({ types, most, running }) => types.length > 0 && running < most)
    .map((lane) => readyIn(sql, lane, traceId))
  if (first === undefined) return []
  return await claimDue(
    sql,
    worker,
    others.reduce((all, due) => sql`${all} union all ${due}`, first),
  )
}

function readyIn(sql: Sql, { types, most, running }: RunningLane, traceId: string | undefined): Fragment {
  return sql`(
    select id, epoch
    from jobs
    where status = 'queued'
      and not cancel_requested
      and scheduled_for <= now()
      and type = any(${types as string[]})
      and ${notPaused(sql)}
      and ticketed_at is distinct from 'infinity'
      ${treeOf(sql, traceId)}
    order by priority, turn_at, id
    limit ${most - running}
  )`
}

function treeOf(sql: Sql, traceId: string | undefined) {
  return traceId === undefined ? sql`` : sql`and trace_id = ${traceId}`
}
