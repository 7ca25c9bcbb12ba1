import type { Sql } from '../contracts/sql.ts'

/** Finds the org and the user by their names, or makes them with the given ids: the ids that count. */
export async function findOrMakeOrg(
  sql: Sql,
  org: { id: string; name: string },
  user: { id: string; name: string },
): Promise<{ orgId: string; userId: string }> {
  const [row] = await sql<{ orgId: string; userId: string }[]>`
    with found as (
      select o.id as org_id, u.id as user_id
      from orgs o
      left join users u on u.org_id = o.id and u.name = ${user.name}
      where o.name = ${org.name}
    ), new_org as (
      insert into orgs (id, name)
      select ${org.id}::uuid, ${org.name}
      where not exists (select from found)
      on conflict (name) do update set name = excluded.name
      returning id as org_id
    ), known as (
      select org_id from found
      union all
      select org_id from new_org
    ), new_user as (
      insert into users (id, org_id, name)
      select ${user.id}::uuid, org_id, ${user.name}
      from known
      where not exists (select from found where user_id is not null)
      on conflict (org_id, name) do update set name = excluded.name
      returning id as user_id
    )
    select
      (select org_id from known) as "orgId",
      coalesce((select user_id from found), (select user_id from new_user)) as "userId"
  `
  if (row === undefined) throw new Error('The statement that finds the org gave no row.')
  return row
}
