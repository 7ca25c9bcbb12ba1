import type { Sql } from '../contracts/sql.ts'
import { recordChange, type Change } from './audit.ts'

/** How a user is called on what the desk writes. */
export interface Person {
  name: string
  email: string | null
}

/** How a user is called, or undefined where there is no such user. The login stands in for a name that nobody gave. */
export async function readUser(sql: Sql, org: string, id: string | null): Promise<Person | undefined> {
  const [row] = await sql<Person[]>`
    select coalesce(full_name, name) as name, email
    from users
    where org_id = ${org}
      and id = ${id}`
  return row
}

/** The name that a user gave; null where only the login is known. */
export async function readGivenName(sql: Sql, org: string, id: string | null): Promise<string | null> {
  const [row] = await sql<{ name: string | null }[]>`
    select full_name as name
    from users
    where org_id = ${org}
      and id = ${id}`
  return row?.name ?? null
}

/** Changes name and e-mail; what is undefined stays, an empty e-mail is none. Writes an audit row where anything changed. */
export async function updateUser(
  sql: Sql,
  org: string,
  wish: { name: string | undefined; email: string | undefined },
  change: Change,
): Promise<boolean> {
  const images = sql`
    select
      jsonb_build_object('name', before.full_name, 'email', before.email) as before,
      jsonb_build_object('name', written.full_name, 'email', written.email) as after
    from before, written`
  const rows = await sql`
    with before as (
      select
        full_name,
        email,
        coalesce(${wish.name ?? null}::text, full_name) as next_name,
        nullif(coalesce(${wish.email ?? null}::text, email), '') as next_email
      from users
      where org_id = ${org}
        and id = ${change.userId}
    ), written as (
      update users
      set full_name = before.next_name,
          email = before.next_email
      from before
      where users.org_id = ${org}
        and users.id = ${change.userId}
        and (before.full_name, before.email) is distinct from (before.next_name, before.next_email)
      returning users.full_name, users.email
    ), audited as (${recordChange(sql, org, change, images)})
    select
    from written`
  return rows.length > 0
}
