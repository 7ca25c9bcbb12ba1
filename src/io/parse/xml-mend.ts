import { withoutControls } from './charset-label.ts'

/** Entities that a document may declare for itself: their number and length are limited, since they multiply. */
const mostEntities = 200
const longestEntity = 500
/** Characters that XML 1.0 has not (section 2.2). */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g
const entityDeclaration = /<!ENTITY\s+([\w.-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>/g

/**
 * Makes XML from the wild parseable as it was meant: a `<` that begins no tag is text, a CDATA section that never ends
 * is opened, entities that the document declares are put in (their text only: one that holds another of them, or
 * markup, is left as it is), characters that XML has not are taken out, control characters are the letters of windows-1252 that they were.
 */
export function mendXml(text: string): string {
  const entities = declaredEntities(text)
  return outsideCdata(withoutControls(text).replace(forbidden, ''), (markup) =>
    expand(escapeStray(markup), entities),
  )
}

function outsideCdata(text: string, mend: (markup: string) => string): string {
  const pieces: string[] = []
  let at = 0
  for (;;) {
    const start = text.indexOf('<![CDATA[', at)
    if (start === -1) break
    const end = text.indexOf(']]>', start)
    pieces.push(mend(text.slice(at, start)))
    if (end === -1) return pieces.join('') + mend(text.slice(start + '<![CDATA['.length))
    pieces.push(text.slice(start, end + 3))
    at = end + 3
  }
  pieces.push(mend(text.slice(at)))
  return pieces.join('')
}

/** `5 < 6`, `<3`, `<-`: browsers see no tag in them, parsers of XML do. */
function escapeStray(markup: string): string {
  return markup.replace(/<(?![a-zA-Z_:/!?\u0080-\uffff])/g, '&lt;')
}

function declaredEntities(text: string): ReadonlyMap<string, string> {
  const entities = new Map<string, string>()
  const doctype = /<!DOCTYPE[^[>]*\[([\s\S]*?)\]\s*>/i.exec(text.slice(0, 100_000))?.[1]
  if (doctype === undefined) return entities
  for (const [, name = '', double, single] of doctype.matchAll(entityDeclaration)) {
    const value = double ?? single ?? ''
    if (entities.size >= mostEntities) break
    if (value.length <= longestEntity && !/[<%]|&(?!#|(?:amp|lt|gt|quot|apos);)/.test(value))
      entities.set(name, value)
  }
  return entities
}

function expand(markup: string, entities: ReadonlyMap<string, string>): string {
  if (entities.size === 0) return markup
  return markup.replace(/&([\w.-]+);/g, (whole, name: string) => entities.get(name) ?? whole)
}
