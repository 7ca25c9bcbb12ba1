import { defineImportFormat } from '../../contracts/import.ts'
import { createCollector } from './collector.ts'
import type { Collector } from './collector.ts'
import { compactUtc } from './compact-utc.ts'
import { objectsIn, textAt, textsAt } from './json-objects.ts'

const minute = 60_000

/** What `timew export` writes: intervals with tags and, where one was made, an annotation. */
export const timewarrior = defineImportFormat({
  name: 'timewarrior',
  summary: 'what "timew export" of Timewarrior writes; with the minutes that it took',
  recognises: (text) =>
    /^\s*[[{]/u.test(text) && /"start"\s*:\s*"\d{8}T\d{6}Z"/u.test(text) && !/"uuid"\s*:/u.test(text),
  read(text, options) {
    const collector = createCollector('timewarrior', options)
    for (const item of objectsIn(text)) {
      if ('broken' in item) collector.reject(item.line, item.broken)
      else addInterval(item.object, item.line, collector)
    }
    return collector.reading()
  },
})

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
