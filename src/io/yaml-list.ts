import { isDeepStrictEqual } from 'node:util'
import { type Document, isMap, isNode, isSeq, parseDocument, stringify, type YAMLSeq } from 'yaml'

type Item = Readonly<Record<string, string | readonly string[]>>

/** The file with one more item at the end of a list; all other lines stay as they are, comments included. */
export function addToYamlList(text: string, key: string, item: Item): string {
  const document = parseDocument(text)
  const list = document.get(key)
  if (isSeq(list)) list.add(document.createNode(item))
  else document.set(key, [item])
  const last = isSeq(list) ? list.items.at(-2) : undefined
  const spliced = last === undefined ? undefined : withLinesAfter(text, last, item)
  return spliced !== undefined && saysTheSame(spliced, document) ? spliced : written(document)
}

/** The file without one item of a list, by its place; all other lines stay as they are, comments included. */
export function removeFromYamlList(text: string, key: string, index: number): string {
  const document = parseDocument(text)
  const list = document.get(key)
  const item = isSeq(list) ? list.items[index] : undefined
  if (!isSeq(list) || item === undefined) throw new RangeError(`${key} has no item ${index}.`)
  const spliced = withoutLinesOf(text, list, item)
  list.delete(index)
  return spliced !== undefined && saysTheSame(spliced, document) ? spliced : written(document)
}

/** Lines spliced in or out are kept only where the file then says what it should. */
function saysTheSame(text: string, wanted: Document): boolean {
  const parsed = parseDocument(text)
  return parsed.errors.length === 0 && isDeepStrictEqual(parsed.toJS(), wanted.toJS())
}

/** The whole document, for lists that do not stand in lines of their own; long lines are not broken. */
function written(document: Document): string {
  return document.toString({ lineWidth: 0 })
}

function withLinesAfter(text: string, last: unknown, item: Item): string | undefined {
  const place = linesOf(text, last)
  if (place === undefined) return undefined
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const block = stringify([item], { lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map((line) => `${place.indent}${line}${end}`)
    .join('')
  const before = text.slice(0, place.end)
  return `${before}${before.endsWith('\n') ? '' : end}${block}${text.slice(place.end)}`
}

function withoutLinesOf(text: string, list: YAMLSeq, item: unknown): string | undefined {
  const place = linesOf(text, item)
  if (place === undefined || list.flow === true) return undefined
  return text.slice(0, place.start) + text.slice(place.end)
}

/** The lines of an item that begins with a dash on a line of its own, with what indents the dash. */
function linesOf(text: string, node: unknown): { start: number; end: number; indent: string } | undefined {
  const range = isNode(node) ? node.range : undefined
  if (!range || (isMap(node) && node.flow === true && text.slice(range[0], range[1]).includes('\n')))
    return undefined
  const start = text.lastIndexOf('\n', range[0] - 1) + 1
  const indent = /^([ ]*)- /.exec(text.slice(start, range[0]))?.[1]
  if (indent === undefined) return undefined
  const value = text.slice(range[0], range[1]).trimEnd()
  const lineEnd = text.indexOf('\n', range[0] + value.length)
  return { start, end: lineEnd === -1 ? text.length : lineEnd + 1, indent }
}
