import { sleep, type Clock } from '../base/clock.ts'
import { JobError } from '../contracts/job.ts'

export interface SlotOptions {
  provider: { id: string; concurrency: number }
  jobId: string
  signal: AbortSignal
}

/** The places for calls at a time, of each provider, in this process. */
export interface Slots {
  /**
   * A job with no other call in hand waits for at most a second, then rejects with a JobError that names its turn: its
   * worker is free meanwhile. One with other calls in hand holds its worker anyway, and waits.
   */
  take(options: SlotOptions): Promise<Slot>
}

/** A place for one call. */
export interface Slot {
  /** Waits a moment for the calls of other processes; rejects as `take` does. */
  wait(): Promise<void>
  release(): void
}

interface Queue {
  taken: number
  /** Each is called with a place that is already its own. */
  waiting: (() => void)[]
  /** How long a call takes, smoothed; milliseconds. */
  usualTime: number
}

const patience = 1000
const moment = 100
const firstGuess = 2000
const shortestTurn = 2000
const longestTurn = 60_000
const smoothing = 0.2

export function createSlots(clock: Clock): Slots {
  const queues = new Map<string, Queue>()
  const inHand = new Map<string, number>()
  const countCall = (jobId: string, change: 1 | -1) => {
    const left = (inHand.get(jobId) ?? 0) + change
    if (left === 0) inHand.delete(jobId)
    else inHand.set(jobId, left)
  }
  return {
    async take(options) {
      const { provider, jobId, signal } = options
      signal.throwIfAborted()
      const queue = queues.get(provider.id) ?? { taken: 0, waiting: [], usualTime: firstGuess }
      queues.set(provider.id, queue)
      if (queue.taken < provider.concurrency) queue.taken += 1
      else await turn(queue, options, { isBusy: () => inHand.has(jobId), clock })
      countCall(jobId, 1)
      let waited = 0
      let started: number | undefined = clock().getTime()
      return {
        async wait() {
          started = undefined
          const isBusy = (inHand.get(jobId) ?? 0) > 1
          if (waited >= patience && !isBusy)
            throw postponed(queue, options, { ahead: queue.waiting.length, clock })
          await sleep(moment, signal)
          waited += moment
          started = clock().getTime()
        },
        release() {
          countCall(jobId, -1)
          if (started !== undefined)
            queue.usualTime += smoothing * (clock().getTime() - started - queue.usualTime)
          const next = queue.waiting.shift()
          if (next === undefined) queue.taken -= 1
          else next()
        },
      }
    },
  }
}

function turn(
  queue: Queue,
  options: SlotOptions,
  { isBusy, clock }: { isBusy: () => boolean; clock: Clock },
): Promise<void> {
  const { signal } = options
  const ahead = queue.waiting.length
  return new Promise((resolve, reject) => {
    const leave = (reason: unknown) => {
      clearInterval(timer)
      signal.removeEventListener('abort', stop)
      queue.waiting = queue.waiting.filter((waiter) => waiter !== start)
      reject(reason)
    }
    const start = () => {
      clearInterval(timer)
      signal.removeEventListener('abort', stop)
      resolve()
    }
    const stop = () => leave(signal.reason)
    const timer = setInterval(() => {
      if (!isBusy()) leave(postponed(queue, options, { ahead, clock }))
    }, patience)
    signal.addEventListener('abort', stop, { once: true })
    queue.waiting.push(start)
  })
}

/** Comes back when the calls before it are likely to have ended. */
function postponed(
  { usualTime }: Queue,
  { provider: { id, concurrency } }: SlotOptions,
  { ahead, clock }: { ahead: number; clock: Clock },
): JobError {
  const wait = Math.min(Math.max((usualTime * (ahead + 1)) / concurrency, shortestTurn), longestTurn)
  return new JobError('rate-limit', `All calls that ${id} takes at a time are in hand.`, {
    retryAt: new Date(clock().getTime() + wait),
    spends: false,
  })
}
