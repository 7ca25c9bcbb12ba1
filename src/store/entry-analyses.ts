import { toJson } from '../base/json.ts'
import type { EntryAnalysis } from '../contracts/entry.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { recordChange, type Change } from './audit.ts'

/** Keeps what an analysis found, where the text is still the one that it saw. Returns how many were kept. */
export async function keepAnalyses(
  sql: Sql,
  org: string,
  found: readonly { id: string; hash: string; analysis: EntryAnalysis }[],
  change: Change,
): Promise<number> {
  const [row] = await sql<{ kept: number }[]>`
    with found as (
      select *
      from jsonb_to_recordset(${sql.json(toJson(found))}) as n(id uuid, hash text, analysis jsonb)
    ), old as (
      select e.id, e.analysis, e.analyzed_hash, found.analysis as new_analysis, found.hash
      from entries e
      join found on found.id = e.id and found.hash = e.hash
      where e.org_id = ${org}
      for update of e
    ), written as (
      update entries e
      set analysis = old.new_analysis,
          analyzed_hash = old.hash
      from old
      where e.org_id = ${org}
        and e.id = old.id
        and (old.analysis, old.analyzed_hash) is distinct from (old.new_analysis, old.hash)
      returning e.*
    ), audited as (
      ${recordChange(sql, org, change, analysisImages(sql))}
    )
    select count(*)::integer as kept
    from old`
  return row?.kept ?? 0
}

/** What undo needs of an analysis. */
function analysisImages(sql: Sql): Fragment {
  const image = (row: Fragment) => sql`
    jsonb_agg(jsonb_build_object('id', ${row}.id, 'analysis', ${row}.analysis, 'analyzed_hash', ${row}.analyzed_hash))`
  return sql`
    select ${image(sql`o`)} as before, ${image(sql`w`)} as after
    from written w
    join old o on o.id = w.id
    having count(*) > 0`
}
