// node tests/bench/jobs-soak.ts: works for a while at an even pace and prints the memory of this process as it goes: it
// should rise while the code warms up, and then no more. Options: --minutes 5, --pace 300 (jobs a second)
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { embeddedServer } from '../../src/io/postgres/index.ts'
import { startWorker } from '../../src/jobs/index.ts'
import { openApp } from '../../src/services/app.ts'
import { readConfig } from '../../src/services/config.ts'
import { openDesk, type Desk } from './jobs-desk.ts'
import { atOnce } from './jobs-peers.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, pace: { type: 'string', default: '300' } },
})
/** Milliseconds between two lines: of a long soak one each minute. */
const tell = Number(values.minutes) > 10 ? 60_000 : 15_000

const home = await mkdtemp(join(tmpdir(), 'nightdesk-soak-'))
try {
  const app = await openApp(readConfig({ NIGHTDESK_HOME: home, LLM_PROVIDER: 'offline' }, home))
  await soak(openDesk(app), Date.now() + Number(values.minutes) * 60_000)
  await app.close()
} finally {
  await embeddedServer({ home }).erase()
  await rm(home, { recursive: true, force: true })
}

async function soak(desk: Desk, end: number): Promise<void> {
  let done = 0
  const engine = await desk.engine(async (context) => {
    await context.note({ name: 'work-done', message: 'Did nothing' })
    done += 1
  })
  const worker = startWorker(engine, { concurrency: atOnce })
  let enqueued = 0
  let told = Date.now()
  while (Date.now() < end) {
    const batch = Math.min(Math.round(Number(values.pace) / 10), 2000 - (enqueued - done))
    if (batch > 0) enqueued += (await desk.enqueue(Array.from({ length: batch }, () => ({})))).length
    await sleep(100)
    if (Date.now() - told < tell) continue
    told = Date.now()
    console.log(
      `${done} jobs, ${(process.memoryUsage.rss() / 1024 ** 2).toFixed(0)} MiB, ${heap()} MiB of heap`,
    )
  }
  await worker.stop(5000)
}

/** What is really held, where the process runs with --expose-gc. */
function heap(): string {
  globalThis.gc?.()
  return (process.memoryUsage().heapUsed / 1024 ** 2).toFixed(1)
}
