import { userInfo } from 'node:os'
import { systemClock, type Clock } from '../base/clock.ts'
import { newId } from '../base/id.ts'
import { once } from '../base/once.ts'
import { createScrubber, type Scrubber } from '../base/scrubber.ts'
import type { Config } from '../contracts/config.ts'
import type { Sql } from '../contracts/sql.ts'
import type { Engine, EngineLog } from '../jobs/index.ts'
import { findOrMakeOrg } from '../store/orgs.ts'
import { databaseRoles, openDatabase, type DatabaseRoles, type OpenDatabaseOptions } from './open-database.ts'

/** Everything that a wish of the user needs. What opens is closed by who opened it. */
export interface App {
  config: Config
  /** The id of the org that owns what is written. */
  org: string
  /** The id of the user who acts. */
  userId: string
  sql: Sql
  /** Where the database is, for those who need a `pg` connection or the URL. */
  database: DatabaseRoles
  clock: Clock
  scrubber: Scrubber
  /** The job engine, wired at the first call. */
  engine(): Promise<Engine>
  close(): Promise<void>
}

export interface AppOptions extends OpenDatabaseOptions {
  clock?: Clock
  scrubber?: Scrubber
  /** Where the engine tells what is on no timeline; nowhere where absent. */
  log?: EngineLog
}

// Seconds until open statements are broken off.
const closeTimeout = 5

/** Opens the app on the configured database, which is started, migrated and given its org where needed. */
export async function openApp(config: Config, options: AppOptions = {}): Promise<App> {
  const sql = await openDatabase(config, options)
  try {
    const { orgId, userId } = await findOrMakeOrg(
      sql,
      { id: newId(), name: config.org },
      { id: newId(), name: userName() },
    )
    const engine = once(async () => (await import('./engine.ts')).createEngine(app, options.log ?? noLog))
    const app: App = {
      config,
      org: orgId,
      userId,
      sql,
      database: databaseRoles(config),
      clock: options.clock ?? systemClock,
      scrubber: options.scrubber ?? createScrubber(),
      engine,
      async close() {
        if (engine.called()) await (await engine()).close()
        await sql.end({ timeout: closeTimeout })
      },
    }
    return app
  } catch (error) {
    await sql.end({ timeout: closeTimeout })
    throw error
  }
}

function noLog(): void {}

// A container may run as a user id that has no name.
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'me'
  }
}
