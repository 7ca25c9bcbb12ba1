import { messageOf } from '../base/app-error.ts'
import { sleep } from '../base/clock.ts'
import type { Engine } from './engine.ts'

/** Milliseconds between two rings while timelines keep moving. */
const shortestGap = 10

/**
 * Tells listeners that timelines moved: the first ring at once, those that come meanwhile with one more. A ring is a
 * transaction of its own, for one that notifies holds a lock of the whole server until it is on disk. Listeners also
 * look by the clock, so a ring may be lost.
 */
export function createDoorbell({ sql, log }: Pick<Engine, 'sql' | 'log'>): () => void {
  let ringing = false
  let again = false

  async function ring(): Promise<void> {
    do {
      again = false
      try {
        await sql`select set_config('synchronous_commit', 'off', true), pg_notify('nightdesk_events', '')`
      } catch (error) {
        log('debug', 'Listeners were not told of events; they look by the clock', { error: messageOf(error) })
      }
      await sleep(shortestGap)
    } while (again)
    ringing = false
  }

  return () => {
    again = true
    if (ringing) return
    ringing = true
    void ring()
  }
}
