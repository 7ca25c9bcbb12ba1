import { pageJudge } from '../agents/page-judge.ts'
import type { PageJudgement, PageToJudge, VotedTitle } from '../agents/page-judge.ts'
import { newId } from '../base/id.ts'
import { squeeze, stripControls, truncate } from '../base/text.ts'
import type { Brand } from '../contracts/brand.ts'
import type { DigestItem, Evaluation, Page, Quote } from '../contracts/digest.ts'
import type { WorkflowContext } from '../contracts/workflow.ts'
import { capModelScore } from '../domain/model-score.ts'
import { findQuote } from '../domain/quote.ts'
import { holdsAddress, withoutAddresses } from '../domain/written-address.ts'
import type { BrandRow } from '../store/brands.ts'
import { judgeItem } from '../store/digest-items.ts'
import { findEvaluation, saveEvaluation } from '../store/evaluations.ts'
import { askUnlessRefused } from './digest-refusal.ts'

/** What is looked at of a text from a model: a few times more than is kept of the longest. */
const longestSaid = 4000
const longest = { heading: 140, summary: 600, reason: 400, risk: 200, topic: 60, entity: 80 }
const most = { topics: 5, entities: 8 }

/** For whom a page is judged. */
export interface PageReader {
  brand: BrandRow
  examples: readonly VotedTitle[]
  /** The page was never read before, so nothing is known of it. */
  isNew: boolean
}

/**
 * What a page is worth to a brand, as it was judged before by a model, else by asking now; and writes on the item of
 * the edition that it was judged.
 */
export async function evaluatePage(
  page: Page,
  item: DigestItem,
  { brand, examples, isNew }: PageReader,
  context: WorkflowContext,
): Promise<Evaluation> {
  const version = {
    pageId: page.id,
    textHash: page.textHash,
    brandHash: brand.hash,
    agentVersion: pageJudge.version,
  }
  const key = { brandId: brand.id, ...version }
  const before = isNew ? undefined : await findEvaluation(context.sql, context.org, key)
  const judged = { id: item.id, title: page.title, publishedAt: page.publishedAt }
  if (before !== undefined && before.engine !== 'offline') {
    const verdict = { ...judged, fate: 'judged', reason: null, pageId: page.id } as const
    await judgeItem(context.sql, context.org, { ...verdict, evaluationId: before.id })
    return before
  }
  const question = { ...questionOf(page, item.url, brand.content), examples }
  const ask = async () => await context.ask(pageJudge, question)
  const { output, engine } = await askUnlessRefused(key, { isNew }, ask, context)
  const checked = checkJudgement(output, question, engine)
  return await saveEvaluation(context.sql, context.org, {
    id: newId(),
    brandId: brand.id,
    jobId: context.jobId,
    item: judged,
    ...version,
    ...checked,
    engine,
  })
}

/** What is asked of a page. */
export function questionOf(
  {
    title,
    text,
    site,
    publishedAt,
    readAt,
  }: Pick<Page, 'title' | 'text' | 'site' | 'publishedAt' | 'readAt'>,
  url: string,
  brand: Brand,
): PageToJudge {
  return {
    brand,
    page: { title, text, url, site, publishedAt: publishedAt?.toISOString() ?? null },
    // A later attempt finds this time again: its question is the same, and its answer is not paid twice.
    now: readAt.toISOString(),
  }
}

type Checked = Omit<Evaluation, 'id' | 'pageId' | 'textHash' | 'brandHash' | 'engine' | 'agentVersion'>

/** Rules that hold whatever a model says: the score is capped, quotes stand in the page, texts are one clean line without an address. */
function checkJudgement(said: PageJudgement, question: PageToJudge, engine: string): Checked {
  const byWords = engine === 'offline' ? said : pageJudge.offline(question)
  const { relevance, note } = capModelScore(said.relevance, byWords.relevance)
  // Links in a mail come from its sources only; a mail program would make one of an address in a text.
  const line = (text: string, length: number) =>
    truncate(squeeze(withoutAddresses(stripControls(text.slice(0, longestSaid)))), length)
  const quotes = verify(said.quotes, question.page.text)
  const risks = note === undefined ? said.risks : [note, ...said.risks]
  return {
    relevance: Math.max(0, Math.min(100, Math.round(relevance))),
    section: said.section,
    heading: line(said.heading, longest.heading) || line(byWords.heading, longest.heading),
    summary: line(said.summary, longest.summary),
    reason: line(said.reason, longest.reason),
    quotes: quotes.length > 0 ? quotes : verify(byWords.quotes, question.page.text),
    risks: risks.slice(0, 5).map((risk) => line(risk, longest.risk)),
    sentiment: said.sentiment,
    topics: said.topics
      .map((topic) => line(topic, longest.topic))
      .filter((topic) => topic !== '')
      .slice(0, most.topics),
    entities: said.entities
      .filter(
        (name) => name.length <= longest.entity && name.trim() !== '' && question.page.text.includes(name),
      )
      .map((name) => line(name, longest.entity))
      .slice(0, most.entities),
  }
}

function verify(quotes: readonly string[], text: string): Quote[] {
  return quotes.slice(0, 3).flatMap((quote) => {
    const found = findQuote(text, quote)
    return found === undefined || holdsAddress(found.text)
      ? []
      : [{ text: found.text, start: found.start, end: found.end }]
  })
}
