/** What one origin's robots.txt said, and when. A status of 0 stands for an origin that could not be reached. */
export interface RobotsFile {
  status: number
  text: string
  readAt: Date
}

/** Remembers robots.txt files by origin (`https://example.org`). */
export interface RobotsMemory {
  recall(origin: string): Promise<RobotsFile | undefined>
  remember(origin: string, file: RobotsFile): Promise<void>
}

/** A turn at a host. Not granted where it comes too late for who asked, or too many requests are under way there. */
export interface Turn {
  at: Date
  granted: boolean
}

export interface TurnRequest {
  origin: string
  /** Who comes back with a key finds the turn that was booked. */
  key: string
  /** Milliseconds to the turn after it. */
  gapMs: number
  /** How far ahead a turn may be granted; who has one waits for it. */
  patienceMs: number
}

/** Spaces out the requests to one origin, over everyone who shares the pace. */
export interface HostPace {
  /** Books a turn, or finds the one that was booked. `leave` must follow one that was granted. */
  takeTurn(request: TurnRequest): Promise<Turn>
  leave(origin: string, key: string): Promise<void>
  /** Keeps everyone away from an origin that asked for it. */
  postpone(origin: string, until: Date): Promise<void>
}
