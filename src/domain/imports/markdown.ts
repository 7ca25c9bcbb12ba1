import { defineImportFormat } from '../../contracts/import.ts'
import type { ReadOptions } from '../../contracts/import.ts'
import { isDatePhrase } from '../date-phrase.ts'
import { createCollector, readWhen } from './collector.ts'
import type { Collector } from './collector.ts'
import { plainMarkdown, withoutLabels } from './plain-markup.ts'

const heading = /^(#{1,6})\s+(.+?)\s*#*$/u
const bullet = /^(\s*)(?:[-*+]|\d{1,3}[.)])\s+(?:\[(.)\]\s+)?(.*)$/u
/** Logseq's states of a task, and its properties and drawers, which are no text. */
const taskState = /^(TODO|DOING|NOW|LATER|WAITING|WAIT|IN-PROGRESS|CANCELL?ED|DONE)\s+(?:\[#[ABC]\]\s+)?/u
const property = /^\s*[\w-]+::(?:\s|$)/u
const drawer = /^\s*:(?:LOGBOOK|PROPERTIES):\s*$/iu
const drawerEnd = /^\s*:END:\s*$/iu
const planning = /^\s*(?:SCHEDULED|DEADLINE|CLOCK):/u
const clock =
  /^(?:\*\*)?(\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]m)?|\d{1,2}\s?[ap]m)(?:\*\*)?\s*(?:[-–—:|]\s*)?(?=\S)/iu
const isoDate = /\d{4}-\d{2}-\d{2}/u
/** Logseq names the file of a day `2026_04_03.md`. */
const dayOfFile = /(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})/u
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
    const { day, lines } = contentOf(text)
    const reader = createReader(collector, options, day)
    for (const { number, line } of lines) reader.line(line, number)
    reader.end()
    return collector.reading()
  },
})

/** `### 2026-04-03 09:00 Fixed it`, as jrnl and others export: the heading is the entry's first line. */
const datedTitle = /^\[?(\d{4}-\d{2}-\d{2})[ T](\d{1,2}:\d{2})(?::\d{2})?(\s?[ap]m)?\]?\s+(\S.*)$/iu

interface Draft {
  line: number
  indent: number
  text: string[]
  /** True where all up to the next heading belongs to it. */
  isWhole: boolean
}

/** The lines outside front matter and code, numbered from 1, and the day that the front matter says. */
function contentOf(text: string): { day: string | undefined; lines: { number: number; line: string }[] } {
  const all = text.split(/\r\n|\n|\r/u)
  const end = all[0]?.trim() === '---' ? all.indexOf('---', 1) : -1
  const front = all.slice(0, end + 1)
  const day = front.map((line) => /^(?:date|day):\s*["']?(\d{4}-\d{2}-\d{2})/iu.exec(line)?.[1]).find(Boolean)
  const lines: { number: number; line: string }[] = []
  let fence: string | undefined
  let inDrawer = false
  for (const [index, line] of all.entries()) {
    const mark = /^\s*(```|~~~)/u.exec(line)?.[1]
    if (index <= end) continue
    if (mark !== undefined && (fence === undefined || fence === mark))
      fence = fence === undefined ? mark : undefined
    else if (fence === undefined && (inDrawer || drawer.test(line))) inDrawer = !drawerEnd.test(line)
    else if (fence === undefined && !property.test(line) && !planning.test(line))
      lines.push({ number: index + 1, line })
  }
  return { day, lines }
}

/** Reads line by line; what is being read is in its variables. */
function createReader(collector: Collector, options: ReadOptions, firstDay: string | undefined) {
  let day = firstDay ?? dayOfFile.exec(options.fileName)?.slice(1).join('-')
  let draft: Draft | undefined
  /** The level of the heading below which plans stand; 0 where none do. */
  let planLevel = 0
  let isSkipping = false

  const finish = () => {
    if (draft !== undefined) addDraft(draft, day, collector, options)
    draft = undefined
  }
  const open = (line: number, indent: number, words: string) => {
    finish()
    draft = { line, indent, text: [words], isWhole: false }
  }
  const startSection = (line: number, [, signs = '', title = '']: RegExpExecArray) => {
    finish()
    isSkipping = false
    const said = dayIn(title)
    if (said !== undefined) day = said
    if (said !== undefined || signs.length <= planLevel) planLevel = 0
    if (said === undefined && planLevel === 0 && plans.test(title)) planLevel = signs.length
    const [, , time, half = '', words] = datedTitle.exec(title) ?? []
    if (words !== undefined) draft = { line, indent: -1, text: [`${time}${half} ${words}`], isWhole: true }
  }
  const readBullet = (number: number, [, lead = '', box, said = '']: RegExpExecArray) => {
    const indent = lead.replaceAll('\t', '    ').length
    const state = taskState.exec(said)?.[1]
    const words = said.replace(taskState, '')
    const isOpen = (box !== undefined && !/[x]/iu.test(box)) || (state !== undefined && state !== 'DONE')
    if (planLevel > 0 || isOpen) {
      finish()
      isSkipping = true
      return collector.skip(box === '-' || state?.startsWith('CANCEL') ? 'cancelled' : 'not done yet')
    }
    isSkipping = false
    // What is indented below a bullet belongs to it.
    if (draft !== undefined && indent > draft.indent + 1 && draft.indent >= 0) draft.text.push(words)
    else open(number, indent, words)
  }
  return {
    line(line: string, number: number): void {
      const title = heading.exec(line)
      if (title !== null) return startSection(number, title)
      if (draft?.isWhole === true) return void draft.text.push(line.trim())
      const found = bullet.exec(line)
      if (found !== null) return readBullet(number, found)
      if (/^\s*(?:[-*+])?\s*$/u.test(line) || /^\s*(?:-{3,}|\*{3,}|<!--.*-->)\s*$/u.test(line)) {
        isSkipping = false
        return finish()
      }
      if (isSkipping) return
      if (draft !== undefined) draft.text.push(line.trim())
      else if (planLevel > 0) collector.skip('not done yet')
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
  const { text: words, tags } = withoutLabels(
    plainMarkdown(text.filter((part) => part !== '').join('\n')),
    '#',
  )
  const time = clock.exec(words)
  if (words.trim() === '' && tags.length === 0) return
  if (day === undefined) return collector.reject(line, 'no heading above it says the day')
  const said = readWhen(time?.[1] === undefined ? day : `${day} ${time[1].replace('.', ':')}`, options)
  if ('why' in said) return collector.reject(line, said.why)
  collector.add({ line, at: said.at, text: time === null ? words : words.slice(time[0].length), tags })
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
