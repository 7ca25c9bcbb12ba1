import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { sleep } from '../src/base/clock.ts'
import { seededRandom } from '../src/base/random.ts'
import type { Sql } from '../src/contracts/sql.ts'
import { enqueueJobs, readyPlan, startWorker } from '../src/jobs/index.ts'
import { proofSteps, sixJobs } from '../src/services/prove/graph.ts'
import { testDatabase, type TestDatabase } from './support/database.ts'
import { testEngine } from './support/engine.ts'

/** STOPS=10 stops ten times as many: 100 processes and 900 engines. */
const scale = Number(process.env.STOPS ?? 1)
const atOnce = 3
const door = join(import.meta.dirname, '../bin/nightdesk.js')

test('processes that are stopped by SIGTERM under load leave no lock and spend no attempt', async (t) => {
  const database = await testDatabase(t)
  const ledger = await load(t, database)
  const random = seededRandom(7)
  const env = { ...process.env, DATABASE_URL: database.url, NIGHTDESK_ORG: 'personal' }
  for (let round = 0; round < (10 * scale) / atOnce; round += 1) {
    const ended = Array.from({ length: atOnce }, async () => {
      const child = spawn(process.execPath, [door, 'prove', '--worker', ledger], { env, stdio: 'ignore' })
      await isWorking(database.sql, child)
      await sleep(random() * 1200)
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      return child.exitCode
    })
    assert.deepEqual(
      await Promise.all(ended),
      Array.from({ length: atOnce }, () => 0),
    )
  }
  await assertClean(database.sql)
})

test('engines of one process that are started and stopped under load leave no lock and spend no attempt', async (t) => {
  const database = await testDatabase(t)
  const ledger = await load(t, database)
  const engine = testEngine(database, proofSteps(ledger))
  const random = seededRandom(8)
  for (let round = 0; round < (90 * scale) / atOnce; round += 1) {
    const stopped = Array.from({ length: atOnce }, async () => {
      const worker = startWorker(engine, { concurrency: 4 })
      const mayBeStarting = random() < 0.3
      while (!mayBeStarting && !worker.ready()) await sleep(5)
      await sleep(random() * 150)
      await worker.stop(random() * 100)
    })
    await Promise.all(stopped)
  }
  await assertClean(database.sql)
})

/** Waits until the process has taken its lease: before it listens for signals, any ends it at once. */
async function isWorking(sql: Sql, child: ChildProcess): Promise<void> {
  const limit = AbortSignal.timeout(60_000)
  const { pid = 0 } = child
  while (child.exitCode === null && (await sql`select from workers where pid = ${pid}`).length === 0)
    await sleep(20, limit)
}

/** Enough graphs that no worker runs dry. */
async function load(t: TestContext, { sql, org }: TestDatabase): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-stop-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const ledger = join(folder, 'ledger')
  await writeFile(ledger, '')
  const random = seededRandom(9)
  for (let number = 0; number < 60 * scale; number += 1)
    await enqueueJobs(sql, org, readyPlan(sixJobs(random)).jobs)
  return ledger
}

async function assertClean(sql: Sql): Promise<void> {
  const [jobs] = await sql<{ spent: number; crashes: number; running: number; done: number }[]>`
    select
      sum(retry_count)::integer as spent,
      sum(crashes)::integer as crashes,
      count(*) filter (where status = 'running')::integer as running,
      count(*) filter (where status = 'success')::integer as done
    from jobs`
  const locked = await sql`select from graphile_worker.jobs where locked_at is not null`
  const workers = await sql`select from workers`
  assert.deepEqual(
    { ...jobs, done: 0, locked: locked.length, workers: workers.length },
    { spent: 0, crashes: 0, running: 0, done: 0, locked: 0, workers: 0 },
  )
  assert.ok((jobs?.done ?? 0) > 0, 'nothing was done: the workers were never under load')
}
