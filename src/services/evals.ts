import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import { createRegistry } from '../base/registry.ts'
import { shortId } from '../base/id.ts'
import { evalReportSchema } from '../contracts/eval.ts'
import type { EvalComparison, EvalReport, EvalSuite } from '../contracts/eval.ts'
import type { Job } from '../contracts/job.ts'
import { compareReports } from '../domain/eval-comparison.ts'
import type { App } from './app.ts'
import { agentNames } from './eval-suite.ts'
import { findJob } from './jobs.ts'
import { offlineProvider } from './model-config.ts'

export { evalRun as evalWorkflow } from '../workflows/index.ts'
export { addToSuite, casesOfJob, suiteFromFeedback } from './eval-cases.ts'
export { readSuite } from './eval-suite.ts'

/** What a finished `eval.run` found. */
export function evalReportOf(job: Job): EvalReport {
  return v.parse(evalReportSchema, job.result)
}

/** Whether a run is as good as its threshold asks, and whole. */
export function isGoodEnough({ share, threshold, ended }: EvalReport): boolean {
  return share >= threshold && ended === 'complete'
}

/** What changed between two runs: each the file of a report (`eval run --json`) or the id of a job. */
export async function compareRuns(app: App, before: string, after: string): Promise<EvalComparison> {
  return compareReports(await loadReport(app, before), await loadReport(app, after))
}

async function loadReport(app: App, word: string): Promise<EvalReport> {
  const found = existsSync(word) ? await readReport(word) : await resultOf(app, word)
  const parsed = v.safeParse(evalReportSchema, found)
  if (parsed.success) return parsed.output
  throw new AppError('wrong-use', `"${word}" holds no report of an eval.`, {
    hint: 'Try: nightdesk eval run SUITE.jsonl --json > before.json',
  })
}

async function readReport(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function resultOf(app: App, typed: string): Promise<unknown> {
  const job = await findJob(app, typed)
  if (job.type === 'eval.run' && job.status === 'success') return job.result
  throw new AppError(
    'wrong-use',
    `The job ${job.type} ${shortId(job.id)} is ${job.status}, and no finished eval.`,
    {
      hint: 'Try: nightdesk jobs list --type eval.run',
    },
  )
}

/** Whether configuration can do what a run wants: the provider is there, and with a limit all prices are known. */
export function checkRun(
  { llm }: App['config'],
  suite: EvalSuite,
  wish: { provider?: string; maxUsd?: number },
): void {
  const providers = [offlineProvider, ...llm.providers.filter(({ id }) => id !== offlineProvider.id)]
  const known = createRegistry('provider of models', providers, ({ id }) => id)
  if (wish.provider !== undefined) known.get(wish.provider)
  if (wish.maxUsd === undefined) return
  for (const role of new Set(suite.cases.map(({ agent }) => agentNames.get(agent).role)))
    for (const id of wish.provider === undefined ? llm.routes[role] : [wish.provider]) {
      const { kind, models, prices } = known.get(id)
      if (kind !== 'offline' && prices[models[role]] === undefined)
        throw new AppError(
          'not-configured',
          `What ${id}/${models[role]} costs is not known, so --max-usd cannot be held.`,
          { hint: 'Give its price in nightdesk.yaml, or leave out --max-usd.' },
        )
    }
}
