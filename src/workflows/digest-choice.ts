import { breathe } from '../base/clock.ts'
import { count } from '../base/text.ts'
import type { JsonObject } from '../base/json.ts'
import type { DigestItem, Page } from '../contracts/digest.ts'
import type { ChildResult } from '../contracts/job.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { notJudgedReason } from '../domain/edition-losses.ts'
import { clusterSteps, cutItem, type CutText } from '../domain/near-duplicate.ts'
import { frameSteps } from '../domain/page-frame.ts'
import { hostOf, siteOf } from '../domain/page-address.ts'
import { scoreByVotes, type JudgedPage, type LearnedScore } from '../domain/page-ranking.ts'
import { chooseTop } from '../domain/top-five.ts'
import type { Candidate } from '../domain/top-five.ts'
import type { BrandRow } from '../store/brands.ts'
import { digestItems, settleItems } from '../store/digest-items.ts'
import type { ItemFate } from '../store/digest-items.ts'
import { judgedPages, shownPages } from '../store/pages.ts'
import { readVotes } from './digest-votes.ts'

/** Pages of earlier editions that copies are looked for among. */
const mostShown = 200
/** Milliseconds. */
const longestTurn = 5

/** A page and the job that judged it. */
export interface StartedPage {
  item: string
  job: string
}

/** Chooses the pages to show, and writes what became of every other page. Doing it twice gives the same. */
export async function choosePages(
  { digestId, brand }: { digestId: string; brand: BrandRow },
  { top, started, ended }: { top: number; started: readonly StartedPage[]; ended: readonly ChildResult[] },
  context: WorkflowContext,
): Promise<JsonObject> {
  const items = await digestItems(context.sql, context.org, digestId)
  const pages = await judgedPages(context.sql, context.org, digestId)
  const shown = await shownPages(context.sql, context.org, { digestId, limit: mostShown })
  const judged = toJudged(items, pages)
  const votes = await readVotes(brand.id, context)
  const learned = scoreByVotes(judged, votes, context.now())
  const texts = await cutAll([...judged, ...shown])
  const candidates = judged.map((page) => ({
    ...toCandidate(page, learned.get(page.id)),
    shingles: texts.get(page.id)?.set,
  }))
  const copies = await findCopies(candidates, shown, texts)
  const originals = candidates.filter(({ id }) => !copies.has(id))
  const fates: ItemFate[] = [
    ...failedPages(items, started, ended),
    ...copies.values(),
    ...chooseTop(originals, { top }),
  ]
  const settled = fates.map((fate) => ({ ...fate, ...learned.get(fate.id) }))
  await settleItems(context.sql, context.org, digestId, settled)
  const chosen = fates.filter(({ fate }) => fate === 'chosen').length
  await context.note({
    name: 'pages-chosen',
    message: `${count(chosen, 'page')} chosen of ${candidates.length} judged`,
    data: { chosen, judged: candidates.length, wanted: top, votes: votes.length },
  })
  return { chosen, judged: candidates.length }
}

interface OfferedPage extends JudgedPage {
  url: string
  names: readonly string[]
}

function toJudged(items: readonly DigestItem[], pages: readonly Page[]): OfferedPage[] {
  const byId = new Map(pages.map((page) => [page.id, page]))
  return items.flatMap(({ id, url, source, pageId, evaluation, fate }) => {
    const page = byId.get(pageId ?? '')
    if (evaluation === null || page === undefined || fate === 'rejected' || fate === 'failed') return []
    const { title, text, publishedAt } = page
    const { relevance, section, entities: names } = evaluation
    return [{ id, url, source, relevance, section, title, text, publishedAt, names }]
  })
}

/** What readers said of other pages counts before what the page was judged to be worth. */
function toCandidate({ url, ...page }: OfferedPage, learned: LearnedScore | undefined): Candidate {
  const { id, section, title, text, publishedAt, relevance, names } = page
  const candidate = { id, section, title, text, publishedAt, relevance, names, site: publisherOf(url) }
  return learned === undefined ? candidate : { ...candidate, relevance: learned.score, judged: relevance }
}

/** Who stands behind an address, for the limit of pages of one site. A number or `localhost` names nobody, so each page stands for itself. */
function publisherOf(url: string): string {
  const host = hostOf(url)
  return host === 'localhost' || /^[\d.]+$|^\[/.test(host) ? url : siteOf(url)
}

type TextById = ReadonlyMap<string, CutText>

async function cutAll(pages: readonly (OfferedPage | Page)[]): Promise<TextById> {
  const texts = await inTurns(cutSteps(pages))
  return new Map(pages.flatMap(({ id }, index) => (texts[index] === undefined ? [] : [[id, texts[index]]])))
}

function* cutSteps(pages: readonly (OfferedPage | Page)[]): Generator<void, CutText[]> {
  const texts: CutText[] = []
  for (const page of pages) {
    texts.push(cutItem(page))
    yield
  }
  return yield* frameSteps(pages, texts)
}

/** Of each group of copies the best one stays, unless readers saw one before; the others are told which one that is. */
async function findCopies(
  candidates: readonly Candidate[],
  shown: readonly Page[],
  texts: TextById,
): Promise<Map<string, ItemFate>> {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]))
  const before = new Map(shown.map((page) => [page.id, page]))
  const fates = new Map<string, ItemFate>()
  for (const group of await groupCopies([...candidates, ...shown], texts)) {
    const members = group.flatMap((id) => byId.get(id) ?? []).sort((a, b) => b.relevance - a.relevance)
    const seen = group.flatMap((id) => before.get(id) ?? [])[0]
    const [best, ...rest] = members
    const reason =
      seen === undefined
        ? `its text is that of "${best?.title}" (${best?.site})`
        : `its text is that of "${seen.title}" (${seen.site}), which was shown before`
    const sameAs = seen === undefined ? (best?.id ?? null) : null
    for (const { id } of seen === undefined ? rest : members)
      fates.set(id, { id, fate: 'duplicate', position: null, reason, sameAs })
  }
  return fates
}

async function groupCopies(pages: readonly (Candidate | Page)[], texts: TextById): Promise<string[][]> {
  return await inTurns(
    clusterSteps(
      pages,
      pages.map((page) => texts.get(page.id) ?? cutItem(page)),
    ),
  )
}

/** Takes step after step, and lets others have their turn now and then: the daemon answers meanwhile. */
async function inTurns<Result>(steps: Generator<void, Result>): Promise<Result> {
  let turn = performance.now()
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
    if (performance.now() - turn < longestTurn) continue
    await breathe()
    turn = performance.now()
  }
}

/** Pages whose job ended without a verdict. */
function failedPages(
  items: readonly DigestItem[],
  started: readonly StartedPage[],
  ended: readonly ChildResult[],
): ItemFate[] {
  const errors = new Map(ended.map(({ id, error }) => [id, error]))
  const jobs = new Map(started.map(({ item, job }) => [item, job]))
  return items
    .filter(({ fate }) => fate === 'found')
    .map(({ id }) => {
      const error = errors.get(jobs.get(id) ?? '') ?? 'its job did not end well'
      return { id, fate: 'failed', position: null, reason: notJudgedReason(error) }
    })
}
