import type { Fragment, Sql } from '../contracts/sql.ts'

/**
 * A column to return: the commit of a statement with it does not wait for the disk. Only for what a job writes on its
 * way: the end of the job does wait, and what was committed before it is then on the disk too. Where the database dies
 * in between, the job runs again and writes it again.
 */
export function lateCommit(sql: Sql): Fragment {
  return sql`set_config('synchronous_commit', 'off', true) as late`
}
