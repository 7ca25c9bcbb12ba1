import type { ParsedPaper } from '../../contracts/parser.ts'
import { paperLine } from './paper-line.ts'

/** Words that stand on one baseline; lengths are points, `x` from the left and `y` from the bottom of the page. */
interface Row {
  text: string
  x: number
  end: number
  y: number
  size: number
  page: number
}

/** Points by which the words of a list stand in. */
const indent = { least: 6, most: 40 }
const mostPages = 60
const mostRows = 20_000

/** The paragraphs of a PDF in the order in which it draws them; letters that it holds as a picture are not in it. */
export async function readPdf(body: Uint8Array): Promise<ParsedPaper> {
  const { getDocumentProxy } = await import('unpdf')
  const pdf = await getDocumentProxy(new Uint8Array(body), { verbosity: 0 })
  const rows: Row[] = []
  for (let page = 1; page <= Math.min(pdf.numPages, mostPages) && rows.length < mostRows; page += 1) {
    const { items } = await (await pdf.getPage(page)).getTextContent()
    for (const item of items) if ('str' in item && item.str.trim() !== '') addItem(rows, item, page)
  }
  const usual = usualSize(rows)
  const rightmost = Math.max(0, ...rows.map(({ end }) => end))
  const margin = Math.min(...rows.map(({ x }) => x))
  const kindOf = ({ size, x }: Row) => {
    if (size > usual * 1.08) return 'heading'
    // Some programs draw the mark of a list as a picture; what is left is that its words stand in a little.
    return x - margin >= indent.least && x - margin <= indent.most ? 'bullet' : 'text'
  }
  return {
    lines: joinRows(rows, rightmost)
      .map((row) => paperLine(row.text, kindOf(row)))
      .filter(({ text }) => text !== ''),
  }
}

function addItem(
  rows: Row[],
  { str, transform, width, height }: { str: string; transform: number[]; width: number; height: number },
  page: number,
): void {
  const [x, y, size] = [transform[4] ?? 0, transform[5] ?? 0, height || Math.abs(transform[3] ?? 0)]
  const last = rows.at(-1)
  if (last === undefined || last.page !== page || Math.abs(last.y - y) > size * 0.3 || x < last.x) {
    rows.push({ text: str, x, end: x + width, y, size, page })
    return
  }
  const gap = x - last.end
  // What stands far to the right, such as dates, is a column of its own.
  last.text += (gap > size * 2 ? '\t' : gap > size * 0.15 ? ' ' : '') + str
  last.end = x + width
  last.size = Math.max(last.size, size)
}

/** The size of most letters. */
function usualSize(rows: readonly Row[]): number {
  const letters = new Map<number, number>()
  for (const { size, text } of rows) {
    const rounded = Math.round(size * 2) / 2
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length)
  }
  return [...letters].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 0
}

/** Rows that one paragraph was broken into: the one before reaches the edge, and the next stands close below it. */
function joinRows(rows: readonly Row[], rightmost: number): Row[] {
  const joined: Row[] = []
  let before: Row | undefined
  for (const row of rows) {
    const last = joined.at(-1)
    if (last !== undefined && before !== undefined && continues(before, row, rightmost)) {
      last.text += /\p{L}-$/u.test(last.text) || last.text.endsWith(' ') ? row.text : ` ${row.text}`
    } else joined.push({ ...row })
    before = row
  }
  return joined
}

function continues(before: Row, row: Row, rightmost: number): boolean {
  const isLinked = /(?:https?:|@)\S*$/u.test(before.text)
  const close = row.page !== before.page || (before.y > row.y && before.y - row.y < row.size * 1.75)
  const isSame = Math.abs(before.size - row.size) < 0.6
  // The first word of the next row would not have fitted.
  const [word = ''] = row.text.split(/\s/u)
  const isFull = before.end + (word.length + 1) * row.size * 0.45 >= rightmost
  const isAligned = row.x >= before.x - 1 && row.x - before.x < row.size * 2.5
  return (
    close &&
    !isLinked &&
    isSame &&
    isFull &&
    isAligned &&
    !before.text.includes('\t') &&
    paperLine(row.text, 'text').kind === 'text'
  )
}
