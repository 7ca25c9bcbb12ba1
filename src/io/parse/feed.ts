import { messageOf } from '../../base/app-error.ts'
import { isPlainObject } from '../../base/json.ts'
import type { ParsedFeed } from '../../contracts/parser.ts'
import { parseDate } from './date.ts'
import { plainLine } from './plain-text.ts'
import { readAtom } from './feed-atom.ts'
import { readRss } from './feed-rss.ts'
import { WrongKind } from './wrong-kind.ts'
import { elements, findElement, parseXml } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

const mostItems = 1000

/**
 * Reads a feed: RSS 0.9 to 2.0 and RSS 1.0 (RDF), Atom 0.3 and 1.0 (RFC 4287), JSON Feed 1.1; well-formed or not. The
 * address of an item is empty where the item names none. Of a feed that is cut off, the items that are whole are kept.
 * Throws a WrongKind for what is no feed, a TypeError for a feed that is cut off before its first item ends.
 */
export function readFeed(text: string, url: string): ParsedFeed {
  const start = text.trimStart()
  const feed = start.startsWith('{') ? readJsonFeed(start, url) : readXmlFeed(text, url)
  return { ...feed, items: feed.items.slice(0, mostItems) }
}

function readXmlFeed(text: string, url: string): ParsedFeed {
  const root = rootOf(text, url)
  if (isWhole(text, root)) return readRoot(root)
  const end = endOfLastItem(text)
  if (end === undefined) throw new TypeError('It is a feed that is cut off before its first item ends.')
  return { ...readRoot(rootOf(text.slice(0, end), url)), cutOff: true }
}

function rootOf(text: string, url: string): XmlElement {
  const document = parseXml(text, url)
  const root = findElement(document, ['feed', 'atom:feed', 'rss', 'rdf:rdf', 'rdf', 'channel', 'atom:entry'])
  if (root !== undefined) return root
  throw new WrongKind(`It is no feed: its first element is <${elements(document)[0]?.name ?? ''}>.`)
}

/** A feed may be broken anywhere and still be whole: its element ends. */
function isWhole(text: string, root: XmlElement): boolean {
  const name = root.name.slice(root.name.indexOf(':') + 1)
  return root.children.length === 0 || new RegExp(`</(?:[\\w.-]+:)?${name}\\s*>`, 'i').test(text)
}

function endOfLastItem(text: string): number | undefined {
  const last = [...text.matchAll(/<\/(?:[\w.-]+:)?(?:item|entry)\s*>/gi)].at(-1)
  return last === undefined ? undefined : last.index + last[0].length
}

function readRoot(root: XmlElement): ParsedFeed {
  return root.name.endsWith('feed') || root.name === 'atom:entry' ? readAtom(root) : readRss(root)
}

function readJsonFeed(text: string, url: string): ParsedFeed {
  const feed = parseJson(text)
  if (!isPlainObject(feed) || !Array.isArray(feed.items)) throw new WrongKind('It is JSON, and no JSON Feed.')
  return {
    title: plainLine(stringOf(feed.title)) ?? '',
    link: resolve(stringOf(feed.home_page_url), url) || null,
    cutOff: false,
    items: feed.items.filter(isPlainObject).map((item) => {
      const address = resolve(stringOf(item.url) || stringOf(item.external_url), url)
      return {
        id: stringOf(item.id) || address,
        url: address || resolve(/^https?:/i.test(stringOf(item.id)) ? stringOf(item.id) : '', url),
        title: plainLine(stringOf(item.title)),
        summary: plainLine(
          stringOf(item.summary) || stringOf(item.content_text) || stringOf(item.content_html),
        ),
        publishedAt: parseDate(stringOf(item.date_published) || stringOf(item.date_modified)),
      }
    }),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new TypeError(`It is no JSON, though it starts like it: ${messageOf(cause)}.`, { cause })
  }
}

function stringOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
}

function resolve(address: string, base: string): string {
  return address === '' ? '' : (URL.parse(address, base)?.href ?? '')
}
