import type { Fetched } from './fetcher.ts'
import type { FoundPage, Parse, ParsedPage } from './parser.ts'

/** One place to read, as the brand file gives it. */
export interface SourceSpec {
  kind: string
  /** How people call it; the host where the brand names none. */
  name: string
  /** May hold `{query}` for a search; `file:///…` for a folder. */
  url: string
  /** Paths of the pages that are articles, with `*` and a final `$` as in robots.txt; all where there are none. */
  articles?: readonly string[]
}

/** A page that a source offers. */
export interface OfferedPage extends FoundPage {
  /** What it holds, where the source has it already: then it is not fetched. */
  saved?: SavedPage
}

/**
 * A page from a file. It may say of itself what it likes, so it is known by its place on the disk and never by the
 * address that it names: its text must not pass for that of a page of the web.
 */
export interface SavedPage {
  /** `file:///folder/page.html` */
  place: string
  page: ParsedPage
}

/** What a source needs to read: fetching and parsing are given, so that a source is a pure rule. */
export interface SourceReader {
  /** Rejects for a status that brings no document. */
  fetch(url: string): Promise<Fetched>
  parse: Parse
  /** Says what is wrong with a document that could be read all the same. */
  warn(sentence: string): void
}

/** A kind of source: from its address to the pages it offers. */
export interface SourceKind {
  kind: string
  summary: string
  /** The addresses to read now, given the brand's words for `{query}`. */
  addresses(source: SourceSpec, queries: readonly string[]): string[]
  read(address: string, reader: SourceReader): Promise<OfferedPage[]>
}

export function defineSource(source: SourceKind): SourceKind {
  return source
}
