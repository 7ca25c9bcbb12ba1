import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { createBatcher } from '../src/base/batcher.ts'

test('items of one turn, and those that come while a flush is in flight, go out together', async () => {
  const flushes: number[][] = []
  const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const batch = createBatcher(async (items: readonly number[]) => {
    flushes.push([...items])
    begun.resolve()
    if (flushes.length === 1) await gate.promise
    return items.map((item) => item * 10)
  })
  const first = [batch(1), batch(2)]
  await begun.promise
  const others = [batch(3), batch(4), batch(5)]
  gate.resolve()
  assert.deepEqual(await Promise.all([...first, ...others]), [10, 20, 30, 40, 50])
  assert.deepEqual(flushes, [
    [1, 2],
    [3, 4, 5],
  ])
})

test('what comes within the gap after a flush goes out together', async () => {
  const flushes: number[][] = []
  const batch = createBatcher(
    async (items: readonly number[]) => {
      flushes.push([...items])
      return await Promise.resolve(items)
    },
    { gapMs: 50 },
  )
  await batch(1)
  const second = batch(2)
  await setImmediate()
  await setImmediate()
  await Promise.all([second, batch(3)])
  assert.deepEqual(flushes, [[1], [2, 3]])
})

test('after a flush of many the next one waits for more, after a flush of few it does not', async () => {
  const flushes: number[] = []
  const [asked, more] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const batch = createBatcher(
    async (items: readonly number[]) => {
      flushes.push(items.length)
      return items
    },
    {
      gather: async () => {
        asked.resolve()
        await more.promise
      },
    },
  )
  await batch(1)
  await batch(2)
  await Promise.all(Array.from({ length: 10 }, (_, item) => batch(item)))
  await asked.promise
  const gathered = [batch(3), batch(4)]
  await Promise.resolve()
  gathered.push(batch(5))
  more.resolve()
  await Promise.all(gathered)
  assert.deepEqual(flushes, [1, 1, 10, 3])
})

test('enough items wait for no gap', async () => {
  const batch = createBatcher(async (items: readonly number[]) => await Promise.resolve(items), {
    gapMs: 600_000,
    enough: 3,
  })
  await batch(1)
  assert.deepEqual(await Promise.all([batch(2), batch(3), batch(4)]), [2, 3, 4])
})

test('the gap ends where nothing more comes', async () => {
  const batch = createBatcher(async (items: readonly number[]) => await Promise.resolve(items), {
    gapMs: 600_000,
    quietMs: 20,
  })
  await batch(1)
  assert.equal(await batch(2), 2)
})

test('what keeps coming goes out together, for as long as the gap', async () => {
  const sizes: number[] = []
  const batch = createBatcher(
    async (items: readonly number[]) => {
      sizes.push(items.length)
      return await Promise.resolve(items)
    },
    { gapMs: 300, quietMs: 200 },
  )
  await batch(0)
  const coming: Promise<number>[] = []
  for (let item = 1; sizes.length === 1; item += 1) {
    coming.push(batch(item))
    await sleep(20)
  }
  await Promise.all(coming)
  assert.ok((sizes[1] ?? 0) > 1, 'nothing was waited for')
})

test('an item for which too many others wait is refused', async () => {
  const batch = createBatcher(async (items: readonly number[]) => items)
  const waiting = Array.from({ length: 20_000 }, (_, item) => batch(item))
  await assert.rejects(batch(20_001), /must be awaited/)
  assert.equal((await Promise.all(waiting)).length, 20_000)
})

test('of a batch that fails only the item at fault is rejected', async () => {
  const batch = createBatcher(async (items: readonly number[]) => {
    await Promise.resolve()
    if (items.includes(7)) throw new Error('seven')
    return items
  })
  const settled = await Promise.allSettled(Array.from({ length: 20 }, (_, item) => batch(item)))
  const rejected = settled.flatMap((result, item) => (result.status === 'rejected' ? [item] : []))
  assert.deepEqual(rejected, [7])
})

test('no flush carries more than 256 items', async () => {
  const sizes: number[] = []
  const batch = createBatcher(async (items: readonly number[]) => {
    await Promise.resolve()
    sizes.push(items.length)
    return items
  })
  await Promise.all(Array.from({ length: 1000 }, (_, item) => batch(item)))
  assert.ok(Math.max(...sizes) <= 256)
  assert.equal(
    sizes.reduce((sum, size) => sum + size, 0),
    1000,
  )
})
