import { existsSync } from 'node:fs'
import { appendFile, readFile } from 'node:fs/promises'
import { AppError } from '../base/app-error.ts'
import { shortId } from '../base/id.ts'
import { isPlainObject, toJson, type JsonObject } from '../base/json.ts'
import type { EvalCase, EvalOrder } from '../contracts/eval.ts'
import { checksLike } from '../domain/eval-case.ts'
import { readAnswer } from '../llm/index.ts'
import { findBrand } from '../store/brands.ts'
import { votedPages, type VotedPage } from '../store/feedback.ts'
import { askedCases } from '../store/recorded-calls.ts'
import { questionOf } from '../workflows/digest-judgement.ts'
import type { App } from './app.ts'
import { agentNames, parseSuite } from './eval-suite.ts'
import { findJob } from './jobs.ts'
import { openRows } from './withheld.ts'

const mostPages = 100
const mostOrders = 200

/** Lines of a suite. */
export type SuiteLine = EvalCase | EvalOrder

/** What a job and its tree asked of models, as cases whose answers must stay as good. Throws not-found where it asked nothing. */
export async function casesOfJob(app: App, typed: string): Promise<EvalCase[]> {
  const job = await findJob(app, typed)
  const cases: EvalCase[] = []
  const kept = await askedCases(app.sql, app.org, { traceId: job.traceId, userId: app.userId })
  for (const asked of await openRows(app, kept)) {
    const agent = agentNames.find(asked.agent)
    const { text, finishReason } = isPlainObject(asked.answer) ? asked.answer : {}
    if (agent === undefined || !isPlainObject(asked.input) || typeof text !== 'string') continue
    const reading = await readAnswer(agent, asked.input, {
      text,
      finishReason: typeof finishReason === 'string' ? finishReason : 'stop',
    })
    if (reading.complaint !== undefined) continue
    cases.push({
      id: `${asked.agent}-${shortId(asked.id)}`,
      agent: asked.agent,
      input: asked.input,
      checks: checksLike(asked.agent, toJson(reading.output)),
    })
  }
  if (cases.length > 0) return cases
  throw new AppError('not-found', `The job ${job.type} ${shortId(job.id)} kept no question to a model.`, {
    hint: 'A job that worked offline asks nobody. Try: nightdesk llm list',
  })
}

/** Adds cases to the file of a suite, which is made where it is missing; those that it holds already stay. Returns how many were added. */
export async function addToSuite(file: string, cases: readonly EvalCase[]): Promise<number> {
  const before = existsSync(file) ? await readFile(file, 'utf8') : ''
  const known = before.trim() === '' ? [] : parseSuite(before, file).cases.map(({ id }) => id)
  const fresh = cases.filter(({ id }) => !known.includes(id))
  const start = before === '' || before.endsWith('\n') ? '' : '\n'
  await appendFile(file, start + fresh.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return fresh.length
}

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
    const input = toJson(questionOf(page, page.url, brand.content)) as JsonObject
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
