import { defineImportFormat } from '../../contracts/import.ts'
import type { ReadOptions } from '../../contracts/import.ts'
import { isDatePhrase } from '../date-phrase.ts'
import { createCollector, readWhen } from './collector.ts'
import type { Collector } from './collector.ts'

const heading = /^(#{1,6})\s+(.+?)\s*#*$/u
const bullet = /^(\s*)(?:[-*+]|\d{1,3}[.)])\s+(?:\[(.)\]\s+)?(.*)$/u
const clock =
  /^(?:\*\*)?(\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]m)?|\d{1,2}\s?[ap]m)(?:\*\*)?\s*(?:[-–—:|]\s*)?(?=\S)/iu
const isoDate = /\d{4}-\d{2}-\d{2}/u
/** Sections that tell of what is to come. */
const plans =
  /^(?:to-?dos?|plans?|planned|next(?: steps| week)?|tomorrow|later|ideas?|backlog|goals?|agenda)\b/iu

/** Daily notes: a heading (or the file's name) says the day, each bullet or paragraph below it is an entry. */
export const markdown = defineImportFormat({
  name: 'markdown',
  summary: 'daily notes in Markdown: days as headings or as the file name, a bullet or a paragraph each',
  recognises: (text, fileName) =>
    /\.(?:md|markdown)$/iu.test(fileName) ||
    text.split('\n').some((line) => dayIn(heading.exec(line.trimEnd())?.[2] ?? '') !== undefined),
  read(text, options) {
    const collector = createCollector('markdown', options)
    const reader = createReader(collector, options)
    for (const [index, line] of text.split(/\r\n|\n|\r/u).entries()) reader.line(line, index + 1)
    reader.end()
    return collector.reading()
  },
})

interface Draft {
  line: number
  indent: number
  text: string[]
}

/** Reads line by line; what is being read is in its variables. */
function createReader(collector: Collector, options: ReadOptions) {
  let day = isoDate.exec(options.fileName)?.[0]
  let draft: Draft | undefined
  let fence: string | undefined
  let inFrontMatter = false
  let isPlan = false
  let isSkipping = false

  const finish = () => {
    if (draft !== undefined) addDraft(draft, day, collector, options)
    draft = undefined
  }
  const open = (line: number, indent: number, words: string) => {
    finish()
    draft = { line, indent, text: [words] }
  }
  const startSection = (title: string) => {
    finish()
    isSkipping = false
    const said = dayIn(title)
    if (said !== undefined) day = said
    isPlan = said === undefined && plans.test(title)
  }
  const readBullet = (number: number, [, lead = '', box, words = '']: RegExpExecArray) => {
    const indent = lead.replaceAll('\t', '    ').length
    if (isPlan || (box !== undefined && !/[x]/iu.test(box))) {
      finish()
      isSkipping = true
      return collector.skip(box === '-' ? 'cancelled' : 'not done yet')
    }
    isSkipping = false
    // What is indented below a bullet belongs to it.
    if (draft !== undefined && indent > draft.indent + 1 && draft.indent >= 0) draft.text.push(words)
    else open(number, indent, words)
  }
  return {
    line(line: string, number: number): void {
      if (line.trim() === '---' && (number === 1 || inFrontMatter)) return void (inFrontMatter = number === 1)
      if (inFrontMatter) {
        day = /^(?:date|day):\s*["']?(\d{4}-\d{2}-\d{2})/iu.exec(line)?.[1] ?? day
        return
      }
      const mark = /^\s*(```|~~~)/u.exec(line)?.[1]
      if (mark !== undefined && (fence === undefined || fence === mark))
        return void (fence = fence ? undefined : mark)
      if (fence !== undefined) return
      const title = heading.exec(line)?.[2]
      if (title !== undefined) return startSection(title)
      const found = bullet.exec(line)
      if (found !== null) return readBullet(number, found)
      if (line.trim() === '' || /^\s*(?:-{3,}|\*{3,}|<!--.*-->)\s*$/u.test(line)) {
        isSkipping = false
        return finish()
      }
      if (isSkipping) return
      if (draft !== undefined) draft.text.push(line.trim())
      else if (isPlan) collector.skip('not done yet')
      else open(number, -1, line.trim())
    },
    end: finish,
  }
}

function addDraft(
  { line, text }: Draft,
  day: string | undefined,
  collector: Collector,
  options: ReadOptions,
): void {
  const words = text.filter((part) => part !== '').join('\n')
  const time = clock.exec(words)
  if (day === undefined) return collector.reject(line, 'no heading above it says the day')
  const said = readWhen(time?.[1] === undefined ? day : `${day} ${time[1].replace('.', ':')}`, options)
  if ('why' in said) return collector.reject(line, said.why)
  collector.add({ line, at: said.at, text: time === null ? words : words.slice(time[0].length) })
}

/** The day that a heading says: `2026-04-03`, `Friday, 3 April 2026`, `2026-04-03 Friday`, `[[2026-04-03]]`. */
function dayIn(title: string): string | undefined {
  const iso = isoDate.exec(title)?.[0]
  if (iso !== undefined) return iso
  const phrase = title.replace(/[[\]*_:]/gu, '').trim()
  return isDatePhrase(phrase) && /\d/u.test(phrase) && !/^\d{1,2}(?:[:.h]|$)/u.test(phrase)
    ? phrase
    : undefined
}
