import { count } from '../base/text.ts'
import type { CaseResult, CheckChange, EvalComparison, EvalReport } from '../contracts/eval.ts'
import type { Printer } from './print.ts'
import { table } from './table.ts'
import { howLong } from './time.ts'

/** A line for each case, the pairs that stood wrong, and what all of it comes to. */
export function evalText(report: EvalReport, print: Printer): string {
  const repeated = new Set(report.cases.map(({ run }) => run)).size > 1
  const rows = report.cases.map((each) => caseRow(each, repeated, print))
  const wrong = report.orders.filter(({ passed }) => !passed)
  return [
    table(rows, { columns: print.room }),
    ...wrong.map(({ better, worse, said }) =>
      print.safe(`${print.paint('red', '✗')} ${better} should be above ${worse}: ${said}`),
    ),
    '',
    verdict(report, print),
  ].join('\n')
}

function caseRow(each: CaseResult, repeated: boolean, print: Printer): string[] {
  const bad = each.grades.filter(({ passed }) => !passed)
  return [
    each.passed ? print.paint('green', '✓') : print.paint('red', '✗'),
    print.safe(repeated ? `${each.id} ×${each.run}` : each.id),
    print.paint('dim', print.safe(each.engine ?? 'no answer')),
    howLong(each.latencyMs),
    print.safe(bad.map(({ check, said }) => `${check}: ${said}`).join('; ')),
  ]
}

function verdict({ passed, checks, share, threshold, spent, ended }: EvalReport, print: Printer): string {
  const good = share >= threshold && ended === 'complete'
  const parts = [
    `${passed} of ${count(checks, 'check')} passed (${percent(share)}, wanted ${percent(threshold)})`,
    `median ${howLong(spent.medianLatencyMs)}`,
    costText(spent.cost),
    ...(ended === 'over-budget' ? ['stopped by --max-usd'] : []),
  ]
  return print.paint(good ? 'green' : 'red', parts.join(' · '))
}

/** What got worse, what got better, and how share, latency and cost moved. */
export function comparisonText(comparison: EvalComparison, print: Printer): string {
  const { broken, mended, added, removed, share, medianLatencyMs, cost } = comparison
  const line = (mark: string, { name, before, after }: CheckChange) =>
    `${mark} ${print.safe(name)}: ${before.passed} of ${before.of} → ${after.passed} of ${after.of}`
  return [
    ...broken.map((change) => line(print.paint('red', '✗'), change)),
    ...mended.map((change) => line(print.paint('green', '✓'), change)),
    ...added.map((name) => `+ ${print.safe(name)}`),
    ...removed.map((name) => `- ${print.safe(name)}`),
    `${count(broken.length, 'check')} worse, ${mended.length} better`,
    `passed ${percent(share.before)} → ${percent(share.after)}`,
    `median ${howLong(medianLatencyMs.before)} → ${howLong(medianLatencyMs.after)}`,
    `${costText(cost.before)} → ${costText(cost.after)}`,
  ].join('\n')
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`
}

function costText(cost: number | null): string {
  return cost === null ? 'cost unknown' : `$${cost.toFixed(cost > 0 && cost < 1 ? 4 : 2)}`
}
