import { listWords, squeeze, truncate } from '../base/text.ts'
import { digestHtml } from './digest-mail-html.ts'
import { digestText } from './digest-mail-text.ts'

/** One of the chosen pages, as its reader sees it. */
export interface MailItem {
  position: number
  section: 'on brand' | 'market'
  heading: string
  url: string
  site: string
  publishedAt: Date | null
  /** 0 to 100. */
  relevance: number
  summary: string
  reason: string
  /** Verbatim from the page; null where there is none. */
  quote: string | null
  risks: readonly string[]
  /** What votes on other pages made of it: `pizza +1.2, like 3 items you said yes to`; null where they say nothing. */
  learned: string | null
  /** Other sites that tell the same. */
  alsoAt: readonly string[]
  yesUrl: string
  noUrl: string
}

/** How the edition came about: what was read, what was lost, who judged. */
export interface MailMaking {
  sourcesRead: number
  sourcesFailed: readonly { name: string; error: string }[]
  pagesSeen: number
  pagesRejected: number
  /** Pages that nobody could judge, and why. */
  notJudged: { pages: number; reason: string } | null
  /** Why there are fewer items than were wanted; null where there are not. */
  shortfall: string | null
  /** The words that were searched. */
  searched: readonly string[]
  /** `offline`, or provider and model. */
  engine: string
  /** What models were paid, in US dollars; null where none was asked. */
  cost: { calls: number; dollars: number; unpriced: number } | null
}

export interface DigestMailData {
  brand: { name: string; primary: string; secondary: string; language: string }
  /** When the edition was made, and the zone in which its reader sees it. */
  at: Date
  zone: string
  /** How many items were wanted: fewer are said to be fewer. */
  wanted: number
  items: readonly MailItem[]
  making: MailMaking
  /** The page on which its reader says no for good. */
  unsubscribeUrl: string
}

export interface DigestMail {
  subject: string
  html: string
  text: string
}

const longestSubject = 90
/** Bytes: Gmail cuts what is over 102 kB. */
const largestHtml = 100_000
const leastShare = 0.1

/** An edition as a mail: HTML and text that say the same. Every text is escaped; links are those of the items and no other. */
export function renderDigestMail(data: DigestMailData): DigestMail {
  for (let share = 1; ; share *= 0.8) {
    const mail = renderWith(data, share)
    if (Buffer.byteLength(mail.html) < largestHtml || share < leastShare) return mail
  }
}

function renderWith(data: DigestMailData, share: number): DigestMail {
  const items = data.items.map((item) => clean(item, share))
  const tidy = { ...data, items }
  return {
    subject: subjectOf(tidy),
    html: digestHtml(tidy, preheaderOf(tidy)),
    text: digestText(tidy),
  }
}

function subjectOf({ brand, items }: DigestMailData): string {
  const [first] = items
  if (first === undefined) return `${brand.name}: nothing today`
  const rest = items.length > 1 ? ` + ${items.length - 1} more` : ''
  const room = longestSubject - brand.name.length - rest.length - 2
  const heading = first.heading.replaceAll('\u200b', '')
  return squeeze(`${brand.name}: ${truncate(heading, Math.max(20, room))}${rest}`)
}

/** What an inbox shows behind the subject. */
function preheaderOf({ items }: DigestMailData): string {
  const headings = items.slice(1, 4).map((item) => item.heading)
  return truncate(headings.length > 0 ? `Also: ${listWords(headings)}.` : (items[0]?.summary ?? ''), 200)
}

/** Texts from models and pages, cut to what a mail has room for; where it is too large all the same, to a share of it. */
function clean(item: MailItem, share: number): MailItem {
  const fit = (text: string, most: number) => unlinked(truncate(squeeze(text), Math.round(most * share)))
  return {
    ...item,
    heading: unlinked(truncate(squeeze(item.heading), 140)),
    site: truncate(squeeze(item.site), 60),
    summary: fit(item.summary, 420),
    reason: fit(item.reason, 240),
    quote: item.quote === null ? null : fit(item.quote, 400),
    risks: item.risks.slice(0, 3).map((risk) => fit(risk, 100)),
    learned: item.learned === null ? null : fit(item.learned, 200),
    alsoAt: item.alsoAt.slice(0, 4).map(hostOnly),
  }
}

/** Mail programs make links of names such as `Booking.com`; a space without a width after the dot keeps them from it. */
function unlinked(text: string): string {
  return text.replace(/(?<=[\p{L}\p{N}])\.(?=\p{L}{2})/gu, '.\u200b')
}

/** Letters, digits and what joins them in the name of a host. */
function hostOnly(site: string): string {
  return truncate(site.replace(/[^\p{L}\p{N}.:-]/gu, ''), 40)
}
