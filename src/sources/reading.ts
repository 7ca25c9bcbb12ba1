import { count } from '../base/text.ts'
import { FetchError, TurnLater } from '../contracts/fetcher.ts'
import type { FetchFailure, Fetched } from '../contracts/fetcher.ts'
import { JobError } from '../contracts/job.ts'
import type { ErrorKind } from '../contracts/job.ts'
import { ParseError } from '../contracts/parser.ts'
import type { FoundPage, ParseKind, ParseResults } from '../contracts/parser.ts'
import type { SourceReader } from '../contracts/source.ts'

/** What no parser of feeds and pages can read; servers name many things `application/octet-stream`, so that is tried. */
const media = /^(?:image\/(?!svg)|audio\/|video\/|font\/|application\/(?:pdf|zip|wasm)\b)/i

/** Fetches one document and parses it. */
export async function readDocument<Kind extends ParseKind>(
  kind: Kind,
  address: string,
  reader: SourceReader,
): Promise<ParseResults[Kind]> {
  const { finalUrl, contentType, body } = await reader.fetch(address)
  const [type = ''] = contentType.split(';')
  if (media.test(type)) throw new ParseError(finalUrl, `It is ${type}, which is neither a feed nor a page.`)
  return reader.parse(kind, { url: finalUrl, contentType, body })
}

/** The items of the feed at an address; those that name no page are left out. */
export async function readFeedAt(address: string, reader: SourceReader): Promise<FoundPage[]> {
  const { items, cutOff } = await readDocument('feed', address, reader)
  if (cutOff && items.length === 0)
    throw new ParseError(address, 'It is a feed that is cut off before its first item ends.')
  if (cutOff)
    reader.warn(
      `${address} is cut off; ${count(items.length, 'item')} before the cut ${items.length === 1 ? 'is' : 'are'} whole`,
    )
  return items
    .filter(({ url }) => url !== '')
    .map(({ url, title, summary, publishedAt }) => ({ url, title, summary, publishedAt }))
}

/** Rejects an answer that is no document: 429 and 5xx pass by themselves, other statuses do not. */
export function checkStatus(fetched: Fetched, address: string, now: Date): void {
  const { status, retryAfterSeconds } = fetched
  if (status >= 200 && status < 300) return
  const kind: ErrorKind =
    status === 429 ? 'rate-limit' : status >= 500 || status === 408 ? 'unavailable' : 'bad-input'
  const retryAt = retryAfterSeconds === null ? undefined : new Date(now.getTime() + retryAfterSeconds * 1000)
  if (retryAt !== undefined && isTooLate(retryAt, now))
    throw new JobError(
      'bad-input',
      `${address} answered ${status} and wants to be left alone ${until(retryAt)}.`,
    )
  throw new JobError(kind, `${address} answered ${status}.`, { retryAt })
}

/** An edition waits for all that it reads: what comes later than this is left to the next one. */
const patienceMs = 15 * 60_000

function isTooLate(at: Date, now: Date): boolean {
  return at.getTime() - now.getTime() > patienceMs
}

function until(at: Date): string {
  return `until ${at.toISOString().slice(0, 16)}Z, which is too late for this edition`
}

const kinds: Record<FetchFailure, ErrorKind> = {
  network: 'network',
  'too-slow': 'timeout',
  'blocked-address': 'bad-input',
  'blocked-by-robots': 'bad-input',
  'too-large': 'bad-input',
  'bad-scheme': 'bad-input',
  'too-many-redirects': 'bad-input',
}

/** A failure to read as the engine classifies it; anything else is returned as it is. */
export function toJobError(thrown: unknown, now: Date): unknown {
  if (thrown instanceof TurnLater)
    return isTooLate(thrown.at, now)
      ? new JobError('bad-input', `Its host is not asked ${until(thrown.at)}.`, { cause: thrown })
      : new JobError('rate-limit', thrown.message, { cause: thrown, retryAt: thrown.at, spends: false })
  if (thrown instanceof FetchError)
    return new JobError(kinds[thrown.failure], `${thrown.url} was not read: ${thrown.message}`, {
      cause: thrown,
    })
  if (thrown instanceof ParseError)
    return new JobError('bad-input', `${thrown.url} could not be parsed: ${thrown.message}`, {
      cause: thrown,
    })
  return thrown
}
