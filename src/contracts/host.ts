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

/** Spaces out the requests to one origin, over everyone who shares the pace. */
export interface HostPace {
  /** Books the next turn; returns the moment at which it comes. The turn after it is `gapMs` later. */
  takeTurn(origin: string, gapMs: number): Promise<Date>
}
