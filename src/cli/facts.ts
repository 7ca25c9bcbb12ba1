import { paragraph } from './paragraph.ts'
import { table, widthOf } from './table.ts'

const gap = '  '
const narrowest = 20

/**
 * Rows whose last cell is told to its end: the others are aligned, and it is broken at its words, each further line below
 * its first. `room` is the widest line, `print.room`; undefined where nothing is broken.
 */
export function facts(rows: readonly (readonly string[])[], room: number | undefined): string {
  const names = table(rows.map((row) => row.slice(0, -1))).split('\n')
  const width = Math.max(0, ...names.map(widthOf))
  const left = room === undefined ? undefined : Math.max(narrowest, room - width - gap.length)
  return rows
    .map((row, index) => {
      const name = names[index] ?? ''
      const told = paragraph(row.at(-1) ?? '', { room: left, indent: '' })
      const head = name + ' '.repeat(width - widthOf(name)) + gap
      return (head + told.replaceAll('\n', `\n${' '.repeat(width)}${gap}`)).trimEnd()
    })
    .join('\n')
}
