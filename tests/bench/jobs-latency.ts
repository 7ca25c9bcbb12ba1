// How long one job takes from one state to the next while nothing else happens; milliseconds.
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../src/base/id.ts'
import { cancelJobs, startWorker } from '../../src/jobs/index.ts'
import type { Desk, Handler } from './jobs-desk.ts'
import { atOnce } from './jobs-peers.ts'

/** From the call that enqueues to the start of the handler, which follows the claim. */
export async function enqueueToClaim(desk: Desk, samples: number): Promise<number[]> {
  const started = moments()
  return await withWorker(desk, started.handler, async () => {
    const times = []
    for (let sample = 0; sample < samples; sample += 1) {
      const id = newId()
      const sent = performance.now()
      const start = started.of(id)
      await desk.enqueue([{ id }])
      times.push((await start) - sent)
      await sleep(5)
    }
    return times
  })
}

/** From the end of a parent's handler to the start of its child's: the parent's end is recorded in between. */
export async function parentToChild(desk: Desk, samples: number): Promise<number[]> {
  const started = moments()
  return await withWorker(desk, started.handler, async () => {
    const times = []
    for (let sample = 0; sample < samples; sample += 1) {
      const [parent, child] = [newId(), newId()]
      const both = [started.of(parent), started.of(child)] as const
      await desk.enqueue([{ id: parent }, { id: child, dependsOn: [{ id: parent }] }])
      const [before, after] = await Promise.all(both)
      times.push(after - before)
      await sleep(5)
    }
    return times
  })
}

/** From the call that cancels a running job to its row saying so. */
export async function cancelToEnd(desk: Desk, samples: number): Promise<number[]> {
  const started = moments()
  const handler: Handler = async (context) => {
    await started.handler(context)
    await sleep(60_000, undefined, { signal: context.signal })
  }
  return await withWorker(desk, handler, async () => {
    const times = []
    for (let sample = 0; sample < samples; sample += 1) {
      const id = newId()
      const start = started.of(id)
      await desk.enqueue([{ id }])
      await start
      const asked = performance.now()
      await cancelJobs(desk.sql, [id], 'Cancelled by the bench')
      while (!(await hasEnded(desk, id))) await sleep(1)
      times.push(performance.now() - asked)
    }
    return times
  })
}

/** A job that waits for a thousand others; seconds until it has run. */
export async function fanIn(desk: Desk, parents: number): Promise<number> {
  const started = moments()
  return await withWorker(desk, started.handler, async () => {
    const ids = Array.from({ length: parents }, () => newId())
    const last = newId()
    const begun = performance.now()
    const end = started.of(last)
    await desk.enqueue([...ids.map((id) => ({ id })), { id: last, dependsOn: ids.map((id) => ({ id })) }])
    return ((await end) - begun) / 1000
  })
}

/** Tells when the handlers of the jobs that one asked for started. */
function moments() {
  const waiting = new Map<string, (at: number) => void>()
  return {
    of: (id: string) => new Promise<number>((resolve) => waiting.set(id, resolve)),
    handler: async ({ jobId }: { jobId: string }) => {
      waiting.get(jobId)?.(performance.now())
      waiting.delete(jobId)
    },
  }
}

async function withWorker<Result>(desk: Desk, handler: Handler, use: () => Promise<Result>): Promise<Result> {
  await desk.empty()
  const worker = startWorker(await desk.engine(handler), { concurrency: atOnce })
  try {
    while (!worker.ready()) await sleep(10)
    await sleep(300)
    return await use()
  } finally {
    await worker.stop(5000)
  }
}

async function hasEnded({ sql }: Desk, id: string): Promise<boolean> {
  const rows = await sql`select from jobs where id = ${id} and status = 'cancelled'`
  return rows.length > 0
}
