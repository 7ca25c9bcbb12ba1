import { AppError, codeOf, messageOf } from '../base/app-error.ts'
import type { Config } from '../contracts/config.ts'
import type { Sql } from '../contracts/sql.ts'
import {
  describeAddress,
  embeddedServer,
  isMigrated,
  migrate,
  openSql,
  parseAddress,
  type DatabaseAddress,
} from '../io/postgres/index.ts'

/** Who connects to the database, and where it is. */
export interface DatabaseRoles {
  /** The application's URL; that of the embedded database where none is configured. */
  url: string
  application: DatabaseAddress
  /** Owns schema `nightdesk` and migrates. */
  owner: DatabaseAddress
  embedded: boolean
}

export interface OpenDatabaseOptions {
  applicationName?: string
  /** Connections at most. */
  max?: number
  /** Settings of a server that this starts. */
  settings?: Readonly<Record<string, string>>
  signal?: AbortSignal
}

// No socket, or no folder for it; a socket that nobody listens on; a server that starts or stops just now.
const absentCodes = [
  'ENOENT',
  'ENOTDIR',
  'ECONNREFUSED',
  '57P03',
  '57P01',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'ECONNRESET',
]
const authenticationClass = '28'
const unknownDatabase = '3D000'
const insufficientPrivilege = '42501'

/** The addresses of both roles, from the configuration. */
export function databaseRoles(config: Config): DatabaseRoles {
  const server = embeddedServer({ home: config.home })
  const url = config.database.url ?? server.url
  const ownerUrl = config.database.url === undefined ? server.ownerUrl : (config.database.migrateUrl ?? url)
  return {
    url,
    application: parseAddress(url),
    owner: parseAddress(ownerUrl, 'DATABASE_MIGRATE_URL'),
    embedded: config.database.url === undefined,
  }
}

/**
 * Opens the application's pool on a database that is up to date. Connects first: only where nothing answers on the
 * embedded socket is the server started, and only where the newest migration is missing is it migrated.
 */
export async function openDatabase(config: Config, options: OpenDatabaseOptions = {}): Promise<Sql> {
  const roles = databaseRoles(config)
  const { sql, migrated } = await connect(config, roles, options)
  if (migrated) return sql
  try {
    await migrate(roles)
    return sql
  } catch (error) {
    await sql.end({ timeout: 1 })
    throw explain(error, roles)
  }
}

/** Starts the embedded server where it is the configured one and does not run. */
export async function startServer(config: Config, options: OpenDatabaseOptions = {}): Promise<void> {
  if (config.database.url !== undefined) return
  await embeddedServer({ home: config.home, settings: options.settings ?? {} }).start(options.signal)
}

async function connect(
  config: Config,
  roles: DatabaseRoles,
  options: OpenDatabaseOptions,
): Promise<{ sql: Sql; migrated: boolean }> {
  try {
    return await open(roles.application, options)
  } catch (error) {
    if (!roles.embedded || !absentCodes.includes(codeOf(error) ?? '')) throw explain(error, roles)
  }
  await startServer(config, options)
  try {
    return await open(roles.application, options)
  } catch (error) {
    throw explain(error, roles)
  }
}

async function open(
  address: DatabaseAddress,
  options: OpenDatabaseOptions,
): Promise<{ sql: Sql; migrated: boolean }> {
  const sql = openSql(address, options)
  try {
    return { sql, migrated: await isMigrated(sql) }
  } catch (error) {
    await sql.end({ timeout: 1 })
    throw error
  }
}

/** What a person can do about a database that does not let us in; anything else stays as it is. */
export function explain(error: unknown, roles: DatabaseRoles): unknown {
  const code = codeOf(error) ?? ''
  if (error instanceof AppError) return error
  const place = describeAddress(roles.application)
  const hint = roles.embedded
    ? 'Try: nightdesk db status'
    : 'Check DATABASE_URL, or unset it to use the embedded database.'
  if (code.startsWith(authenticationClass) || code === unknownDatabase)
    return new AppError('not-configured', `The database ${place} refuses: ${messageOf(error)}.`, {
      hint,
      cause: error,
    })
  if (code === insufficientPrivilege && !roles.embedded)
    return new AppError(
      'not-configured',
      `The database ${place} does not let its schema be made: ${messageOf(error)}.`,
      {
        hint: "Set DATABASE_MIGRATE_URL to the database's owner, or let the role of DATABASE_URL own the database.",
        cause: error,
      },
    )
  if (code === 'EACCES' && roles.embedded)
    return new AppError('not-configured', `The database ${place} belongs to another user of this system.`, {
      hint: 'Run nightdesk as that user or as root, or set NIGHTDESK_HOME to a folder of your own.',
      cause: error,
    })
  if (/^(E[A-Z]+|CONNECT_TIMEOUT|CONNECTION_[A-Z]+|57P0\d|53300)$/.test(code))
    return new AppError('failed', `The database ${place} does not answer: ${messageOf(error)}.`, {
      hint,
      cause: error,
    })
  return error
}
