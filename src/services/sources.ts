import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AppError, codeOf, messageOf } from '../base/app-error.ts'
import { hideCredentials, holdsCredentials, portOf } from '../base/web-address.ts'
import { isFolderAddress } from '../contracts/brand.ts'
import { FetchError, type Fetched, type Fetcher } from '../contracts/fetcher.ts'
import { JobError } from '../contracts/job.ts'
import { type FoundPage, ParseError, type ParsedPage } from '../contracts/parser.ts'
import type { OfferedPage } from '../contracts/source.ts'
import { hostOf } from '../domain/page-address.ts'
import { type ReadingWorld, readPage, readSource, sourceKinds } from '../sources/read.ts'
import { listBrands } from '../store/brands.ts'
import { type SourceRow, listSources as listStoredSources } from '../store/sources.ts'
import type { App } from './app.ts'
import { openFetcher } from './world.ts'

export interface BrandSource extends SourceRow {
  /** The id of the brand, as people type it. */
  brand: string
}

/** One request of a test, and what came of it. */
export interface TestedAddress {
  url: string
  status: number | null
  contentType: string | null
  bytes: number | null
  /** Why it was not read: a code of the fetcher, the sentence, and the address, which is another one after a redirect. */
  failure: { code: string; message: string; url: string } | null
}

export interface SourceTest {
  url: string
  /** The kind that was asked for, or the first one that its answer is; null where it is none. */
  kind: string | null
  pages: FoundPage[]
  /** What is wrong with the document that is read all the same, a sentence each. */
  warnings: string[]
  /** Addresses that are offered and would not be read, and why. */
  leftOut: { url: string; why: string }[]
  /** The first page, read as an edition would read it. */
  sample: {
    url: string
    title: string
    publishedAt: Date | null
    language: string | null
    words: number
    beginning: string
  } | null
  /** Why the first page would not be read, where that is so. */
  sampleProblem: string | null
  asked: TestedAddress[]
  /** `host:port`, where the address itself is private and NETWORK_ALLOW would have to name it. */
  privateHost: string | null
  /** Why nothing would be read, where that is so. */
  problem: string | null
}

export interface SourceTestOptions {
  kind: string | undefined
  /** Stands for `{query}`. */
  query: string | undefined
  /** Paths of the pages that are articles; all where there are none. */
  articles?: readonly string[]
  signal: AbortSignal
}

const sampleLength = 300

/** The sources of all brands, with how their last reading went. */
export async function listSources(app: App): Promise<BrandSource[]> {
  const brands = await listBrands(app.sql, app.org)
  const lists = await Promise.all(
    brands.map(async (brand) =>
      (await listStoredSources(app.sql, app.org, brand.id)).map((row) => ({ ...row, brand: brand.slug })),
    ),
  )
  return lists.flat()
}

/** Reads an address or a folder as an edition would, stores nothing, and says what would be read and why not. */
export async function testSource(app: App, typed: string, options: SourceTestOptions): Promise<SourceTest> {
  const url = await sourceAddress(typed)
  refuseWithoutWords(url, options.query)
  const fetcher = await openFetcher(app)
  const parser = (await import('../io/parse/index.ts')).createParser()
  const asked: TestedAddress[] = []
  const world: ReadingWorld = {
    fetch: remembering(fetcher.fetch, asked),
    parse: parser.parse,
    signal: options.signal,
    now: app.clock,
  }
  try {
    const found = await readAsSomeKind(url, options, world)
    const sampled = await sampleOf(found.pages[0], world)
    const pages = found.pages.map(({ saved: _saved, ...page }) => page)
    return { url, ...found, ...sampled, pages, asked, privateHost: privateHostOf(url, asked) }
  } finally {
    await Promise.all([parser.close(), fetcher.close()])
  }
}

function privateHostOf(url: string, asked: readonly TestedAddress[]): string | null {
  const { host } = new URL(url)
  const isRefused = asked.some(
    ({ failure }) => failure?.code === 'blocked-address' && new URL(failure.url).host === host,
  )
  return isRefused ? `${hostOf(url)}:${portOf(new URL(url))}` : null
}

/** A search is read for words, and nothing else is. */
function refuseWithoutWords(url: string, query: string | undefined): void {
  const isSearch = url.includes('{query}')
  if (isSearch === (query !== undefined)) return
  if (isSearch)
    throw new AppError('wrong-use', `"${url}" is read for words in place of {query}; none were given.`, {
      hint: `Try: nightdesk source test '${url}' --query pizza`,
    })
  throw new AppError('wrong-use', `"${url}" has no {query}, where the words of --query would go.`, {
    hint: `Try: nightdesk source test '${url}'`,
  })
}

/** The address that a person typed, or that of a folder of this machine. An AppError for what no source can have. */
export async function sourceAddress(typed: string): Promise<string> {
  const isWeb = /^https?:\/\//i.test(typed) && URL.canParse(typed)
  if (isFolderAddress(typed) || (isWeb && !holdsCredentials(typed))) return typed
  const hint = 'Try: nightdesk source test https://example.org/feed.xml'
  const shown = hideCredentials(typed)
  if (isWeb)
    throw new AppError('wrong-use', `"${shown}" holds a user name or a password; sources are read without.`, {
      hint,
    })
  if (!/^[a-z][a-z0-9+.-]*:/i.test(typed) && (await isFolder(typed))) return folderAddress(typed)
  throw new AppError('wrong-use', `"${shown}" is neither a web address nor a folder.`, {
    hint: isHost(typed) ? `Try: nightdesk source test https://${typed}` : hint,
  })
}

/** `example.org/feed`: an address but for its beginning. */
function isHost(typed: string): boolean {
  return (
    /^[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}(?:[:/?].*)?$/u.test(typed) && URL.canParse(`https://${typed}`)
  )
}

export function folderAddress(path: string): string {
  return pathToFileURL(resolve(path)).href
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false
    throw error
  }
}

/** The kind that was asked for; else feed, sitemap and site in turn, until one finds pages. */
async function readAsSomeKind(
  url: string,
  { kind, query, articles = [] }: SourceTestOptions,
  world: ReadingWorld,
): Promise<Pick<SourceTest, 'kind' | 'warnings' | 'leftOut' | 'problem'> & { pages: OfferedPage[] }> {
  const kinds = kind === undefined ? guesses(url) : [sourceKinds.get(kind).kind]
  let problem: string | null = null
  for (const candidate of kinds) {
    const spec = { kind: candidate, name: hostOf(url), url, articles }
    try {
      const { pages, warnings, leftOut, failures } = await readSource(
        spec,
        query === undefined ? [] : [query],
        nothing,
        world,
      )
      const said = [...failures.map(({ error }) => error), ...warnings]
      if (pages.length > 0) return { kind: candidate, pages, warnings: said, leftOut, problem: null }
      problem =
        leftOut.length === 0
          ? `It is read as a ${candidate} and names no pages.`
          : `It is read as a ${candidate}, and none of its ${leftOut.length} pages is read: ${leftOut[0]?.why}.`
      if (candidate === 'feed') break
    } catch (error) {
      world.signal.throwIfAborted()
      problem = messageOf(error)
      if (!isOfAnotherKind(error)) break
    }
  }
  return { kind: kind ?? null, pages: [], warnings: [], leftOut: [], problem }
}

/** Whether it makes sense to read the document as another kind: it came, and nothing is wrong with it. */
function isOfAnotherKind(error: unknown): boolean {
  return error instanceof JobError && error.cause instanceof ParseError && error.cause.wrongKind
}

const nothing = { etag: null, lastModified: null }

function guesses(url: string): string[] {
  if (url.startsWith('file:')) return ['file']
  return url.includes('{query}') ? ['search'] : ['feed', 'sitemap', 'site']
}

async function sampleOf(
  first: OfferedPage | undefined,
  world: ReadingWorld,
): Promise<Pick<SourceTest, 'sample' | 'sampleProblem'>> {
  if (first === undefined) return { sample: null, sampleProblem: null }
  if (first.saved !== undefined) return { sample: shape(first.url, first.saved.page), sampleProblem: null }
  try {
    const reading = await readPage(first.url, nothing, world)
    const sample = reading.notModified ? null : shape(reading.page.url, reading.page)
    return { sample, sampleProblem: null }
  } catch (error) {
    if (error instanceof JobError) return { sample: null, sampleProblem: messageOf(error) }
    throw error
  }
}

function shape(url: string, page: ParsedPage): SourceTest['sample'] {
  const { title, publishedAt, language, text } = page
  const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
  return { url, title, publishedAt, language, words, beginning: text.slice(0, sampleLength) }
}

/** Each address is asked for once in a test, and what came of it is noted. */
function remembering(fetch: Fetcher, asked: TestedAddress[]): Fetcher {
  const known = new Map<string, Promise<Fetched>>()
  const askFor: Fetcher = async (request) => {
    const tested: TestedAddress = {
      url: request.url,
      status: null,
      contentType: null,
      bytes: null,
      failure: null,
    }
    asked.push(tested)
    try {
      const { status, contentType, body, ...rest } = await fetch(request)
      Object.assign(tested, { status, contentType, bytes: body.byteLength })
      return { status, contentType, body, ...rest }
    } catch (error) {
      if (error instanceof FetchError)
        tested.failure = { code: error.failure, message: error.message, url: error.url }
      throw error
    }
  }
  return async (request) => {
    const answer = known.get(request.url) ?? askFor(request)
    known.set(request.url, answer)
    return await answer
  }
}
