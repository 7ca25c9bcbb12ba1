import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { sleep } from '../src/base/clock.ts'
import { embeddedServer } from '../src/io/postgres/index.ts'
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
