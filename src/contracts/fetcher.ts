export const fetchFailures = [
  'blocked-address',
  'blocked-by-robots',
  'too-large',
  'too-slow',
  'bad-scheme',
  'too-many-redirects',
  'network',
] as const
export type FetchFailure = (typeof fetchFailures)[number]

/** A page or feed that could not be read, and whether trying again may help. */
export class FetchError extends Error {
  override readonly name = 'FetchError'
  readonly failure: FetchFailure
  readonly url: string
  /** True where an answer began, and its body was left or lost before its end. */
  readonly truncated: boolean

  constructor(
    failure: FetchFailure,
    url: string,
    message: string,
    options: { cause?: unknown; truncated?: boolean } = {},
  ) {
    super(message, { cause: options.cause })
    this.failure = failure
    this.url = url
    this.truncated = options.truncated ?? false
  }
}

/** The turn of a request comes later than who asked can wait. It is booked: asking again then, with the same `turn`, finds it. */
export class TurnLater extends Error {
  override readonly name = 'TurnLater'
  readonly at: Date

  constructor(host: string, at: Date) {
    super(`${host} is asked often: the next turn there comes at ${at.toISOString()}.`)
    this.at = at
  }
}

export interface FetchRequest {
  url: string
  /** Decoded bytes after which the body is refused; 5 MiB where absent. */
  maxBytes?: number
  /** Milliseconds from the first look-up to the last byte; 20 seconds where absent. */
  timeoutMs?: number
  etag?: string | null
  lastModified?: string | null
  /** Further headers for the server that the address names; a redirect to another one does not carry them. */
  headers?: Record<string, string>
  signal?: AbortSignal
  /** For an address that a person typed, who stands for it; programs obey robots.txt. */
  ignoreRobots?: boolean
  /** True where a model may read the answer: what asks against that (Content-Signal) is refused as `blocked-by-robots`. */
  forAi?: boolean
  /** By what a booked turn at a host is found again: the id of a job. */
  turn?: string
  /** True for a document that many ask for: one that was read lately, by whomever, is not asked for again. */
  shared?: boolean
}

export interface Fetched {
  status: number
  /** After redirects. */
  finalUrl: string
  contentType: string
  body: Uint8Array
  etag: string | null
  lastModified: string | null
  /** True for 304: what was read before still stands. */
  notModified: boolean
  /** From Retry-After, RFC 9110 section 10.2.3. */
  retryAfterSeconds: number | null
  /** How long the answer may be kept, as the server says it; null where it says nothing. */
  cacheControl?: string | null
}

/** Reads one URL politely: robots.txt, pace per host, address guard, caps. Rejects with a FetchError, or with TurnLater where the request names a turn; an HTTP error status is an answer. */
export type Fetcher = (request: FetchRequest) => Promise<Fetched>
