import { sleep } from '../base/clock.ts'
import { isPassing } from './database-failure.ts'
import type { EngineLog } from './engine.ts'
import { messageOf } from '../base/app-error.ts'

const firstPause = 50
const longestPause = 2000

/**
 * Runs a statement until the database takes it: failures that pass are waited out for as long as they last,
 * all others are thrown. Rejects with the signal's reason when it is aborted.
 */
export async function persist<Result>(
  statement: () => Promise<Result>,
  log: EngineLog,
  signal?: AbortSignal,
): Promise<Result> {
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    signal?.throwIfAborted()
    try {
      return await statement()
    } catch (error) {
      if (!isPassing(error)) throw error
      log('warn', 'The database is away; trying again', { error: messageOf(error), pause })
      await sleep(pause, signal)
    }
  }
}
