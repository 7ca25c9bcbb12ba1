import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import { AppError, codeOf, messageOf } from '../../base/app-error.ts'
import { sha256 } from '../../base/hash.ts'
import type { Sql } from '../../contracts/sql.ts'
import { describeAddress, type DatabaseAddress } from './address.ts'
import { openClient, openPool } from './open-client.ts'

/** One numbered file of `sql/`. */
interface Migration {
  number: number
  name: string
  hash: string
  text: string
}

export interface MigrateOptions {
  /** Who owns schema `nightdesk`. */
  owner: DatabaseAddress
  /** Who the application connects as; owns schema `graphile_worker`. The same where there is one role only. */
  application: DatabaseAddress
  /** The folder with the numbered files. */
  folder?: string
}

// The same depth from src/io/postgres and from dist/io/postgres.
const shipped = join(import.meta.dirname, '../../../sql')
const oldestServer = 150_000
const lockTimeout = '60s'
const undefinedTable = '42P01'
const insufficientPrivilege = '42501'

/**
 * Whether the newest migration that this nightdesk knows has been applied: one query. Rejects with an AppError
 * where the database is newer.
 */
export async function isMigrated(sql: Sql, folder: string = shipped): Promise<boolean> {
  const newest = listFiles(folder)
    .slice(-1)
    .map((file) => readMigration(folder, file))[0]
  const applied = await readNewest(sql)
  if (newest === undefined || applied === undefined) return false
  if (applied.number > newest.number) throw newerDatabase(applied.number, newest.number)
  return applied.number === newest.number && applied.hash === newest.hash
}

/** The migrations that this nightdesk knows, in their order; `file` is the name without its ending. */
export function knownMigrations(folder: string = shipped): { number: number; file: string; hash: string }[] {
  return readMigrations(folder).map((each) => ({ number: each.number, file: fileOf(each), hash: each.hash }))
}

/**
 * Applies what is missing of `sql/`, one transaction each, in a session that holds an advisory lock; then lets the
 * application in and migrates graphile-worker. Returns the names of the files applied. A file that changed since it
 * was applied, and a database that is newer, are refused.
 */
export async function migrate({ owner, application, folder = shipped }: MigrateOptions): Promise<string[]> {
  const migrations = readMigrations(folder)
  const applicationName = await roleOf(application)
  const client = await openClient(owner, { applicationName: 'nightdesk migrate' })
  try {
    await refuseOldServer(client, owner)
    await client.query(`set lock_timeout = '${lockTimeout}'`)
    await client.query(`select pg_advisory_lock(hashtextextended($1, 0))`, [
      `${owner.schemas.own}.migrations`,
    ])
    const applied = await applyMissing(client, migrations, owner.schemas.own)
    await letIn(client, applicationName, owner.schemas.own)
    await migrateGraphile(application)
    return applied
  } finally {
    await client.end()
  }
}

/** Deletes both schemas of the address with all that is in them. */
export async function dropSchemas(owner: DatabaseAddress): Promise<void> {
  const client = await openClient(owner, { applicationName: 'nightdesk drop' })
  try {
    await client.query(`drop schema if exists ${owner.schemas.own}, ${owner.schemas.queue} cascade`)
  } finally {
    await client.end()
  }
}

function readMigrations(folder: string): Migration[] {
  return listFiles(folder).map((file) => readMigration(folder, file))
}

function listFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .sort()
}

function readMigration(folder: string, file: string): Migration {
  const text = readFileSync(join(folder, file), 'utf8')
  return { number: Number(file.slice(0, 4)), name: file.slice(5, -4), hash: sha256(text), text }
}

async function readNewest(sql: Sql): Promise<{ number: number; hash: string } | undefined> {
  try {
    const [row] = await sql<{ number: number; hash: string }[]>`
      select number, hash
      from applied_migrations
      order by number desc
      limit 1
    `
    return row
  } catch (error) {
    if (codeOf(error) === undefinedTable || codeOf(error) === insufficientPrivilege) return undefined
    throw error
  }
}

async function applyMissing(
  client: Client,
  migrations: readonly Migration[],
  schema: string,
): Promise<string[]> {
  await createTable(client, schema)
  const { rows } = await client.query<{ number: number; name: string; hash: string }>(
    'select number, name, hash from applied_migrations order by number',
  )
  const newest = migrations.at(-1)?.number ?? 0
  const applied: string[] = []
  for (const row of rows) if (row.number > newest) throw newerDatabase(row.number, newest)
  for (const migration of migrations) {
    const known = rows.find((row) => row.number === migration.number)
    if (known !== undefined && known.hash !== migration.hash) throw changed(migration)
    if (known !== undefined) continue
    await apply(client, migration)
    applied.push(fileOf(migration))
  }
  return applied
}

async function createTable(client: Client, schema: string): Promise<void> {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('applied_migrations') is not null as found`,
  )
  if (rows[0]?.found === true) return
  await client.query(`create schema if not exists ${schema}`)
  await client.query(`
    create table if not exists applied_migrations (
      number integer primary key,
      name text not null,
      hash text not null,
      applied_at timestamptz not null default now()
    )
  `)
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.text)
    await client.query('insert into applied_migrations (number, name, hash) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.hash,
    ])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new AppError('failed', `Migration ${fileOf(migration)} failed: ${messageOf(cause)}`, { cause })
  }
}

async function letIn(client: Client, application: string, schema: string): Promise<void> {
  const { rows } = await client.query<{ owner: boolean; create: boolean; role: string }>(
    `select
       current_user = $1 as owner,
       has_database_privilege($1, current_database(), 'create') as create,
       quote_ident($1) as role`,
    [application],
  )
  const found = rows[0]
  if (found === undefined || found.owner) return
  await client.query(`
    grant usage on schema ${schema} to ${found.role};
    grant select, insert, update, delete on all tables in schema ${schema} to ${found.role};
    grant usage on all sequences in schema ${schema} to ${found.role};
    grant execute on all functions in schema ${schema} to ${found.role};
    revoke insert, update, delete on applied_migrations from ${found.role};
  `)
  // It makes schema graphile_worker, whose row security admits only its owner.
  if (!found.create)
    await client.query(
      `do $$ begin execute format('grant create on database %I to ${found.role}', current_database()); end $$`,
    )
}

async function migrateGraphile(application: DatabaseAddress): Promise<void> {
  const { Logger, runMigrations } = await import('graphile-worker')
  const pgPool = await openPool(application, { applicationName: 'nightdesk migrate', max: 2 })
  try {
    await runMigrations({ pgPool, schema: application.schemas.queue, logger: new Logger(() => () => {}) })
  } catch (cause) {
    if (codeOf(cause) !== insufficientPrivilege) throw cause
    throw new AppError(
      'not-configured',
      `The application's role may not make schema "${application.schemas.queue}" in ${describeAddress(application)}.`,
      { hint: 'As the database owner: grant create on database <name> to <role>;', cause },
    )
  } finally {
    await pgPool.end()
  }
}

async function roleOf(application: DatabaseAddress): Promise<string> {
  const client = await openClient(application, { applicationName: 'nightdesk migrate' })
  try {
    const { rows } = await client.query<{ role: string }>('select current_user as role')
    return rows[0]?.role ?? ''
  } finally {
    await client.end()
  }
}

async function refuseOldServer(client: Client, address: DatabaseAddress): Promise<void> {
  const { rows } = await client.query<{ number: string; name: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as name`,
  )
  const found = rows[0]
  if (found === undefined || Number(found.number) >= oldestServer) return
  throw new AppError(
    'not-configured',
    `${describeAddress(address)} is PostgreSQL ${found.name}; nightdesk needs 15 or newer.`,
    { hint: 'Upgrade it, or unset DATABASE_URL to use the embedded database.' },
  )
}

function fileOf({ number, name }: Migration): string {
  return `${String(number).padStart(4, '0')}-${name}`
}

function changed(migration: Migration): AppError {
  return new AppError(
    'failed',
    `Migration ${fileOf(migration)} was changed after it had been applied to this database. Nothing was migrated.`,
    {
      hint: 'Use the nightdesk that made the database; or, to start over, nightdesk db stop and delete its folder.',
    },
  )
}

function newerDatabase(found: number, known: number): AppError {
  return new AppError(
    'failed',
    `The database is at migration ${found}; this nightdesk knows them up to ${known}. Nothing was changed.`,
    { hint: 'Update nightdesk to the version that the database was made with.' },
  )
}
