import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import * as v from 'valibot'
import { defineWorkflow } from '../src/contracts/workflow.ts'
import { openClient, parseAddress } from '../src/io/postgres/index.ts'
import { enqueueJob, startWorker } from '../src/jobs/index.ts'
import { openLease } from '../src/jobs/lease.ts'
import { testDatabase } from './support/database.ts'
import { testEngine } from './support/engine.ts'

test('a worker whose beats are not answered loses its lease before others take it for dead', async (t) => {
  const database = await testDatabase(t)
  const engine = testEngine(database, [])
  const lease = await openLease(engine, { kind: 'daemon', types: [], concurrency: 1 })
  database.beforeDrop(lease.close)
  const holder = await openClient(parseAddress(database.url))
  database.beforeDrop(async () => await holder.end())
  await holder.query('begin')
  // A lock of rows has a transaction number, which would hold back what is told of jobs in all databases of the server.
  await holder.query('lock table workers in exclusive mode')
  await once(lease.lost, 'abort', { signal: AbortSignal.timeout(60_000) })
  assert.match(String(lease.lost.reason), /does not answer/)
})

test('a worker that loses its lease while it stops lets go of its jobs at once', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const began = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<unknown>()
  const long = defineWorkflow({
    type: 'long',
    summary: 'Works until it is told to stop',
    payload: v.object({}),
    async run(_payload, { signal }) {
      began.resolve()
      await once(signal, 'abort')
      ended.resolve(signal.reason)
      return null
    },
  })
  const worker = startWorker(testEngine(database, [long]), { concurrency: 1 })
  await enqueueJob(sql, org, { type: 'long', payload: {} })
  await began.promise
  const stopped = worker.stop(40_000)
  await sql`
    select pg_terminate_backend(pid)
    from pg_locks
    where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`
  assert.equal(await ended.promise, 'lost-lease')
  await stopped
})
