import type { Clock } from '../../base/clock.ts'
import { sleep } from '../../base/clock.ts'
import { TurnLater } from '../../contracts/fetcher.ts'
import type { HostPace, TurnRequest } from '../../contracts/host.ts'
import type { Answer } from './exchange.ts'
import { retryAfterSeconds } from './retry-after.ts'

export interface TurnTools {
  pace: HostPace
  /** The longest wait for a turn, in milliseconds. */
  longestWaitMs: number
  clock: Clock
}

type Turn = Omit<TurnRequest, 'patienceMs'>

/**
 * Asks a host when it is one's turn there, and tells everyone where its answer (429 or 503 with Retry-After) is that it
 * wants to be left alone. Rejects with TurnLater where the turn comes too late.
 */
export async function inTurn(
  turn: Turn,
  { pace, longestWaitMs, clock }: TurnTools,
  ask: () => Promise<Answer>,
  signal?: AbortSignal,
): Promise<Answer> {
  await waitForTurn(turn, { pace, longestWaitMs, clock }, signal)
  try {
    const answer = await ask()
    const now = clock()
    const seconds = retryAfterSeconds(answer.headers['retry-after'], now)
    if ((answer.status === 429 || answer.status === 503) && seconds !== null)
      await pace.postpone(turn.origin, new Date(now.getTime() + seconds * 1000))
    return answer
  } finally {
    await pace.leave(turn.origin, turn.key)
  }
}

/** A turn that is not granted yet, since others are at the host, is asked for again while there is time. */
async function waitForTurn(
  turn: Turn,
  { pace, longestWaitMs, clock }: TurnTools,
  signal?: AbortSignal,
): Promise<void> {
  const latest = clock().getTime() + longestWaitMs
  for (;;) {
    const now = clock().getTime()
    const { at, granted } = await pace.takeTurn({ ...turn, patienceMs: Math.max(0, latest - now) })
    if (!granted && at.getTime() > latest) throw new TurnLater(new URL(turn.origin).host, at)
    const wait = at.getTime() - now
    if (wait > 0) await sleep(wait, signal)
    if (granted) return
  }
}
