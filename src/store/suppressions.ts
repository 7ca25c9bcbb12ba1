import { mailboxOf } from '../base/mailbox.ts'
import type { Suppression } from '../contracts/digest.ts'
import type { Fragment, Sql } from '../contracts/sql.ts'
import { recordChange, type Change } from './audit.ts'

export interface NewSuppression extends Pick<Suppression, 'id' | 'address' | 'brand' | 'reason' | 'detail'> {
  /** Brands that were added later are covered too; absent: those added from now on. */
  since?: Date | undefined
}

/** Sends an address no more mail. False where it gets none already; what was recorded first stays. */
export async function suppressAddress(
  sql: Sql,
  org: string,
  { id, address, brand, reason, detail, since }: NewSuppression,
  change: Change,
): Promise<boolean> {
  const added = await sql`
    with written as (
      insert into suppressions (id, org_id, address, brand, reason, detail, since)
      values (${id}, ${org}, ${mailboxOf(address)}, ${brand}, ${reason}, ${detail}, coalesce(${since ?? null}, now()))
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
        and address = ${mailboxOf(address)}
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

/** Those of the addresses that get no editions of the brand, each once. */
export async function suppressedOf(
  sql: Sql,
  org: string,
  { brand, addresses }: { brand: string; addresses: readonly string[] },
): Promise<Suppression[]> {
  return await sql<Suppression[]>`
    select distinct on (address) ${columns(sql)}
    from suppressions s
    where org_id = ${org}
      and address = any(${addresses.map(mailboxOf)}::text[])
      and ${covers(sql, {
        slug: sql`${brand}`,
        addedAt: sql`(select b.created_at from brands b where b.org_id = ${org} and b.slug = ${brand})`,
      })}
    order by address, brand nulls first`
}

/**
 * Whether the wish `s` holds for a brand: it is about all, about this one, or older than it. A brand that is renamed, or
 * removed and added again, is a new one; its readers who said no stay out until an operator invites them again.
 */
export function covers(sql: Sql, { slug, addedAt }: { slug: Fragment; addedAt: Fragment }): Fragment {
  return sql`(s.brand is null or s.brand = ${slug} or s.since < ${addedAt})`
}

function columns(sql: Sql): Fragment {
  return sql`id, address, brand, reason, detail, created_at as "createdAt"`
}
