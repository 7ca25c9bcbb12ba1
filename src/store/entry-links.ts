import type { Sql } from '../contracts/sql.ts'
import { recordChange, type Change } from './audit.ts'
import { bothImages } from './entries.ts'

/**
 * Links two entries with each other, or parts them, in one change. False where nothing changed: they are linked (or
 * parted) already, or one is gone.
 */
export async function linkEntries(
  sql: Sql,
  org: string,
  { ids, parted }: { ids: readonly [string, string]; parted: boolean },
  change: Change,
): Promise<boolean> {
  const [one, other] = ids
  const rows = await sql`
    with old as (
      select *, case when id = ${one} then ${other}::uuid else ${one}::uuid end as partner
      from entries
      where org_id = ${org}
        and id in (${one}, ${other})
        and deleted_at is null
      order by id
      for update
    ), written as (
      update entries e
      set links = case
            when ${parted} then array_remove(e.links, old.partner)
            else array_remove(e.links, old.partner) || old.partner
          end,
          updated_at = now()
      from old
      where e.id = old.id
        and (old.partner = any(e.links)) = ${parted}
        and (select count(*) from old) = 2
      returning e.*
    ), audited as (
      ${recordChange(sql, org, change, bothImages(sql))}
    )
    select id
    from written`
  return rows.length > 0
}
