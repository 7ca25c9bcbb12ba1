import type { Fragment as PostgresFragment, Sql as PostgresSql } from 'postgres'

/** A pool of connections of postgres.js. Only the type is known on this floor; `io/postgres` opens it. */
export type Sql = PostgresSql<{ bigint: number }>

/** A piece of a statement. */
export type Fragment = PostgresFragment
