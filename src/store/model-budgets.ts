import type { Sql } from '../contracts/sql.ts'

/** US dollars of one budget. */
export interface UsedBudget {
  key: string
  spent: number
  /** Set aside for calls that run, or whose end nobody saw. */
  reserved: number
}

/** What is used of these budgets; one that nothing was taken from is absent. */
export async function usedBudgets(sql: Sql, org: string, keys: readonly string[]): Promise<UsedBudget[]> {
  return await sql<UsedBudget[]>`
    select key, spent::float8, reserved::float8
    from model_budgets
    where org_id = ${org}
      and key = any(${[...keys]})
    order by key
  `
}
