import { isPlainObject } from '../../base/json.ts'

/** An object of a JSON file with the line where it begins, or the line of one that cannot be read. */
export type JsonItem = { line: number; object: Record<string, unknown> } | { line: number; broken: string }

/**
 * The objects of an array, or one after another (NDJSON), from a place in the text on. Each is read alone, so that a
 * file that is cut off or damaged in one place still gives the others.
 */
export function objectsIn(text: string, from = 0): JsonItem[] {
  const found: JsonItem[] = []
  let line = 1
  let counted = 0
  for (const { start, end } of spansOf(text, from)) {
    line += countLines(text, counted, start)
    counted = start
    found.push(itemOf(text.slice(start, end), line))
  }
  return found
}

/** The text under a key; empty where it is no text. Numbers are said in figures. */
export function textAt(object: Record<string, unknown>, key: string): string {
  const value = object[key]
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** The texts of a list under a key. */
export function textsAt(object: Record<string, unknown>, key: string): string[] {
  const value = object[key]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

function itemOf(text: string, line: number): JsonItem {
  try {
    const object: unknown = JSON.parse(text)
    return isPlainObject(object) ? { line, object } : { line, broken: 'it is no object' }
  } catch {
    return { line, broken: 'it is no JSON' }
  }
}

/** Where the outermost objects begin and end; the last may be cut off. */
function* spansOf(text: string, from: number): Generator<{ start: number; end: number }> {
  const marks = /"(?:[^"\\]|\\.)*"?|[{}]|\]/gsu
  marks.lastIndex = from
  let depth = 0
  let start = from
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '{') {
      if (depth === 0) start = mark.index
      depth += 1
    } else if (mark[0] === '}' && depth > 0) {
      depth -= 1
      if (depth === 0) yield { start, end: marks.lastIndex }
    } else if (mark[0] === ']' && depth === 0) return
  }
  if (depth > 0) yield { start, end: text.length }
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}
