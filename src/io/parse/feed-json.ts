import { messageOf } from '../../base/app-error.ts'
import { isPlainObject } from '../../base/json.ts'
import { cleanText, squeeze } from '../../base/text.ts'
import type { ParsedFeed } from '../../contracts/parser.ts'
import { parseDate } from './date.ts'
import { resolveAddress } from './feed-address.ts'
import { plainLine } from './plain-text.ts'
import { WrongKind } from './wrong-kind.ts'

type Item = ParsedFeed['items'][number]
type Part = Record<string, unknown>

/** Reads a JSON Feed (version 1.1 and 1). Titles are plain text there: what looks like markup is meant as it stands. */
export function readJsonFeed(text: string, url: string): ParsedFeed {
  const feed = parseJson(text)
  if (!isPlainObject(feed) || !looksLikeFeed(feed)) throw new WrongKind('It is JSON, and no JSON Feed.')
  const items = Array.isArray(feed['items']) ? feed['items'].filter(isPlainObject) : []
  return {
    title: lineOf(feed['title']) ?? '',
    link: resolveAddress(stringOf(feed['home_page_url']), url) || null,
    cutOff: false,
    items: items.map((item) => readItem(item, url)),
  }
}

function looksLikeFeed(feed: Part): boolean {
  if (Array.isArray(feed['items'])) return true
  return (
    ['title', 'home_page_url', 'feed_url'].some((name) => typeof feed[name] === 'string') ||
    /jsonfeed/.test(stringOf(feed['version']))
  )
}

function readItem(item: Part, base: string): Item {
  const id = stringOf(item['id']) || (typeof item['id'] === 'boolean' ? String(item['id']) : '')
  const url =
    resolveAddress(stringOf(item['url']), base) ||
    resolveAddress(stringOf(item['external_url']), base) ||
    (/^https?:/i.test(id) ? resolveAddress(id, base) : '')
  return {
    id: id || url,
    url,
    title: lineOf(item['title']),
    summary:
      lineOf(item['summary']) ?? plainLine(stringOf(item['content_html'])) ?? lineOf(item['content_text']),
    publishedAt: parseDate(stringOf(item['date_published']) || stringOf(item['date_modified'])),
  }
}

/** JSON as it comes: raw line ends in strings, commas before a closing bracket and numbers that JSON has not are mended. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    try {
      return JSON.parse(mendJson(text)) as unknown
    } catch {
      throw new TypeError(`It is no JSON, though it starts like it: ${messageOf(cause)}.`, { cause })
    }
  }
}

function mendJson(text: string): string {
  return text.replace(
    /"(?:[^"\\]|\\[\s\S])*"|,(?=\s*[\]}])|-?\b(?:NaN|Infinity)\b|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (piece) => {
      if (piece.startsWith('"')) return mendString(piece)
      return /^[-NI]/.test(piece) ? `"${piece}"` : ''
    },
  )
}

function mendString(piece: string): string {
  return piece
    .replace(/[\u0000-\u001f]/g, (control) => JSON.stringify(control).slice(1, -1))
    .replace(/\\(?!["\\/bfnrtu])/g, '\\\\')
}

function lineOf(value: unknown): string | null {
  const line = squeeze(cleanText(stringOf(value)))
  return line === '' ? null : line.slice(0, 2000)
}

function stringOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}
