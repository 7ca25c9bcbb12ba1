import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/** Percent that the heap may grow by before it is swept. By itself V8 lets it grow to four times as much where there is memory. */
const growth = 80
/** Megabytes of a half of the young generation, of which V8 would take 64 twice and give none back. */
const youngMb = 32
/** Milliseconds between two looks; it takes a second of work to grow so far. */
const pause = 200

/** Keeps the heaps of this process and of its threads small. Ends with its timer, which keeps no process alive. */
export function keepHeapSmall(): NodeJS.Timeout {
  setFlagsFromString(`--heap-growing-percent=${growth}`)
  // The tree of a page lives while it is read: V8 would take that for a long life, and make later trees old from the start.
  setFlagsFromString('--no-allocation-site-pretenuring')
  // Threads begin with what they may have: what is told below holds for them, too.
  setFlagsFromString(`--min-semi-space-size=${youngMb}`)
  const timer = setInterval(() => {
    if (youngBytes() < youngMb * 1024 * 1024) return
    setFlagsFromString('--semi-space-growth-factor=1')
    clearInterval(timer)
  }, pause)
  return timer.unref()
}

/** Both halves; it grows to twice of what it has, so half of it is enough to stop at. */
function youngBytes(): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0
}
