import type { Sql } from '../contracts/sql.ts'

/** Those of the entries that are private, also the ones in the trash, or were when they were deleted for good. */
export async function withheldEntries(sql: Sql, org: string, ids: readonly string[]): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    with asked as (
      select id
      from jsonb_array_elements_text(${sql.json([...ids])}) as named(id)
    )
    select e.id::text as id
    from entries e
    join asked on asked.id = e.id::text
    where e.org_id = ${org}
      and e.private
    union
    select i ->> 'id'
    from audit_log a, jsonb_array_elements(a.before) i
    join asked on asked.id = i ->> 'id'
    where a.org_id = ${org}
      and a.subject = 'entry'
      and a.action = 'purge'
      and i -> 'private' = 'true'`
  return rows.map(({ id }) => id)
}
