import { defineImportFormat } from '../../contracts/import.ts'
import type { ImportReading, ReadOptions } from '../../contracts/import.ts'
import { createCollector, readWhen } from './collector.ts'
import type { Collector } from './collector.ts'
import { orderOf } from './date-order.ts'
import { objectsIn, textAt, textsAt } from './json-objects.ts'
import { withoutLabels } from './plain-markup.ts'

/** `[2026-04-03 09:00] Title`, with seconds and AM or PM as newer versions write it, or without brackets. */
const header =
  /^(?:\[(?<bracketed>[^\]\n]{6,40})\]|(?<bare>\d{4}-\d{2}-\d{2}[ T]\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?))(?:\s+(?<title>.*))?$/iu
/** The day as jrnl writes it, or as a person set `timeformat`: `03.04.2026`, `04/13/2026`, `Fri, 3 April 2026`. */
const dated =
  /^(?:\[?\d{4}-\d{2}-\d{2}|\[(?:\p{L}{2,9}\.?,? )?(?:\d{4}\/\d{1,2}\/\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{1,2}\.? \p{L}{3,9}\.? \d{4}|\p{L}{3,9} \d{1,2},? \d{4})[^\]]*\])/u
const entriesKey = /"entries"\s*:\s*\[/u

/** What `jrnl --export text` and `jrnl --export json` write, and the journal's file itself (https://jrnl.sh). */
export const jrnl = defineImportFormat({
  name: 'jrnl',
  summary: 'a journal of jrnl: its file, or its export as text or JSON',
  recognises: (text, fileName) =>
    text.trimStart().startsWith('{')
      ? entriesKey.test(text)
      : !/\.[ct]sv$/iu.test(fileName) && linesOf(text).some((line) => dated.test(line) && header.test(line)),
  read: (text, options) =>
    text.trimStart().startsWith('{') ? readJson(text, options) : readText(text, options),
})

function linesOf(text: string): string[] {
  return text.split(/\r\n|\n|\r/u)
}

interface Draft {
  line: number
  when: string
  text: string[]
}

function readText(text: string, given: ReadOptions): ImportReading {
  const collector = createCollector('jrnl', given)
  let draft: Draft | undefined
  const lines = linesOf(text)
  const dates = given.dates ?? orderOf(lines.filter((line) => dated.test(line)).map((line) => line.slice(1)))
  const options = { ...given, dates }
  for (const [index, line] of lines.entries()) {
    const groups = dated.test(line) ? header.exec(line)?.groups : undefined
    const when = groups?.bracketed ?? groups?.bare
    if (when !== undefined) {
      add(draft, collector, options)
      draft = { line: index + 1, when, text: [groups?.title ?? ''] }
    } else if (draft !== undefined) draft.text.push(line)
    else if (line.trim() !== '') collector.reject(index + 1, 'it stands before the first date')
  }
  add(draft, collector, options)
  return collector.reading()
}

function add(draft: Draft | undefined, collector: Collector, options: ReadOptions): void {
  if (draft === undefined) return
  const said = readWhen(draft.when, options)
  if ('why' in said) return collector.reject(draft.line, said.why)
  const [title = '', ...body] = draft.text
  collector.add({ line: draft.line, at: said.at, ...wordsOf(title, body.join('\n')) })
}

function readJson(text: string, options: ReadOptions): ImportReading {
  const collector = createCollector('jrnl', options)
  const start = entriesKey.exec(text)
  for (const item of objectsIn(text, start === null ? 0 : start.index + start[0].length)) {
    if ('broken' in item) {
      collector.reject(item.line, item.broken)
      continue
    }
    const { line, object } = item
    const said = readWhen(`${textAt(object, 'date')} ${textAt(object, 'time')}`, options)
    if ('why' in said) collector.reject(line, said.why)
    else {
      const { text, tags } = wordsOf(textAt(object, 'title'), textAt(object, 'body'))
      collector.add({ line, at: said.at, text, tags: [...new Set([...textsAt(object, 'tags'), ...tags])] })
    }
  }
  return collector.reading()
}

/** Title and body as one text. A star marks an entry and is no word; `@tags` at the end of title and body are labels. */
function wordsOf(title: string, body: string): { text: string; tags: string[] } {
  const starless = title.replace(/^\*\s+|\s+\*$/gu, '').trim()
  const whole = [starless, body.trim()].filter((part) => part !== '').join('\n')
  return withoutLabels(whole, '@')
}
