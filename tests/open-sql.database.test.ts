import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { sleep } from '../src/base/clock.ts'
import { openSql, parseAddress, type DatabaseAddress } from '../src/io/postgres/index.ts'
import { persist } from '../src/jobs/index.ts'
import { testDatabase } from './support/database.ts'

test('arrays come back as they went in, of every type that our tables and functions use', async (t) => {
  const { sql } = await testDatabase(t)
  const id = '0193a1b2-0000-7000-8000-000000000001'
  const at = new Date('2026-04-03T12:00:00.123Z')
  const texts = ['', 'a,b', '{x}', '"', '\\', 'two\nlines', 'NULL', 'null', ' ', 'größe 🍕', '\\"{,}']
  const [row] = await sql`
    select
      ${texts}::text[] as texts,
      ${['x', null]}::text[] as gaps,
      ${[]}::text[] as empty,
      ${[id]}::uuid[] as ids,
      ${[1, -2]}::integer[] as integers,
      ${[9_007_199_254_740_991]}::bigint[] as bigs,
      ${[1.5, -0.25]}::float8[] as floats,
      array[true, false] as booleans,
      ${[at.toISOString()]}::timestamptz[] as moments,
      array['{"a": "x,\\"y"}', '[1]', 'null']::jsonb[] as documents
  `
  assert.deepEqual(row, {
    texts,
    gaps: ['x', null],
    empty: [],
    ids: [id],
    integers: [1, -2],
    bigs: [9_007_199_254_740_991],
    floats: [1.5, -0.25],
    booleans: [true, false],
    moments: [at],
    documents: [{ a: 'x,"y' }, [1], null],
  })
})

test('bigints are numbers, and names are found in our schema first', async (t) => {
  const { sql } = await testDatabase(t)
  const [row] =
    await sql`select count(*) as number, 'jobs'::regclass::oid = 'nightdesk.jobs'::regclass::oid as ours from jobs`
  assert.deepEqual(row, { number: 0, ours: true })
})

test(
  'a statement that is sent on a connection that just broke fails, and is not taken for done',
  { timeout: 60_000 },
  async (t) => {
    const database = await testDatabase(t)
    const { address, breakAll } = await brittle(t, parseAddress(database.url))
    const sql = openSql(address, { max: 1 })
    database.beforeDrop(async () => await sql.end({ timeout: 0 }))
    await sql`select 1`
    let second: Promise<unknown> = Promise.resolve()
    const first = sql`select pg_sleep(20)`.catch((error: { code: string }) => {
      // The error has come, the end of the connection has not.
      second = sql`select 2 as two`
      return error.code
    })
    breakAll()
    assert.equal(await first, 'ECONNRESET')
    await assert.rejects(second, { code: 'CONNECTION_CLOSED' })
    assert.deepEqual([...(await sql`select 3 as three`)], [{ three: 3 }])
  },
)

test(
  'a pool whose connections broke all at once is there again within seconds',
  { timeout: 60_000 },
  async (t) => {
    const database = await testDatabase(t)
    const { address, breakAll } = await brittle(t, parseAddress(database.url))
    const sql = openSql(address, { max: 10 })
    database.beforeDrop(async () => await sql.end({ timeout: 0 }))
    const ten = async (ask: () => Promise<unknown>) =>
      await Promise.allSettled(Array.from({ length: 10 }, ask))
    await ten(async () => await sql`select pg_sleep(0.1)`)
    const broken = ten(async () => await sql`select pg_sleep(20)`)
    await setImmediate()
    breakAll()
    await broken
    const quiet = () => {}
    const again = ten(async () => await persist(async () => await sql`select pg_sleep(0.1)`, quiet))
    const isBack = again.then(() => true)
    assert.ok(await Promise.race([isBack, sleep(8000).then(() => false)]), 'some statements wait much longer')
  },
)

test(
  'connections that break while statements are written are there again at once',
  { timeout: 60_000 },
  async (t) => {
    const database = await testDatabase(t)
    const address = { ...parseAddress(database.url), connectTimeout: 5000 }
    const sql = openSql(address, { max: 3, applicationName: 'breaking' })
    database.beforeDrop(async () => await sql.end({ timeout: 0 }))
    const codes = new Set<unknown>()
    const work = { on: true }
    const working = Array.from({ length: 3 }, async () => {
      while (work.on && !t.signal.aborted) {
        void sql`select 1`.catch((error: { code: unknown }) => codes.add(error.code))
        await setImmediate()
      }
    })
    for (let time = 0; time < 20; time += 1) {
      await database.sql`
        select pg_terminate_backend(pid, 1000)
        from pg_stat_activity
        where application_name = 'breaking'`
      await sql`select 1`.catch((error: { code: unknown }) => codes.add(error.code))
    }
    work.on = false
    await Promise.all(working)
    assert.ok(codes.size > 0, 'no connection broke')
    assert.ok(!codes.has('CONNECT_TIMEOUT'), [...codes].join())
  },
)

test('what a statement left behind that failed half-way is not in the rows of the next one', async (t) => {
  const database = await testDatabase(t)
  const sql = openSql(parseAddress(database.url), { max: 1 })
  database.beforeDrop(async () => await sql.end({ timeout: 0 }))
  await assert.rejects(sql`select 1 / (900 - number) from generate_series(1, 1000) number`, { code: '22012' })
  assert.deepEqual([...(await sql`select 2 as two`)], [{ two: 2 }])
  const last = sql`
    select pg_terminate_backend(case number when 900 then pg_backend_pid() end)
    from generate_series(1, 1000) number`
  await assert.rejects(last, { code: 'CONNECTION_CLOSED' })
  assert.deepEqual([...(await sql`select 3 as three`)], [{ three: 3 }])
})

test(
  'a value that cannot be sent fails its own statement, and no other on the same connection',
  { timeout: 60_000 },
  async (t) => {
    const database = await testDatabase(t)
    const sql = openSql(parseAddress(database.url), { max: 1 })
    database.beforeDrop(async () => await sql.end({ timeout: 0 }))
    const yearOf = async (time: Date) =>
      await sql`select extract(year from ${time}::timestamptz)::int as year`
    await yearOf(new Date('2026-01-31'))
    const answers = await Promise.allSettled([
      sql`select 1 as one, pg_sleep(0.1)::text as slept`.execute(),
      yearOf(new Date(Number.NaN)),
      sql`select 3 as three`,
    ])
    assert.deepEqual(
      answers.map((answer) => (answer.status === 'fulfilled' ? [...answer.value] : answer.reason.name)),
      [[{ one: 1, slept: '' }], 'RangeError', [{ three: 3 }]],
    )
  },
)

test(
  'a server that hangs up before its greeting fails the statement, and is not called without end',
  { timeout: 60_000 },
  async (t) => {
    let calls = 0
    const server = createServer((socket) => void (calls++, socket.resume().end()))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => server.close())
    const { port } = server.address() as AddressInfo
    const sql = openSql(parseAddress(`postgres://nobody@127.0.0.1:${port}/none`), { max: 1 })
    t.after(async () => await sql.end({ timeout: 0 }))
    await assert.rejects(sql`select 1`, { code: 'CONNECTION_CLOSED' })
    assert.equal(calls, 1)
  },
)

/** A way to the server of which all connections can be reset at once. */
async function brittle(t: TestContext, { host, port, ...rest }: DatabaseAddress) {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    const behind = connect(`${host}/.s.PGSQL.${port}`)
    sockets.add(socket.on('error', () => behind.destroy()))
    socket.pipe(behind.on('error', () => socket.destroy())).pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const address = { ...rest, host: '127.0.0.1', port: (server.address() as AddressInfo).port }
  return {
    address,
    breakAll() {
      for (const socket of sockets) socket.resetAndDestroy()
      sockets.clear()
    },
  }
}
