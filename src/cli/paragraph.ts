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
