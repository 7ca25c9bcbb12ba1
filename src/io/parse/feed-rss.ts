import type { ParsedFeed } from '../../contracts/parser.ts'
import { parseDate } from './date.ts'
import { alternateLink, resolveAddress } from './feed-address.ts'
import { childLine, childText } from './feed-text.ts'
import { elements, findElement, textOf } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

type Item = ParsedFeed['items'][number]

const titles = ['title', 'atom:title', 'dc:title', 'dcterms:title']
const summaries = [
  'description',
  'atom:summary',
  'summary',
  'abstract',
  'content:encoded',
  'encoded',
  'content',
  'dc:description',
  'itunes:summary',
  'xhtml:body',
  'body',
  'fullitem',
]
const dates = [
  'pubdate',
  'dc:date',
  'dcterms:issued',
  'atom:published',
  'published',
  'issued',
  'dc:issued',
  'dc:created',
  'dcterms:created',
  'atom:updated',
  'updated',
  'dc:modified',
  'dcterms:modified',
  'lastbuilddate',
  'date',
]

/** Reads RSS 0.9 to 2.0, RSS 1.0 and 1.1, where the items may stand beside the channel, and Microsoft's CDF. */
export function readRss(root: XmlElement): ParsedFeed {
  const channel = root.name === 'channel' ? root : (findElement(root, ['channel']) ?? root)
  return {
    title: childLine(channel, titles) ?? '',
    link: addressOf(channel) || null,
    cutOff: false,
    items: itemsOf(root).map(readItem),
  }
}

/** All items, wherever broken markup left them, in order; not those within another item. */
function itemsOf(parent: XmlElement): XmlElement[] {
  return elements(parent).flatMap((child) => {
    if (/^(?:item|entry|atom:entry)$/.test(child.name)) return [child, ...itemsOf(child)]
    return itemsOf(child)
  })
}

function readItem(item: XmlElement): Item {
  const guid = childText(item, ['guid'])
  const about = item.attributes['rdf:about'] ?? item.attributes['about'] ?? ''
  const url = addressOf(item) || permalinkOf(item) || resolveAddress(about, item.base)
  return {
    id: guid || childText(item, ['id', 'atom:id', 'dc:identifier']) || about || url,
    url,
    title: childLine(item, [...titles, 'media:title', 'itunes:title']),
    summary: childLine(item, summaries),
    publishedAt: dateOf(item),
  }
}

/** The link, or where CDF has it: an attribute of the element itself, or an anchor. */
function addressOf(parent: XmlElement): string {
  const named = (name: string) => elements(parent).filter((child) => child.name === name)
  return (
    alternateLink(named('link')) ||
    linkBehind(parent) ||
    alternateLink(named('atom:link')) ||
    resolveAddress(parent.attributes['href'] ?? '', parent.base) ||
    resolveAddress(named('a')[0]?.attributes['href'] ?? '', parent.base)
  )
}

/** `<link/>https://…`: what remains of a link that went through a parser of HTML. */
function linkBehind(parent: XmlElement): string {
  const at = parent.children.findIndex((child) => typeof child !== 'string' && child.name === 'link')
  const next = at === -1 ? undefined : parent.children[at + 1]
  return typeof next === 'string' && /^\s*https?:\/\/\S+\s*$/.test(next)
    ? resolveAddress(next, parent.base)
    : ''
}

/** RSS 2.0: a guid is an address unless it says that it is none. */
function permalinkOf(item: XmlElement): string {
  const guid = elements(item).find(({ name }) => name === 'guid')
  if (guid === undefined) return ''
  const permanent = guid.attributes['ispermalink']?.trim().toLowerCase()
  const text = textOf(guid).trim()
  if (permanent === 'false') return ''
  return permanent === 'true' || /^https?:\/\//i.test(text) ? resolveAddress(text, guid.base) : ''
}

function dateOf(item: XmlElement): Date | null {
  for (const name of dates) {
    const date = parseDate(childText(item, [name]))
    if (date !== null) return date
  }
  return parseDate(item.attributes['lastmod'])
}
