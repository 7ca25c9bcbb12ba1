import type { Workflow } from '../contracts/workflow.ts'
import type { Ticket } from './claim.ts'
import type { Engine } from './engine.ts'
import type { Lease } from './lease.ts'
import { createPlaces, type Places } from './places.ts'
import { startPool, type TicketPool } from './pool.ts'

/** Tickets of short jobs in hand for each place of a long one: more than handlers, so that flows take turns at their places. */
const ahead = 24
/** Handlers of short jobs for each place of a long one: most of their time they wait for the network and the database. */
const atOnce = 15
const mostAhead = 256

export interface Lane {
  types: readonly string[]
  /** How many of its handlers run at once. */
  most: number
}

export interface LaneOptions {
  /** How many handlers of long jobs run at once. */
  concurrency: number
  /** Does the job of one ticket, in one of the places where there are some; never rejects. */
  work(ticket: Ticket, places?: Places): Promise<void>
}

/**
 * Fetches tickets of all job types. Those of long jobs come one by one, each for a free place. Short jobs have places of
 * their own, and are fetched, claimed and finished many at a time: else they would wait for statements most of their time.
 */
export function startLanes(engine: Engine, lease: Lease, { concurrency, work }: LaneOptions): TicketPool {
  const { short, long } = lanesOf(engine, concurrency)
  const pools: TicketPool[] = []
  if (long.types.length > 0) {
    const workLong = async (ticket: Ticket) => await work(ticket)
    pools.push(startPool(engine, lease, { types: long.types, concurrency, batch: false, work: workLong }))
  }
  if (short.types.length > 0) {
    const places = createPlaces(short.most)
    const inHand = Math.min(concurrency * ahead, mostAhead)
    const workShort = async (ticket: Ticket) => await work(ticket, places)
    pools.push(
      startPool(engine, lease, { types: short.types, concurrency: inHand, batch: true, work: workShort }),
    )
  }
  return {
    running: () => pools.every((pool) => pool.running()),
    stop: async () => {
      await Promise.all(pools.map(async (pool) => await pool.stop()))
    },
  }
}

/** The types of long and of short jobs, and how many handlers of each run at once where `concurrency` long ones do. */
export function lanesOf(engine: Engine, concurrency: number): Record<'long' | 'short', Lane> {
  const isOfShort = (type: string) => isShort(engine, engine.workflows.get(type))
  const { names } = engine.workflows
  return {
    long: { types: names.filter((type) => !isOfShort(type)), most: concurrency },
    short: { types: names.filter(isOfShort), most: concurrency * atOnce },
  }
}

function isShort({ offline }: Engine, { short }: Workflow): boolean {
  return short === 'always' || (short === 'offline' && offline === true)
}
