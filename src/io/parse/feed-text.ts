import { plainLine } from './plain-text.ts'
import { blockyText, elements, textOf } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

/** The text of the first child that has one of the names and is not empty; names in order of preference. */
export function childText(parent: XmlElement, names: readonly string[]): string {
  for (const name of names)
    for (const child of elements(parent)) {
      const text = child.name === name ? textOf(child).trim() : ''
      if (text !== '') return text
    }
  return ''
}

/** The same as a line of plain text; null where there is none. Markup within it, escaped or not, is taken out. */
export function childLine(parent: XmlElement, names: readonly string[]): string | null {
  for (const name of names)
    for (const child of elements(parent)) {
      const line = child.name === name ? plainLine(blockyText(child)) : null
      if (line !== null) return line
    }
  return null
}

/** A text construct (RFC 4287, section 3.1; `mode` is of Atom 0.3) as a line of plain text. */
export function textConstruct(element: XmlElement | undefined): string | null {
  if (element === undefined) return null
  const mode = element.attributes.mode?.toLowerCase()
  const type = (element.attributes.type ?? 'text').trim().toLowerCase()
  if (mode === 'base64' || isBase64(type))
    return plainLine(Buffer.from(textOf(element), 'base64').toString('utf8'))
  const raw = blockyText(element)
  const marked = /html|xml/.test(type) ? elements(element).length === 0 : mode === 'escaped'
  return marked || raw.includes('&') ? plainLine(raw) : plainLine(raw.replaceAll('<', '&lt;'))
}

/** Content of a media type that is neither text nor markup is base64 (section 4.1.3.3). */
function isBase64(type: string): boolean {
  return type.includes('/') && !/^text\/|xml$|html$/.test(type)
}
