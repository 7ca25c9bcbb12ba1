import type { Workflow } from '../contracts/workflow.ts'
import type { Ticket } from './claim.ts'
import type { Engine } from './engine.ts'
import type { Lease } from './lease.ts'
import { createPlaces, type Places } from './places.ts'
import { startPool, type TicketPool } from './pool.ts'

/** How many times as many tickets of short jobs are in hand as there are places for their handlers. */
const ahead = 24
/** Handlers of short jobs for each place of a long one: most of their time they wait for the network and the database. */
const atOnce = 15
const mostAhead = 256

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
  const [short, long] = [shortTypes(engine), longTypes(engine)]
  const pools: TicketPool[] = []
  if (long.length > 0)
    pools.push(
      startPool(engine, lease, { types: long, concurrency, batch: false, work: (ticket) => work(ticket) }),
    )
  if (short.length > 0) {
    const places = createPlaces(concurrency * atOnce)
    const inHand = Math.min(concurrency * ahead, mostAhead)
    const workShort = async (ticket: Ticket) => await work(ticket, places)
    pools.push(startPool(engine, lease, { types: short, concurrency: inHand, batch: true, work: workShort }))
  }
  return {
    running: () => pools.every((pool) => pool.running()),
    stop: async () => {
      await Promise.all(pools.map(async (pool) => await pool.stop()))
    },
  }
}

function shortTypes(engine: Engine): string[] {
  return engine.workflows.names.filter((type) => isShort(engine, engine.workflows.get(type)))
}

function longTypes(engine: Engine): string[] {
  return engine.workflows.names.filter((type) => !isShort(engine, engine.workflows.get(type)))
}

function isShort({ offline }: Engine, { short }: Workflow): boolean {
  return short === 'always' || (short === 'offline' && offline === true)
}
