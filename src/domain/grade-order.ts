import type { CaseResult, EvalOrder, OrderResult } from '../contracts/eval.ts'
import { valuesAt } from './value-path.ts'

/** Whether the better of two cases got the higher number, once for each repetition that has both. A tie is no order. */
export function gradeOrder(order: EvalOrder, results: readonly CaseResult[]): OrderResult[] {
  const runs = [...new Set(results.map(({ run }) => run))].sort((a, b) => a - b)
  return runs.flatMap((run) => {
    const of = (id: string) => results.find((result) => result.id === id && result.run === run)
    const [better, worse] = [of(order.better), of(order.worse)]
    if (better === undefined || worse === undefined) return []
    const [high, low] = [numberAt(better, order.at), numberAt(worse, order.at)]
    return [
      {
        better: order.better,
        worse: order.worse,
        run,
        passed: high !== undefined && low !== undefined && high > low,
        said: `${order.better} ${high ?? 'has none'}, ${order.worse} ${low ?? 'has none'}`,
      },
    ]
  })
}

function numberAt(result: CaseResult, path: string): number | undefined {
  const [value] = valuesAt(result.output, path)
  return typeof value === 'number' ? value : undefined
}
