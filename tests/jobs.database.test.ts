import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import * as v from 'valibot'
import { sleep } from '../src/base/clock.ts'
import { sha256 } from '../src/base/hash.ts'
import { newId } from '../src/base/id.ts'
import type { Json } from '../src/base/json.ts'
import { JobError, jobStates } from '../src/contracts/job.ts'
import { defineWorkflow, type Workflow, type WorkflowContext } from '../src/contracts/workflow.ts'
import {
  cancelJobs,
  enqueueJob,
  enqueueJobs,
  jobById,
  hasDueWork,
  jobFor,
  jobTree,
  pauseType,
  pruneJobs,
  readEvents,
  resumeType,
  retryJobs,
  startOfTime,
  type Engine,
} from '../src/jobs/index.ts'
import { createLedger } from '../src/jobs/ledger.ts'
import { openLease } from '../src/jobs/lease.ts'
import { addSchedule, listSchedules } from '../src/jobs/index.ts'
import { startDueSchedules } from '../src/jobs/schedules.ts'
import { addLostTickets, sweep } from '../src/jobs/sweep.ts'
import { createWorkInHand } from '../src/jobs/work-in-hand.ts'
import { openClient, parseAddress } from '../src/io/postgres/index.ts'
import { testDatabase } from './support/database.ts'
import { drainTree, testEngine, testWorker, waitForJob } from './support/engine.ts'

type Run = (payload: Record<string, Json>, context: WorkflowContext) => Promise<Json>

function workflow(type: string, run: Run): Workflow {
  const payload = v.record(v.string(), v.any())
  return defineWorkflow<Record<string, Json>, Json>({ type, summary: type, payload, run })
}

const leaf = workflow('leaf', async ({ number = 0 }) => ({ number }))
const leafJob = { type: 'leaf', payload: {} }

function family(children: number): Workflow {
  return workflow('family', async (_payload, context) => {
    for (let number = 0; number < children; number += 1) {
      await context.start(leaf, { number }, { key: `leaf-${number}` })
    }
    const ended = await context.children()
    return { results: ended.map(({ result }) => result) }
  })
}

test('a parent waits for its children without a worker and reads their results', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const engine = testEngine(database, [leaf, family(5)])
  testWorker(database, engine, 1)
  const { id } = await enqueueJob(sql, org, { type: 'family', payload: {} })
  const job = await waitForJob(engine, org, id)
  assert.equal(job.status, 'success')
  assert.deepEqual(job.result, { results: [0, 1, 2, 3, 4].map((number) => ({ number })) })
  assert.equal((await jobTree(sql, org, id)).length, 6)
})

test('a command without a daemon does the work of its own tree and of no other', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const engine = testEngine(database, [leaf, family(3)])
  const [own, other] = await enqueueJobs(sql, org, [
    { type: 'family', payload: {} },
    { type: 'leaf', payload: {} },
  ])
  const job = await drainTree(engine, org, own?.id ?? '')
  assert.equal(job.status, 'success')
  assert.equal((await jobById(sql, org, other?.id ?? ''))?.status, 'queued')
})

test('a command has many short jobs under way at a time, and of long ones four', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const [shortOnes, longOnes] = [20, 12]
  const all = Promise.withResolvers<void>()
  const begun = { short: 0, long: 0 }
  let most = 0
  const short: Workflow = {
    ...workflow('short', async (_payload, { signal }) => {
      signal.addEventListener('abort', () => all.resolve())
      begun.short += 1
      if (begun.short === shortOnes) all.resolve()
      await all.promise
      return begun.short
    }),
    short: 'always',
  }
  const long = workflow('long', async () => {
    begun.long += 1
    most = Math.max(most, begun.long)
    await all.promise
    begun.long -= 1
    return null
  })
  const mixed = workflow('mixed', async (_payload, context) => {
    for (let key = 0; key < longOnes; key += 1) await context.start(long, {}, { key: `long-${key}` })
    for (let key = 0; key < shortOnes; key += 1) await context.start(short, {}, { key: `short-${key}` })
    await context.children()
    return null
  })
  const engine = testEngine(database, [short, long, mixed])
  const { id } = await enqueueJob(sql, org, { type: 'mixed', payload: {} })
  assert.equal((await drainTree(engine, org, id)).status, 'success')
  assert.equal(most, 4)
})

test('a finished step is not repeated when its job is tried again', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  let worked = 0
  const flaky = workflow('flaky', async (_payload, context) => {
    const value = await context.step('once', async () => {
      worked += 1
      return worked
    })
    if (context.attempt === 0) throw new JobError('network', 'The line dropped.', { retryAt: new Date() })
    return value
  })
  const engine = testEngine(database, [flaky])
  const { id } = await enqueueJob(sql, org, { type: 'flaky', payload: {} })
  const job = await drainTree(engine, org, id)
  assert.deepEqual([job.status, job.result, worked, job.retryCount], ['success', 1, 1, 1])
})

test('a failure that does not pass is a dead letter with its reason', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const broken = workflow('broken', async () => {
    throw new TypeError('a bug')
  })
  const engine = testEngine(database, [broken])
  const { id } = await enqueueJob(sql, org, { type: 'broken', payload: {} })
  const job = await drainTree(engine, org, id)
  assert.deepEqual(
    [job.status, job.error, job.errorKind, job.retryCount],
    ['failed', 'a bug', 'unexpected', 0],
  )
})

test('a dead letter runs again when a person says so', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  let broken = true
  const mended = workflow('mended', async () => {
    if (broken) throw new Error('not yet')
    return 'mended'
  })
  const engine = testEngine(database, [mended])
  const { id } = await enqueueJob(sql, org, { type: 'mended', payload: {} })
  assert.equal((await drainTree(engine, org, id)).status, 'failed')
  broken = false
  assert.deepEqual(await retryJobs(sql, [id]), [id])
  assert.equal((await drainTree(engine, org, id)).result, 'mended')
})

test('a payload of the wrong shape fails its job with the place of the fault', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const strict = defineWorkflow({
    type: 'strict',
    summary: 'strict',
    payload: v.object({ number: v.number() }),
    run: async ({ number }) => number,
  }) as Workflow
  const engine = testEngine(database, [strict])
  const { id } = await enqueueJob(sql, org, { type: 'strict', payload: { number: 'seven' } })
  const job = await drainTree(engine, org, id)
  assert.equal(job.status, 'failed')
  assert.match(job.error ?? '', /number of strict: .*"seven"/)
})

test('a handler that takes longer than its timeout fails with it, even when it does not listen', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const deaf = workflow('deaf', async () => await new Promise<Json>(() => {}))
  const engine = testEngine(database, [deaf])
  const { id } = await enqueueJob(sql, org, { type: 'deaf', payload: {}, timeout: 50, maxRetries: 0 })
  const job = await drainTree(engine, org, id)
  assert.deepEqual([job.status, job.errorKind], ['failed', 'timeout'])
})

test('of two claims with one ticket one succeeds, and a stale ticket claims nothing', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const engine = testEngine(database, [leaf])
  const first = await openLease(engine, { kind: 'command', types: ['leaf'], concurrency: 1 })
  const second = await openLease(engine, { kind: 'command', types: ['leaf'], concurrency: 1 })
  database.beforeDrop(first.close)
  database.beforeDrop(second.close)
  const { id } = await enqueueJob(sql, org, { type: 'leaf', payload: {} })
  const claims = await Promise.all([
    createLedger(engine, first.id).claim({ job: id, epoch: 0 }),
    createLedger(engine, second.id).claim({ job: id, epoch: 0 }),
    createLedger(engine, second.id).claim({ job: id, epoch: 7 }),
  ])
  assert.equal(claims.filter((job) => job !== undefined).length, 1)
})

test('a worker without a lease claims nothing', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const engine = testEngine(database, [leaf])
  const lease = await openLease(engine, { kind: 'command', types: ['leaf'], concurrency: 1 })
  await lease.close()
  const { id } = await enqueueJob(sql, org, { type: 'leaf', payload: {} })
  assert.equal(await createLedger(engine, lease.id).claim({ job: id, epoch: 0 }), undefined)
})

test('the jobs of a worker whose session ended go back to the queue, and its late result is fenced', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const engine = testEngine(database, [leaf])
  const dead = await openLease(engine, { kind: 'daemon', types: ['leaf'], concurrency: 1 })
  const living = await openLease(engine, { kind: 'daemon', types: ['leaf'], concurrency: 1 })
  database.beforeDrop(living.close)
  database.beforeDrop(dead.close)
  const { id } = await enqueueJob(sql, org, { type: 'leaf', payload: {} })
  const ledger = createLedger(engine, dead.id)
  assert.equal((await ledger.claim({ job: id, epoch: 0 }))?.status, 'running')
  await terminate(sql, dead.id)
  const [buried] = await sweep(sql, living.id)
  assert.deepEqual([buried?.worker, buried?.jobsRecovered], [dead.id, 1])
  const job = await jobById(sql, org, id)
  assert.deepEqual([job?.status, job?.epoch, job?.crashes, job?.retryCount], ['queued', 1, 1, 0])
  const finished = await ledger.finish({
    id,
    epoch: 0,
    outcome: 'success',
    level: 'info',
    event: 'job-succeeded',
    message: '',
  })
  assert.equal(finished, false)
})

/** Lets one worker after the other die in the middle of a job, each after what it did. */
async function killWorkers(
  { sql, org, beforeDrop }: Awaited<ReturnType<typeof testDatabase>>,
  engine: ReturnType<typeof testEngine>,
  kills: number,
  work = async (_id: string, _crash: number) => {},
): ReturnType<typeof jobById> {
  const living = await openLease(engine, { kind: 'daemon', types: ['leaf'], concurrency: 1 })
  beforeDrop(living.close)
  const { id } = await enqueueJob(sql, org, { type: 'leaf', payload: {} })
  for (let crash = 0; crash < kills; crash += 1) {
    const lease = await openLease(engine, { kind: 'daemon', types: ['leaf'], concurrency: 1 })
    assert.notEqual(await createLedger(engine, lease.id).claim({ job: id, epoch: crash }), undefined)
    await work(id, crash)
    await terminate(sql, lease.id)
    await sweep(sql, living.id)
    await lease.close()
  }
  return await jobById(sql, org, id)
}

test('a job that kills its worker again and again is given up', async (t) => {
  const database = await testDatabase(t)
  const job = await killWorkers(database, testEngine(database, [leaf]), 5)
  assert.deepEqual([job?.status, job?.errorKind, job?.crashes], ['failed', 'crash', 5])
})

test('a job that finishes a step before its worker dies gets on, and its crashes are counted anew', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const job = await killWorkers(database, testEngine(database, [leaf]), 7, async (id, crash) => {
    if (crash > 3) return
    await sql`
      insert into job_steps (org_id, job_id, name, result)
      values (${org}, ${id}, ${`step ${crash}`}, 'null')`
  })
  assert.deepEqual([job?.status, job?.crashes], ['queued', 4])
})

test('a job that depends on a thousand parents is queued once, when the last one has ended', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const engine = testEngine(database, [leaf])
  const parents = await enqueueJobs(
    sql,
    org,
    Array.from({ length: 1000 }, () => ({ type: 'leaf', payload: {} })),
  )
  const { id } = await enqueueJob(sql, org, {
    type: 'leaf',
    payload: { number: 1 },
    dependsOn: parents.map((parent) => ({ id: parent.id })),
  })
  assert.equal((await jobById(sql, org, id))?.pending, 1000)
  testWorker(database, engine, 8)
  testWorker(database, engine, 8)
  const job = await waitForJob(engine, org, id)
  assert.deepEqual([job.status, job.pending], ['success', 0])
  const starts = await sql`select from events where job_id = ${id} and name = 'job-started'`
  assert.equal(starts.length, 1)
})

for (const [policy, expected] of [
  ['cancel', 'cancelled'],
  ['continue', 'success'],
  ['wait', 'waiting'],
] as const) {
  test(`with the policy ${policy} a job whose parent failed is ${expected}`, async (t) => {
    const database = await testDatabase(t)
    const { sql, org } = database
    const broken = workflow('broken', async () => {
      throw new Error('no')
    })
    const engine = testEngine(database, [leaf, broken])
    const parent = await enqueueJob(sql, org, { type: 'broken', payload: {} })
    const child = await enqueueJob(sql, org, {
      type: 'leaf',
      payload: {},
      dependsOn: [{ id: parent.id, policy }],
    })
    await drainTree(engine, org, parent.id)
    if (expected === 'success') await drainTree(engine, org, child.id)
    assert.equal((await jobById(sql, org, child.id))?.status, expected)
  })
}

test('a job that is enqueued after its parent ended follows the same policies', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const engine = testEngine(database, [leaf])
  const parent = await enqueueJob(sql, org, { type: 'leaf', payload: {} })
  await drainTree(engine, org, parent.id)
  const child = await enqueueJob(sql, org, { type: 'leaf', payload: {}, dependsOn: [{ id: parent.id }] })
  assert.equal((await jobById(sql, org, child.id))?.status, 'queued')
})

test('while a job with a unique key is unfinished no second one is made', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const engine = testEngine(database, [leaf])
  const job = { type: 'leaf', payload: {}, uniqueKey: 'only' }
  const enqueued = await Promise.all(Array.from({ length: 10 }, async () => await enqueueJob(sql, org, job)))
  assert.equal(new Set(enqueued.map(({ id }) => id)).size, 1)
  assert.equal(enqueued.filter(({ created }) => created).length, 1)
  await drainTree(engine, org, enqueued[0]?.id ?? '')
  assert.equal((await enqueueJob(sql, org, job)).created, true)
})

test('a cancelled running job stops, and its descendants with it', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const hanging = workflow('hanging', async (_payload, context) => {
    await new Promise((_resolve, reject) =>
      context.signal.addEventListener('abort', () => reject(new Error('stopped'))),
    )
    return null
  })
  const parent = workflow('parent', async (_payload, context) => {
    await context.start(hanging, {}, { key: 'one' })
    await context.children()
    return null
  })
  const engine = testEngine(database, [hanging, parent])
  testWorker(database, engine)
  const { id } = await enqueueJob(sql, org, { type: 'parent', payload: {} })
  await waitForJob(engine, org, id, ({ status }) => status === 'waiting')
  const child = (await jobTree(sql, org, id)).find(({ type }) => type === 'hanging')
  await waitForJob(engine, org, child?.id ?? '', ({ status }) => status === 'running')
  await cancelJobs(sql, [id], 'Cancelled by a test')
  assert.equal((await waitForJob(engine, org, child?.id ?? '')).status, 'cancelled')
  assert.equal((await waitForJob(engine, org, id)).status, 'cancelled')
})

for (const outcome of ['retry', 'children'] as const)
  test(`a job that is cancelled just as its attempt ends with "${outcome}" is cancelled, with what it started`, async (t) => {
    const database = await testDatabase(t)
    const { sql, org } = database
    const engine = testEngine(database, [leaf])
    const lease = await openLease(engine, { kind: 'daemon', types: ['leaf'], concurrency: 1 })
    database.beforeDrop(lease.close)
    const ledger = createLedger(engine, lease.id)
    const { id } = await enqueueJob(sql, org, { type: 'leaf', payload: {} })
    await ledger.claim({ job: id, epoch: 0 })
    await cancelJobs(sql, [id], 'No longer wanted')
    const child = await enqueueJob(sql, org, { type: 'leaf', payload: {}, parentJobId: id, traceId: id })
    const end = { level: 'info', event: 'job-went-on', message: 'It goes on' } as const
    assert.equal(await ledger.finish({ id, epoch: 0, outcome, ...end }), true)
    const statuses = (await jobTree(sql, org, id)).map(({ status }) => status)
    assert.deepEqual(statuses, ['cancelled', 'cancelled'])
    const told = await sql`select from events where job_id = ${id} and name = 'job-went-on'`
    assert.equal(told.length, 0)
    assert.deepEqual(await retryJobs(sql, [id]), [id])
    assert.equal((await jobById(sql, org, child.id))?.status, 'queued', 'and it starts again with it')
  })

test('a job that runs again runs what it started again, but not what succeeded', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  let broken = true
  let runs = 0
  const part = workflow('part', async ({ number = 0 }) => {
    runs += 1
    if (number === 1 && broken) throw new JobError('bad-input', 'It broke')
    return number
  })
  const whole = workflow('whole', async (_payload, context) => {
    for (const number of [0, 1]) await context.start(part, { number }, { key: `part-${number}` })
    const ended = await context.children()
    if (ended.some(({ status }) => status !== 'success')) throw new JobError('bad-input', 'A part is missing')
    return ended.map(({ result }) => result)
  })
  const engine = testEngine(database, [part, whole])
  testWorker(database, engine)
  const { id } = await enqueueJob(sql, org, { type: 'whole', payload: {} })
  assert.equal((await waitForJob(engine, org, id)).status, 'failed')
  broken = false
  assert.deepEqual(await retryJobs(sql, [id]), [id])
  const job = await waitForJob(engine, org, id)
  assert.deepEqual([job.status, job.result, runs], ['success', [0, 1], 3])
})

test('a worker that is stopped hands its jobs back and spends no attempt', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const slow = workflow('slow', async (_payload, context) => {
    await new Promise((_resolve, reject) =>
      context.signal.addEventListener('abort', () => reject(new Error('stopped'))),
    )
    return null
  })
  const engine = testEngine(database, [slow])
  const worker = testWorker(database, engine)
  const { id } = await enqueueJob(sql, org, { type: 'slow', payload: {} })
  await waitForJob(engine, org, id, ({ status }) => status === 'running')
  await worker.stop(0)
  const job = await jobById(sql, org, id)
  assert.deepEqual([job?.status, job?.retryCount, job?.crashes], ['queued', 0, 0])
  const locked = await sql`select from graphile_worker.jobs where locked_at is not null`
  assert.equal(locked.length, 0)
  const workers = await sql`select from workers`
  assert.equal(workers.length, 0)
})

test('a job that was being claimed while its worker was told to stop is handed back unbegun', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  let begun = 0
  const counted = workflow('counted', async () => (begun += 1))
  const engine = testEngine(database, [counted])
  const lease = await openLease(engine, { kind: 'command', types: ['counted'], concurrency: 1 })
  database.beforeDrop(async () => await lease.close())
  const ledger = createLedger(engine, lease.id)
  const inHand = createWorkInHand(engine, ledger, lease)
  const { id } = await enqueueJob(sql, org, { type: 'counted', payload: {} })
  const job = await ledger.claim({ job: id, epoch: 0 })
  inHand.stopAll(new JobError('shutdown', 'Its worker is stopping.'))
  assert.ok(job)
  await inHand.run(job)
  const after = await jobById(sql, org, id)
  assert.deepEqual([after?.status, after?.retryCount, begun], ['queued', 0, 0])
})

test('a job whose claim was never answered goes back to the queue; one in hand stays there', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const gate = Promise.withResolvers<null>()
  const slow = workflow('slow', async () => await gate.promise)
  const engine = testEngine(database, [slow])
  const lease = await openLease(engine, { kind: 'command', types: ['slow'], concurrency: 1 })
  database.beforeDrop(async () => await lease.close())
  const ledger = createLedger(engine, lease.id)
  const inHand = createWorkInHand(engine, ledger, lease)
  const [held, forgotten] = await enqueueJobs(sql, org, [
    { type: 'slow', payload: {} },
    { type: 'slow', payload: {} },
  ])
  const [job] = await Promise.all(
    [held, forgotten].map(async (each) => await ledger.claim({ job: each?.id ?? '', epoch: 0 })),
  )
  assert.ok(job)
  const running = inHand.run(job)
  const states = async () =>
    (await Promise.all([held, forgotten].map(async (each) => await jobById(sql, org, each?.id ?? '')))).map(
      (each) => [each?.status, each?.retryCount, each?.crashes],
    )
  for (let look = 1; look < 10; look += 1) await inHand.look()
  assert.deepEqual(await states(), [
    ['running', 0, 0],
    ['running', 0, 0],
  ])
  await inHand.look()
  assert.deepEqual(await states(), [
    ['running', 0, 0],
    ['queued', 0, 0],
  ])
  gate.resolve(null)
  await running
  assert.deepEqual((await states())[0], ['success', 0, 0])
})

test('a job that is taken again before the end of its last attempt was answered is in hand, and hears that it is cancelled', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  let attempts = 0
  const turns = workflow('turns', async (_payload, { signal }) => {
    attempts += 1
    if (attempts === 1) throw new JobError('rate-limit', 'Not yet', { retryAt: new Date(), spends: false })
    await sleep(30_000, signal)
    return null
  })
  const engine = testEngine(database, [turns])
  const lease = await openLease(engine, { kind: 'command', types: ['turns'], concurrency: 1 })
  database.beforeDrop(async () => await lease.close())
  const { claim, note, finish } = createLedger(engine, lease.id)
  const answer = Promise.withResolvers<void>()
  const finishLate = async (outcome: Parameters<typeof finish>[0]) => {
    const finished = await finish(outcome)
    if (outcome.epoch === 0) await answer.promise
    return finished
  }
  const inHand = createWorkInHand(engine, { claim, note, finish: finishLate }, lease)
  const { id } = await enqueueJob(sql, org, { type: 'turns', payload: {} })
  const first = await claim({ job: id, epoch: 0 })
  assert.ok(first)
  const unanswered = inHand.run(first)
  await waitForJob(engine, org, id, ({ epoch }) => epoch === 1)
  const second = await claim({ job: id, epoch: 1 })
  assert.ok(second)
  const running = inHand.run(second)
  answer.resolve()
  await unanswered
  assert.equal(inHand.size, 1)
  await cancelJobs(sql, [id], 'Cancelled by a person')
  await inHand.look()
  await running
  assert.equal((await jobById(sql, org, id))?.status, 'cancelled')
})

test('a job that lost its ticket gets another, though newer ones of its type keep coming', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const engine = testEngine(database, [])
  const lost = await enqueueJob(sql, org, leafJob)
  const waiting = await enqueueJob(sql, org, leafJob)
  await sql`
    with aged as (
      update jobs
      set scheduled_for = scheduled_for - interval '1 minute',
          ticketed_at = ticketed_at - interval '1 minute',
          turn_at = turn_at - interval '1 minute'
    )
    update graphile_worker._private_jobs
    set run_at = run_at - interval '1 minute'`
  await sql`delete from graphile_worker._private_jobs where payload->>'job' = ${lost.id}`
  const newest = await enqueueJob(sql, org, leafJob)
  await addLostTickets(engine)
  const tickets = await sql<
    { job: string }[]
  >`select payload->>'job' as job from graphile_worker._private_jobs`
  assert.deepEqual(tickets.map(({ job }) => job).toSorted(), [lost.id, waiting.id, newest.id].toSorted())
})

test('a schedule that is due starts one job, however many daemons look', async (t) => {
  const database = await testDatabase(t)
  const { sql, org, userId } = database
  const engine = testEngine(database, [leaf])
  const due = new Date(Date.now() - 1000)
  const schedule = {
    userId,
    name: 'nightly',
    type: 'leaf',
    payload: {},
    cron: '0 0 * * *',
    zone: 'Africa/Johannesburg',
    missed: 'one',
    nextAt: due,
  } as const
  await addSchedule(sql, org, schedule)
  await Promise.all(Array.from({ length: 5 }, async () => await startDueSchedules(engine)))
  const jobs = await sql`select trigger, user_id from jobs where type = 'leaf'`
  assert.deepEqual(
    jobs.map((job) => [job.trigger, job.user_id]),
    [['schedule', userId]],
  )
  const [after] = await listSchedules(sql, org)
  assert.ok((after?.nextAt.getTime() ?? 0) > Date.now())
  assert.equal(after?.lastAt?.getTime(), due.getTime())
})

test('a daemon whose clock is wrong starts a schedule when the database says', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  for (const hours of [-3, 3]) {
    const name = `skewed ${hours}`
    const nextAt = new Date(Date.now() - 1000)
    const schedule = { userId: null, name, type: 'leaf', payload: {}, cron: '* * * * *', zone: 'UTC' }
    await addSchedule(sql, org, { ...schedule, missed: 'skip', nextAt })
    const clock = () => new Date(Date.now() + hours * 3_600_000)
    await startDueSchedules({ ...testEngine(database, [leaf]), clock })
    const next = (await listSchedules(sql, org)).find((each) => each.name === name)?.nextAt.getTime() ?? 0
    assert.ok(next > Date.now() && next <= Date.now() + 60_000, `${hours} hours: ${next - Date.now()} ms`)
  }
  assert.equal((await sql`select from jobs where trigger = 'schedule'`).length, 2)
})

test('a schedule that cannot start holds up no other one, and is told', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const told: unknown[] = []
  const log: Engine['log'] = (level, _message, data) => void told.push([level, data?.schedule])
  const shared = { userId: null, type: 'leaf', payload: {}, cron: '* * * * *', missed: 'one' } as const
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)
  // A zone that its host knew, and this one does not.
  await addSchedule(sql, org, { ...shared, name: 'bad', zone: 'Mars/Olympus', nextAt: ago(20) })
  await addSchedule(sql, org, { ...shared, name: 'good', zone: 'UTC', nextAt: ago(10) })
  await startDueSchedules({ ...testEngine(database, [leaf]), log })
  assert.deepEqual(told, [['error', 'bad']])
  assert.equal((await sql`select from jobs where starts_with(period_key, 'schedule:good@')`).length, 1)
})

test('what a waiting job depends on is kept, however old it is', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const parent = await enqueueJob(sql, org, { type: 'leaf', payload: {} })
  const child = await enqueueJob(sql, org, {
    type: 'leaf',
    payload: {},
    dependsOn: [{ id: parent.id, policy: 'wait' }],
  })
  await sql`
    update jobs
    set status = 'failed', error = 'It broke', finished_at = now() - interval '1 year'
    where id = ${parent.id}`
  assert.equal(await pruneJobs(sql, org, new Date()), 0)
  await cancelJobs(sql, [child.id], 'No longer wanted')
  assert.equal(await pruneJobs(sql, org, new Date(Date.now() + 1000)), 2)
})

test('a tail misses and repeats nothing while writers commit late', { timeout: 30_000 }, async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const engine = testEngine(database, [leaf])
  const slow = await engine.connect()
  database.beforeDrop(async () => await slow.end())
  const insert = `insert into events (org_id, source, name, message) values ('${org}', 'system', 'mark-made', $1)`
  await slow.query('begin')
  await slow.query(insert, ['late'])
  await sql`insert into events (org_id, source, name, message) values (${org}, 'system', 'mark-made', 'early')`
  const before = await readEvents(sql, org, {}, startOfTime)
  assert.deepEqual(
    before.events.map(({ message }) => message),
    [],
  )
  await slow.query('commit')
  // A transaction of another database on the same server may hold the cursor back for a moment.
  const seen: string[] = []
  let { cursor } = before
  while (seen.length < 2) {
    const page = await readEvents(sql, org, {}, cursor)
    seen.push(...page.events.map(({ message }) => message))
    cursor = page.cursor
  }
  assert.deepEqual(seen.sort(), ['early', 'late'])
  assert.deepEqual((await readEvents(sql, org, {}, cursor)).events, [])
})

test('the database refuses states that contradict themselves', async (t) => {
  const { sql, org } = await testDatabase(t)
  const { id } = await enqueueJob(sql, org, { type: 'leaf', payload: {} })
  await assert.rejects(
    sql`update jobs set status = 'running', started_at = now() where id = ${id}`,
    /running_has_worker/,
  )
  await assert.rejects(sql`update jobs set status = 'success' where id = ${id}`, /finished_has_end/)
  await assert.rejects(sql`update jobs set status = 'waiting' where id = ${id}`, /waiting_says_for_what/)
})

test('the table of states leads every state to an end', () => {
  const ends = (status: keyof typeof jobStates, seen: ReadonlySet<string>): boolean =>
    status === 'success' ||
    jobStates[status].some((next) => !seen.has(next) && ends(next, new Set([...seen, next])))
  for (const status of Object.keys(jobStates) as (keyof typeof jobStates)[])
    assert.ok(ends(status, new Set([status])), status)
})

async function terminate(
  sql: Awaited<ReturnType<typeof testDatabase>>['sql'],
  worker: string,
): Promise<void> {
  const rows = await sql`
    select pg_terminate_backend(pid, 5000)
    from pg_locks
    where locktype = 'advisory'
      and (classid::bigint << 32 | objid::bigint) = hashtextextended(${worker}, 0)`
  assert.equal(rows.length, 1)
}

test('a payload that is too large is refused, and so is a result that not even an artifact may hold', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const large = 'x'.repeat(1024 ** 2)
  await assert.rejects(enqueueJob(sql, org, { type: 'leaf', payload: { large } }), {
    code: 'wrong-use',
    message: /^The payload of leaf has 1,048,588 bytes; a payload may have at most 1,048,576 bytes\.$/,
  })
  const engine = testEngine(database, [
    workflow('talkative', async (_payload, context) => {
      await context.note({ name: 'all-told', message: 'Said it all', data: { large } })
      return { large: large.repeat(16) }
    }),
    workflow('careful', async (_payload, context) => {
      const { id } = await context.artifacts.write('all.txt', 'text/plain', large)
      return { id }
    }),
    workflow('greedy', async (_payload, context) => {
      await context.artifacts.write('result.json', 'text/plain', 'mine')
      return null
    }),
  ])
  testWorker(database, engine)
  const [talkative, careful, greedy] = await enqueueJobs(sql, org, [
    { type: 'talkative', payload: {} },
    { type: 'careful', payload: {} },
    { type: 'greedy', payload: {} },
  ])
  const failed = await waitForJob(engine, org, talkative?.id ?? '')
  assert.equal(failed.status, 'failed')
  assert.match(
    failed.error ?? '',
    /^The result of talkative has 16,777,228 bytes, .*context\.artifacts\.write/,
  )
  const [told] = await sql<
    { data: Json }[]
  >`select data from events where org_id = ${org} and name = 'all-told'`
  assert.deepEqual(told?.data, { bytesLeftOut: large.length + '{"large":""}'.length })
  assert.equal((await waitForJob(engine, org, careful?.id ?? '')).status, 'success')
  assert.match(
    (await waitForJob(engine, org, greedy?.id ?? '')).error ?? '',
    /^The name result\.json is taken/,
  )
  const artifacts = await sql`select name, bytes from artifacts where org_id = ${org}`
  assert.deepEqual([...artifacts], [{ name: 'all.txt', bytes: large.length }])
})

test('a large result is an artifact of its job; who reads the job or waits for it gets the whole', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const text = 'sehr groß '.repeat(150_000)
  const large = workflow('large', async () => ({ text }))
  const parent = workflow('parent', async (_payload, context) => {
    await context.start(large, {}, { key: 'large' })
    const [ended] = await context.children()
    return { isWhole: isDeepStrictEqual(ended?.result, { text }) }
  })
  const engine = testEngine(database, [large, parent])
  testWorker(database, engine)
  const { id } = await enqueueJob(sql, org, { type: 'parent', payload: {} })
  assert.deepEqual((await waitForJob(engine, org, id)).result, { isWhole: true })
  const child = (await jobTree(sql, org, id)).find(({ type }) => type === 'large')
  const [artifact] =
    await sql`select id as artifact, bytes, sha256 from artifacts where job_id = ${child?.id ?? ''}`
  assert.deepEqual(child?.result, { ...artifact })
  assert.equal(artifact?.sha256, sha256(JSON.stringify({ text })))
  assert.deepEqual((await jobById(sql, org, child?.id ?? ''))?.result, { text })
  assert.equal(await pruneJobs(sql, org, new Date(Date.now() + 1000)), 1)
  assert.equal((await sql`select from artifacts`).length, 0)
})

test('of a large result that comes too late nothing is kept', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const engine = testEngine(database, [leaf])
  const dead = await openLease(engine, { kind: 'daemon', types: ['leaf'], concurrency: 1 })
  const living = await openLease(engine, { kind: 'daemon', types: ['leaf'], concurrency: 1 })
  database.beforeDrop(living.close)
  database.beforeDrop(dead.close)
  const { id } = await enqueueJob(sql, org, { type: 'leaf', payload: {} })
  const late = createLedger(engine, dead.id)
  await late.claim({ job: id, epoch: 0 })
  await terminate(sql, dead.id)
  await sweep(sql, living.id)
  const timely = createLedger(engine, living.id)
  await timely.claim({ job: id, epoch: 1 })
  const success = { id, outcome: 'success', isLarge: true, level: 'info', event: 'job-succeeded' } as const
  const kept = async () => (await sql`select from artifacts`).length
  assert.equal(await late.finish({ ...success, epoch: 0, result: { by: 'dead' }, message: '' }), false)
  assert.equal(await kept(), 0)
  assert.equal(await timely.finish({ ...success, epoch: 1, result: { by: 'living' }, message: '' }), true)
  assert.equal(await timely.finish({ ...success, epoch: 1, result: { by: 'nobody' }, message: '' }), false)
  assert.equal(await kept(), 1)
  assert.deepEqual((await jobById(sql, org, id))?.result, { by: 'living' })
})

test('flows take turns: thousands of jobs of one org do not delay the few of another, or of another type', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const other = newId()
  await sql`insert into orgs (id, name) values (${other}, 'other')`
  const leaves = (number: number) => Array.from({ length: number }, () => ({ type: 'leaf', payload: {} }))
  await enqueueJobs(sql, org, leaves(2000))
  await enqueueJobs(sql, other, leaves(2))
  await enqueueJobs(sql, org, [{ type: 'twig', payload: {} }])
  await enqueueJobs(sql, org, leaves(1))
  const started: string[] = []
  const enough = Promise.withResolvers<void>()
  const growing = (type: string) =>
    workflow(type, async (_payload, context) => {
      started.push(context.org === other ? 'other' : type)
      if (started.length === 8) enough.resolve()
      return null
    })
  const worker = testWorker(database, testEngine(database, [growing('leaf'), growing('twig')]), 1)
  await enough.promise
  await worker.stop()
  const first = started.slice(0, 8).toSorted()
  assert.deepEqual(first, ['leaf', 'leaf', 'leaf', 'leaf', 'leaf', 'other', 'other', 'twig'])
  const rows =
    await sql`select id from jobs where status = 'queued' and turn_at < now() order by turn_at desc limit 1`
  const [last] =
    await sql`select id from jobs where type = 'leaf' and org_id = ${org} order by id desc limit 1`
  assert.deepEqual({ ...rows[0] }, { ...last }, 'one more job of the busy flow waits behind all of its own')
})

test('smaller priorities go first; among equals a new flow does, but no job before older ones of its own', async (t) => {
  const { sql, org } = await testDatabase(t)
  const other = newId()
  await sql`insert into orgs (id, name) values (${other}, 'other')`
  const leaves = (number: number) => Array.from({ length: number }, () => ({ type: 'leaf', payload: {} }))
  // More than are looked at, and nobody takes them.
  await enqueueJobs(
    sql,
    org,
    leaves(300).map((job) => ({ ...job, type: 'held' })),
  )
  await sql`update jobs set turn_at = turn_at - interval '1 hour'`
  const old = await enqueueJobs(sql, org, leaves(2))
  await sql`update jobs set turn_at = turn_at + interval '1 minute' where type = 'leaf'`
  const [urgent] = await enqueueJobs(sql, other, [{ type: 'leaf', payload: {}, priority: -1 }])
  const [alone] = await enqueueJobs(sql, other, leaves(1))
  const late = await enqueueJobs(sql, org, leaves(2))
  const queue = await sql`select id from jobs where type = 'leaf' order by priority, turn_at`
  const inOrder = [[urgent], [alone], old, late].flatMap((jobs) =>
    jobs.map((job) => job?.id ?? '').toSorted(),
  )
  assert.deepEqual(
    queue.map(({ id }) => id),
    inOrder,
  )
})

test('those who wait for one limit take turns: hundreds of one org do not delay the one of another', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const other = newId()
  await sql`insert into orgs (id, name) values (${other}, 'other')`
  const engine = testEngine(database, [])
  const lease = await openLease(engine, { kind: 'daemon', types: ['leaf'], concurrency: 4 })
  database.beforeDrop(lease.close)
  const ledger = createLedger(engine, lease.id)
  const limited = { type: 'leaf', payload: {}, limit: { key: 'tree', atMost: 1 } }
  const claim = async (ids: readonly string[]) =>
    (await Promise.all(ids.map(async (job) => await ledger.claim({ job, epoch: 0 })))).find(
      (job) => job !== undefined,
    )
  const many = await enqueueJobs(
    sql,
    org,
    Array.from({ length: 200 }, () => limited),
  )
  let running = await claim(many.map(({ id }) => id))
  const [one] = await enqueueJobs(sql, other, [limited])
  assert.equal(await claim([one?.id ?? '']), undefined)
  const started: string[] = []
  for (let turn = 0; turn < 2; turn += 1) {
    const end = { outcome: 'success', level: 'info', event: 'job-succeeded', message: '' } as const
    assert.ok(await ledger.finish({ id: running?.id ?? '', epoch: 0, ...end }))
    const called = await sql`select id from jobs where status = 'queued' and isfinite(ticketed_at)`
    running = await claim(called.map(({ id }) => String(id)))
    started.push(running?.orgId ?? '')
  }
  assert.deepEqual(started.toSorted(), [org, other].toSorted())
})

test('a worker that holds several tickets of one job at once takes it once', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const engine = testEngine(database, [leaf])
  const { id } = await enqueueJob(sql, org, { type: 'leaf', payload: {} })
  const lease = await openLease(engine, { kind: 'daemon', types: ['leaf'], concurrency: 4 })
  database.beforeDrop(lease.close)
  const { claim } = createLedger(engine, lease.id)
  const taken = await Promise.all([1, 0, 0].map(async (epoch) => await claim({ job: id, epoch })))
  assert.deepEqual(
    taken.map((job) => job?.id),
    [undefined, id, undefined],
    'neither a stale ticket nor a second one runs it beside the first',
  )
})

test('of a paused type no job starts, and all start when it is resumed; another org goes on', async (t) => {
  const database = await testDatabase(t)
  const { sql, org, userId } = database
  const other = newId()
  await sql`insert into orgs (id, name) values (${other}, 'other')`
  const engine = testEngine(database, [leaf, workflow('twig', async () => null)])
  assert.equal(await pauseType(sql, org, 'leaf', userId), true)
  assert.equal(await pauseType(sql, org, 'leaf', userId), false)
  const held = await enqueueJobs(sql, org, [
    { type: 'leaf', payload: {} },
    { type: 'leaf', payload: {} },
  ])
  const [free] = await enqueueJobs(sql, other, [{ type: 'leaf', payload: {} }])
  const [twig] = await enqueueJobs(sql, org, [{ type: 'twig', payload: {} }])
  testWorker(database, engine, 1)
  await waitForJob(engine, other, free?.id ?? '')
  await waitForJob(engine, org, twig?.id ?? '')
  const statuses = await Promise.all(held.map(async ({ id }) => (await jobById(sql, org, id))?.status))
  assert.deepEqual(statuses, ['queued', 'queued'])
  assert.equal(await hasDueWork(sql, ['leaf'], { schedules: false }), false)
  assert.equal(await resumeType(sql, org, 'leaf'), 2)
  assert.equal(await resumeType(sql, org, 'leaf'), undefined)
  for (const { id } of held) assert.equal((await waitForJob(engine, org, id)).status, 'success')
})

test('a job that starts as soon as its type is resumed counts among those that waited for it', async (t) => {
  const database = await testDatabase(t)
  const { sql, org, userId } = database
  const engine = testEngine(database, [leaf])
  const lease = await openLease(engine, { kind: 'daemon', types: ['leaf'], concurrency: 1 })
  database.beforeDrop(lease.close)
  const { claim } = createLedger(engine, lease.id)
  await pauseType(sql, org, 'leaf', userId)
  const held = { type: 'leaf', payload: {} }
  const [first] = await enqueueJobs(sql, org, [held, held])
  const ticket = { job: first?.id ?? '', epoch: 0 }
  assert.equal(await claim(ticket), undefined)
  let statements = 0
  // The ticket of the first comes after the pause ended, and before it gets another one.
  const interrupted = new Proxy(sql, {
    async apply(ask, _this, given) {
      statements += 1
      if (statements === 2) assert.equal((await claim(ticket))?.status, 'running')
      return (await Reflect.apply(ask, undefined, given)) as unknown
    },
  })
  assert.equal(await resumeType(interrupted, org, 'leaf'), 2)
  assert.ok(statements > 1, 'the first never started')
})

test('of jobs with one limit no more run at once than it allows, and the others follow', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const gate = Promise.withResolvers<null>()
  const limited: Workflow = {
    ...workflow('limited', async () => await gate.promise),
    limit: () => ({ key: 'host example.com', atMost: 2 }),
  }
  const engine = testEngine(database, [limited, leaf])
  const jobs = await enqueueJobs(
    sql,
    org,
    Array.from({ length: 5 }, () => jobFor(limited, {})),
  )
  const [free] = await enqueueJobs(sql, org, [{ type: 'leaf', payload: {} }])
  testWorker(database, engine, 4)
  testWorker(database, engine, 4)
  await waitForJob(engine, org, free?.id ?? '')
  const limit = AbortSignal.timeout(20_000)
  while ((await sql`select from jobs where ticketed_at = 'infinity' and status = 'queued'`).length < 3)
    await sleep(20, limit)
  assert.equal((await sql`select from jobs where status = 'running'`).length, 2)
  gate.resolve(null)
  for (const { id } of jobs) assert.equal((await waitForJob(engine, org, id)).status, 'success')
})

test('a command that waits for a limit holds no job meanwhile, so that a daemon which has the limit can take it', async (t) => {
  const database = await testDatabase(t)
  const { sql, org, url } = database
  const limited: Workflow = {
    ...workflow('limited', async () => null),
    limit: () => ({ key: 'host example.com', atMost: 1 }),
  }
  const { id } = await enqueueJob(sql, org, jobFor(limited, {}))
  const holder = await openClient(parseAddress(url))
  database.beforeDrop(async () => await holder.end())
  await holder.query('begin')
  await holder.query(`select hold_limits(array['host example.com'])`)
  const drained = drainTree(testEngine(database, [limited]), org, id)
  const limit = AbortSignal.timeout(20_000)
  while ((await sql`select from pg_locks where locktype = 'advisory' and not granted`).length === 0)
    await sleep(20, limit)
  const locked = await holder
    .query('select from jobs where id = $1 for update nowait', [id])
    .catch(() => undefined)
  await holder.query('rollback')
  assert.equal((await drained).status, 'success')
  assert.equal(locked?.rowCount, 1)
})

test('more jobs than one statement takes get their tickets again when their type is resumed', async (t) => {
  const { sql, org, userId } = await testDatabase(t)
  await enqueueJobs(
    sql,
    org,
    Array.from({ length: 1203 }, () => ({ type: 'leaf', payload: {} })),
  )
  await pauseType(sql, org, 'leaf', userId)
  const before = new Date()
  assert.equal(await resumeType(sql, org, 'leaf'), 1203)
  assert.equal((await sql`select from jobs where ticketed_at < ${before}`).length, 0)
})
