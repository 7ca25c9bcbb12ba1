import type { Client, ClientConfig, Pool } from 'pg'
import type { DatabaseAddress } from './address.ts'
import { searchPath, type SqlOptions } from './open-sql.ts'

/** As the engine's functions in sql/ have it; without sorts, so that the first rows of a long queue are read in its order. */
const byIndex = ' -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_sort=off'
const lateCommit = ' -c synchronous_commit=off'

/** The settings of `pg` for an address: what graphile-worker, leases and LISTEN connect with. */
export function clientOptions(address: DatabaseAddress, options: SqlOptions = {}): ClientConfig {
  return {
    host: address.host,
    port: address.port,
    database: address.database,
    ...(address.user === undefined ? {} : { user: address.user }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ssl: address.tls ?? false,
    application_name: options.applicationName ?? 'nightdesk',
    connectionTimeoutMillis: address.connectTimeout,
    options: `-c search_path=${searchPath(address)}${options.byIndex === true ? byIndex : ''}${options.lateCommit === true ? lateCommit : ''}`,
    keepAlive: true,
  }
}

/** Connects one session of `pg`. The caller ends it, and listens to its `error` and `end` where it must hear of its loss. */
export async function openClient(address: DatabaseAddress, options: SqlOptions = {}): Promise<Client> {
  const { default: pg } = await import('pg')
  const client = new pg.Client(clientOptions(address, options))
  // A server may die as it lets us in, before anybody can listen; an error that nobody hears would end the process.
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Opens a pool of `pg`. Nothing connects before it is used. Errors of idle connections are not thrown. */
export async function openPool(address: DatabaseAddress, options: SqlOptions = {}): Promise<Pool> {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({ ...clientOptions(address, options), max: options.max ?? 10 })
  // The pool replaces a broken connection by itself; without listeners the process would end.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
