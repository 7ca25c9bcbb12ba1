import { setImmediate } from 'node:timers/promises'

/** Gathers what comes while one flush is in flight and sends it with the next one. */
export type Batcher<Item, Answer> = (item: Item) => Promise<Answer>

export interface BatcherOptions {
  /** Milliseconds from the start of one flush to that of the next; 0 where absent. The first one waits for nothing. */
  gapMs?: number
  /** The gap ends where no item came for so many milliseconds; it is whole where absent. */
  quietMs?: number
  /** Awaited after a flush that carried many: a statement costs as much as many items in it, so larger ones are cheaper. */
  gather?: () => Promise<void>
  /** So many items wait for no gap. */
  enough?: number
}

interface Waiting<Item, Answer> {
  item: Item
  resolve(answer: Answer): void
  reject(error: unknown): void
}

const largestBatch = 256
/** A flush of so many shows that there is much to do. */
const manyAtOnce = 8
/** Who awaits each answer never comes near: only one that writes without waiting does. */
const longestQueue = 20_000

/**
 * Calls `flush` with up to 256 items at a time, one call in flight; answers come in the order of the items. What comes
 * in one turn of the event loop goes together, and so does what comes within the gap after a flush. A batch that fails
 * is halved until the item at fault stands alone: only that one is rejected. So is an item for which 20,000 others wait.
 */
export function createBatcher<Item, Answer>(
  flush: (items: readonly Item[]) => Promise<readonly Answer[]>,
  { gapMs = 0, quietMs = gapMs, enough = largestBatch, gather }: BatcherOptions = {},
): Batcher<Item, Answer> {
  let queue: Waiting<Item, Answer>[] = []
  let flushing = false
  let nextAt = 0
  let onItem = () => {}

  async function drain(): Promise<void> {
    flushing = true
    await setImmediate()
    while (queue.length > 0) {
      const early = nextAt - performance.now()
      if (early > 0 && queue.length < enough) await pause(early)
      const batch = queue.slice(0, largestBatch)
      queue = queue.slice(largestBatch)
      nextAt = performance.now() + gapMs
      await settle(flush, batch)
      if (gather !== undefined && batch.length >= manyAtOnce && queue.length < largestBatch) await gather()
    }
    flushing = false
  }

  async function pause(gap: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(whole)
        clearTimeout(quiet)
        onItem = () => {}
        resolve()
      }
      const whole = setTimeout(end, gap)
      const quiet = setTimeout(end, quietMs)
      onItem = () => (queue.length < enough ? quiet.refresh() : end())
    })
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (queue.length >= longestQueue) return reject(tooMany())
      queue.push({ item, resolve, reject })
      onItem()
      if (!flushing) void drain()
    })
}

function tooMany(): Error {
  return new Error(`${longestQueue} writes wait for the database already: each must be awaited.`)
}

async function settle<Item, Answer>(
  flush: (items: readonly Item[]) => Promise<readonly Answer[]>,
  batch: readonly Waiting<Item, Answer>[],
): Promise<void> {
  try {
    const answers = await flush(batch.map(({ item }) => item))
    batch.forEach(({ resolve }, index) => resolve(answers[index] as Answer))
  } catch (error) {
    if (batch.length === 1) return batch[0]?.reject(error)
    const middle = Math.ceil(batch.length / 2)
    await settle(flush, batch.slice(0, middle))
    await settle(flush, batch.slice(middle))
  }
}
