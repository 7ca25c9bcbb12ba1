import { messageOf } from '../base/app-error.ts'
import { createRegistry } from '../base/registry.ts'
import { type Fetcher, TurnLater } from '../contracts/fetcher.ts'
import type { Parse, ParsedPage } from '../contracts/parser.ts'
import type { OfferedPage, SourceKind, SourceSpec } from '../contracts/source.ts'
import { keyOfOffer, offeredAddress } from '../domain/offered-address.ts'
import { siteOf } from '../domain/page-address.ts'
import { encodePattern, matchesPattern, pathOf } from '../base/path-pattern.ts'
import * as kinds from './index.ts'
import { checkStatus, toJobError } from './reading.ts'

/** What reading needs of the world; a workflow's context has it. */
export interface ReadingWorld {
  fetch: Fetcher
  parse: Parse
  signal: AbortSignal
  now(): Date
}

/** What a server said of a document last time, so that it need not send it again. */
export interface Remembered {
  etag: string | null
  lastModified: string | null
}

export interface SourceReading extends Remembered {
  /** True where nothing changed since the last reading; then there are no pages. */
  notModified: boolean
  /** Each page once, by its key, in the order of the source. */
  pages: OfferedPage[]
  /** Addresses of the source that could not be read while others could. */
  failures: { address: string; error: string }[]
  /** What is wrong with documents that were read all the same, a sentence each. */
  warnings: string[]
  /** Addresses that are offered and not read, and why. */
  leftOut: { url: string; why: string }[]
}

export type PageReading =
  | { notModified: true }
  | ({ notModified: false; page: ParsedPage & { url: string; site: string } } & Remembered)

/** Every kind of source, by name. */
export const sourceKinds = createRegistry<SourceKind>(
  'kind of source',
  Object.values(kinds),
  ({ kind }) => kind,
)

/** Thrown past a source's rule when its address answers 304. */
class Unchanged extends Error {
  override readonly name = 'Unchanged'
}

const mostPages = 500
const nothing: Remembered = { etag: null, lastModified: null }

/**
 * Reads one source: its addresses, the documents there, the pages they offer, each once. Rejects with a JobError where
 * none of the addresses could be read.
 */
export async function readSource(
  source: SourceSpec,
  queries: readonly string[],
  remembered: Remembered,
  world: ReadingWorld,
): Promise<SourceReading> {
  const kind = sourceKinds.get(source.kind)
  const addresses = kind.addresses(source, queries)
  const only = addresses.length === 1
  const reading: SourceReading = {
    ...nothing,
    notModified: false,
    pages: [],
    failures: [],
    warnings: [],
    leftOut: [],
  }
  let firstError: unknown
  for (const address of addresses) {
    try {
      const read = await readAddress(kind, address, only ? remembered : nothing, world)
      if (only) Object.assign(reading, { etag: read.etag, lastModified: read.lastModified })
      reading.pages.push(...read.pages)
      reading.warnings.push(...read.warnings)
    } catch (error) {
      world.signal.throwIfAborted()
      // The job comes back when its turn does; what it has read by then is remembered.
      if (error instanceof TurnLater) throw toJobError(error, world.now())
      if (error instanceof Unchanged) return { ...reading, ...remembered, notModified: true }
      firstError ??= error
      reading.failures.push({ address, error: messageOf(error) })
    }
  }
  if (addresses.length > 0 && reading.failures.length === addresses.length)
    throw toJobError(firstError, world.now())
  return withReadable(reading, source)
}

/** Each page once, by its key; what cannot be read, or is too much for one edition, is left out and said. */
function withReadable(reading: SourceReading, { kind, articles = [] }: SourceSpec): SourceReading {
  const pages: OfferedPage[] = []
  const leftOut: SourceReading['leftOut'] = []
  const warnings = [...reading.warnings]
  for (const page of reading.pages) {
    const offered = offeredAddress(page.url, kind)
    if ('refusal' in offered) leftOut.push({ url: page.url, why: offered.refusal })
    else if (!isArticle(offered.url, articles)) leftOut.push({ url: offered.url, why: 'no article' })
    else pages.push({ ...page, url: offered.url })
    if ('url' in offered && offered.note !== undefined) warnings.push(offered.note)
  }
  const once = eachOnce(pages)
  const why = `an edition takes at most ${mostPages} pages of a source`
  for (const { url } of once.slice(mostPages)) leftOut.push({ url, why })
  return { ...reading, warnings, leftOut, pages: once.slice(0, mostPages) }
}

/** Reads one page: its text and what is known of it. Rejects with a JobError. */
export async function readPage(
  url: string,
  remembered: Remembered,
  world: ReadingWorld,
): Promise<PageReading> {
  try {
    const fetched = await world.fetch({ url, ...remembered, forAi: true, signal: world.signal })
    if (fetched.notModified) return { notModified: true }
    checkStatus(fetched, url, world.now())
    const { finalUrl, contentType, body, etag, lastModified } = fetched
    const page = await world.parse('page', { url: finalUrl, contentType, body })
    const address = trustedAddress(finalUrl, page.canonicalUrl)
    return { notModified: false, etag, lastModified, page: { ...page, url: address, site: siteOf(address) } }
  } catch (error) {
    world.signal.throwIfAborted()
    throw toJobError(error, world.now())
  }
}

/** One address of a source. Only the address itself is asked for with conditions, not what it leads to. */
async function readAddress(
  kind: SourceKind,
  address: string,
  remembered: Remembered,
  world: ReadingWorld,
): Promise<Remembered & { pages: OfferedPage[]; warnings: string[] }> {
  let said = nothing
  const warnings: string[] = []
  const pages = await kind.read(address, {
    parse: world.parse,
    warn: (sentence) => void warnings.push(sentence),
    async fetch(url) {
      const isFirst = url === address
      const fetched = await world.fetch({
        url,
        ...(isFirst ? remembered : nothing),
        shared: true,
        signal: world.signal,
      })
      if (fetched.notModified) throw new Unchanged(`${url} has not changed.`)
      checkStatus(fetched, url, world.now())
      if (isFirst) said = { etag: fetched.etag, lastModified: fetched.lastModified }
      return fetched
    },
  })
  return { ...said, pages, warnings }
}

/** By the paths that the brand names for the source. */
function isArticle(url: string, articles: readonly string[]): boolean {
  const path = pathOf(url)
  return articles.length === 0 || articles.some((pattern) => matchesPattern(encodePattern(pattern), path))
}

function eachOnce(pages: readonly OfferedPage[]): OfferedPage[] {
  const byKey = new Map<string, OfferedPage>()
  for (const page of pages) {
    const key = keyOfOffer(page)
    if (!byKey.has(key)) byKey.set(key, page)
  }
  return [...byKey.values()]
}

/** A page may name its own canonical address, but only one of its own site. */
function trustedAddress(finalUrl: string, canonicalUrl: string | null): string {
  return canonicalUrl !== null && siteOf(canonicalUrl) === siteOf(finalUrl) ? canonicalUrl : finalUrl
}
