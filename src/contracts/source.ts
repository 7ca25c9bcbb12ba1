import type { Fetched } from './fetcher.ts'

/** One place to read, as the brand file gives it. */
export interface SourceSpec {
  kind: string
  /** How people call it; the host where the brand names none. */
  name: string
  /** May hold `{query}` for a search. */
  url: string
}

/** One link that a source offers. */
export interface FoundPage {
  url: string
  title: string | null
  summary: string | null
  publishedAt: Date | null
}

/** What a source needs to read: fetching and parsing are given, so that a source is a pure rule. */
export interface SourceReader {
  fetch(url: string): Promise<Fetched>
  /** Parses foreign bytes in the worker thread with limits. */
  parse<Kind extends ParseKind>(kind: Kind, input: ParseInput): Promise<ParseResults[Kind]>
}

export type ParseKind = 'feed' | 'sitemap' | 'links' | 'page'

export interface ParseInput {
  url: string
  contentType: string
  body: Uint8Array
}

export interface ParsedFeed {
  title: string
  link: string | null
  items: (FoundPage & { id: string })[]
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

export interface ParseResults {
  feed: ParsedFeed
  sitemap: ParsedSitemap
  links: FoundPage[]
  page: ParsedPage
}

/** A kind of source: from its address to the pages it offers. */
export interface SourceKind {
  kind: string
  summary: string
  /** The addresses to read now, given the brand's words for `{query}`. */
  addresses(source: SourceSpec, queries: readonly string[]): string[]
  read(address: string, reader: SourceReader): Promise<FoundPage[]>
}

export function defineSource(source: SourceKind): SourceKind {
  return source
}
