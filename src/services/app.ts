import type { Clock } from '../base/clock.ts'
import type { Scrubber } from '../base/scrubber.ts'
import type { Config } from '../contracts/config.ts'
import type { Sql } from '../contracts/sql.ts'

/** Everything that a wish of the user needs. What opens is closed by who opened it. */
export interface App {
  config: Config
  /** The id of the org that owns what is written. */
  org: string
  /** The id of the user who acts. */
  userId: string
  sql: Sql
  clock: Clock
  scrubber: Scrubber
  close(): Promise<void>
}
