import type { Usage, UsageGroup } from '../contracts/usage.ts'
import { usageBy } from '../store/usage.ts'
import type { App } from './app.ts'

export interface UsageReport {
  by: UsageGroup
  since: Date
  rows: Usage[]
  total: Usage
}

const dayMs = 86_400_000

/** What models used in the last `days` days. Offline answers use nothing and are not counted. */
export async function usageOf(
  app: App,
  { by, days, zone }: { by: UsageGroup; days: number; zone: string },
): Promise<UsageReport> {
  const since = new Date(app.clock().getTime() - days * dayMs)
  const rows = await usageBy(app.sql, app.org, { by, since, zone })
  return { by, since, rows, total: totalOf(rows) }
}

function totalOf(rows: readonly Usage[]): Usage {
  const sum = (field: Exclude<keyof Usage, 'key'>) => rows.reduce((total, row) => total + row[field], 0)
  return {
    key: 'total',
    calls: sum('calls'),
    failed: sum('failed'),
    unknown: sum('unknown'),
    running: sum('running'),
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    cost: sum('cost'),
    unpriced: sum('unpriced'),
  }
}
