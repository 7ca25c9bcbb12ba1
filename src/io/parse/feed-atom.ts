import type { ParsedFeed } from '../../contracts/parser.ts'
import { parseDate } from './date.ts'
import { alternateLink, resolveAddress } from './feed-address.ts'
import { textConstruct } from './feed-text.ts'
import { elements, textOf } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

type Item = ParsedFeed['items'][number]

/** Reads an Atom feed (RFC 4287, and 0.3 before it). */
export function readAtom(root: XmlElement): ParsedFeed {
  return {
    title: titleOf(root) ?? '',
    link: linkOf(root) || null,
    cutOff: false,
    items: (is(root, 'entry') ? [root] : entriesOf(root)).map(readEntry),
  }
}

/** All entries, wherever broken markup left them, in order. */
function entriesOf(parent: XmlElement): XmlElement[] {
  return elements(parent).flatMap((child) => {
    if (is(child, 'entry') || is(child, 'item')) return [child, ...entriesOf(child)]
    return is(child, 'content') || is(child, 'summary') ? [] : entriesOf(child)
  })
}

function readEntry(entry: XmlElement): Item {
  const id = value(entry, 'id') || value(entry, 'guid')
  const content = child(entry, 'content')
  const url =
    linkOf(entry) ||
    resolveAddress(content?.attributes['src'] ?? '', content?.base ?? entry.base) ||
    (/^https?:\/\//i.test(id) ? resolveAddress(id, entry.base) : '')
  return {
    id: id || url,
    url,
    title: titleOf(entry) ?? textConstruct(child(entry, 'media:title')),
    summary:
      textConstruct(child(entry, 'summary')) ??
      textConstruct(content) ??
      textConstruct(child(entry, 'description')),
    publishedAt: dateOf(entry),
  }
}

function titleOf(parent: XmlElement): string | null {
  return textConstruct(child(parent, 'title')) ?? textConstruct(child(parent, 'dc:title'))
}

function linkOf(parent: XmlElement): string {
  return alternateLink(elements(parent).filter((element) => is(element, 'link')))
}

function dateOf(entry: XmlElement): Date | null {
  for (const name of ['published', 'issued', 'created', 'pubdate', 'dc:date', 'updated', 'modified']) {
    const date = parseDate(value(entry, name))
    if (date !== null) return date
  }
  return null
}

function is(element: XmlElement, name: string): boolean {
  return element.name === name || element.name === `atom:${name}`
}

function child(parent: XmlElement, name: string): XmlElement | undefined {
  const found = elements(parent).filter((element) => is(element, name))
  return found.find((element) => element.children.length > 0) ?? found[0]
}

function value(parent: XmlElement, name: string): string {
  const element = child(parent, name)
  return element === undefined ? '' : textOf(element).trim()
}
