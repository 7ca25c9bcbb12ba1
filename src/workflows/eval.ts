import * as v from 'valibot'
import * as agents from '../agents/index.ts'
import { toJson, type JsonObject } from '../base/json.ts'
import { createRegistry } from '../base/registry.ts'
import { count } from '../base/text.ts'
import type { Agent } from '../contracts/agent.ts'
import { evalSuiteSchema } from '../contracts/eval.ts'
import type { CaseResult, EvalCase, EvalSpent } from '../contracts/eval.ts'
import { JobError } from '../contracts/job.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { reportOf, spentOn } from '../domain/eval-report.ts'
import { gradeAnswer } from '../domain/grade.ts'
import { usageOfJob } from '../store/usage.ts'

const payload = v.object({
  suite: evalSuiteSchema,
  repeat: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)),
  /** The id of the only provider that may be asked; the routes decide where null. */
  provider: v.nullable(v.string()),
  /** US dollars after which no further case is asked. */
  maxUsd: v.nullable(v.pipe(v.number(), v.gtValue(0))),
})

const registry = createRegistry<Agent<unknown, unknown>>('agent', Object.values(agents), ({ name }) => name)

/** Asks the cases of a suite one after another and grades the answers. A finished case is never asked again. */
export const evalRun = defineWorkflow({
  type: 'eval.run',
  summary: 'Ask the cases of a suite and grade the answers',
  payload,
  timeout: 3_600_000,
  async run({ suite, repeat, provider, maxUsd }, context) {
    const results: CaseResult[] = []
    const total = suite.cases.length * repeat
    for (let run = 1; run <= repeat; run += 1)
      for (const each of suite.cases) {
        if (!(await hasRoom(results, maxUsd, context))) return toJson(reportOf(suite, results, 'over-budget'))
        const kept = await context.step(`${each.id} ${run}`, async () =>
          toJson(await ask(each, run, provider ?? undefined, context)),
        )
        results.push(kept as unknown as CaseResult)
        await context.progress(results.length, total)
      }
    return toJson(reportOf(suite, results, 'complete'))
  },
})

async function hasRoom(
  results: readonly CaseResult[],
  maxUsd: number | null,
  context: WorkflowContext,
): Promise<boolean> {
  if (maxUsd === null) return true
  const { cost } = spentOn(results)
  if (cost === null)
    throw new JobError(
      'not-configured',
      'What a call costs is not known, so --max-usd cannot be held: set its price.',
    )
  if (cost < maxUsd) return true
  await context.note({
    name: 'eval-stopped',
    level: 'warning',
    message: `Stopped after ${count(results.length, 'case')}: $${cost} of $${maxUsd} are spent`,
  })
  return false
}

async function ask(
  each: EvalCase,
  run: number,
  provider: string | undefined,
  context: WorkflowContext,
): Promise<CaseResult> {
  const agent = registry.get(each.agent)
  const [before, started] = [await usageOfJob(context.sql, context.org, context.jobId), context.now()]
  const { engine, output, error } = await answerOf(agent, each.input, provider, context)
  const latencyMs = context.now().getTime() - started.getTime()
  const after = await usageOfJob(context.sql, context.org, context.jobId)
  const spent: EvalSpent = {
    latencyMs,
    inputTokens: after.inputTokens - before.inputTokens,
    outputTokens: after.outputTokens - before.outputTokens,
    cost: after.unpriced > before.unpriced ? null : after.cost - before.cost,
  }
  const answer = { agent, input: each.input, output, spent }
  const grades = checksOf(each).map((check) =>
    error === null
      ? gradeAnswer(check, answer)
      : { check: check.check, passed: false, said: `no answer: ${error}` },
  )
  const passed = grades.every((grade) => grade.passed)
  await context.note({
    name: 'case-graded',
    level: passed ? 'info' : 'warning',
    message: `${each.id}: ${passed ? 'passed' : (grades.find((grade) => !grade.passed)?.said ?? 'failed')}`,
    data: { case: each.id, run, engine, latencyMs },
  })
  return {
    id: each.id,
    run,
    agent: agent.name,
    agentVersion: agent.version,
    engine,
    error,
    output,
    passed,
    grades,
    ...spent,
  }
}

/** That an answer fits its schema is always checked. */
function checksOf({ checks }: EvalCase): EvalCase['checks'] {
  return checks.some(({ check }) => check === 'schema') ? checks : [{ check: 'schema' }, ...checks]
}

/** An answer that cannot be used is a result; what passes by itself is thrown, and tried again. */
async function answerOf(
  agent: Agent<unknown, unknown>,
  input: JsonObject,
  provider: string | undefined,
  context: WorkflowContext,
): Promise<Pick<CaseResult, 'engine' | 'output' | 'error'>> {
  try {
    const { engine, output } = await context.ask(agent, input, { provider })
    return { engine, output: toJson(output), error: null }
  } catch (error) {
    if (!(error instanceof JobError) || error.kind !== 'bad-input') throw error
    return { engine: null, output: null, error: error.message }
  }
}
