import { createBatcher, type Batcher } from '../base/batcher.ts'
import type { Sql } from '../contracts/sql.ts'

/** A statement about many items; its answers come in their order. */
export type Many<Item, Answer> = (sql: Sql, org: string, items: readonly Item[]) => Promise<readonly Answer[]>

/** The same about one item. */
export type One<Item, Answer> = (sql: Sql, org: string, item: Item) => Promise<Answer>

export interface TogetherOptions {
  /** True of what a job writes on its way: it waits a little for others, so that a statement carries many. */
  waits?: boolean
}

/** Dozens of pages of an edition come along meanwhile; the last ones wait no longer than the quiet. */
const waiting = { gapMs: 250, quietMs: 25, enough: 40 }

/**
 * What many jobs of this process ask of one org at the same moment, or while the last statement of this kind is under
 * way, goes in one statement. Who asks alone waits for nobody.
 */
export function together<Item, Answer>(
  many: Many<Item, Answer>,
  { waits = false }: TogetherOptions = {},
): One<Item, Answer> {
  const batchers = new WeakMap<Sql, Map<string, Batcher<Item, Answer>>>()
  const open = (sql: Sql, org: string) => {
    const orgs = batchers.get(sql) ?? new Map<string, Batcher<Item, Answer>>()
    const batcher = orgs.get(org) ?? createBatcher((items) => many(sql, org, items), waits ? waiting : {})
    batchers.set(sql, orgs.set(org, batcher))
    return batcher
  }
  return async (sql, org, item) => await open(sql, org)(item)
}
