import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openClient, openSql, parseAddress } from '../src/io/postgres/index.ts'
import { enqueueJob, jobFor, openListener } from '../src/jobs/index.ts'
import { followJob } from '../src/services/follow.ts'
import { showJob } from '../src/services/jobs.ts'
import { tailEvents } from '../src/services/tail.ts'
import { report } from '../src/workflows/report.ts'
import { testApp } from './support/app.ts'

const writers = 8
const each = 300
const all = writers * each

test('a tail misses and repeats nothing of 8 writers, while its own session is cut off again and again', async (t) => {
  const app = await testApp(t)
  const stop = new AbortController()
  const seen: string[] = []
  const reading = (async () => {
    for await (const event of tailEvents(app, { filter: {}, last: all, follow: true, signal: stop.signal })) {
      seen.push(event.message)
      if (seen.length === all) stop.abort()
    }
  })()
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => await write(app.database.url, app.org, writer)),
  )
  const limit = setTimeout(() => stop.abort(), 30_000)
  await reading
  clearTimeout(limit)
  assert.equal(new Set(seen).size, all)
  assert.equal(seen.length, all)
})

test('who reads once sees what was committed, however long another transaction stays open', async (t) => {
  const app = await testApp(t)
  const other = await openClient(parseAddress(app.database.url))
  try {
    await other.query('begin')
    await other.query('select pg_current_xact_id()')
    const { id } = await enqueueJob(app.sql, app.org, { type: 'worklog.analyze', payload: {} })
    const options = { filter: {}, last: 10, follow: false, signal: t.signal }
    const tailed = await Array.fromAsync(tailEvents(app, options))
    const { events } = await showJob(app, id)
    for (const read of [tailed, events])
      assert.deepEqual(
        read.map(({ name }) => name),
        ['job-enqueued'],
      )
  } finally {
    await other.end()
  }
})

test('who waits for a job is told each of its events once and in order, however long another transaction stays open', async (t) => {
  const app = await testApp(t)
  const { id } = await enqueueJob(app.sql, app.org, jobFor(report, unreadable))
  const other = await openClient(parseAddress(app.database.url))
  try {
    await other.query('begin')
    await other.query('select pg_current_xact_id()')
    const told: string[] = []
    let known = false
    const job = await followJob(app, id, {
      signal: t.signal,
      onJob() {
        known = true
      },
      onEvent({ message }) {
        assert.ok(known, 'whose event it is can not be told yet')
        told.push(message)
      },
    })
    assert.equal(job.status, 'failed')
    const { events } = await showJob(app, id)
    assert.deepEqual(
      told,
      events.map(({ message }) => message),
    )
    assert.equal(told.at(-1), job.error)
  } finally {
    await other.end()
  }
})

test('a listener whose session ended connects again', async (t) => {
  const app = await testApp(t)
  const listener = await openListener(await app.engine())
  await app.sql`
    select pg_terminate_backend(pid, 5000)
    from pg_stat_activity
    where datname = current_database()
      and query = 'listen nightdesk_events'`
  const signal = AbortSignal.timeout(20_000)
  for (let listening = 0; listening === 0;) {
    signal.throwIfAborted()
    await listener.wait(200, signal)
    const rows = await app.sql`
      select
      from pg_stat_activity
      where datname = current_database()
        and query = 'listen nightdesk_events'`
    listening = rows.length
  }
  await listener.close()
})

const unreadable = { kind: 'standup', zone: 'Nowhere/Here' } as unknown as Parameters<typeof report.run>[0]

/** Commits in an order of its own: some transactions stay open while later ones of other writers commit. */
async function write(url: string, org: string, writer: number): Promise<void> {
  const sql = openSql(parseAddress(url), { max: 3 })
  try {
    for (let number = 0; number < each; number += 3) {
      await Promise.all(
        [0, 1, 2].map(
          async (more) =>
            await sql`
            with event as (
              insert into events (org_id, source, name, message)
              values (${org}, 'system', 'mark-made', ${`${writer}-${number + more}`})
              returning id
            )
            select pg_sleep(${(number + more * 7 + writer) % 5 === 0 ? 0.02 : 0}), pg_notify('nightdesk_events', '')
            from event`,
        ),
      )
      if (number % 60 === 0) await cutOffListeners(sql)
    }
  } finally {
    await sql.end()
  }
}

async function cutOffListeners(sql: ReturnType<typeof openSql>): Promise<void> {
  await sql`
    select pg_terminate_backend(pid)
    from pg_stat_activity
    where datname = current_database()
      and query = 'listen nightdesk_events'`
}
