import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { Client } from 'pg'
import { sleep } from '../src/base/clock.ts'
import { embeddedServer, openClient, parseAddress } from '../src/io/postgres/index.ts'
import { freePort } from '../src/services/demo-environment.ts'
import { json, nightdesk } from './support/command.ts'

const door = join(import.meta.dirname, '../bin/nightdesk.js')

test('a daemon outlives its database: it starts the killed server again and goes on working', async (t) => {
  const home = await emptyHome(t)
  const server = embeddedServer({ home })
  assert.equal((await nightdesk(['log', 'Wrote the runbook with Docker'], { home })).code, 0)
  const daemon = spawn(process.execPath, [door, 'daemon'], {
    env: { ...process.env, NIGHTDESK_HOME: home, HTTP_PORT: String(await freePort()) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  t.after(() => daemon.kill('SIGKILL'))
  const [said] = (await once(daemon.stderr, 'data')) as [Buffer]
  assert.match(String(said), /listens on/)
  const { pid } = await server.status()
  assert.ok(pid !== undefined)
  process.kill(pid, 'SIGKILL')
  const again = await otherServer(server, pid)
  assert.notEqual(again, pid)
  const ran = await nightdesk(['analyze', '--json', '--timeout', '60s'], { home })
  assert.equal(ran.code, 0, ran.stderr)
  assert.equal(daemon.exitCode, null)
  const { workers } = json(await nightdesk(['status', '--json'], { home })) as {
    workers: { kind: string; pid: number }[]
  }
  assert.deepEqual(
    workers.map((worker) => [worker.kind, worker.pid]),
    [['daemon', daemon.pid]],
  )
  daemon.kill('SIGTERM')
  const [code] = (await once(daemon, 'exit')) as [number]
  assert.equal(code, 0)
})

test('a daemon that is stopped while its database is away gives up and says so; its job ends with the next one', async (t) => {
  const home = await emptyHome(t)
  const server = embeddedServer({ home })
  // Somebody else's server, as far as the daemon knows: it does not start it again.
  const env = {
    DATABASE_URL: server.url,
    DATABASE_MIGRATE_URL: server.ownerUrl,
    HTTP_PORT: String(await freePort()),
  }
  await server.start()
  assert.equal((await nightdesk(['log', 'Wrote the runbook with Docker'], { home, env })).code, 0)
  const daemon = spawn(process.execPath, [door, 'daemon', '--grace', '1s'], {
    env: { ...process.env, ...env, NIGHTDESK_HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  t.after(() => daemon.kill('SIGKILL'))
  let said = ''
  daemon.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const locks = await holdEnds(server.url)
  const { id } = json(await nightdesk(['analyze', '--no-wait', '--json'], { home, env })) as { id: string }
  await locks.untilEnding()
  const { pid } = await server.status()
  assert.ok(pid !== undefined)
  process.kill(pid, 'SIGKILL')
  daemon.kill('SIGTERM')
  const [code] = (await once(daemon, 'exit', { signal: AbortSignal.timeout(60_000) })) as [number]
  assert.equal(code, 1, said)
  assert.match(said, /error: The database did not answer in time: .* 1 job in hand\.\nTry: nightdesk daemon/)
  await server.start()
  assert.equal((await nightdesk(['daemon', '--once'], { home, env })).code, 0)
  const { job } = json(await nightdesk(['jobs', 'show', id, '--json'], { home, env })) as {
    job: { status: string }
  }
  assert.equal(job.status, 'success')
})

/** Lets jobs begin, but not end: the entries are locked, and then what their ends read. All goes with the database. */
async function holdEnds(url: string): Promise<{ untilEnding(): Promise<void> }> {
  const open = async () => await openClient(parseAddress(url))
  const [entries, ends, look] = await Promise.all([open(), open(), open()])
  await entries.query('begin; lock table entries in access exclusive mode')
  return {
    async untilEnding() {
      await untilWaiting(look, 'from entries')
      await ends.query('begin; lock table job_dependencies in access exclusive mode')
      await entries.query('commit')
      await untilWaiting(look, 'finish_jobs')
    },
  }
}

/** Waits until a statement with this word waits for a lock. */
async function untilWaiting(client: Client, word: string): Promise<void> {
  const limit = AbortSignal.timeout(60_000)
  const statement = `select from pg_stat_activity where wait_event_type = 'Lock' and query like '%' || $1 || '%'`
  while ((await client.query(statement, [word])).rowCount === 0) await sleep(50, limit)
}

/** The process id of the server that somebody else started in place of the killed one. */
async function otherServer(server: ReturnType<typeof embeddedServer>, killed: number): Promise<number> {
  const limit = AbortSignal.timeout(60_000)
  for (;;) {
    const { pid } = await server.status()
    if (pid !== undefined && pid !== killed) return pid
    await sleep(100, limit)
  }
}

async function emptyHome(t: TestContext): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-outage-'))
  t.after(async () => {
    await embeddedServer({ home }).erase()
    await rm(home, { recursive: true, force: true })
  })
  return home
}
