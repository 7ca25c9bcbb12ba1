import { createRequire } from 'node:module'
import { stripVTControlCharacters } from 'node:util'
import type stringWidth from 'string-width'
import { stripControls } from '../base/text.ts'

export interface TableOptions {
  /** Names of the columns, printed above them. One named id is never cut: people type what stands there. */
  head?: readonly string[] | undefined
  /** The widest line, `print.room`: the widest columns are cut until all fit. Absent: nothing is cut. */
  columns?: number | undefined
  /** Styles the head, `print.paint`. */
  paint?: ((style: 'dim', text: string) => string) | undefined
}

const gap = '  '
const narrowest = 6
/** Letters of the Latin script, the signs of running text and those of our own lines: one cell each, joined with nothing. */
const plain = /^[ -~¡-¬®-ʯ‐-‧←-↓⊘─-▟■-◼✓✗]*$/u

let measure: typeof stringWidth | undefined

/**
 * Rows as aligned columns. Widths are terminal cells: CJK characters and emoji take two. Cells may hold styles;
 * line feeds become spaces. The last column is not padded.
 */
export function table(rows: readonly (readonly string[])[], options: TableOptions = {}): string {
  const { head, columns, paint } = options
  const all = [...(head === undefined ? [] : [head]), ...rows].map((row) => row.map(oneLine))
  const widths = fit(naturalWidths(all), columns ?? Infinity, head?.indexOf('id'))
  return all
    .map((row, index) => {
      const line = row.map((cell, column) => pad(cut(cell, widths[column] ?? 0), widths[column] ?? 0))
      const text = line.join(gap).trimEnd()
      return index === 0 && head !== undefined && paint !== undefined ? paint('dim', text) : text
    })
    .join('\n')
}

/** How many cells of a terminal a text takes; styles take none. */
export function widthOf(text: string): number {
  const shown = text.includes('\u001b') ? stripVTControlCharacters(text) : text
  return plain.test(shown) ? shown.length : widthOfAnything(shown)
}

/** Loaded where a text needs it: its tables of signs take longer to load than most commands to do their work. */
function widthOfAnything(text: string): number {
  measure ??= (createRequire(import.meta.url)('string-width') as { default: typeof stringWidth }).default
  return measure(text)
}

/** A text in at most `width` cells; a cut one ends with an ellipsis and without its styles. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  const clean = stripControls(text)
  if (plain.test(clean)) return `${clean.slice(0, Math.max(0, width - 1)).trimEnd()}…`
  let kept = ''
  let used = 0
  for (const { segment } of new Intl.Segmenter().segment(clean)) {
    const next = used + widthOf(segment)
    if (next > width - 1) break
    kept += segment
    used = next
  }
  return `${kept.trimEnd()}…`
}

function oneLine(cell: string): string {
  return cell.replace(/\s*[\r\n\t]+\s*/gu, ' ')
}

function naturalWidths(rows: readonly (readonly string[])[]): number[] {
  const widths: number[] = []
  for (const row of rows)
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, widthOf(cell))
  return widths
}

/** Takes cells from the widest column, but the one to keep, until the line fits or every column is as narrow as can be. */
function fit(widths: readonly number[], columns: number, kept = -1): number[] {
  const fitted = [...widths]
  const gaps = gap.length * Math.max(0, fitted.length - 1)
  let excess = fitted.reduce((sum, width) => sum + width, gaps) - columns
  while (excess > 0) {
    const open = fitted.map((width, column) => (column === kept ? 0 : width))
    const width = Math.max(...open)
    const widest = open.indexOf(width)
    if (width <= narrowest) break
    fitted[widest] = width - 1
    excess -= 1
  }
  return fitted
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - widthOf(cell)))
}
