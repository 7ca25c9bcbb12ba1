import { AppError, codeOf } from '../base/app-error.ts'
import type { Config } from '../contracts/config.ts'
import type { Sql } from '../contracts/sql.ts'
import {
  appliedMigrations,
  describeAddress,
  embeddedServer,
  inspectDatabase,
  knownMigrations,
  migrate,
  openSql,
  type AppliedMigration,
  type DatabaseFacts,
} from '../io/postgres/index.ts'
import { isAlive } from '../io/program/index.ts'
import { livingWorkers } from '../jobs/index.ts'
import { databaseRoles, explain, openDatabase, type DatabaseRoles } from './open-database.ts'

export interface DatabaseStatus {
  kind: 'embedded' | 'server'
  /** `nightdesk on /run/x`: the database and where it is. */
  place: string
  running: boolean
  /** Of the embedded server only. */
  pid: number | undefined
  data: string | undefined
  log: string | undefined
  /** Undefined while it does not run. */
  facts: DatabaseFacts | undefined
  migrations: MigrationState
}

/** `changed`: applied, but from a file that has other content now. `newer`: numbers that this nightdesk does not know. */
export interface MigrationState {
  applied: number
  missing: string[]
  changed: string[]
  newer: number[]
}

/** The database as it stands. Starts and migrates nothing. */
export async function databaseStatus(config: Config): Promise<DatabaseStatus> {
  const roles = databaseRoles(config)
  const server = roles.embedded ? await embeddedServer({ home: config.home }).status() : undefined
  const common = {
    kind: roles.embedded ? ('embedded' as const) : ('server' as const),
    place: describeAddress(roles.application),
    pid: server?.pid,
    data: server?.data,
    log: server?.log,
  }
  if (server?.running === false)
    return { ...common, running: false, facts: undefined, migrations: compare([]) }
  return await withSql(roles, async (sql) => {
    const facts = await inspectDatabase(sql)
    return { ...common, running: true, facts, migrations: compare(await appliedMigrations(sql)) }
  })
}

/** Starts the embedded server and migrates. False where it ran already. */
export async function startDatabase(config: Config, signal?: AbortSignal): Promise<boolean> {
  refuseServer(config, 'start')
  const started = await embeddedServer({ home: config.home }).start(signal)
  await migrateDatabase(config, signal)
  return started
}

/** Stops the embedded server. False where it did not run. Without `force`, refused while a daemon works with it. */
export async function stopDatabase(
  config: Config,
  { force, signal }: { force: boolean; signal?: AbortSignal },
): Promise<boolean> {
  refuseServer(config, 'stop')
  if (!force) await refuseDaemons(config)
  return await embeddedServer({ home: config.home }).stop(signal)
}

/** A daemon would start the server again within a second. */
async function refuseDaemons(config: Config): Promise<void> {
  const { running, migrations } = await databaseStatus(config)
  if (!running || migrations.applied === 0) return
  const workers = await withSql(databaseRoles(config), livingWorkers)
  // On the socket of this host all processes are its own; one that was killed beats no more, but its row stays a while.
  const daemon = workers.find(({ kind, pid }) => kind === 'daemon' && isAlive(pid))
  if (daemon === undefined) return
  const sentence = `A daemon (process ${daemon.pid}) works with this database and would start it again.`
  throw new AppError('failed', sentence, {
    hint: `Stop the daemon first (Try: kill ${daemon.pid}), or: nightdesk db stop --force`,
  })
}

/** Applies the migrations that are missing; starts the embedded server where needed. Returns their names. */
export async function migrateDatabase(config: Config, signal?: AbortSignal): Promise<string[]> {
  const roles = databaseRoles(config)
  if (roles.embedded) await embeddedServer({ home: config.home }).start(signal)
  try {
    return await migrate(roles)
  } catch (error) {
    throw explain(error, roles)
  }
}

/** Starts and migrates the database where needed, and gives its URL and the password, which the URL does not hold. */
export async function databaseUrl(
  config: Config,
  signal?: AbortSignal,
): Promise<{ url: string; password: string | undefined }> {
  const sql = await openDatabase(config, { max: 1, ...(signal === undefined ? {} : { signal }) })
  await sql.end()
  const { url, application } = databaseRoles(config)
  return { url: withoutPassword(url), password: application.password }
}

/**
 * Runs the system's psql on the database, on this terminal, and returns its exit code. The password travels in the
 * environment, where other users do not see it.
 */
export async function runPsql(
  config: Config,
  args: readonly string[],
  signal?: AbortSignal,
): Promise<number> {
  const { url, password } = await databaseUrl(config, signal)
  const { schemas } = databaseRoles(config).application
  const { runProgram } = await import('../io/program/index.ts')
  const env = {
    PGOPTIONS: `-c search_path=${schemas.own},${schemas.queue}`,
    ...(password === undefined ? {} : { PGPASSWORD: password }),
  }
  try {
    return await runProgram('psql', [withoutSchema(url), ...args], env)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    throw new AppError('not-configured', 'psql is not installed on this system.', {
      hint: 'Install one with apt-get install postgresql-client or brew install libpq, or give another client the URL of nightdesk db url',
      cause: error,
    })
  }
}

// libpq refuses a parameter that it does not know; the schema is in PGOPTIONS.
function withoutSchema(url: string): string {
  return url.replace(/(?<=[?&])schema=[^&]*&?/, '').replace(/[?&]$/, '')
}

function compare(applied: readonly AppliedMigration[]): MigrationState {
  const known = knownMigrations()
  const hashes = new Map(applied.map(({ number, hash }) => [number, hash]))
  const numbers = new Set(known.map(({ number }) => number))
  const namesOf = (list: typeof known) => list.map(({ file }) => file)
  return {
    applied: applied.length,
    missing: namesOf(known.filter(({ number }) => !hashes.has(number))),
    changed: namesOf(known.filter(({ number, hash }) => (hashes.get(number) ?? hash) !== hash)),
    newer: [...hashes.keys()].filter((number) => !numbers.has(number)),
  }
}

async function withSql<Result>(roles: DatabaseRoles, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const sql = openSql(roles.application, { max: 1 })
  try {
    return await work(sql)
  } catch (error) {
    throw explain(error, roles)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

function refuseServer(config: Config, verb: string): void {
  if (config.database.url === undefined) return
  throw new AppError(
    'wrong-use',
    `DATABASE_URL names a server of your own, which nightdesk does not ${verb}.`,
    {
      hint: 'Unset DATABASE_URL to work with the embedded database.',
    },
  )
}

function withoutPassword(url: string): string {
  return url.replace(/^([a-z]+:\/\/[^:@/?#]*):[^@/?#]*@/i, '$1@').replace(/([?&])password=[^&#]*&?/, '$1')
}
