import { sleep } from '../base/clock.ts'
import { toJson, type Json } from '../base/json.ts'
import type { Note } from '../contracts/event.ts'
import type { Job } from '../contracts/job.ts'
import type { Sql } from '../contracts/sql.ts'
import { createBatcher } from '../base/batcher.ts'
import { claimTickets, type Ticket } from './claim.ts'
import { createDoorbell } from './doorbell.ts'
import type { Engine } from './engine.ts'
import { finishLarge } from './large-result.ts'
import { persist } from './persistence.ts'

/** While many jobs end at a time, so long are ends gathered between two statements; milliseconds. */
const gathering = 8

/** How an attempt ended, for `finish_jobs` in sql/. */
export interface Outcome {
  id: string
  epoch: number
  outcome: 'success' | 'failed' | 'cancelled' | 'retry' | 'children'
  result?: Json
  /** The result is too large for the row: it becomes an artifact of the job. */
  isLarge?: boolean
  error?: string
  errorKind?: string
  runAt?: string
  spends?: boolean
  level: 'info' | 'warning' | 'error'
  event: string
  message: string
  data?: Json
}

export interface TimelineEntry extends Note {
  org: string
  jobId: string
}

/** What one worker writes about its jobs. Writes of the same few milliseconds share a statement; each is awaited. */
export interface Ledger {
  /** Takes the job, or undefined where the ticket is stale. */
  claim(ticket: Ticket): Promise<Job | undefined>
  /** False where the attempt was fenced: its result is dropped. */
  finish(outcome: Outcome): Promise<boolean>
  note(entry: TimelineEntry): Promise<void>
}

/**
 * Opens the ledger of one worker. Every write waits out a database that is away, until the signal fires, and holds no
 * secret.
 */
export function createLedger({ sql, log, scrubber }: Engine, worker: string, giveUp?: AbortSignal): Ledger {
  const ring = createDoorbell({ sql, log })
  const flush = async <Answer>(write: () => Promise<Answer>) => {
    const answer = await persist(write, log, giveUp)
    ring()
    return answer
  }
  const finish = createBatcher(
    (outcomes: readonly Outcome[]) => flush(() => finishJobs(sql, worker, scrubber.scrubValue(outcomes))),
    { gather: () => sleep(gathering) },
  )
  return {
    claim: createBatcher((tickets: readonly Ticket[]) => flush(() => claimJobs(sql, worker, tickets))),
    // A large result goes by itself: a batch of them would be held in memory whole.
    finish: (outcome) =>
      outcome.isLarge === true
        ? flush(() => finishLarge(sql, worker, scrubber.scrubValue(outcome)))
        : finish(outcome),
    note: createBatcher((entries: readonly TimelineEntry[]) =>
      flush(() => writeEvents(sql, scrubber.scrubValue(entries))),
    ),
  }
}

/** Each job goes to one ticket of its epoch: others of the same batch are stale, or came twice. */
async function claimJobs(sql: Sql, worker: string, tickets: readonly Ticket[]): Promise<(Job | undefined)[]> {
  const byId = new Map((await claimTickets(sql, worker, tickets)).map((job) => [job.id, job]))
  return tickets.map(({ job: id, epoch }) => {
    const job = byId.get(id)
    if (job?.epoch !== epoch) return undefined
    byId.delete(id)
    return job
  })
}

async function finishJobs(sql: Sql, worker: string, outcomes: readonly Outcome[]): Promise<boolean[]> {
  const spec = toJson(outcomes.map((outcome) => ({ spends: false, data: {}, ...outcome })))
  const rows = await sql<{ id: string }[]>`
    select finish_jobs as id
    from finish_jobs(${worker}, ${sql.json(spec)})`
  const finished = new Set(rows.map(({ id }) => id))
  return outcomes.map(({ id }) => finished.has(id))
}

async function writeEvents(sql: Sql, entries: readonly TimelineEntry[]): Promise<undefined[]> {
  const rows = toJson(entries.map((entry) => ({ level: 'info', source: 'workflow', data: {}, ...entry })))
  await sql`
    insert into events (org_id, job_id, level, source, name, message, data)
    select entry.org, entry."jobId", entry.level, entry.source, entry.name, entry.message, entry.data
    from jsonb_to_recordset(${sql.json(rows)}) as entry
      (org uuid, "jobId" uuid, level text, source text, name text, message text, data jsonb)`
  return entries.map(() => undefined)
}
