import type { Client, Pool } from 'pg'
import type { Clock } from '../base/clock.ts'
import type { Registry } from '../base/registry.ts'
import type { Scrubber } from '../base/scrubber.ts'
import type { Note } from '../contracts/event.ts'
import type { Sql } from '../contracts/sql.ts'
import type { ExecutionContext, Workflow, WorkflowContext } from '../contracts/workflow.ts'
import type { JobTraces } from './trace.ts'

export type { Client }

/** The parts of a workflow's context that the engine does not make itself. */
export type World = Pick<WorkflowContext, 'ask' | 'fetch' | 'parse' | 'mail' | 'settings'>

/** Makes the world of one attempt of a job. */
export type WorldOf = (
  execution: ExecutionContext,
  signal: AbortSignal,
  note: (note: Note) => Promise<void>,
) => World

/** Where the engine tells what is not on any job's timeline: lost leases, a database that is away, pools that restart. */
export type EngineLog = (
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  data?: Record<string, unknown>,
) => void

/** What the engine works with. It knows no domain: workflows and the world come in from outside. */
export interface Engine {
  sql: Sql
  clock: Clock
  /** A number in [0, 1): jitter of backoffs. */
  chance(): number
  workflows: Registry<Workflow>
  /** True where no model is asked: agents answer by their rules, within milliseconds. */
  offline?: boolean | undefined
  /** The schema of graphile-worker. */
  queueSchema: string
  /** Opens a session of its own: for a lease, for LISTEN. */
  connect(): Promise<Client>
  /** Opens the pool that graphile-worker fetches its tickets with. */
  openPool(size: number): Promise<Pool>
  world: WorldOf
  log: EngineLog
  /** Every event, result and error goes through it on its way into the database. */
  scrubber: Scrubber
  /** Absent: nothing is traced. */
  traces?: JobTraces | undefined
}
