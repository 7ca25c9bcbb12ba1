/** Wakes one waiter. A ring that comes while nobody waits is kept for the next one, so that none is lost. */
export interface Bell {
  ring(): void
  /** Resolves at the next ring, after `limit` milliseconds, or when the signal fires. */
  wait(limit: number, signal?: AbortSignal): Promise<void>
}

export function createBell(): Bell {
  let wake: (() => void) | undefined
  let rung = false
  return {
    ring() {
      rung = true
      wake?.()
    },
    async wait(limit, signal) {
      if (!rung && signal?.aborted !== true) {
        await new Promise<void>((resolve) => {
          const goOn = () => {
            clearTimeout(timer)
            signal?.removeEventListener('abort', goOn)
            resolve()
          }
          const timer = setTimeout(goOn, limit)
          signal?.addEventListener('abort', goOn)
          wake = goOn
        })
      }
      rung = false
      wake = undefined
    },
  }
}
