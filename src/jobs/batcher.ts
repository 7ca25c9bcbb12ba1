/** Gathers what comes while one flush is in flight and sends it with the next one. */
export type Batcher<Item, Answer> = (item: Item) => Promise<Answer>

interface Waiting<Item, Answer> {
  item: Item
  resolve(answer: Answer): void
  reject(error: unknown): void
}

const largestBatch = 256

/**
 * Calls `flush` with up to 256 items at a time, one call in flight; answers come in the order of the items.
 * A batch that fails is halved until the item at fault stands alone: only that one is rejected.
 */
export function createBatcher<Item, Answer>(
  flush: (items: readonly Item[]) => Promise<readonly Answer[]>,
): Batcher<Item, Answer> {
  let queue: Waiting<Item, Answer>[] = []
  let flushing = false

  async function drain(): Promise<void> {
    flushing = true
    while (queue.length > 0) {
      const batch = queue.slice(0, largestBatch)
      queue = queue.slice(largestBatch)
      await settle(flush, batch)
    }
    flushing = false
  }

  return (item) =>
    new Promise((resolve, reject) => {
      queue.push({ item, resolve, reject })
      if (!flushing) void drain()
    })
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
