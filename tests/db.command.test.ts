import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { newId } from '../src/base/id.ts'
import { embeddedServer, openSql, parseAddress } from '../src/io/postgres/index.ts'
import { json, nightdesk, type Ran } from './support/command.ts'
import { testDatabase } from './support/database.ts'

test('the embedded database is started by the first command, stopped on demand, and started again', async (t) => {
  const home = temporary(t)
  assert.deepEqual(pick(await nightdesk(['db', 'status', '--json'], { home })), {
    kind: 'embedded',
    running: false,
  })
  const [first, second] = await Promise.all([
    nightdesk(['list', '--json'], { home }),
    nightdesk(['list', '--json'], { home }),
  ])
  assert.deepEqual([first.code, second.code], [0, 0], first.stderr + second.stderr)
  assert.deepEqual(pick(await nightdesk(['db', 'status', '--json'], { home })), {
    kind: 'embedded',
    running: true,
  })
  assert.deepEqual(json(await nightdesk(['db', 'migrate', '--json'], { home })), { applied: [] })
  assert.deepEqual(json(await nightdesk(['db', 'stop', '--json'], { home })), { stopped: true })
  assert.deepEqual(json(await nightdesk(['db', 'stop', '--json'], { home })), { stopped: false })
  assert.equal((await nightdesk(['list', '--json'], { home })).code, 0)
})

test('a database that a daemon works with is stopped only by force', async (t) => {
  const home = temporary(t)
  assert.equal((await nightdesk(['db', 'start'], { home })).code, 0)
  const sql = openSql(parseAddress(embeddedServer({ home }).url, 'the embedded server'), { max: 1 })
  t.after(async () => await sql.end({ timeout: 1 }))
  const add = async (pid: number) =>
    await sql`
      insert into workers (id, kind, host, pid, types, concurrency)
      values (${newId()}, 'daemon', 'here', ${pid}, '{}', 1)`
  await add(process.pid)
  const refused = await nightdesk(['db', 'stop'], { home })
  assert.equal(refused.code, 1)
  assert.match(
    refused.stderr,
    new RegExp(`^error: A daemon \\(process ${process.pid}\\) works with this database`),
  )
  assert.match(refused.stderr, /nightdesk db stop --force/)
  await sql`delete from workers`
  const gone = spawnSync(process.execPath, ['--version']).pid
  await add(gone)
  await sql.end()
  assert.deepEqual(json(await nightdesk(['db', 'stop', '--json'], { home })), { stopped: true })
  await nightdesk(['db', 'start'], { home })
  assert.deepEqual(json(await nightdesk(['db', 'stop', '--force', '--json'], { home })), { stopped: true })
})

test('a data folder that cannot be made is a matter of configuration', async () => {
  const { code, stderr } = await nightdesk(['list'], { home: '/dev/null/desk', cwd: tmpdir() })
  assert.equal(code, 4)
  assert.match(stderr, /^error: The data folder "\/dev\/null\/desk" cannot be made: a file is in its way\.\n/)
})

test('a server of its own is not stopped, and its URL is shown without the password', async (t) => {
  const { url } = await testDatabase(t)
  const databaseUrl = `${url}&password=hunter22`
  const stop = await nightdesk(['db', 'stop'], { databaseUrl })
  assert.equal(stop.code, 2)
  assert.match(stop.stderr, /DATABASE_URL/)
  const shown = await nightdesk(['db', 'url'], { databaseUrl })
  assert.equal(shown.code, 0, shown.stderr)
  assert.doesNotMatch(shown.stdout + shown.stderr, /hunter22/)
  const status = await nightdesk(['db', 'status', '--json'], { databaseUrl })
  assert.deepEqual(pick(status), { kind: 'server', running: true })
})

test('a database that does not answer is said in one sentence without the password', async () => {
  const { code, stderr } = await nightdesk(['list'], {
    databaseUrl: 'postgres://ann:hunter22@127.0.0.1:1/desk',
    cwd: tmpdir(),
  })
  assert.equal(code, 1)
  assert.match(stderr, /^error: The database desk on 127\.0\.0\.1:1 does not answer: connect ECONNREFUSED/)
  assert.doesNotMatch(stderr, /hunter22/)
})

test('the doctor finds nothing to fail on a good database', async (t) => {
  const { url } = await testDatabase(t)
  const home = temporary(t)
  const ran = await nightdesk(['doctor', '--json'], { home, databaseUrl: url })
  const checks = json(ran) as { name: string; state: string; hint: string | null }[]
  assert.equal(ran.code, 0, ran.stdout)
  const states = Object.fromEntries(checks.map(({ name, state }) => [name, state]))
  assert.deepEqual(states, {
    node: 'ok',
    configuration: 'ok',
    'data folder': 'ok',
    database: 'ok',
    schema: 'ok',
    role: 'ok',
    queue: 'ok',
    clock: 'ok',
    daemon: 'warn',
    model: 'warn',
    mail: 'warn',
  })
  assert.ok(checks.every(({ state, hint }) => (state === 'ok') === (hint === null)))
})

test('the doctor ends with 1 and every problem where the configuration is broken, and shows no secret', async (t) => {
  const home = temporary(t)
  const env = { HTTP_PORT: 'x', LOG_LEVEL: 'y', SMTP_URL: 'http://ann:hunter22@mail' }
  const { code, stdout, stderr } = await nightdesk(['doctor'], { home, env })
  assert.equal(code, 1)
  for (const name of ['HTTP_PORT', 'LOG_LEVEL', 'SMTP_URL', 'MAIL_FROM'])
    assert.match(stdout, new RegExp(name))
  assert.doesNotMatch(stdout + stderr, /hunter22/)
})

test('the doctor fails where the database does not answer', async (t) => {
  const home = temporary(t)
  const ran = await nightdesk(['doctor', '--json'], {
    home,
    databaseUrl: 'postgres://ann:hunter22@127.0.0.1:1/desk',
  })
  assert.equal(ran.code, 1)
  const failed = (json(ran) as { name: string; state: string }[]).filter(({ state }) => state === 'fail')
  assert.deepEqual(
    failed.map(({ name }) => name),
    ['database'],
  )
  assert.doesNotMatch(ran.stdout, /hunter22/)
})

function temporary(t: TestContext): string {
  const home = mkdtempSync(join(tmpdir(), 'nightdesk-db-'))
  t.after(async () => {
    await embeddedServer({ home }).erase()
    rmSync(home, { recursive: true })
  })
  return home
}

function pick(ran: Ran): { kind: string; running: boolean } {
  const { kind, running } = json(ran) as { kind: string; running: boolean }
  return { kind, running }
}
