import { strFromU8, unzipSync } from 'fflate'
import type { PaperLine, ParsedPaper } from '../../contracts/parser.ts'
import { paperLine } from './paper-line.ts'
import { WrongKind } from './wrong-kind.ts'
import { elements, parseXml } from './xml-tree.ts'
import type { XmlElement } from './xml-tree.ts'

const mostUnpackedBytes = 30 * 1024 * 1024

/** The paragraphs of a Word file (ECMA-376, WordprocessingML): headers, body, footers. Throws a WrongKind for no such file. */
export function readDocx(body: Uint8Array): ParsedPaper {
  const files = unpack(body)
  const named = (pattern: RegExp) => [...files].filter(([name]) => pattern.test(name)).map(([, xml]) => xml)
  const [document] = named(/^word\/document\d*\.xml$/u)
  if (document === undefined) throw new WrongKind('There is no Word document in it.')
  const parts = [...named(/^word\/header\d*\.xml$/u), document, ...named(/^word\/footer\d*\.xml$/u)]
  const lines = parts.flatMap((xml) => paragraphs(parseXml(xml, 'word:')))
  return { lines: lines.filter(({ text }) => text !== '') }
}

function unpack(body: Uint8Array): Map<string, string> {
  let bytes = 0
  const unpacked = unzipSync(body, {
    filter: ({ name, originalSize }) => {
      if (!/^word\/(?:document|header|footer)\d*\.xml$/u.test(name)) return false
      bytes += originalSize
      if (bytes > mostUnpackedBytes)
        throw new WrongKind(`It unpacks to more than ${mostUnpackedBytes} bytes.`)
      return true
    },
  })
  return new Map(
    Object.entries(unpacked)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, content]) => [name, strFromU8(content)]),
  )
}

function paragraphs(parent: XmlElement): PaperLine[] {
  return elements(parent).flatMap((element) =>
    local(element) === 'p' ? linesOf(element) : paragraphs(element),
  )
}

function linesOf(paragraph: XmlElement): PaperLine[] {
  const properties = elements(paragraph).find((element) => local(element) === 'ppr')
  const style = styleOf(properties)
  return textIn(paragraph)
    .split('\n')
    .map((text) => paperLine(text, style))
}

function styleOf(properties: XmlElement | undefined): PaperLine['kind'] {
  const inside = properties === undefined ? [] : elements(properties)
  const value = inside.find((element) => local(element) === 'pstyle')?.attributes['w:val'] ?? ''
  if (/^(?:heading|title|subtitle|überschrift|berschrift|titel|titre|otsikko)/iu.test(value)) return 'heading'
  return inside.some((element) => local(element) === 'numpr') || /list/iu.test(value) ? 'bullet' : 'text'
}

/** The words of a paragraph. What was deleted under tracked changes is no word of it. */
function textIn(element: XmlElement): string {
  return elements(element)
    .map((child) => {
      const name = local(child)
      if (name === 't') return child.children.filter((part) => typeof part === 'string').join('')
      if (name === 'tab') return '\t'
      if (name === 'br' || name === 'cr') return '\n'
      return name === 'del' || name === 'ppr' || name === 'instrtext' ? '' : textIn(child)
    })
    .join('')
}

function local({ name }: XmlElement): string {
  return name.replace(/^.*:/u, '').toLowerCase()
}
