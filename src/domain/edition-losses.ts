import { count, listWords } from '../base/text.ts'
import type { DigestItem } from '../contracts/digest.ts'
import { leastRelevance } from './top-five.ts'

/** Pages of an edition that nobody could judge, and why: the reason that most of them have. */
export interface NotJudged {
  pages: number
  reason: string
}

const notJudged = 'not judged: '

/** What is written of a page whose job ended without a verdict. */
export function notJudgedReason(error: string): string {
  return `${notJudged}${error}`
}

/** The pages whose jobs ended without a verdict; null where every page has one. */
export function notJudgedOf(items: readonly DigestItem[]): NotJudged | null {
  const failed = items.filter(({ fate }) => fate === 'failed')
  const reasons = Map.groupBy(failed, ({ reason }) => (reason ?? '').replace(notJudged, ''))
  const [most] = [...reasons].sort(([, a], [, b]) => b.length - a.length)
  if (most === undefined) return null
  const others = reasons.size - 1
  const reason = most[0].replace(/\.$/, '')
  const more = others === 0 ? '' : ` (and ${count(others, 'other reason')})`
  return { pages: failed.length, reason: `${reason}${more}` }
}

/** Why an edition has fewer pages than were wanted, to stand behind a colon; null where it has them all. */
export function shortfallOf(items: readonly DigestItem[], wanted: number): string | null {
  const chosen = items.filter(({ fate }) => fate === 'chosen').length
  if (chosen >= wanted) return null
  if (items.length === 0) return 'no source offered a page'
  const failed = items.filter(({ fate }) => fate === 'failed').length
  const unread = items.filter(isUnread).length
  const others = items.filter((item) => !/^(?:chosen|failed)$/.test(item.fate) && !isUnread(item))
  return listWords([
    ...(failed > 0 ? [`${count(failed, 'page')} could not be judged`] : []),
    ...(unread > 0 ? [`${count(unread, 'page was', 'pages were')} not read`] : []),
    fateOfOthers(others, others.length < items.length ? 'other ' : ''),
  ])
}

function fateOfOthers(others: readonly DigestItem[], other: string): string {
  const good = others.filter(isGood).length
  if (others.length === 0) return 'no source offered another page'
  if (good > 0) return `${count(good, 'good page is', 'good pages are')} of sites that have their two already`
  return others.some(({ fate }) => fate === 'passed-over')
    ? `no ${other}page was good enough`
    : `every ${other}page was shown before, a copy or refused`
}

function isUnread({ fate, evaluation }: DigestItem): boolean {
  return fate === 'passed-over' && evaluation === null
}

/** With room left, only the limit of pages of one site passes a good page over. */
function isGood({ fate, evaluation, score }: DigestItem): boolean {
  return fate === 'passed-over' && evaluation !== null && (score ?? evaluation.relevance) >= leastRelevance
}
