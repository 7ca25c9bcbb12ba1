import { squeeze } from '../../../base/text.ts'
import { dateInText } from '../written-date.ts'
import type { DateReader } from '../written-date.ts'
import { blockText } from './block-text.ts'
import { isChangeText, publishedWord } from './date-words.ts'
import type { DateSearch } from './published.ts'
import type { TreeElement } from './tree.ts'

const ownershipWord = /copyright|©|\(c\)|all rights|alle rechte/i
/** Days that are the subject of a line, not its date: appointments, terms. */
const appointmentWord =
  /\b(?:deadline|expires?|valid until|register by|event|until|from .* to|starts?|ends?|born|died|gültig bis|geboren|termin)\b/i
const mostLineLength = 110
/** `CAPE TOWN, Nov. 20, 2026 (GLOBE NEWSWIRE) -- `, as releases to the press begin. */
const dateline = /^\p{Lu}{3}.{8,90}?(?:--|[—–]|\s\/[^/]{3,30}\/)/u
const mostLoneLength = 40
const mostLines = 600
const linesAfter = 18
const linesBefore = 8

interface DatedLine {
  date: Date
  text: string
  index: number
}

/**
 * The day that is written on a page: after a word that says so, else on a line near the headline. Lines about
 * copyright, appointments and changes do not count.
 */
export function writtenDate(search: DateSearch): Date | null {
  const lines = linesOf(search)
  return (
    labelledDate(lines, search.reader) ??
    nearDate(ownLines(datedLines(lines, search.reader)), headingLine(lines, search.heading))?.date ??
    null
  )
}

/** The first day that stands alone on a line, at last one of a change. */
export function loneDate(search: DateSearch): Date | null {
  const dated = datedLines(linesOf(search), search.reader)
  return (
    ownLines(dated).find(({ text }) => text.length <= mostLoneLength)?.date ??
    dated.find(({ text }) => isChangeText(text))?.date ??
    null
  )
}

/** The day of a change under the headline, where no other day is shown there. */
export function rewrittenDate(search: DateSearch): Date | null {
  const lines = linesOf(search)
  const headline = headingLine(lines, search.heading)
  if (headline === -1) return null
  const near = lines.slice(Math.max(0, headline - linesBefore), headline + linesAfter)
  const dated = datedLines(near, search.reader)
  const isAlone = dated.every(({ text }) => isChangeText(text))
  return isAlone ? (dated[0]?.date ?? null) : null
}

function datedLines(lines: readonly string[], reader: DateReader): DatedLine[] {
  return lines.flatMap((text, index) => {
    const said = text.length > mostLineLength ? (dateline.exec(text)?.[0] ?? '') : text
    if (ownershipWord.test(said)) return []
    const date = dateInText(said, reader)
    return date === null ? [] : [{ date, text: said, index }]
  })
}

function ownLines(dated: readonly DatedLine[]): DatedLine[] {
  return dated.filter(({ text }) => !isChangeText(text) && !appointmentWord.test(text))
}

function linesOf({ root, isLeftOut }: DateSearch): string[] {
  return blockText(root, isLeftOut)
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, mostLines)
}

function labelledDate(lines: readonly string[], reader: DateReader): Date | null {
  for (const [index, line] of lines.entries()) {
    const match = publishedWord.exec(line)
    if (line.length > mostLineLength || match === null || match.index > 60) continue
    if (ownershipWord.test(line) || isOfChange(line.slice(0, match.index))) continue
    const behind = line.slice(match.index + match[0].length)
    const date = dateInText(behind.slice(0, 50) || (lines[index + 1] ?? '').slice(0, 40), reader)
    if (date !== null) return date
  }
  return null
}

/** Whether what stands before a word of publication says, without a day of its own, that the day is one of a change. */
function isOfChange(before: string): boolean {
  return isChangeText(before) && !/\d/.test(before)
}

function headingLine(lines: readonly string[], heading: TreeElement | undefined): number {
  const title = heading === undefined ? '' : squeeze(blockText(heading).split('\n')[0] ?? '')
  return title === '' ? -1 : lines.findIndex((line) => line === title)
}

function nearDate(dated: readonly DatedLine[], headline: number): DatedLine | undefined {
  if (headline === -1) return dated.find(({ index }) => index < linesAfter * 2)
  return (
    dated.find(({ index }) => index >= headline && index <= headline + linesAfter) ??
    dated.findLast(({ index }) => index < headline && index >= headline - linesBefore)
  )
}
