import type { Sql } from '../contracts/sql.ts'

/** What the editions before this one searched for, the last one first; an edition that has not got so far is left out. */
export async function earlierSearches(
  sql: Sql,
  org: string,
  { digestId, limit }: { digestId: string; limit: number },
): Promise<string[][]> {
  const rows = await sql<{ searched: string[] }[]>`
    select e.summary->'searched' as searched
    from digests e
    join digests d on d.brand_id = e.brand_id and e.id < d.id
    where e.org_id = ${org}
      and d.id = ${digestId}
      and jsonb_typeof(e.summary->'searched') = 'array'
    order by e.id desc
    limit ${limit}`
  return rows.map(({ searched }) => searched)
}
