import * as v from 'valibot'
import { isPlainObject, type Json, type JsonObject } from '../base/json.ts'
import { newId } from '../base/id.ts'
import { count } from '../base/text.ts'
import type { DigestItem } from '../contracts/digest.ts'
import { JobError } from '../contracts/job.ts'
import type { ChildResult } from '../contracts/job.ts'
import { defineWorkflow } from '../contracts/workflow.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { conclusion, outcomeOf } from '../domain/edition-outcome.ts'
import { notJudgedOf, shortfallOf } from '../domain/edition-losses.ts'
import { blockedDomain, tooOld } from '../domain/hard-rules.ts'
import type { MailMaking } from '../render/digest-mail.ts'
import { findBrand } from '../store/brands.ts'
import type { BrandRow } from '../store/brands.ts'
import { deliveriesOf } from '../store/deliveries.ts'
import { digestItems, rejectShown, settleItems } from '../store/digest-items.ts'
import type { ItemFate } from '../store/digest-items.ts'
import { openDigest, updateDigest } from '../store/digests.ts'
import { listSources } from '../store/sources.ts'
import { usageOfTree } from '../store/usage.ts'
import { choosePages } from './digest-choice.ts'
import type { StartedPage } from './digest-choice.ts'
import { giveUp, lossOfPages, lossOfSources, type LostSource } from './digest-loss.ts'
import { freezeMails } from './digest-mail.ts'
import { pageEvaluate } from './digest-page.ts'
import { digestSend } from './digest-send.ts'
import { sourceRead } from './digest-source.ts'
import { exampleVotes } from './digest-votes.ts'

const mostPages = 1000
/** Reading, judging, freezing, sending. */
const phases = 4

interface Run {
  brand: BrandRow
  digestId: string
}

/**
 * Makes one edition of a brand: reads its sources, judges their new pages, chooses the best, freezes the mails and
 * sends them. Every part is a step or a child job, so that it may be interrupted anywhere.
 */
export const digest = defineWorkflow({
  type: 'digest.run',
  summary: 'Make one edition of a brand and send it',
  payload: v.object({ brand: v.string() }),
  async run({ brand: slug }, context) {
    const brand = await findBrand(context.sql, context.org, slug)
    if (brand === undefined) throw new JobError('bad-input', `There is no brand "${slug}".`)
    const { id: brandId } = brand
    const digestId = await openDigest(context.sql, context.org, {
      id: newId(),
      brandId,
      jobId: context.jobId,
    })
    const run = { brand, digestId }
    const reading = await readSources(run, context)
    await context.progress(1, phases)
    const started = await judgePages(run, context)
    const ended = await context.children()
    await context.progress(2, phases)
    const { top } = brand.content
    await context.step('choose', () => choosePages(run, { top, started, ended }, context))
    const edition = await context.step('freeze', () => freeze(run, { reading, ended }, context))
    await context.progress(3, phases)
    await context.step('start-sending', () => startSending(digestId, context))
    await context.children()
    await context.progress(phases, phases)
    return await context.step('conclude', () => conclude(run, edition, context))
  },
})

/** A source and the job that reads it. */
type StartedSource = { name: string; job: string }

/** Waits until all sources are read. Rejects with a JobError where none could be: nobody can say that there is no news. */
async function readSources({ brand, digestId }: Run, context: WorkflowContext): Promise<Reading> {
  const started = await context.step('start-sources', async () => {
    const sources = await listSources(context.sql, context.org, brand.id)
    const jobs = await Promise.all(
      sources.map(async ({ id, name }): Promise<StartedSource> => {
        const payload = { digestId, brand: brand.slug, sourceId: id }
        return { name, job: await context.start(sourceRead, payload, { key: `source:${id}` }) }
      }),
    )
    const message = `Edition of ${brand.name}: reading ${count(jobs.length, 'source')}`
    await context.note({ name: 'digest-started', message, data: { digest: digestId, sources: jobs.length } })
    return jobs
  })
  const reading = readingOf(started, await context.children())
  const loss = lossOfSources(brand.name, reading)
  const summary = { ...reading, wanted: brand.content.top }
  if (loss !== undefined) return await giveUp(digestId, loss, { summary, engine: null }, context)
  return reading
}

/** What the reading of the sources came to. */
type Reading = { sourcesRead: number; sourcesFailed: LostSource[]; searched: string[] }

function readingOf(sources: readonly StartedSource[], ended: readonly ChildResult[]): Reading {
  const failures = new Map(
    ended.filter(({ status }) => status !== 'success').map((child) => [child.id, child]),
  )
  const sourcesFailed = sources.flatMap(({ name, job }) => {
    const failure = failures.get(job)
    if (failure === undefined) return []
    return [{ name, error: failure.error ?? failure.status, kind: failure.errorKind ?? 'unexpected' }]
  })
  return {
    sourcesRead: sources.length - sourcesFailed.length,
    sourcesFailed,
    searched: searchedBy(ended),
  }
}

/** What the readings of the edition searched for, each once. */
function searchedBy(ended: readonly ChildResult[]): string[] {
  const searched = ended.flatMap(({ result }) =>
    isPlainObject(result) && Array.isArray(result.searched) ? result.searched : [],
  )
  return [...new Set(searched.filter((query) => typeof query === 'string'))]
}

async function judgePages(run: Run, context: WorkflowContext): Promise<StartedPage[]> {
  return await context.step('start-pages', async () => {
    await rejectShown(context.sql, context.org, run.digestId)
    const pages = await newPages(run, context)
    const examples = await exampleVotes(run.brand.id, context)
    const started = await Promise.all(
      pages.map(async ({ id }) => {
        const payload = { digestId: run.digestId, itemId: id, brand: run.brand.slug, examples }
        return { item: id, job: await context.start(pageEvaluate, payload, { key: `page:${id}` }) }
      }),
    )
    const message = `Judging ${count(pages.length, 'new page')}`
    await context.note({ name: 'pages-started', message, data: { pages: pages.length } })
    return started
  })
}

/** The pages that are worth reading: not refused by what is known before, the newest first, at most 1000. */
async function newPages({ brand, digestId }: Run, context: WorkflowContext): Promise<DigestItem[]> {
  const items = await digestItems(context.sql, context.org, digestId)
  const refused: ItemFate[] = []
  const pages: DigestItem[] = []
  for (const item of items.filter(({ fate }) => fate === 'found')) {
    const { content } = brand
    const reason = blockedDomain(item.url, content) ?? tooOld(item.publishedAt, content, context.now())
    if (reason === undefined && pages.length < mostPages) pages.push(item)
    else if (reason === undefined) refused.push(passedOver(item))
    else refused.push({ id: item.id, fate: 'rejected', reason, position: null })
  }
  await settleItems(context.sql, context.org, digestId, refused)
  return pages
}

function passedOver({ id }: DigestItem): ItemFate {
  return {
    id,
    fate: 'passed-over',
    reason: `not read: an edition reads at most ${mostPages} pages`,
    position: null,
  }
}

/** The edition as it stands before it is sent. */
type Frozen = { subject: string | null; summary: JsonObject; engine: string | null; chosen: number }

/**
 * Freezes the mails and the numbers of the edition; with nothing chosen there is nothing to send. Rejects with a
 * JobError where that is because no page could be judged: nobody can say that none was good.
 */
async function freeze(
  { brand, digestId }: Run,
  { reading, ended }: { reading: Reading; ended: readonly ChildResult[] },
  context: WorkflowContext,
): Promise<Frozen> {
  const items = await digestItems(context.sql, context.org, digestId)
  const chosen = items.filter(({ fate }) => fate === 'chosen')
  const engine = engineOf(items)
  const notJudged = notJudgedOf(items)
  const made = {
    notJudged: notJudged === null ? null : { ...notJudged },
    shortfall: shortfallOf(items, brand.content.top),
    cost: await costOf(context),
  }
  const summary = { ...countFates(items), ...reading, ...made, wanted: brand.content.top }
  const judging = ended.filter(({ type }) => type === pageEvaluate.type)
  const loss = lossOfPages(items, notJudged, judging)
  if (loss !== undefined) return await giveUp(digestId, loss, { summary, engine }, context)
  const making: MailMaking = {
    ...reading,
    ...made,
    engine: engine ?? 'nobody',
    pagesSeen: items.length,
    pagesRejected: items.filter(({ fate }) => fate === 'rejected').length,
  }
  const { subject, withheld } =
    chosen.length === 0
      ? { subject: null, withheld: null }
      : await freezeMails({ digestId, brand, items, making }, context)
  const told = { ...summary, withheld }
  const status = subject === null ? 'empty' : 'ready'
  await updateDigest(context.sql, context.org, digestId, { status, subject, summary: told, engine })
  return { subject, summary: told, engine, chosen: chosen.length }
}

async function costOf({ sql, org, traceId }: WorkflowContext): Promise<MailMaking['cost']> {
  const { calls, cost, unpriced } = await usageOfTree(sql, org, traceId)
  return calls === 0 ? null : { calls, dollars: cost, unpriced }
}

function countFates(items: readonly DigestItem[]): JsonObject {
  const counts: Record<string, number> = { seen: items.length }
  for (const { fate } of items) counts[fate] = (counts[fate] ?? 0) + 1
  return counts
}

/** Who judged: one name, or all of them; null where nothing was judged. */
function engineOf(items: readonly DigestItem[]): string | null {
  const engines = new Set(items.flatMap(({ evaluation }) => evaluation?.engine ?? []))
  return engines.size === 0 ? null : [...engines].sort().join(', ')
}

async function startSending(digestId: string, context: WorkflowContext): Promise<Json> {
  const deliveries = await deliveriesOf(context.sql, context.org, digestId)
  // Side by side: with many readers, one after the other takes long enough to be killed in between again and again.
  await Promise.all(
    deliveries.map(
      async ({ id }) => await context.start(digestSend, { deliveryId: id }, { key: `send:${id}` }),
    ),
  )
  return deliveries.length
}

async function conclude({ brand, digestId }: Run, edition: Frozen, context: WorkflowContext) {
  const deliveries = await deliveriesOf(context.sql, context.org, digestId)
  const outcome = outcomeOf(deliveries)
  const { sent, held, refused, status } = outcome
  const { summary, subject, engine } = edition
  const progress = { status, subject, summary: { ...summary, sent, held, refused }, engine } as const
  await updateDigest(context.sql, context.org, digestId, progress)
  await context.note({
    name: `digest-${status}`,
    message: conclusion({ top: brand.content.top, name: brand.name }, deliveries, edition),
    data: { digest: digestId, sent, held, refused },
    level: status === 'sent' && refused === 0 ? 'info' : 'warning',
  })
  return { digest: digestId, brand: brand.slug, status, ...edition, sent, held, refused }
}
