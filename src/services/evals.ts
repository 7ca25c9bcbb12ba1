import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import { shortId } from '../base/id.ts'
import { toJson } from '../base/json.ts'
import { evalReportSchema } from '../contracts/eval.ts'
import type { EvalCase, EvalComparison, EvalOrder, EvalReport } from '../contracts/eval.ts'
import type { Job } from '../contracts/job.ts'
import { compareReports } from '../domain/eval-comparison.ts'
import { findBrand } from '../store/brands.ts'
import { votedPages, type VotedPage } from '../store/feedback.ts'
import { questionOf } from '../workflows/digest-judgement.ts'
import type { App } from './app.ts'
import { findJob } from './jobs.ts'

export { evalRun as evalWorkflow } from '../workflows/index.ts'
export { readSuite } from './eval-suite.ts'

const mostPages = 100
const mostOrders = 200

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

/** Lines of a suite. */
export type SuiteLine = EvalCase | EvalOrder

/**
 * A suite from what readers voted: a case for each page, and an order for each pair of a brand in which one was wanted
 * and the other was not. Throws not-found where nobody has voted.
 */
export async function suiteFromFeedback(app: App): Promise<SuiteLine[]> {
  const pages = await votedPages(app.sql, app.org, mostPages)
  if (pages.length === 0)
    throw new AppError('not-found', 'Nobody has voted yet, so there is nothing to learn from.', {
      hint: 'Try: nightdesk feedback list',
    })
  const cases: EvalCase[] = []
  for (const page of pages) {
    const brand = await findBrand(app.sql, app.org, page.brand)
    if (brand === undefined) continue
    const input = toJson(questionOf(page, page.url, brand.content)) as EvalCase['input']
    cases.push({
      id: caseId(page),
      agent: 'page-judge',
      input,
      checks: [{ check: 'schema' }, { check: 'quotes', at: 'quotes', in: 'page.text' }],
    })
  }
  return [...cases, ...ordersOf(pages)]
}

function ordersOf(pages: readonly VotedPage[]): EvalOrder[] {
  const wanted = pages.filter(({ balance }) => balance > 0)
  const unwanted = pages.filter(({ balance }) => balance < 0)
  return wanted
    .flatMap((better) =>
      unwanted
        .filter(({ brand }) => brand === better.brand)
        .map((worse) => ({ better: caseId(better), worse: caseId(worse), at: 'relevance' })),
    )
    .slice(0, mostOrders)
}

function caseId({ brand, itemId }: VotedPage): string {
  return `${brand}-${shortId(itemId)}`
}
