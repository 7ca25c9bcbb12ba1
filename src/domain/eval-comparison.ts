import type { CheckChange, EvalComparison, EvalReport } from '../contracts/eval.ts'

/** What changed from one run of a suite to another: by the share of repetitions that pass, so that runs of different lengths compare. */
export function compareReports(before: EvalReport, after: EvalReport): EvalComparison {
  const [old, young] = [tally(before), tally(after)]
  const both = [...young].flatMap(([name, now]) => {
    const was = old.get(name)
    return was === undefined ? [] : [{ name, before: was, after: now }]
  })
  const gain = (change: CheckChange) =>
    change.after.passed / change.after.of - change.before.passed / change.before.of
  return {
    broken: both.filter((change) => gain(change) < 0),
    mended: both.filter((change) => gain(change) > 0),
    added: [...young.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !young.has(name)),
    share: { before: before.share, after: after.share },
    medianLatencyMs: { before: before.spent.medianLatencyMs, after: after.spent.medianLatencyMs },
    cost: { before: before.spent.cost, after: after.spent.cost },
  }
}

/** A case may hold two checks of one name: their place in the case tells them apart. */
function tally({ cases, orders }: EvalReport): Map<string, CheckChange['before']> {
  const marks = [
    ...cases.flatMap(({ id, grades }) =>
      grades.map((grade, place) => ({ name: `${id} ${place + 1}. ${grade.check}`, passed: grade.passed })),
    ),
    ...orders.map(({ better, worse, passed }) => ({ name: `${better} > ${worse}`, passed })),
  ]
  const counts = new Map<string, CheckChange['before']>()
  for (const { name, passed } of marks) {
    const { passed: sofar, of } = counts.get(name) ?? { passed: 0, of: 0 }
    counts.set(name, { passed: sofar + Number(passed), of: of + 1 })
  }
  return counts
}
