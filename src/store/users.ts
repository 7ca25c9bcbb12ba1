import type { Sql } from '../contracts/sql.ts'

/** How a user is called, or undefined where there is no such user. */
export async function readUser(
  sql: Sql,
  org: string,
  id: string | null,
): Promise<{ name: string; email: string | null } | undefined> {
  const [row] = await sql<{ name: string; email: string | null }[]>`
    select name, email
    from users
    where org_id = ${org}
      and id = ${id}`
  return row
}
