import { createBatcher, type Batcher } from '../base/batcher.ts'
import type { Sql } from '../contracts/sql.ts'

/** A statement about many items; its answers come in their order. */
export type Many<Item, Answer> = (sql: Sql, org: string, items: readonly Item[]) => Promise<readonly Answer[]>

/** The same about one item. */
export type One<Item, Answer> = (sql: Sql, org: string, item: Item) => Promise<Answer>

/** Milliseconds between two statements of one kind: several pages of an edition come along meanwhile. */
const gapMs = 30

/** What many jobs of this process ask of one org within some milliseconds goes in one statement. Who asks alone does not wait. */
export function together<Item, Answer>(many: Many<Item, Answer>): One<Item, Answer> {
  const batchers = new WeakMap<Sql, Map<string, Batcher<Item, Answer>>>()
  const open = (sql: Sql, org: string) => {
    const orgs = batchers.get(sql) ?? new Map<string, Batcher<Item, Answer>>()
    const batcher = orgs.get(org) ?? createBatcher((items) => many(sql, org, items), { gapMs })
    batchers.set(sql, orgs.set(org, batcher))
    return batcher
  }
  return async (sql, org, item) => await open(sql, org)(item)
}
