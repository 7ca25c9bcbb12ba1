import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sleep } from '../src/base/clock.ts'
import { once } from '../src/base/once.ts'
import { openClient, parseAddress } from '../src/io/postgres/index.ts'
import {
  cancelJobs,
  contradictions,
  enqueueJob,
  enqueueJobs,
  jobById,
  readTimeline,
  retryJobs,
} from '../src/jobs/index.ts'
import { openLease } from '../src/jobs/lease.ts'
import { createLedger, type Outcome } from '../src/jobs/ledger.ts'
import { sweep } from '../src/jobs/sweep.ts'
import { testDatabase, type TestDatabase } from './support/database.ts'
import { testEngine } from './support/engine.ts'

const success = { outcome: 'success', level: 'info', event: 'job-succeeded', message: '' } as const
const suspended = { outcome: 'children', level: 'info', event: 'children-awaited', message: '' } as const

test('a parent that lets go while its last child ends in another daemon goes on', async (t) => {
  const { database, engine } = await desk(t)
  const { sql, org } = database
  const [mine, theirs] = [await worker(database, engine), await worker(database, engine)]
  const parent = await enqueueJob(sql, org, { type: 'leaf', payload: {} })
  await mine.ledger.claim({ job: parent.id, epoch: 0 })
  const child = await enqueueJob(sql, org, { type: 'leaf', payload: {}, parentJobId: parent.id })
  await theirs.ledger.claim({ job: child.id, epoch: 0 })
  const ending = await openTransaction(database)
  await ending.finish(theirs.id, { id: child.id, epoch: 0, ...success })
  const letGo = mine.ledger.finish({ id: parent.id, epoch: 0, ...suspended })
  await ending.commitWhenAwaited()
  assert.equal(await letGo, true)
  assert.equal((await jobById(sql, org, parent.id))?.status, 'queued')
  assert.equal((await contradictions(sql)).length, 0)
})

test('a job whose claim was never answered is not lost with a worker that leaves', async (t) => {
  const { database, engine } = await desk(t)
  const { sql, org } = database
  const { id } = await enqueueJob(sql, org, { type: 'leaf', payload: {} })
  const leaving = await worker(database, engine)
  await leaving.ledger.claim({ job: id, epoch: 0 })
  await leaving.close()
  const living = await worker(database, engine)
  await sweep(sql, living.id)
  assert.equal((await jobById(sql, org, id))?.status, 'queued')
  await living.close()
  assert.equal((await sql`select from workers`).length, 0)
})

test('what a job started while it was being cancelled ends with it where its worker dies, and its story says so', async (t) => {
  const { database, engine } = await desk(t)
  const { sql, org } = database
  const { id } = await enqueueJob(sql, org, { type: 'leaf', payload: {} })
  const dying = await worker(database, engine)
  await dying.ledger.claim({ job: id, epoch: 0 })
  await cancelJobs(sql, [id], 'Cancelled by a person')
  const child = await enqueueJob(sql, org, { type: 'leaf', payload: {}, parentJobId: id, traceId: id })
  await dying.close()
  const living = await worker(database, engine)
  await sweep(sql, living.id)
  assert.equal((await jobById(sql, org, id))?.status, 'cancelled')
  assert.equal((await jobById(sql, org, child.id))?.status, 'cancelled')
  const story = await readTimeline(sql, org, { jobId: id, traceId: id })
  assert.deepEqual(
    story.filter(({ level }) => level !== 'info').map(({ jobId, name }) => [jobId, name]),
    [
      [id, 'cancel-requested'],
      [id, 'job-cancelled'],
      [child.id, 'job-cancelled'],
    ],
  )
})

test('of failed jobs with one key the newest runs again, and none while another has not ended', async (t) => {
  const { database } = await desk(t)
  const { sql, org } = database
  const failedOne = async (uniqueKey: string | null) => {
    const { id } = await enqueueJob(sql, org, { type: 'leaf', payload: {}, uniqueKey })
    await sql`update jobs set status = 'failed', error = 'It broke', finished_at = now() where id = ${id}`
    return id
  }
  const [older, newer, free] = [await failedOne('tick'), await failedOne('tick'), await failedOne(null)]
  assert.deepEqual((await retryJobs(sql, [older, newer, free])).toSorted(), [newer, free])
  assert.deepEqual(await retryJobs(sql, [older]), [])
  await cancelJobs(sql, [newer], 'No longer wanted')
  assert.deepEqual(await retryJobs(sql, [older]), [older])
})

test('a job is enqueued although what stood in its way ended in the same moment, in its place among others', async (t) => {
  const { database } = await desk(t)
  const { sql, org } = database
  const unique = { type: 'leaf', payload: {}, uniqueKey: 'one' }
  const standing = await enqueueJob(sql, org, unique)
  const ending = await openTransaction(database)
  await ending.lock(standing.id)
  const enqueued = enqueueJobs(sql, org, [
    { ...unique, replaces: true },
    { type: 'leaf', payload: {} },
  ])
  await ending.commitWhenAwaited(async () => await ending.cancel(standing.id))
  const [first, second] = await enqueued
  assert.deepEqual([first?.created, second?.created], [true, true])
  assert.equal((await jobById(sql, org, first?.id ?? ''))?.uniqueKey, 'one')
  assert.equal((await jobById(sql, org, second?.id ?? ''))?.uniqueKey, null)
})

async function desk(t: Pick<TestContext, 'after'>) {
  const database = await testDatabase(t)
  return { database, engine: testEngine(database, []) }
}

async function worker(database: TestDatabase, engine: ReturnType<typeof testEngine>) {
  const lease = await openLease(engine, { kind: 'daemon', types: ['leaf'], concurrency: 1 })
  const close = once(lease.close)
  database.beforeDrop(close)
  return { id: lease.id, ledger: createLedger(engine, lease.id), close }
}

/** A statement of another daemon that has not committed yet. */
async function openTransaction({ url, sql, beforeDrop }: TestDatabase) {
  const client = await openClient(parseAddress(url))
  beforeDrop(async () => await client.end())
  await client.query('begin')
  return {
    finish: async (by: string, outcome: Outcome) =>
      await client.query('select finish_jobs($1, $2)', [
        by,
        JSON.stringify([{ spends: false, data: {}, ...outcome }]),
      ]),
    lock: async (id: string) => await client.query('select from jobs where id = $1 for update', [id]),
    cancel: async (id: string) =>
      await client.query('select cancel_jobs(array[$1::uuid], $2)', [id, 'Cancelled']),
    /** Commits as soon as another session waits for it, after what is left to do. */
    async commitWhenAwaited(last = async (): Promise<unknown> => undefined) {
      const limit = AbortSignal.timeout(20_000)
      const waits = async () =>
        await sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      while ((await waits()).length === 0) await sleep(20, limit)
      await last()
      await client.query('commit')
    },
  }
}
