import { defineImportFormat } from '../../contracts/import.ts'
import { isPlainObject } from '../../base/json.ts'
import { createCollector } from './collector.ts'
import type { Collector } from './collector.ts'
import { compactUtc } from './compact-utc.ts'
import { objectsIn, textAt, textsAt } from './json-objects.ts'

/** What `task export` writes: JSON with compact times in UTC (https://taskwarrior.org/docs/design/task/). */
export const taskwarrior = defineImportFormat({
  name: 'taskwarrior',
  summary: 'what "task export" of Taskwarrior writes; completed tasks become entries',
  recognises: (text) => /^\s*[[{]/u.test(text) && /"uuid"\s*:/u.test(text) && /"status"\s*:/u.test(text),
  read(text, options) {
    const collector = createCollector('taskwarrior', options)
    for (const item of objectsIn(text)) {
      if ('broken' in item) collector.reject(item.line, item.broken)
      else addTask(item.object, item.line, collector)
    }
    return collector.reading()
  },
})

const unfinished: Readonly<Record<string, string>> = {
  pending: 'not done yet',
  waiting: 'not done yet',
  recurring: 'not done yet',
  deleted: 'deleted there',
}

function addTask(task: Record<string, unknown>, line: number, collector: Collector): void {
  const status = textAt(task, 'status')
  const why = unfinished[status]
  if (why !== undefined) return collector.skip(why)
  if (status !== 'completed') return collector.reject(line, `"${status}" is no status of a task`)
  const end = textAt(task, 'end')
  const at = compactUtc(end)
  if (at === undefined)
    return collector.reject(line, end === '' ? 'it does not say when it ended' : `"${end}" is no time`)
  const uuid = textAt(task, 'uuid')
  collector.add({
    line,
    at,
    text: [textAt(task, 'description'), ...notesOf(task)].join('\n'),
    project: textAt(task, 'project'),
    tags: textsAt(task, 'tags'),
    key: uuid === '' ? undefined : `taskwarrior:${uuid}`,
  })
}

function notesOf(task: Record<string, unknown>): string[] {
  const notes = Array.isArray(task.annotations) ? task.annotations : []
  return notes.filter(isPlainObject).map((note) => textAt(note, 'description'))
}
