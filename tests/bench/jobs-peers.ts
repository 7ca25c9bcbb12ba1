// The queues that the bench of jobs runs side by side, each on a database of its own in one server.
import { createPostgresBackend, withBackend } from 'bullmq'
import { Logger, run, runMigrations, type RunnerOptions } from 'graphile-worker'
import { PgBoss } from 'pg-boss'
import { openPool, type DatabaseAddress } from '../../src/io/postgres/index.ts'

/** What the bench asks of every queue. */
export interface Contestant {
  /** Puts so many jobs that do nothing into the empty queue. */
  load(jobs: number): Promise<void>
  /** Works on them, ten at a time; returns seconds from the first start of a handler to the last one's end. */
  work(jobs: number): Promise<number>
  close(): Promise<void>
}

export const atOnce = 10

/** Measures from the first call of `began` until `ended` was called as often as there are jobs. */
export function stopwatch(jobs: number) {
  const done = Promise.withResolvers<void>()
  let left = jobs
  let begun = 0
  return {
    began: () => {
      begun ||= performance.now()
    },
    ended: (number = 1) => {
      left -= number
      if (left <= 0) done.resolve()
    },
    done: done.promise,
    seconds: () => (performance.now() - begun) / 1000,
  }
}

/** graphile-worker without any record of ours: at its defaults, or with these settings. */
export async function graphile(
  address: DatabaseAddress,
  worker: NonNullable<NonNullable<RunnerOptions['preset']>['worker']> = {},
): Promise<Contestant> {
  const logger = new Logger(() => () => {})
  const pgPool = await openPool(address, { max: 10 })
  await runMigrations({ pgPool, logger })
  return {
    async load(jobs) {
      await pgPool.query(
        `select graphile_worker.add_jobs(array(
           select ('noop', '{}', null, now(), 25, null, 0, null)::graphile_worker.job_spec
           from generate_series(1, $1)))`,
        [jobs],
      )
    },
    async work(jobs) {
      const watch = stopwatch(jobs)
      const noop = async () => {
        watch.began()
        watch.ended()
      }
      const preset = { worker: { concurrentJobs: atOnce, ...worker } }
      const runner = await run({ pgPool, logger, noHandleSignals: true, taskList: { noop }, preset })
      await watch.done
      const seconds = watch.seconds()
      await runner.stop()
      return seconds
    },
    close: async () => await pgPool.end(),
  }
}

/**
 * pg-boss hands a batch to one call of the handler, and fetches on while batches come full: without that it fetches twice
 * a second at most. `localConcurrency` of its workers fetch at a time; one is its default.
 */
export async function pgBoss(
  address: DatabaseAddress,
  batchSize: number,
  localConcurrency = 1,
): Promise<Contestant> {
  const { host, port, database, user } = address
  const boss = new PgBoss({
    host,
    port,
    database,
    user: user ?? '',
    max: 10,
    supervise: false,
    schedule: false,
  })
  boss.on('error', (error) => console.error(error))
  await boss.start()
  await boss.createQueue('noop')
  return {
    async load(jobs) {
      for (let left = jobs; left > 0; left -= 1000)
        await boss.insert(
          'noop',
          Array.from({ length: Math.min(left, 1000) }, () => ({ data: {} })),
        )
    },
    async work(jobs) {
      const watch = stopwatch(jobs)
      const options = { batchSize, localConcurrency, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true }
      await boss.work('noop', options, async (batch) => {
        watch.began()
        watch.ended(batch.length)
      })
      await watch.done
      const seconds = watch.seconds()
      await boss.offWork('noop', { wait: true })
      await boss.deleteAllJobs('noop')
      return seconds
    },
    close: async () => await boss.stop({ graceful: false }),
  }
}

/** BullMQ on PostgreSQL. */
export async function bullmq(address: DatabaseAddress): Promise<Contestant> {
  const { host, port, database, user } = address
  const connection = { host, port, database, user: user ?? '', max: 10, migrate: true }
  const { Queue, Worker } = withBackend(createPostgresBackend)
  const queue = new Queue('noop', { connection })
  await queue.waitUntilReady()
  return {
    async load(jobs) {
      for (let left = jobs; left > 0; left -= 1000)
        await queue.addBulk(Array.from({ length: Math.min(left, 1000) }, () => ({ name: 'noop', data: {} })))
    },
    async work(jobs) {
      const watch = stopwatch(jobs)
      const noop = async () => watch.began()
      const worker = new Worker('noop', noop, { connection, concurrency: atOnce })
      worker.on('completed', () => watch.ended())
      worker.on('error', (error) => console.error(error))
      await watch.done
      const seconds = watch.seconds()
      await worker.close()
      await queue.obliterate({ force: true })
      return seconds
    },
    close: async () => await queue.close(),
  }
}
