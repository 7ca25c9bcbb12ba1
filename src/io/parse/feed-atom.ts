import type { ParsedFeed } from '../../contracts/parser.ts'
import { parseDate } from './date.ts'
import { plainLine } from './plain-text.ts'
import { elements, textOf } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

type Item = ParsedFeed['items'][number]

/** Reads an Atom feed (RFC 4287, and 0.3 before it). */
export function readAtom(root: XmlElement): ParsedFeed {
  const entries = root.name === 'atom:entry' ? [root] : elements(root).filter((child) => is(child, 'entry'))
  return {
    title: textConstruct(child(root, 'title')) ?? textConstruct(child(root, 'dc:title')) ?? '',
    link: linkOf(root) || null,
    cutOff: false,
    items: entries.map(readEntry),
  }
}

function readEntry(entry: XmlElement): Item {
  const id = value(entry, 'id')
  const link = linkOf(entry)
  const content = child(entry, 'content')
  return {
    id: id || link,
    url: link || contentAddress(content) || (/^https?:\/\//i.test(id) ? id : ''),
    title: textConstruct(child(entry, 'title')) ?? plainLine(value(entry, 'dc:title')),
    summary: textConstruct(child(entry, 'summary')) ?? textConstruct(content),
    publishedAt:
      ['published', 'issued', 'created', 'dc:date', 'updated', 'modified']
        .map((name) => parseDate(value(entry, name)))
        .find((date) => date !== null) ?? null,
  }
}

/** The alternate link, HTML before other types; any link but those to the feed itself where there is none. */
function linkOf(parent: XmlElement): string {
  const links = elements(parent)
    .filter((child) => is(child, 'link'))
    .map((link) => ({
      relation: (link.attributes.rel ?? 'alternate').trim().toLowerCase(),
      html: /html/i.test(link.attributes.type ?? 'text/html'),
      href: resolve(link.attributes.href ?? textOf(link), link.base),
    }))
    .filter(({ href }) => href !== '')
  const alternates = links.filter(({ relation }) => /(?:^|\/)alternate$/.test(relation))
  const best = alternates.find(({ html }) => html) ?? alternates[0]
  return best?.href ?? links.find(({ relation }) => relation === 'related' || relation === 'via')?.href ?? ''
}

/** RFC 4287, section 4.1.3.2: content that is elsewhere. */
function contentAddress(content: XmlElement | undefined): string {
  return content?.attributes.src === undefined ? '' : resolve(content.attributes.src, content.base)
}

/** A text construct (section 3.1) as a line of plain text. */
function textConstruct(element: XmlElement | undefined): string | null {
  if (element === undefined) return null
  const raw = textOf(element)
  const mode = element.attributes.mode?.toLowerCase()
  const type = (element.attributes.type ?? 'text').toLowerCase()
  if (mode === 'base64' || isBase64(type)) return plainLine(Buffer.from(raw, 'base64').toString('utf8'))
  const plain = (type === 'text' || type === 'text/plain') && mode !== 'escaped'
  return plain && !raw.includes('&') ? plainLine(raw.replaceAll('<', '&lt;')) : plainLine(raw)
}

function isBase64(type: string): boolean {
  return type.includes('/') && !/^text\/|xml$|html$/.test(type)
}

function is(element: XmlElement, name: string): boolean {
  return element.name === name || element.name === `atom:${name}`
}

function child(parent: XmlElement, name: string): XmlElement | undefined {
  return elements(parent).find((element) => is(element, name))
}

function value(parent: XmlElement, name: string): string {
  const element = child(parent, name)
  return element === undefined ? '' : textOf(element).trim()
}

function resolve(address: string, base: string): string {
  const trimmed = address.trim()
  return trimmed === '' ? '' : (URL.parse(trimmed, base)?.href ?? '')
}
