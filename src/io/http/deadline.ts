import { timeWords } from './limit-words.ts'

/** The time that one reading may take. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed'
}

/** A total of milliseconds that is spent only while work runs, so that waiting for one's turn costs nothing. */
export interface Deadline {
  /** Runs `work` with a signal that fires when the total is spent, or when the caller's own signal does. */
  spend<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result>
}

export function createDeadline(totalMs: number, outer: AbortSignal | undefined): Deadline {
  let left = totalMs
  return {
    async spend(work) {
      outer?.throwIfAborted()
      const controller = new AbortController()
      const started = performance.now()
      const timer = setTimeout(
        () => controller.abort(new DeadlinePassed(`It took longer than ${timeWords(totalMs)}.`)),
        Math.max(0, left),
      )
      const signal = outer === undefined ? controller.signal : AbortSignal.any([outer, controller.signal])
      try {
        return await work(signal)
      } catch (error) {
        signal.throwIfAborted()
        throw error
      } finally {
        clearTimeout(timer)
        left -= performance.now() - started
      }
    },
  }
}
