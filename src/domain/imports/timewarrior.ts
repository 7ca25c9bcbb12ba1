import { defineImportFormat } from '../../contracts/import.ts'
import { createCollector } from './collector.ts'
import type { Collector } from './collector.ts'
import { compactUtc } from './compact-utc.ts'
import { objectsIn, textAt, textsAt } from './json-objects.ts'

const minute = 60_000

/** A line of its data files: `inc 20260403T070000Z - 20260403T083000Z # web "fix login" # "Fixed it"`. */
const dataLine =
  /^inc (\d{8}T\d{6}Z)(?: - (\d{8}T\d{6}Z))?(?: #([^#"]*(?:"(?:[^"\\]|\\.)*"[^#"]*)*)(?:# ?(.*))?)?$/u
const word = /"((?:[^"\\]|\\.)*)"|(\S+)/gu

/** What `timew export` writes, and the data files (`2026-04.data`): intervals with tags and perhaps an annotation. */
export const timewarrior = defineImportFormat({
  name: 'timewarrior',
  summary: 'what "timew export" of Timewarrior writes, or its data files; with the minutes that it took',
  recognises: (text) =>
    /^inc \d{8}T\d{6}Z/mu.test(text) ||
    (/^\s*[[{]/u.test(text) && /"start"\s*:\s*"\d{8}T\d{6}Z"/u.test(text) && !/"uuid"\s*:/u.test(text)),
  read(text, options) {
    const collector = createCollector('timewarrior', options)
    if (/^\s*inc /u.test(text)) readData(text, collector)
    else
      for (const item of objectsIn(text)) {
        if ('broken' in item) collector.reject(item.line, item.broken)
        else addInterval(item.object, item.line, collector)
      }
    return collector.reading()
  },
})

function readData(text: string, collector: Collector): void {
  for (const [index, line] of text.split(/\r\n|\n|\r/u).entries()) {
    if (line.trim() === '') continue
    const [all, start, end = '', tags = '', note = ''] = dataLine.exec(line.trim()) ?? []
    if (all === undefined) collector.reject(index + 1, 'it is no interval')
    else
      addInterval(
        { start, end, tags: wordsOf(tags), annotation: wordsOf(note).join(' ') },
        index + 1,
        collector,
      )
  }
}

function wordsOf(text: string): string[] {
  return [...text.matchAll(word)].map(([, quoted, bare]) => (quoted ?? bare ?? '').replace(/\\(.)/gu, '$1'))
}

function addInterval(interval: Record<string, unknown>, line: number, collector: Collector): void {
  const [said, endSaid] = [textAt(interval, 'start'), textAt(interval, 'end')]
  const start = compactUtc(said)
  if (start === undefined)
    return collector.reject(line, said === '' ? 'it has no start' : `"${said}" is no time`)
  if (endSaid === '') return collector.skip('still running')
  const end = compactUtc(endSaid)
  if (end === undefined) return collector.reject(line, `"${endSaid}" is no time`)
  if (end < start) return collector.reject(line, 'it ends before it starts')
  const tags = textsAt(interval, 'tags')
  const annotation = textAt(interval, 'annotation').trim()
  collector.add({
    line,
    at: start,
    text: annotation === '' ? tags.join(', ') : annotation,
    tags,
    minutes: Math.round((end.getTime() - start.getTime()) / minute),
    key: `timewarrior:${start.toISOString()}:${tags.toSorted().join(',')}`,
  })
}
