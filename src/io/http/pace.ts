import type { Clock } from '../../base/clock.ts'
import type { HostPace, RobotsMemory } from '../../contracts/host.ts'
import type { RobotsFile } from '../../contracts/host.ts'

const mostOrigins = 2000

/** Paces the requests of this process alone, for commands that share nothing with a daemon. */
export function createLocalPace(clock: Clock): HostPace {
  const nextTurns = new Map<string, number>()
  return {
    async takeTurn({ origin, gapMs, patienceMs }) {
      const now = clock().getTime()
      const turn = Math.max(now, nextTurns.get(origin) ?? 0)
      if (turn > now + patienceMs) return { at: new Date(turn), granted: false }
      if (nextTurns.size >= mostOrigins) forgetPast(nextTurns, now)
      nextTurns.set(origin, turn + gapMs)
      return { at: new Date(turn), granted: true }
    },
    leave: async () => {},
    async postpone(origin, until) {
      nextTurns.set(origin, Math.max(until.getTime(), nextTurns.get(origin) ?? 0))
    },
  }
}

/** Remembers robots.txt files in this process alone. */
export function createLocalRobots(): RobotsMemory {
  const files = new Map<string, RobotsFile>()
  return {
    recall: async (origin) => files.get(origin),
    async remember(origin, file) {
      if (files.size >= mostOrigins) files.clear()
      files.set(origin, file)
    },
  }
}

function forgetPast(nextTurns: Map<string, number>, now: number): void {
  for (const [origin, turn] of nextTurns) if (turn < now) nextTurns.delete(origin)
}
