import { count } from '../../base/text.ts'
import { type Usage, usageGroups } from '../../contracts/usage.ts'
import { csv } from '../../render/csv.ts'
import type { UsageReport } from '../../services/usage.ts'
import { bar } from '../bar.ts'
import { defineCommand } from '../command.ts'
import { choice, flag, whole } from '../option.ts'
import type { Printer } from '../print.ts'
import { table } from '../table.ts'
import { localDay } from '../time.ts'
import { localZone } from '../zone.ts'

const usualDays = 30
const barWidth = 20

export const usage = defineCommand({
  name: 'usage',
  summary: 'Count what models used: calls, tokens and cost',
  options: {
    by: choice('--by <what>', 'a row for each; day where absent', usageGroups),
    days: whole('--days <number>', `how many days back; ${usualDays} where absent`),
    csv: flag('--csv', 'print CSV'),
  },
  examples: [
    'nightdesk usage',
    'nightdesk usage --by provider --days 7',
    'nightdesk usage --by agent --csv > usage.csv',
  ],
  async run({ options }, desk) {
    const { usageOf } = await import('../../services/usage.ts')
    const report = await usageOf(await desk.app(), {
      by: options.by ?? 'day',
      days: options.days ?? usualDays,
      zone: localZone(desk.env),
    })
    desk.print.data(report, () => (options.csv ? csvText(report) : usageText(report, desk.print)))
    if (report.total.unknown > 0)
      desk.print.say(`${count(report.total.unknown, 'call')} broke off unseen: they may have been billed.`)
    const other = report.by === 'provider' ? 'agent' : 'provider'
    desk.print.next(`nightdesk usage --by ${other}`, 'nightdesk jobs list')
  },
})

const columns = [
  'calls',
  'failed',
  'unknown',
  'running',
  'inputTokens',
  'outputTokens',
  'cost',
  'unpriced',
] as const satisfies readonly (keyof Usage)[]

function csvText({ by, rows }: UsageReport): string {
  return csv([[by, ...columns], ...rows.map((row) => [row.key, ...columns.map((column) => row[column])])])
}

function usageText({ by, since, rows, total }: UsageReport, print: Printer): string {
  if (rows.length === 0) return `No model was asked since ${localDay(since)}. Offline answers use nothing.`
  const size = total.cost > 0 && total.unpriced === 0 ? ({ cost }: Usage) => cost : tokensOf
  const longest = Math.max(...rows.map(size))
  const cells = [...rows, ...(rows.length > 1 ? [total] : [])].map((row) => [
    row === total ? print.paint('bold', 'total') : print.safe(row.key),
    callsText(row),
    tokens(row.inputTokens),
    tokens(row.outputTokens),
    costText(row),
    row === total ? '' : print.paint('cyan', bar(longest === 0 ? 0 : size(row) / longest, barWidth)),
  ])
  const head = [by, 'calls', 'tokens in', 'out', 'cost', size === tokensOf ? 'tokens' : 'cost']
  return table(cells, { head, columns: print.room, paint: print.paint })
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
  return cost === 0 ? 'cost unknown' : `${known} + ${count(unpriced, 'call')} of unknown cost`
}
