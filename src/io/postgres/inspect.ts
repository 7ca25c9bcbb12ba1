import { codeOf } from '../../base/app-error.ts'
import type { Sql } from '../../contracts/sql.ts'

/** What a look at the database shows. */
export interface DatabaseFacts {
  version: string
  role: string
  superuser: boolean
  /** Whether the role owns schema `nightdesk`, and whether it owns `graphile_worker`; null where there is none. */
  ownsSchema: boolean | null
  ownsQueue: boolean | null
  /** The database's clock. */
  at: Date
  bytes: number
  connections: number
}

const undefinedTable = '42P01'
const insufficientPrivilege = '42501'

/** Facts about the database and the role that asks, in one query. */
export async function inspectDatabase(sql: Sql): Promise<DatabaseFacts> {
  const [row] = await sql<DatabaseFacts[]>`
    select
      current_setting('server_version') as version,
      current_user as role,
      current_setting('is_superuser') = 'on' as superuser,
      (select r.rolname = current_user from pg_namespace n join pg_roles r on r.oid = n.nspowner
        where n.nspname = split_part(current_setting('search_path'), ',', 1)) as "ownsSchema",
      (select r.rolname = current_user from pg_namespace n join pg_roles r on r.oid = n.nspowner
        where n.nspname = split_part(current_setting('search_path'), ',', 2)) as "ownsQueue",
      clock_timestamp() as at,
      pg_database_size(current_database()) as bytes,
      (select count(*) from pg_stat_activity where datname = current_database()) as connections
  `
  if (row === undefined) throw new Error('The statement that inspects the database gave no row.')
  return row
}

/** One migration that was applied. */
export interface AppliedMigration {
  number: number
  name: string
  hash: string
  appliedAt: Date
}

/** The migrations that were applied, oldest first; none where the schema is missing or closed to the role. */
export async function appliedMigrations(sql: Sql): Promise<AppliedMigration[]> {
  try {
    return await sql<AppliedMigration[]>`
      select number, name, hash, applied_at as "appliedAt"
      from applied_migrations
      order by number
    `
  } catch (error) {
    if ([undefinedTable, insufficientPrivilege].includes(codeOf(error) ?? '')) return []
    throw error
  }
}
