import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Sql } from '../src/contracts/sql.ts'
import { openClient, openSql, parseAddress } from '../src/io/postgres/index.ts'
import { hasDueWork } from '../src/jobs/due.ts'
import {
  cancelJobs,
  childrenOf,
  contradictions,
  enqueueJobs,
  failedJobs,
  jobsEndingIn,
  jobTree,
  listJobs,
  livingWorkers,
  queueCounts,
  readEvents,
  readLastEvents,
  retryJobs,
  startOfTime,
} from '../src/jobs/index.ts'
import { createLedger } from '../src/jobs/ledger.ts'
import { openLease } from '../src/jobs/lease.ts'
import { addLostTickets, openStrayLocks, sweep } from '../src/jobs/sweep.ts'
import { testDatabase, type TestDatabase } from './support/database.ts'
import { testEngine } from './support/engine.ts'

const leaf = { type: 'leaf', payload: {} }
const finished = 20_000
/** A statement that reads more rows than this would take a second of a million; turns are looked for among 256. */
const most = 2000

test('no statement that people or workers wait for reads many rows of large tables of jobs and events', async (t) => {
  const { database, sql, engine } = await oneSession(t)
  const { org } = database
  await grow(database)
  await analyze(database)
  const failed = await failedJobs(sql, org, 'rare')
  const [job = ''] = failed
  const statements: Record<string, () => Promise<unknown>> = {
    'status: queues': () => queueCounts(sql, org),
    'status: daemons': () => livingWorkers(sql),
    'jobs list': () => listJobs(sql, org, { roots: true, limit: 20 }),
    'jobs list --all': () => listJobs(sql, org, { limit: 20 }),
    'jobs list --status': () => listJobs(sql, org, { status: 'failed', limit: 20 }),
    'jobs list --type': () => listJobs(sql, org, { type: 'rare', limit: 20 }),
    'jobs list --type of nothing': () => listJobs(sql, org, { type: 'none', limit: 20 }),
    'jobs list --all --status --type': () =>
      listJobs(sql, org, { status: 'success', type: 'rare', limit: 20 }),
    'jobs list --since': () => listJobs(sql, org, { since: new Date(), limit: 20 }),
    'jobs list --since --type of nothing': () =>
      listJobs(sql, org, { roots: true, type: 'none', since: new Date(0), limit: 20 }),
    'a job by its last characters': () => jobsEndingIn(sql, org, job.slice(-8), 6),
    'jobs retry --failed': () => failedJobs(sql, org, undefined),
    'jobs show: tree': () => jobTree(sql, org, job),
    'jobs show: children': () => childrenOf(sql, org, job),
    'jobs show: timeline': () => readEvents(sql, org, { tree: { jobId: job, traceId: job } }, startOfTime),
    tail: () => readLastEvents(sql, org, {}, 20),
    'daemon: is work due': () => hasDueWork(sql, ['rare'], { schedules: true }),
    'daemon: the dead': () => sweep(sql, job),
    'daemon: lost tickets': () => addLostTickets(engine),
    'daemon: stray locks': () => openStrayLocks(engine),
    'daemon: contradictions': () => contradictions(sql),
  }
  for (const [name, statement] of Object.entries(statements)) {
    const { rows, scans } = await readBy(sql, statement)
    assert.ok(scans === 0 && rows < most, `${name}: ${scans} scans, ${rows} rows`)
  }
})

test('a session that knew the tables while they were empty works by index when they have grown', async (t) => {
  const { database, sql, engine } = await oneSession(t)
  const lease = await openLease(engine, { kind: 'daemon', types: ['leaf'], concurrency: 4 })
  database.beforeDrop(async () => await lease.close())
  const { org } = database
  const ledger = createLedger(engine, lease.id)
  const life = async () => {
    const [parent, child, other] = await enqueueFamily(sql, org)
    const claimed = await ledger.claim({ job: parent, epoch: 0 })
    assert.equal(claimed?.status, 'running')
    const outcome = { epoch: 0, level: 'info', event: 'job-ended', message: '' } as const
    assert.ok(await ledger.finish({ id: parent, outcome: 'success', ...outcome }))
    assert.ok((await ledger.claim({ job: child, epoch: 0 })) !== undefined)
    const [part = ''] = (await enqueueJobs(sql, org, [{ ...leaf, parentJobId: child }])).map(({ id }) => id)
    assert.ok(await ledger.finish({ id: child, outcome: 'children', ...outcome }))
    assert.ok((await ledger.claim({ job: part, epoch: 0 })) !== undefined)
    assert.ok(await ledger.finish({ id: part, outcome: 'success', ...outcome }))
    assert.ok((await ledger.claim({ job: child, epoch: 1 })) !== undefined)
    await cancelJobs(sql, [other], 'No longer wanted')
    await retryJobs(sql, [other])
  }
  // A plan is kept from the sixth time on.
  for (let time = 0; time < 8; time += 1) await life()
  await grow(database)
  await queueMany(database)
  const { rows, scans } = await readBy(sql, life)
  assert.ok(scans === 0 && rows < most, `${scans} scans, ${rows} rows`)
})

test('the head of a long queue is found by index, though the statistics say that nothing is queued', async (t) => {
  const { database, sql, engine } = await oneSession(t)
  const { org } = database
  const lease = await openLease(engine, { kind: 'daemon', types: ['twig'], concurrency: 4 })
  database.beforeDrop(async () => await lease.close())
  const twig = { type: 'twig', payload: {}, limit: { key: 'tree', atMost: 1 } }
  const [first] = await enqueueJobs(sql, org, [twig])
  const ledger = createLedger(engine, lease.id)
  await ledger.claim({ job: first?.id ?? '', epoch: 0 })
  await grow(database)
  await analyze(database)
  await queueMany(database)
  await enqueueJobs(
    sql,
    org,
    Array.from({ length: 5000 }, () => twig),
  )
  await sql`update jobs set ticketed_at = 'infinity' where status = 'queued' and type = 'twig'`
  const come = await readBy(sql, () => enqueueJobs(sql, org, [twig]))
  assert.ok(come.rows < most, `${come.rows} rows for one that comes`)
  const success = { outcome: 'success', level: 'info', event: 'job-succeeded', message: '' } as const
  const gone = await readBy(sql, () => ledger.finish({ id: first?.id ?? '', epoch: 0, ...success }))
  assert.ok(gone.rows < most, `${gone.rows} rows for one that goes`)
  const called =
    await sql`select from jobs where status = 'queued' and type = 'twig' and isfinite(ticketed_at)`
  assert.equal(called.length, 2, 'the one that came has its ticket, and one was called back')
})

async function enqueueFamily(sql: Sql, org: string): Promise<[string, string, string]> {
  const [parent, other] = await enqueueJobs(sql, org, [leaf, leaf])
  assert.ok(parent !== undefined && other !== undefined)
  const [child] = await enqueueJobs(sql, org, [{ ...leaf, dependsOn: [{ id: parent.id }] }])
  return [parent.id, child?.id ?? '', other.id]
}

/** A database whose statements all go through one session, which can say what they scanned. */
async function oneSession(t: TestContext) {
  const database = await testDatabase(t)
  const sql = openSql(parseAddress(database.url), { max: 1 })
  database.beforeDrop(async () => await sql.end({ timeout: 1 }))
  return { database, sql, engine: { ...testEngine(database, []), sql } }
}

/** Many jobs that ended long ago, each with its events, and a few of a rare type that failed. */
async function grow({ sql, org }: TestDatabase): Promise<void> {
  await sql`
    insert into jobs (id, org_id, type, status, trigger, payload, error, scheduled_for, trace_id, created_at, started_at,
      finished_at)
    select id, ${org}, case when number % 1000 = 0 then 'rare' else 'common' end,
      case when number % 1000 = 0 then 'failed' else 'success' end, 'cli', '{}', 'It broke', at, id, at, at, at
    from (
      select number, gen_random_uuid() as id, now() - number * interval '1 minute' as at
      from generate_series(1, ${finished}::integer) as number
    ) as old`
  await sql`
    insert into events (org_id, job_id, at, source, name, message)
    select org_id, id, created_at, 'system', name, 'Of old'
    from jobs, unnest(array['job-enqueued', 'job-started', 'job-succeeded']) as name`
}

async function queueMany({ sql, org }: TestDatabase): Promise<void> {
  await sql`
    insert into jobs (id, org_id, type, status, trigger, payload, scheduled_for, trace_id)
    select id, ${org}, 'leaf', 'queued', 'cli', '{}', now(), id
    from (select gen_random_uuid() as id from generate_series(1, 5000)) as new`
}

/** What autovacuum does by itself after a while. */
async function analyze({ url }: TestDatabase): Promise<void> {
  const owner = await openClient(parseAddress(url.replace('user=nightdesk', 'user=nightdesk_owner')))
  await owner.query('vacuum analyze jobs, events')
  await owner.end()
}

/** How often a whole table of jobs or events was scanned meanwhile, and how many of their rows were read. */
async function readBy(sql: Sql, work: () => Promise<unknown>): Promise<{ scans: number; rows: number }> {
  const before = await readSoFar(sql)
  await work()
  const after = await readSoFar(sql)
  return { scans: after.scans - before.scans, rows: after.rows - before.rows }
}

async function readSoFar(sql: Sql): Promise<{ scans: number; rows: number }> {
  await sql`select pg_stat_force_next_flush()`
  await sql`select pg_stat_clear_snapshot()`
  const [row] = await sql<{ scans: number; rows: number }[]>`
    select sum(seq_scan)::integer as scans, sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::integer as rows
    from pg_stat_user_tables
    where relid in ('jobs'::regclass, 'events'::regclass)`
  return row ?? { scans: 0, rows: 0 }
}
