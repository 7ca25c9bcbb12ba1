import { widthOf } from './table.ts'

export interface ParagraphOptions {
  /** The widest line, `print.room`; undefined where nothing is broken. */
  room: number | undefined
  /** What each line begins with. */
  indent: string
}

/** A text broken at its spaces so that each line fits. A word that is longer than a line stays whole, so that links can be copied. */
export function paragraph(text: string, { room = Infinity, indent }: ParagraphOptions): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || widthOf(indent + longer) <= room) line = longer
    else {
      lines.push(indent + line)
      line = word
    }
  }
  return [...lines, indent + line].join('\n')
}

/** Every line of a text that is too long broken at its spaces; what follows stands below the line's own words. */
export function wrapLines(text: string, room: number | undefined): string {
  if (room === undefined) return text
  return text
    .split('\n')
    .map((line) => (widthOf(line) <= room ? line : hang(line, room)))
    .join('\n')
}

/** Spaces and the mark of an item, in their colour or without. */
const leading = /^(?:\u001b\[[\d;]*m)*\s*(?:(?:[-!✓✗·→]|\d+\.)(?:\u001b\[[\d;]*m)*\s+)?/

function hang(line: string, room: number): string {
  const [lead = ''] = leading.exec(line) ?? []
  const indent = ' '.repeat(widthOf(lead))
  return lead + paragraph(line.slice(lead.length), { room, indent }).slice(indent.length)
}
