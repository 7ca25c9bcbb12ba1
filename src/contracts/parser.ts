/** One link that a source offers. */
export interface FoundPage {
  url: string
  title: string | null
  summary: string | null
  publishedAt: Date | null
}

export type ParseKind = 'feed' | 'sitemap' | 'links' | 'page' | 'pdf' | 'docx'

export interface ParseInput {
  url: string
  contentType: string
  body: Uint8Array
}

export interface ParsedFeed {
  title: string
  link: string | null
  items: (FoundPage & { id: string })[]
  /** True where the document ends too early; the items that are whole are there. */
  cutOff: boolean
}

export interface ParsedSitemap {
  /** Further sitemaps, where the document is an index. */
  sitemaps: string[]
  pages: FoundPage[]
}

export interface ParsedPage {
  title: string
  text: string
  author: string | null
  publishedAt: Date | null
  language: string | null
  canonicalUrl: string | null
  siteName: string | null
  image: string | null
}

/** A paragraph of a PDF or Word file, on one line. */
export interface PaperLine {
  text: string
  kind: 'heading' | 'bullet' | 'text'
}

export interface ParsedPaper {
  lines: PaperLine[]
}

export interface ParseResults {
  feed: ParsedFeed
  sitemap: ParsedSitemap
  links: FoundPage[]
  page: ParsedPage
  pdf: ParsedPaper
  docx: ParsedPaper
}

/** Foreign bytes that could not be parsed within the limits: they took too long, too much memory, or are no document of the kind. */
export class ParseError extends Error {
  override readonly name = 'ParseError'
  readonly url: string
  /** True where it may well be a sound document of another kind. */
  readonly wrongKind: boolean

  constructor(url: string, message: string, options: { cause?: unknown; wrongKind?: boolean } = {}) {
    super(message, { cause: options.cause })
    this.url = url
    this.wrongKind = options.wrongKind ?? false
  }
}

/** Parses foreign bytes in a worker thread with limits of memory, time and size. Rejects with a ParseError. */
export type Parse = <Kind extends ParseKind>(kind: Kind, input: ParseInput) => Promise<ParseResults[Kind]>
