import { count } from '../../base/text.ts'
import { type Usage, usageGroups } from '../../contracts/usage.ts'
import { csv } from '../../render/csv.ts'
import type { UsageReport } from '../../services/usage.ts'
import { defineCommand } from '../command.ts'
import { choice, flag, whole } from '../option.ts'
import { usageText } from '../usage-text.ts'
import { localZone } from '../zone.ts'

const usualDays = 30

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
