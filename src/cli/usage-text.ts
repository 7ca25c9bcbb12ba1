import type { Usage } from '../contracts/usage.ts'
import type { UsageReport } from '../services/usage.ts'
import { bar } from './bar.ts'
import type { Printer } from './print.ts'
import { table, widthOf } from './table.ts'
import { localDay } from './time.ts'

const barWidth = 20
const narrowestBar = 6

/** What models used as a table; bars stand beside the numbers where the terminal has room for them. */
export function usageText(
  { by, since, rows, total }: UsageReport,
  print: Pick<Printer, 'paint' | 'safe' | 'room'>,
): string {
  if (rows.length === 0) return `No model was asked since ${localDay(since)}. Offline answers use nothing.`
  const size = total.cost > 0 && total.unpriced === 0 ? ({ cost }: Usage) => cost : tokensOf
  const longest = Math.max(...rows.map(size))
  const shown = [...rows, ...(rows.length > 1 ? [total] : [])]
  const numbers = shown.map((row) => [
    row === total ? print.paint('bold', 'total') : print.safe(row.key),
    callsText(row),
    tokens(row.inputTokens),
    tokens(row.outputTokens),
    costText(row),
  ])
  const head = [by, 'calls', 'tokens in', 'out', 'cost']
  const wide = widestBar(table([head, ...numbers]), print.room)
  if (wide === 0) return table(numbers, { head, columns: print.room, paint: print.paint })
  const share = (row: Usage) => (row === total || longest === 0 ? 0 : size(row) / longest)
  const cells = shown.map((row, index) => [
    ...(numbers[index] ?? []),
    print.paint('cyan', bar(share(row), wide)),
  ])
  return table(cells, { head: [...head, size === tokensOf ? 'tokens' : 'cost'], paint: print.paint })
}

/** What the numbers leave of a line; 0 where that is too little for a bar to say anything. */
function widestBar(numbers: string, room = Infinity): number {
  const left = room - Math.max(...numbers.split('\n').map(widthOf)) - 2
  return left < narrowestBar ? 0 : Math.min(left, barWidth)
}

function tokensOf({ inputTokens, outputTokens }: Usage): number {
  return inputTokens + outputTokens
}

function callsText({ calls, failed, unknown, running }: Usage): string {
  const parts = [
    [failed, 'failed'],
    [unknown, 'unknown'],
    [running, 'running'],
  ] as const
  const notes = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`)
  return notes.length === 0 ? String(calls) : `${calls} (${notes.join(', ')})`
}

/** `950`, `12.3k`, `4.1M`. */
function tokens(number: number): string {
  if (number < 1000) return String(number)
  return number < 999_500 ? `${trim(number / 1000)}k` : `${trim(number / 1_000_000)}M`
}

function trim(number: number): string {
  return number < 100 ? number.toFixed(1).replace(/\.0$/, '') : number.toFixed(0)
}

/** Never a guess: where a price or the tokens are not known, it says so. */
function costText({ cost, unpriced }: Usage): string {
  const known = `$${cost.toFixed(cost > 0 && cost < 1 ? 4 : 2)}`
  if (unpriced === 0) return known
  return cost === 0 ? 'cost unknown' : `${known} + ${unpriced} unpriced`
}
