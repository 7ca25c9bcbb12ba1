import { tellEngine } from '../engine-note.ts'
import { shortId } from '../../base/id.ts'
import { count, squeeze } from '../../base/text.ts'
import type { Analysis } from '../../services/analysis.ts'
import { defineCommand } from '../command.ts'
import { flag } from '../option.ts'
import type { Printer } from '../print.ts'
import { jobOptions, runAndShow } from '../run-job.ts'
import { cut } from '../table.ts'

export const analyze = defineCommand({
  name: 'analyze',
  summary: 'Find what the entries say: outcomes, numbers, themes, gaps, open ends and blockers',
  options: { again: flag('--again', 'read all entries again, not only new and changed ones'), ...jobOptions },
  examples: ['nightdesk analyze', 'nightdesk analyze --again', 'nightdesk analyze --json'],
  async run({ options }, desk) {
    const { analysisOf, analyzeWorkflow } = await import('../../services/analysis.ts')
    const { again } = options
    const job = await runAndShow(desk, analyzeWorkflow, { again }, options)
    if (job === undefined) return
    const analysis = await analysisOf(await desk.app(), job)
    const { print } = desk
    print.data({ jobId: job.id, ...analysis }, () => analysisText(analysis, print))
    await tellEngine(desk, analysis.engine)
    const [silent] = analysis.overview.openOutcomes
    if (analysis.overview.entries === 0) print.next('nightdesk log "What I did"')
    else if (silent !== undefined)
      print.next(`nightdesk amend ${shortId(silent.id)} "What came of it"`, 'nightdesk extract')
    else print.next('nightdesk extract', 'nightdesk report standup')
  },
})

function analysisText(analysis: Analysis, print: Printer): string {
  const { overview } = analysis
  const hidden = analysis.private === 0 ? '' : `, ${analysis.private} of them private`
  const read = `${count(analysis.analyzed, 'entry', 'entries')} analyzed now (${analysis.engine})${hidden}`
  if (overview.from === null || overview.to === null)
    return `${read}; nothing else is in the log of the last 90 days.`
  const span = `${count(overview.entries, 'entry', 'entries')} of the last 90 days, on ${count(overview.days, 'day')}, ${overview.from} to ${overview.to}`
  return [`${read}.`, '', print.paint('bold', span), ...factLines(overview, print)].join('\n')
}

function factLines(overview: Analysis['overview'], print: Printer): string[] {
  const { kinds, themes, rising, gaps, open, blockers, withoutOutcome, openOutcomes } = overview
  const named = (items: { name: string; entries: number }[]) =>
    items.map(({ name, entries }) => `${name} ${entries}`).join(' · ')
  const facts: [string, string[]][] = [
    [
      'kinds',
      [
        Object.entries(kinds)
          .map(([kind, entries]) => `${kind} ${entries}`)
          .join(' · '),
      ],
    ],
    ['projects', [named(themes.projects)]],
    ['tags', [named(themes.tags)]],
    ['words', [named(themes.words)]],
    ['rising', [rising.join(' · ')]],
    ['cadence', cadenceLines(overview.cadence)],
    ['gaps', gaps.map(({ from, to, workdays }) => `${from} to ${to}, ${count(workdays, 'workday')}`)],
    ['blocked', blockers.map(matterLine)],
    ['open', open.map(matterLine)],
    [
      'outcome',
      withoutOutcome === 0
        ? []
        : [
            `${count(withoutOutcome, 'done entry', 'done entries')} without one`,
            ...openOutcomes.map(matterLine),
          ],
    ],
  ]
  return facts.flatMap(([name, lines]) =>
    lines
      .filter((line) => line !== '')
      .map((line, index) => {
        const label = print.paint('dim', (index === 0 ? name : '').padEnd(8))
        const text = print.safe(line)
        return `  ${label}  ${print.room === undefined ? text : cut(text, Math.max(20, print.room - 12))}`
      }),
  )
}

function cadenceLines({
  entriesPerWeek,
  daysPerWeek,
  busiestDay,
  longestStreak,
}: Analysis['overview']['cadence']): string[] {
  if (busiestDay === null) return []
  const week = `${count(entriesPerWeek, 'entry', 'entries')} on ${count(daysPerWeek, 'day')} a week (median)`
  return [`${week}, mostly on ${busiestDay.name}`, `${count(longestStreak, 'workday')} in a row at most`]
}

function matterLine({ id, day, text, times }: Analysis['overview']['open'][number]): string {
  const often = times > 1 ? ` (${times} times)` : ''
  return `${day}  ${shortId(id)}  ${squeeze(text)}${often}`
}
