import type { Suppression } from '../contracts/digest.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { recordChange, type Change } from './audit.ts'

export type NewSuppression = Pick<Suppression, 'id' | 'address' | 'brand' | 'reason' | 'detail'>

/** Sends an address no more mail. False where it gets none already; what was recorded first stays. */
export async function suppressAddress(
  sql: Sql,
  org: string,
  { id, address, brand, reason, detail }: NewSuppression,
  change: Change,
): Promise<boolean> {
  const added = await sql`
    with written as (
      insert into suppressions (id, org_id, address, brand, reason, detail)
      values (${id}, ${org}, ${address.toLowerCase()}, ${brand}, ${reason}, ${detail})
      on conflict (org_id, address, brand) do nothing
      returning id, address, brand, reason, detail
    ), audited as (
      ${recordChange(sql, org, change, sql`select null::jsonb as before, to_jsonb(w) - 'id' as after from written w`)}
    )
    select id
    from written`
  return added.length === 1
}

/** Lets mail go to an address again, of every brand and whatever the reason was. Returns what stood. */
export async function allowAddress(
  sql: Sql,
  org: string,
  address: string,
  change: Change,
): Promise<Suppression[]> {
  return await sql<Suppression[]>`
    with removed as (
      delete from suppressions
      where org_id = ${org}
        and address = ${address.toLowerCase()}
      returning ${columns(sql)}
    ), audited as (
      ${recordChange(
        sql,
        org,
        change,
        sql`
          select jsonb_agg(to_jsonb(r) - 'id') as before, null::jsonb as after
          from removed r
          having count(*) > 0`,
      )}
    )
    select *
    from removed`
}

/** The addresses that get no more mail, the newest first. */
export async function listSuppressions(sql: Sql, org: string, limit: number): Promise<Suppression[]> {
  return await sql<Suppression[]>`
    select ${columns(sql)}
    from suppressions
    where org_id = ${org}
    order by id desc
    limit ${limit}`
}

/** Those of the addresses that get no editions of the brand. */
export async function suppressedOf(
  sql: Sql,
  org: string,
  { brand, addresses }: { brand: string; addresses: readonly string[] },
): Promise<Suppression[]> {
  return await sql<Suppression[]>`
    select distinct on (address) ${columns(sql)}
    from suppressions
    where org_id = ${org}
      and address = any(${addresses.map((address) => address.toLowerCase())}::text[])
      and (brand is null or brand = ${brand})
    order by address, brand nulls first`
}

function columns(sql: Sql): Fragment {
  return sql`id, address, brand, reason, detail, created_at as "createdAt"`
}
