import type { CaseResult, EvalReport, EvalSpent, EvalSuite } from '../contracts/eval.ts'
import { gradeOrder } from './grade-order.ts'

/** What a run of a suite comes to. Each check and each order counts once for each repetition. */
export function reportOf(
  suite: EvalSuite,
  cases: readonly CaseResult[],
  ended: EvalReport['ended'],
): EvalReport {
  const orders = suite.orders.flatMap((order) => gradeOrder(order, cases))
  const all = [...cases.flatMap(({ grades }) => grades), ...orders]
  const passed = all.filter((each) => each.passed).length
  return {
    suite: suite.name,
    engines: [...new Set(cases.flatMap(({ engine }) => engine ?? []))].sort(),
    ended,
    threshold: suite.threshold,
    passed,
    checks: all.length,
    share: all.length === 0 ? 1 : passed / all.length,
    spent: spentOn(cases),
    cases: [...cases],
    orders,
  }
}

/** What cases used together: an unknown cost makes the sum unknown. */
export function spentOn(cases: readonly EvalSpent[]): EvalReport['spent'] {
  const sum = (field: 'latencyMs' | 'inputTokens' | 'outputTokens') =>
    cases.reduce((total, each) => total + each[field], 0)
  return {
    latencyMs: sum('latencyMs'),
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    cost: cases.reduce<number | null>(
      (total, { cost }) => (total === null || cost === null ? null : total + cost),
      0,
    ),
    medianLatencyMs: median(cases.map(({ latencyMs }) => latencyMs)),
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
