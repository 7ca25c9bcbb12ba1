import { postgres } from './driver.ts'
import type { Sql } from '../../contracts/sql.ts'
import type { DatabaseAddress } from './address.ts'
import { arrayTypes } from './array-type.ts'

export interface SqlOptions {
  /** Shown in pg_stat_activity. */
  applicationName?: string
  /** Connections at most. */
  max?: number
  /** True: plans reach rows by index, whatever the statistics say of a table that fills and empties (`pg` alone). */
  byIndex?: boolean
  /** True: commits do not wait for the disk (`pg` alone). */
  lateCommit?: boolean
}

const idleSeconds = 20
const longestPause = 2
const int8 = 20

/** Where unqualified names are found: our schema first, then that of graphile-worker. */
export function searchPath({ schemas }: DatabaseAddress): string {
  return `${schemas.own},${schemas.queue}`
}

/** Opens a pool of postgres.js. Nothing connects before the first statement; `end()` closes it. */
export function openSql(address: DatabaseAddress, options: SqlOptions = {}): Sql {
  return postgres({
    ...placeOf(address),
    database: address.database,
    ...(address.user === undefined ? {} : { user: address.user }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ssl: address.tls ?? false,
    max: options.max ?? 10,
    connect_timeout: address.connectTimeout / 1000,
    backoff: (broken) => Math.min(0.05 * 2 ** broken, longestPause),
    idle_timeout: idleSeconds,
    onnotice: () => {},
    connection: {
      application_name: options.applicationName ?? 'nightdesk',
      search_path: searchPath(address),
    },
    fetch_types: false,
    types: { ...arrayTypes(), bigint: { to: int8, from: [int8], serialize: String, parse: Number } },
  })
}

// A plain host is taken apart at its colons, which breaks IPv6; a list is not. The types do not know of lists.
function placeOf(address: DatabaseAddress): Record<string, unknown> {
  return address.host.startsWith('/')
    ? { path: `${address.host}/.s.PGSQL.${address.port}` }
    : { host: [address.host], port: [address.port] }
}
