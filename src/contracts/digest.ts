import type { JsonObject } from '../base/json.ts'

/** What was read at one address, as it was last read. */
export interface Page {
  id: string
  /** Where it was read: at the end of redirects, or in a file. */
  url: string
  /** SHA-256 of the key under which it was offered: two addresses of one page have one key, a file has its own. */
  urlHash: string
  title: string
  text: string
  textHash: string
  author: string | null
  language: string | null
  /** The name of the site; its host where it gives none. */
  site: string
  publishedAt: Date | null
  readAt: Date
  etag: string | null
  lastModified: string | null
}

export const sections = ['on brand', 'market'] as const
export type Section = (typeof sections)[number]

export const sentiments = ['positive', 'neutral', 'negative'] as const
export type Sentiment = (typeof sentiments)[number]

/** Words of the page, byte for byte, with their place in its text (UTF-16 units). */
export interface Quote {
  text: string
  start: number
  end: number
}

/** What a page is worth to a brand, and why. */
export interface Evaluation {
  id: string
  pageId: string
  textHash: string
  brandHash: string
  /** 0 to 100. */
  relevance: number
  section: Section
  heading: string
  summary: string
  reason: string
  quotes: Quote[]
  risks: string[]
  sentiment: Sentiment
  topics: string[]
  /** Names of people, companies, places and products that stand in the page. */
  entities: string[]
  /** `offline`, or provider and model. */
  engine: string
  agentVersion: number
}

export const digestStatuses = ['reading', 'ready', 'sent', 'held', 'refused', 'empty'] as const
export type DigestStatus = (typeof digestStatuses)[number]

/** One edition. */
export interface Digest {
  id: string
  brandId: string
  /** The name of the brand in commands, and for people. */
  brand: string
  brandName: string
  jobId: string
  /** `failed` and `cancelled`: its job ended so before the edition did. */
  status: DigestStatus | 'failed' | 'cancelled'
  subject: string | null
  summary: JsonObject
  engine: string | null
  createdAt: Date
  finishedAt: Date | null
}

export const fates = ['found', 'judged', 'chosen', 'passed-over', 'duplicate', 'rejected', 'failed'] as const
export type Fate = (typeof fates)[number]

/** One page that an edition saw, and what became of it. */
export interface DigestItem {
  id: string
  url: string
  urlHash: string
  source: string
  title: string | null
  summary: string | null
  publishedAt: Date | null
  pageId: string | null
  fate: Fate
  reason: string | null
  /** What the votes on other pages made of it, 0 to 100; null where nobody had voted. */
  score: number | null
  /** `pizza +1.2, source News24 +0.4, like 3 items you said yes to`. */
  why: string | null
  /** From 1; only of a chosen item. */
  position: number | null
  /** Of a duplicate: the item of this edition that tells the same and was kept. */
  sameAs: string | null
  evaluation: Evaluation | null
}

/** From each state of a delivery, the states that may follow. */
export const deliveryStates = {
  ready: ['sending', 'stopped'],
  sending: ['transmitting', 'ready', 'failed'],
  transmitting: ['sent', 'ready', 'failed', 'unknown'],
  sent: [],
  failed: [],
  unknown: ['sent', 'failed'],
  /** Not sent: its reader unsubscribed meanwhile, or the address takes no mail. */
  stopped: [],
} as const satisfies Record<string, readonly string[]>

export type DeliveryState = keyof typeof deliveryStates

/** One message to one address in the outbox, without its bytes. */
export interface Delivery {
  id: string
  digestId: string | null
  sender: string
  recipient: string
  subject: string
  messageId: string
  state: DeliveryState
  attempts: number
  error: string | null
  /** What the server answered; for the inbox folder the path of the file. */
  response: string | null
  createdAt: Date
  updatedAt: Date
  sentAt: Date | null
}

export const votes = ['yes', 'no'] as const
export type Vote = (typeof votes)[number]

/** A vote as it is cast. */
export interface NewVote {
  /** The id of the digest item. */
  item: string
  recipient: string
  vote: Vote
}

/** What a reader may add to a vote. */
export interface VoteRemark {
  /** 1 to 5. */
  rating: number | null
  /** A sentence, at most 500 characters. */
  note: string | null
}

/** How a link was opened without a vote: its page was shown, only asked about (HEAD), or fetched before anyone asked. */
export type LookKind = 'page' | 'head' | 'prefetch'

/** An address that gets no more mail. */
export interface Suppression {
  id: string
  /** As `mailboxOf` writes it. */
  address: string
  /** The brand whose editions it does not get, nor those of brands that were added later; null: it gets nothing. */
  brand: string | null
  reason: 'unsubscribed' | 'bounced'
  /** How it came about. */
  detail: string
  createdAt: Date
}

/** A yes or a no to one item of an edition. */
export interface Feedback {
  id: string
  digestId: string
  itemId: string
  brand: string
  recipient: string
  vote: Vote
  rating: number | null
  note: string | null
  title: string
  url: string
  updatedAt: Date
}
