import type { SealKey } from '../base/seal.ts'
import type { Sql } from '../contracts/sql.ts'

/** The keys that open links, the one that signs first. Empty at the very first start. */
export async function openSigningKeys(sql: Sql, org: string): Promise<SealKey[]> {
  return sql<SealKey[]>`
    select id, secret
    from signing_keys
    where org_id = ${org}
      and retired_at is null
    order by created_at desc, id
  `
}

/** Stores a key where none is open yet. Two processes at once may store two: the newest signs, both open. */
export async function addFirstSigningKey(sql: Sql, org: string, key: SealKey): Promise<void> {
  await sql`
    insert into signing_keys (id, org_id, secret)
    select ${key.id}, ${org}, ${key.secret}
    where not exists (
      select
      from signing_keys
      where org_id = ${org}
        and retired_at is null
    )
  `
}

/** The key that a link names, with its org: a daemon opens the links of every org. Undefined where it is retired. */
export async function signingKeyById(sql: Sql, id: string): Promise<(SealKey & { org: string }) | undefined> {
  const [key] = await sql<(SealKey & { org: string })[]>`
    select id, secret, org_id as org
    from signing_keys
    where id = ${id}
      and retired_at is null
  `
  return key
}

/** Signs with a new key from now on. Older keys open the links that are out until they are retired. */
export async function rotateSigningKey(sql: Sql, org: string, key: SealKey): Promise<void> {
  await sql`
    insert into signing_keys (id, org_id, secret)
    values (${key.id}, ${org}, ${key.secret})
  `
}
