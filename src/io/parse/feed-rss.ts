import type { ParsedFeed } from '../../contracts/parser.ts'
import { parseDate } from './date.ts'
import { plainLine } from './plain-text.ts'
import { elements, findElement, textOf } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

type Item = ParsedFeed['items'][number]

/** Reads RSS 0.9 to 2.0 and RSS 1.0, where the items stand beside the channel. */
export function readRss(root: XmlElement): ParsedFeed {
  const channel = root.name === 'channel' ? root : (findElement(root, ['channel']) ?? root)
  return {
    title: plainLine(value(channel, ['title', 'atom:title', 'dc:title'])) ?? '',
    link: linkOf(channel) || null,
    cutOff: false,
    items: itemsOf(root).map(readItem),
  }
}

/** All items, wherever broken markup left them, in order; not those within another item. */
function itemsOf(parent: XmlElement): XmlElement[] {
  return elements(parent).flatMap((child) => {
    if (child.name === 'item' || child.name === 'atom:entry') return [child, ...itemsOf(child)]
    return itemsOf(child)
  })
}

function readItem(item: XmlElement): Item {
  const guid = elements(item).find(({ name }) => name === 'guid')
  const guidText = guid === undefined ? '' : textOf(guid).trim()
  const permanent = guid?.attributes.ispermalink?.toLowerCase() !== 'false' && /^https?:\/\//i.test(guidText)
  const url = linkOf(item) || (permanent ? guidText : '') || (item.attributes['rdf:about'] ?? '')
  return {
    id: guidText || value(item, ['atom:id', 'dc:identifier']) || item.attributes['rdf:about'] || url,
    url: /^https?:\/\//i.test(url) ? url : '',
    title: plainLine(value(item, ['title', 'atom:title', 'dc:title', 'media:title'])),
    summary: plainLine(
      value(item, [
        'description',
        'atom:summary',
        'content:encoded',
        'dc:description',
        'xhtml:body',
        'body',
        'fullitem',
      ]),
    ),
    publishedAt: dateOf(item),
  }
}

function linkOf(parent: XmlElement): string {
  for (const link of elements(parent).filter(({ name }) => name === 'link')) {
    const address = resolve(textOf(link).trim() || (link.attributes.href ?? ''), link.base)
    if (address !== '') return address
  }
  const other = elements(parent).find(
    ({ name, attributes }) => name === 'atom:link' && /^alternate$/i.test(attributes.rel ?? 'alternate'),
  )
  return other === undefined ? '' : resolve(other.attributes.href ?? '', other.base)
}

function dateOf(item: XmlElement): Date | null {
  for (const name of [
    'pubdate',
    'dc:date',
    'atom:published',
    'published',
    'dc:created',
    'dc:issued',
    'atom:updated',
    'dc:modified',
    'lastbuilddate',
    'date',
  ]) {
    const date = parseDate(value(item, [name]))
    if (date !== null) return date
  }
  return null
}

/** The text of the first child that has one of the names and is not empty. */
function value(parent: XmlElement, names: readonly string[]): string {
  for (const name of names)
    for (const child of elements(parent)) {
      const text = child.name === name ? textOf(child).trim() : ''
      if (text !== '') return text
    }
  return ''
}

function resolve(address: string, base: string): string {
  return address === '' ? '' : (URL.parse(address, base)?.href ?? '')
}
