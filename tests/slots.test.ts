import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { JobError } from '../src/contracts/job.ts'
import { createSlots } from '../src/llm/slots.ts'

const now = new Date('2026-11-20T08:00:00Z')
const one = { id: 'local', concurrency: 1 }

function sceneOf(t: TestContext) {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const slots = createSlots(() => now)
  const take = (jobId: string, signal = new AbortController().signal, provider = one) =>
    slots.take({ provider, jobId, signal })
  return { take, tick: (ms: number) => t.mock.timers.tick(ms) }
}

test('a place that is given back goes to who waits longest', async (t) => {
  const { take } = sceneOf(t)
  const order: string[] = []
  const { release } = await take('a')
  const waiting = ['b', 'c'].map(async (job) => {
    const next = await take(job)
    order.push(job)
    next.release()
  })
  release()
  await Promise.all(waiting)
  assert.deepEqual(order, ['b', 'c'])
})

test('a job with nothing in hand waits a second, then names its turn and frees its worker', async (t) => {
  const { take, tick } = sceneOf(t)
  await take('a')
  const waiting = take('b')
  tick(999)
  tick(1)
  await assert.rejects(waiting, (error: unknown) => {
    assert.ok(error instanceof JobError)
    assert.deepEqual([error.kind, error.spends], ['rate-limit', false])
    assert.ok(error.retryAt !== undefined && error.retryAt > now)
    return true
  })
})

test('a job with a call in hand waits on, since it holds its worker anyway', async (t) => {
  const { take, tick } = sceneOf(t)
  const { release } = await take('a')
  const waiting = take('a')
  tick(5000)
  release()
  ;(await waiting).release()
})

test('who stops waiting leaves the line', async (t) => {
  const { take } = sceneOf(t)
  const stop = new AbortController()
  const { release } = await take('a')
  const waiting = take('b', stop.signal)
  stop.abort(new Error('stopped'))
  await assert.rejects(waiting, { message: 'stopped' })
  release()
  ;(await take('c')).release()
})

test('the later in the line, the later the turn', async (t) => {
  const { take, tick } = sceneOf(t)
  await take('a')
  const waits = await (async () => {
    const waiting = Promise.allSettled(Array.from({ length: 5 }, (_, index) => take(`job ${index}`)))
    tick(1000)
    return (await waiting).map((result) =>
      result.status === 'rejected' && result.reason instanceof JobError
        ? (result.reason.retryAt?.getTime() ?? 0) - now.getTime()
        : 0,
    )
  })()
  assert.ok(Math.min(...waits) >= 2000 && Math.max(...waits) > Math.min(...waits), String(waits))
})
