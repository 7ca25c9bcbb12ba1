import { createRegistry } from '../../src/base/registry.ts'
import { createScrubber } from '../../src/base/scrubber.ts'
import { isFinished, type Job } from '../../src/contracts/job.ts'
import type { Workflow } from '../../src/contracts/workflow.ts'
import { parseAddress, openClient, openPool } from '../../src/io/postgres/index.ts'
import { drain, jobById, openListener, startWorker, type Engine } from '../../src/jobs/index.ts'
import type { TestDatabase } from './database.ts'

/** An engine on a test's database with these workflows. Its world has no models, fetching, parsing or mail. */
export function testEngine(
  database: Pick<TestDatabase, 'sql' | 'url'>,
  workflows: readonly Workflow[],
): Engine {
  const address = parseAddress(database.url)
  return {
    sql: database.sql,
    clock: () => new Date(),
    chance: () => 0,
    queueSchema: address.schemas.queue,
    workflows: createRegistry('workflow', workflows, (workflow) => workflow.type),
    connect: async () => await openClient(address),
    openPool: async (max) => await openPool(address, { max }),
    world: () => emptyWorld,
    log: () => {},
    scrubber: createScrubber(),
  }
}

/** A worker that is stopped when the test ends. */
export function testWorker(
  { beforeDrop }: Pick<TestDatabase, 'beforeDrop'>,
  engine: Engine,
  concurrency = 4,
) {
  const worker = startWorker(engine, { concurrency })
  let stopped = false
  const stop = async (grace = 1000) => {
    if (stopped) return
    stopped = true
    await worker.stop(grace)
  }
  beforeDrop(async () => await stop())
  return { ...worker, stop }
}

/** Does the work of one tree in this process, as a command without a daemon does. */
export async function drainTree(engine: Engine, org: string, id: string): Promise<Job> {
  const done = async () => isFinished((await theJob(engine, org, id)).status)
  await drain(engine, { concurrency: 4, traceId: id, signal: AbortSignal.timeout(30_000), done })
  return await theJob(engine, org, id)
}

/** Waits until the job is as wanted; fails after 30 seconds. */
export async function waitForJob(
  engine: Engine,
  org: string,
  id: string,
  wanted: (job: Job) => boolean = (job) => isFinished(job.status),
): Promise<Job> {
  const listener = await openListener(engine)
  const limit = AbortSignal.timeout(30_000)
  try {
    for (;;) {
      const job = await theJob(engine, org, id)
      if (wanted(job)) return job
      if (limit.aborted) throw new Error(`The job ${job.type} is ${job.status}: ${job.error ?? 'no error'}`)
      await listener.wait(250, limit)
    }
  } finally {
    await listener.close()
  }
}

async function theJob({ sql }: Engine, org: string, id: string): Promise<Job> {
  const job = await jobById(sql, org, id)
  if (job === undefined) throw new Error(`There is no job ${id}.`)
  return job
}

const nothing = async (): Promise<never> => {
  throw new Error('This part of the world is not there in this test.')
}

const emptyWorld: ReturnType<Engine['world']> = {
  ask: nothing,
  fetch: nothing,
  parse: nothing,
  mail: { description: 'none', compose: nothing, send: nothing, close: async () => {} },
  settings: { publicUrl: 'http://localhost:4600', mailFrom: 'desk@example.com' },
}
