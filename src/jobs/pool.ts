import { EventEmitter } from 'node:events'
import type { LogFunctionFactory, Runner, TaskList, WorkerEvents } from 'graphile-worker'
import { messageOf } from '../base/app-error.ts'
import { sleep } from '../base/clock.ts'
import type { Ticket } from './claim.ts'
import type { Engine } from './engine.ts'
import type { Lease } from './lease.ts'

export interface PoolOptions {
  types: readonly string[]
  /** Tickets in hand at a time. */
  concurrency: number
  /** True: one statement fetches tickets for all that are free, and one completes those that ended meanwhile. */
  batch: boolean
  /** Does the job of one ticket; never rejects. */
  work(ticket: Ticket): Promise<void>
}

export interface TicketPool {
  /** True while tickets are fetched. */
  running(): boolean
  /** Stops fetching and waits for the tickets in hand. */
  stop(): Promise<void>
}

const firstPause = 200
const longestPause = 5000

/**
 * Fetches tickets with graphile-worker, supervised: when its pool ends for any reason but `stop`, it is started
 * again with backoff. The process does not exit because the database blinked.
 */
export function startPool(engine: Engine, lease: Lease, options: PoolOptions): TicketPool {
  const stopping = new AbortController()
  let runner: Runner | undefined

  async function supervise(): Promise<void> {
    for (let pause = firstPause; !stopping.signal.aborted; pause = Math.min(pause * 2, longestPause)) {
      const began = performance.now()
      const pgPool = await engine.openPool(
        options.batch ? options.concurrency : Math.min(options.concurrency + 2, 12),
      )
      try {
        runner = await startRunner(engine, lease, options, pgPool)
        if (stopping.signal.aborted) await runner.stop()
        await runner.promise
      } catch (error) {
        engine.log('warn', 'The ticket pool failed; it starts again', { error: messageOf(error) })
      } finally {
        runner = undefined
        await pgPool.end()
      }
      if (performance.now() - began > 30_000) pause = firstPause
      if (!stopping.signal.aborted) await sleep(pause, stopping.signal).catch(ignoreStop)
    }
  }

  const supervised = supervise()
  return {
    running: () => runner !== undefined,
    async stop() {
      stopping.abort()
      await runner?.stop().catch(ignoreStop)
      await supervised
    },
  }
}

/** The settings are not optional: see DESIGN notes in CONTRIBUTING, "Decisions". */
async function startRunner(
  engine: Engine,
  lease: Lease,
  options: PoolOptions,
  pgPool: Awaited<ReturnType<Engine['openPool']>>,
): Promise<Runner> {
  const { run, Logger } = await import('graphile-worker')
  const events: WorkerEvents = new EventEmitter()
  let current: Runner | undefined
  const restart = (error: unknown) => {
    engine.log('warn', 'The ticket pool lost the database; it starts again', { error: messageOf(error) })
    void current?.stop().catch(ignoreStop)
  }
  events.on('pool:create', ({ workerPool }) => {
    lease.addPool(workerPool.id).catch((error: unknown) => {
      engine.log('warn', 'The ticket pool was not registered', { error: messageOf(error) })
    })
  })
  events.on('pool:fatalError', ({ error }) => restart(error))
  current = await run({
    pgPool,
    schema: engine.queueSchema,
    events,
    taskList: taskList(options),
    concurrency: options.concurrency,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: new Logger(logTo(engine)),
    preset: {
      worker: {
        completeJobBatchDelay: options.batch ? 10 : 0,
        failJobBatchDelay: 0,
        gracefulShutdownAbortTimeout: 60_000,
        ...(options.batch ? { localQueue: { size: options.concurrency } } : {}),
      },
    },
  })
  return current
}

function taskList({ types, work }: PoolOptions): TaskList {
  const task = async (payload: unknown) => {
    const ticket = readTicket(payload)
    if (ticket !== undefined) await work(ticket)
  }
  return Object.fromEntries(types.map((type) => [type, task]))
}

function readTicket(payload: unknown): Ticket | undefined {
  if (typeof payload !== 'object' || payload === null || !('job' in payload) || !('epoch' in payload))
    return undefined
  const { job, epoch } = payload
  return typeof job === 'string' && typeof epoch === 'number' ? { job, epoch } : undefined
}

function logTo(engine: Engine): LogFunctionFactory {
  const levels = { error: 'warn', warning: 'warn', info: 'debug', debug: 'debug' } as const
  return () => (level, message) => engine.log(levels[level], `graphile-worker: ${message}`)
}

/** A runner that already stops rejects a second stop; a sleep that is cut short rejects: both mean that it ends. */
function ignoreStop(): void {}
