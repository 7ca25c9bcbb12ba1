import type { ParsedFeed } from '../../contracts/parser.ts'
import { readAtom } from './feed-atom.ts'
import { readJsonFeed } from './feed-json.ts'
import { readRss } from './feed-rss.ts'
import { WrongKind } from './wrong-kind.ts'
import { elements, findElement, parseXml } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

const mostItems = 1000
const roots = ['feed', 'atom:feed', 'rss', 'rdf:rdf', 'rdf', 'channel', 'atom:entry', 'entry']

/**
 * Reads a feed: RSS 0.9 to 2.0 and RSS 1.0 (RDF), Atom 0.3 and 1.0 (RFC 4287), CDF, JSON Feed 1.1; well-formed or not.
 * The address of an item is empty where the item names none. Of a feed that is cut off, the items that are whole are
 * kept, and the last one where its title and its link are. Throws a WrongKind for what is no feed.
 */
export function readFeed(text: string, url: string): ParsedFeed {
  const start = text.replace(/^[\s\ufeff]+/, '')
  const feed = start.startsWith('{') ? readJsonFeed(start, url) : readXmlFeed(text, url)
  return { ...feed, items: feed.items.slice(0, mostItems) }
}

function readXmlFeed(text: string, url: string): ParsedFeed {
  const root = rootOf(text, url)
  if (isWhole(text, root)) return readRoot(root)
  const end = endOfLastItem(text)
  if (end === undefined) return { ...readRoot(root), items: [], cutOff: true }
  return { ...readRoot(rootOf(text.slice(0, end), url)), cutOff: true }
}

function rootOf(text: string, url: string): XmlElement {
  const document = parseXml(text, url)
  const root = findElement(document, roots)
  if (root !== undefined) return root
  throw new WrongKind(`It is no feed: its first element is <${elements(document)[0]?.name ?? ''}>.`)
}

/** A feed may be broken anywhere and still be whole: its element ends. */
function isWhole(text: string, root: XmlElement): boolean {
  const name = root.name.slice(root.name.indexOf(':') + 1)
  return root.children.length === 0 || new RegExp(`</(?:[\\w.-]+:)?${name}\\s*(?:>|$)`, 'i').test(text)
}

/** Where the last item ends that is whole; one that is cut off counts as whole once both title and link have ended. */
function endOfLastItem(text: string): number | undefined {
  const last = [...text.matchAll(/<\/(?:[\w.-]+:)?(?:item|entry)\s*>/gi)].at(-1)
  const end = last === undefined ? 0 : last.index + last[0].length
  const torn = text.slice(end)
  const title = /<(?:item|entry)[\s>][\s\S]*<\/title\s*>/i.exec(torn)
  const link = /<(?:item|entry)[\s>][\s\S]*(?:<\/link\s*>|<link\b[^>]*\/>)/i.exec(torn)
  if (title !== null && link !== null) return end + Math.max(endOf(title), endOf(link))
  return last === undefined ? undefined : end
}

function endOf(match: RegExpExecArray): number {
  return match.index + match[0].length
}

function readRoot(root: XmlElement): ParsedFeed {
  return /(?:feed|entry)$/.test(root.name) ? readAtom(root) : readRss(root)
}
