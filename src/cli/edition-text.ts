import { shortId } from '../base/id.ts'
import { isPlainObject } from '../base/json.ts'
import { count, listWords, squeeze, truncate } from '../base/text.ts'
import { fates, type Delivery, type Digest, type DigestItem } from '../contracts/digest.ts'
import { paragraph, wrapLines } from './paragraph.ts'
import type { ShownItem } from '../services/digest.ts'
import type { ExplainedItem, ReplayedBrand } from '../services/digest-ranking.ts'
import type { Printer } from './print.ts'
import { cut, table } from './table.ts'
import { localDay } from './time.ts'

/** What an edition's commands print of it. */
export interface EditionParts {
  digest: Digest
  items: readonly ShownItem[]
  deliveries: readonly Delivery[]
}

/** The chosen pages with score, reason and quote, and where the mails are. */
export function editionText({ digest, items, deliveries }: EditionParts, print: Printer): string {
  const chosen = items.filter(({ fate }) => fate === 'chosen')
  const head = `${print.paint('bold', print.safe(digest.subject ?? digest.brandName))}  ${print.paint('dim', `${shortId(digest.id)} · ${digest.status}`)}`
  const told = [
    head,
    ...chosen.flatMap((item) => ['', ...itemLines(item, print)]),
    ...(chosen.length === 0 ? ['', print.safe(nothingLine(digest))] : []),
    '',
    makingLine(digest),
    ...failureLines(digest, print),
  ].join('\n')
  // The path of a mail stays whole on its line, whatever it holds.
  return [wrapLines(told, print.room), ...deliveries.map((delivery) => deliveryLine(delivery, print))].join(
    '\n',
  )
}

/** From here on a line has room for a page and its reason side by side. */
const wideRoom = 140

/** Every page that the edition saw, with its fate; on a narrow terminal the reason stands below, whole. */
export function fatesText(items: readonly DigestItem[], print: Printer): string {
  if (items.length === 0) return 'No source offered a page.'
  if (print.room !== undefined && print.room < wideRoom)
    return items.map((item) => fateLines(item, print.room ?? wideRoom, print)).join('\n')
  const rows = items.map(({ id, fate, evaluation, score, title, url, source, reason }) => [
    shortId(id),
    fate,
    String(score ?? evaluation?.relevance ?? ''),
    print.safe(truncate(title ?? url, 60)),
    print.safe(truncate(source, 24)),
    print.safe(reason ?? ''),
  ])
  const head = ['id', 'fate', 'score', 'page', 'source', 'reason']
  return table(rows, { head, columns: print.room, paint: print.paint })
}

function fateLines(item: DigestItem, room: number, print: Printer): string {
  const { id, fate, evaluation, score, title, url, source, reason } = item
  const worth = String(score ?? evaluation?.relevance ?? '').padStart(3)
  const lead = `${shortId(id)}  ${fate.padEnd(longestFate)}  ${worth}  `
  const because = [source, ...(reason === null ? [] : [reason])].join(' · ')
  const below = paragraph(print.safe(because), { room, indent: ' '.repeat(10) })
  return `${lead}${cut(print.safe(title ?? url), room - lead.length)}\n${print.paint('dim', below)}`
}

const longestFate = Math.max(...fates.map((fate) => fate.length))

/** `sent`, or what a person must know of a mail that is not. For the inbox folder the path stands alone on its line. */
export function deliveryLine({ id, state, recipient, response, error }: Delivery, print: Printer): string {
  const name = print.safe(recipient)
  if (state === 'sent' && response?.startsWith('/') === true)
    return `✓ For ${name}, in the local inbox:\n${response}`
  if (state === 'sent') return `✓ Sent to ${name}: ${print.safe(truncate(response ?? '', 100))}`
  const why = error === null ? '' : `: ${print.safe(truncate(error, 140))}`
  const what = state === 'failed' ? 'refused' : state
  return print.paint('yellow', `! ${what} for ${name} (${shortId(id)})${why}`)
}

function itemLines(item: ShownItem, print: Printer): string[] {
  const { position, evaluation, url, publishedAt, source } = item
  if (evaluation === null) return [`${position}. ${print.safe(item.title ?? url)}`]
  const { heading, relevance, section, reason, quotes, risks } = evaluation
  const day = publishedAt === null ? '' : ` · ${localDay(publishedAt)}`
  const [quote] = quotes
  const lines = { room: print.room, indent: '   ' }
  return [
    `${position}. ${print.paint('bold', print.safe(heading))}`,
    `   ${print.paint('cyan', `${relevance} ${section}`)}${print.paint('dim', ` · ${print.safe(source)}${day}`)}`,
    paragraph(print.safe(reason), lines),
    ...(quote === undefined ? [] : [paragraph(`“${print.safe(truncate(squeeze(quote.text), 200))}”`, lines)]),
    ...risks.map((risk) => `   ${print.paint('yellow', `careful: ${print.safe(risk)}`)}`),
    ...(item.why === null || item.why === ''
      ? []
      : [`   ${print.paint('dim', `votes: ${print.safe(item.why)}`)}`]),
    ...(item.alsoAt.length === 0 ? [] : [paragraph(print.safe(`also at ${listWords(item.alsoAt)}`), lines)]),
    `   ${print.paint('dim', `${print.safe(url)} · ${shortId(item.id)}`)}`,
  ]
}

function nothingLine({ status, summary: { shortfall } }: Digest): string {
  if (status === 'failed' || status === 'cancelled') return `Nothing was sent: the job ended as ${status}.`
  if (status === 'reading' || status === 'ready') return 'It is still being made.'
  return `Nothing was sent: ${typeof shortfall === 'string' ? shortfall : 'no page was good enough'}.`
}

function failureLines({ summary }: Digest, print: Printer): string[] {
  const failed: unknown[] = Array.isArray(summary.sourcesFailed) ? summary.sourcesFailed : []
  const { notJudged, withheld } = summary
  const lines = failed.flatMap((each) =>
    isPlainObject(each) ? [`! ${String(each.name)}: ${truncate(String(each.error), 160)}`] : [],
  )
  if (isPlainObject(notJudged) && typeof notJudged.reason === 'string')
    lines.push(
      `! ${count(Number(notJudged.pages), 'page')} could not be judged: ${truncate(notJudged.reason, 160)}`,
    )
  if (typeof withheld === 'string') lines.push(`! ${withheld}, see nightdesk email stopped`)
  return lines.map((line) => print.paint('yellow', print.safe(line)))
}

function makingLine({ summary, engine }: Digest): string {
  const number = (name: string) => (typeof summary[name] === 'number' ? summary[name] : 0)
  const failed = Array.isArray(summary.sourcesFailed) ? summary.sourcesFailed.length : 0
  const sources = `${count(number('sourcesRead'), 'source')} read${failed > 0 ? `, ${failed} failed` : ''}`
  return `${sources} · ${count(number('seen'), 'page')} seen, ${number('rejected')} rejected, ${count(number('duplicate'), 'copy', 'copies')} · engine: ${engine ?? 'none'}`
}

/** Why one page stands where it does: its judgement, what votes on other pages made of it, and its fate. */
export function whyText(item: ExplainedItem, print: Printer): string {
  const { evaluation, score, why, fate, reason, yes, no } = item
  const indent = ' '.repeat(10)
  const row = (name: string, text: string) => {
    const told = paragraph(print.safe(text), { room: print.room, indent })
    return `${print.paint('dim', name.padEnd(indent.length))}${told.slice(indent.length)}`
  }
  const judged =
    evaluation === null
      ? 'not judged'
      : `${evaluation.relevance} ${evaluation.section}, by ${evaluation.engine}: ${evaluation.reason}`
  const learned =
    score === null ? 'nobody had voted yet: the judgement alone counts' : `${score}: ${why ?? ''}`
  return [
    print.paint('bold', wrapLines(print.safe(evaluation?.heading ?? item.title ?? item.url), print.room)),
    row('page', item.url),
    row('source', item.source),
    row('judged', judged),
    ...(evaluation === null || evaluation.topics.length === 0
      ? []
      : [row('topics', evaluation.topics.join(', '))]),
    ...(evaluation === null || evaluation.entities.length === 0
      ? []
      : [row('names', evaluation.entities.join(', '))]),
    ...(evaluation === null ? [] : [row('mood', evaluation.sentiment)]),
    ...(evaluation === null ? [] : [row('votes', learned.replace(/: $/, ''))]),
    row('fate', `${fate}${reason === null ? '' : `: ${reason}`}`),
    ...(yes + no > 0 ? [row('readers', `${yes} yes, ${no} no`)] : []),
  ].join('\n')
}

/** How past editions rank with and without the votes. */
export function replayText(
  { editions, votes, without, learned, brand, days }: ReplayedBrand,
  print: Printer,
): string {
  if (editions === 0)
    return `Nobody voted on an edition of ${print.safe(brand)} in the last ${count(days, 'day')}.`
  const figure = (value: number | null) => (value === null ? '–' : value.toFixed(2))
  const rows = [
    ['without votes', figure(without.precision), figure(without.ndcg)],
    ['with votes', figure(learned.precision), figure(learned.ndcg)],
  ]
  const head = ['ranked', 'precision@5', 'ndcg@5']
  return [
    `${count(editions, 'edition')} of ${print.safe(brand)}, ${count(votes, 'vote')}; each edition learns from the votes before it.`,
    '',
    table(rows, { head, columns: print.room, paint: print.paint }),
  ].join('\n')
}
