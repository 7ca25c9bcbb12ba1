import { AppError, messageOf } from '../base/app-error.ts'
import { hideCredentials, holdsCredentials } from '../base/web-address.ts'
import { FetchError, type Fetched, type Fetcher } from '../contracts/fetcher.ts'
import { JobError } from '../contracts/job.ts'
import { type FoundPage, ParseError } from '../contracts/parser.ts'
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
  /** Why it was not read: a code of the fetcher, and the sentence. */
  failure: { code: string; message: string } | null
}

export interface SourceTest {
  url: string
  /** The kind that was asked for, or the first one that its answer is; null where it is none. */
  kind: string | null
  pages: FoundPage[]
  /** What is wrong with the document that is read all the same, a sentence each. */
  warnings: string[]
  /** The first page, read as an edition would read it. */
  sample: {
    url: string
    title: string
    publishedAt: Date | null
    language: string | null
    words: number
    beginning: string
  } | null
  asked: TestedAddress[]
  /** Why nothing would be read, where that is so. */
  problem: string | null
}

export interface SourceTestOptions {
  kind: string | undefined
  /** Stands for `{query}`. */
  query: string | undefined
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

/** Reads an address as an edition would, stores nothing, and says what would be read and why not. */
export async function testSource(app: App, url: string, options: SourceTestOptions): Promise<SourceTest> {
  checkAddress(url)
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
    const first = found.pages[0]
    const sample = first === undefined ? null : await sampleOf(first.url, world)
    return { url, ...found, sample, asked }
  } finally {
    await Promise.all([parser.close(), fetcher.close()])
  }
}

function checkAddress(url: string): void {
  const hint = 'Try: nightdesk source test https://example.org/feed.xml'
  const shown = hideCredentials(url)
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw new AppError('wrong-use', `"${shown}" is not a web address.`, { hint })
  if (holdsCredentials(url))
    throw new AppError('wrong-use', `"${shown}" holds a user name or a password; sources are read without.`, {
      hint,
    })
}

/** The kind that was asked for; else feed, sitemap and site in turn, until one finds pages. */
async function readAsSomeKind(
  url: string,
  { kind, query }: SourceTestOptions,
  world: ReadingWorld,
): Promise<Pick<SourceTest, 'kind' | 'pages' | 'warnings' | 'problem'>> {
  const kinds = kind === undefined ? guesses(url) : [sourceKinds.get(kind).kind]
  let problem: string | null = null
  for (const candidate of kinds) {
    const spec = { kind: candidate, name: hostOf(url), url }
    try {
      const { pages, warnings } = await readSource(spec, query === undefined ? [] : [query], nothing, world)
      if (pages.length > 0) return { kind: candidate, pages, warnings, problem: null }
      problem = `It is read as a ${candidate} and names no pages.`
      if (candidate === 'feed') break
    } catch (error) {
      world.signal.throwIfAborted()
      problem = messageOf(error)
      if (!isOfAnotherKind(error)) break
    }
  }
  return { kind: kind ?? null, pages: [], warnings: [], problem }
}

/** Whether it makes sense to read the document as another kind: it came, and nothing is wrong with it. */
function isOfAnotherKind(error: unknown): boolean {
  return error instanceof JobError && error.cause instanceof ParseError && error.cause.wrongKind
}

const nothing = { etag: null, lastModified: null }

function guesses(url: string): string[] {
  return url.includes('{query}') ? ['search'] : ['feed', 'sitemap', 'site']
}

async function sampleOf(url: string, world: ReadingWorld): Promise<SourceTest['sample']> {
  try {
    const reading = await readPage(url, nothing, world)
    if (reading.notModified) return null
    const { title, publishedAt, language, text } = reading.page
    const words = text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
    return {
      url: reading.page.url,
      title,
      publishedAt,
      language,
      words,
      beginning: text.slice(0, sampleLength),
    }
  } catch (error) {
    if (error instanceof JobError) return null
    throw error
  }
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
      if (error instanceof FetchError) tested.failure = { code: error.failure, message: error.message }
      throw error
    }
  }
  return async (request) => {
    const answer = known.get(request.url) ?? askFor(request)
    known.set(request.url, answer)
    return await answer
  }
}
