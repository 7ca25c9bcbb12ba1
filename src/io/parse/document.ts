import { gunzipSync } from 'node:zlib'
import type { ParseInput, ParseKind, ParseResults } from '../../contracts/parser.ts'
import { decodeText } from './charset.ts'
import { readFeed } from './feed.ts'
import { readLinks } from './links.ts'
import { limitNesting } from './nesting.ts'
import { readPage } from './page/index.ts'
import { readSitemap } from './sitemap.ts'

/** A packed document (`sitemap.xml.gz`) may hold this much. */
const mostUnpackedBytes = 50 * 1024 * 1024

/** What is read as text; the others are packed bytes. */
export type TextKind = Exclude<ParseKind, 'pdf' | 'docx'>

const readers: { [Kind in TextKind]: (text: string, url: string) => ParseResults[Kind] } = {
  feed: readFeed,
  sitemap: readSitemap,
  links: readLinks,
  page: readPage,
}

/** Parses one document. Runs in the worker thread; throws where it is no document of the kind. */
export function parseDocument(kind: TextKind, input: ParseInput): ParseResults[TextKind] {
  return readers[kind](limitNesting(decodeText(unpack(input.body), input.contentType)), input.url)
}

function unpack(body: Uint8Array): Uint8Array {
  return body[0] === 0x1f && body[1] === 0x8b
    ? gunzipSync(body, { maxOutputLength: mostUnpackedBytes })
    : body
}
