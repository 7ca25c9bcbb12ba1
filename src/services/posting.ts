import { AppError } from '../base/app-error.ts'
import { cleanText } from '../base/text.ts'
import { hideCredentials, holdsCredentials } from '../base/web-address.ts'
import { FetchError } from '../contracts/fetcher.ts'
import { ParseError } from '../contracts/parser.ts'
import { postingTitle } from '../domain/posting-title.ts'
import type { App } from './app.ts'
import { readTextFile } from './text-file.ts'
import { openFetcher } from './world.ts'

const largestFile = 400_000
const longestPosting = 100_000
/** What only a page has. */
const markup = /<(?:!doctype html|html|body|div|ul|li|p|h[1-6])\b[^>]{0,2000}>/iu

/** A job posting as text, and what it is called. */
export interface Posting {
  posting: string
  title: string
}

/**
 * A posting from `piped` text, a web address or a file. Addresses go through the guarded fetcher like every page; a
 * person typed them, so robots.txt is not asked.
 */
export async function readPosting(
  app: App,
  typed: string,
  piped: string | undefined,
  signal: AbortSignal,
): Promise<Posting> {
  if (piped === undefined && /^https?:\/\//iu.test(typed)) return await fetchPosting(app, typed, signal)
  const text = cleanText(piped ?? (await readTextFile(typed, largestFile))).trim()
  if (markup.test(text)) return await readMarkup(text, typed)
  return checked(text, undefined, typed)
}

/** A page that was saved or piped in as HTML. */
async function readMarkup(html: string, typed: string): Promise<Posting> {
  const parser = (await import('../io/parse/index.ts')).createParser()
  try {
    const body = new TextEncoder().encode(withBullets(html))
    const page = await parser.parse('page', {
      url: 'https://posting.invalid/',
      contentType: 'text/html; charset=utf-8',
      body,
    })
    return checked(cleanText(page.text).trim(), page.title, typed)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    throw new AppError('failed', `The posting "${typed}" cannot be read as a page: ${error.message}`, {
      hint: 'Save its text to a file, then try: nightdesk resume tailor posting.txt',
      cause: error,
    })
  } finally {
    await parser.close()
  }
}

/** Marks the items of lists, which are what a posting asks, so that they are still told from prose in the text. */
function withBullets(html: string): string {
  return html.replaceAll(/<li\b[^>]{0,2000}>/giu, '$&- ')
}

async function fetchPosting(app: App, url: string, signal: AbortSignal): Promise<Posting> {
  if (!URL.canParse(url) || holdsCredentials(url))
    throw new AppError('wrong-use', `"${hideCredentials(url)}" cannot be read as a posting.`, {
      hint: 'Try: nightdesk resume tailor https://example.org/jobs/1',
    })
  const fetcher = await openFetcher(app)
  const parser = (await import('../io/parse/index.ts')).createParser()
  try {
    const { status, body, contentType, finalUrl } = await fetcher.fetch({ url, signal, ignoreRobots: true })
    if (status !== 200) throw refused(url, `the server answers ${status}`)
    // Byte for byte, so that it holds in whatever encoding that has ASCII in it.
    const marked = Buffer.from(withBullets(Buffer.from(body).toString('latin1')), 'latin1')
    const page = await parser.parse('page', { url: finalUrl, contentType, body: marked })
    return checked(cleanText(page.text).trim(), page.title, url)
  } catch (error) {
    if (error instanceof FetchError || error instanceof ParseError) throw refused(url, error.message, error)
    throw error
  } finally {
    await Promise.all([fetcher.close(), parser.close()])
  }
}

function refused(url: string, why: string, cause?: unknown): AppError {
  return new AppError('failed', `The posting at "${url}" cannot be read: ${why.replace(/\.$/u, '')}.`, {
    hint: 'Save its text to a file, then try: nightdesk resume tailor posting.txt',
    cause,
  })
}

function checked(posting: string, given: string | undefined, typed: string): Posting {
  if (posting === '') throw new AppError('wrong-use', `The posting "${typed}" is empty.`)
  if (posting.length > longestPosting)
    throw new AppError(
      'wrong-use',
      `The posting "${typed}" has ${posting.length} characters; at most ${longestPosting} are read.`,
    )
  return { posting, title: postingTitle(posting, given) ?? 'the open position' }
}
