import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reportWriter } from '../src/agents/report-writer.ts'
import type { ReportContent } from '../src/contracts/report.ts'
import type { ReportEntry } from '../src/domain/report-entry.ts'
import { reportTitle, reportWindow } from '../src/domain/report-window.ts'
import { reportMarkdown, reportText } from '../src/render/report.ts'

const entries: readonly ReportEntry[] = [
  entry('e1', 'Fixed the login redirect. Cut sign-in from 4 s to 1 s.', 'website'),
  entry('e2', 'Wrote the runbook', null),
  entry('e3', 'Deploy the new search', 'website', 'planned'),
  entry('e4', 'No access to the staging database', 'data', 'blocked'),
  entry('e5', 'Which colour for the header?', 'website', 'asked'),
]

function entry(
  id: string,
  text: string,
  project: string | null,
  kind: ReportEntry['kind'] = 'done',
): ReportEntry {
  return { id, day: '2026-11-19', text, project, kind }
}

test('a standup puts each entry under what was done with it', () => {
  const { sections } = reportWriter.offline({ kind: 'standup', entries })
  assert.deepEqual(
    sections.map(({ heading, points }) => [heading, points.flatMap((point) => point.entries)]),
    [
      ['Done', ['e1', 'e2']],
      ['Next', ['e3']],
      ['Blockers', ['e4']],
      ['Waiting for', ['e5']],
    ],
  )
})

test('a status has a section for each project, what was done first, work without a project last', () => {
  const { sections } = reportWriter.offline({ kind: 'status', entries })
  assert.deepEqual(
    sections.map(({ heading, points }) => [heading, points.map(({ state }) => state)]),
    [
      ['website', ['done', 'next', 'asked']],
      ['data', ['blocked']],
      ['Other work', ['done']],
    ],
  )
})

test('what the writer says offline is verbatim and it has no complaint about it', () => {
  for (const kind of ['standup', 'status'] as const) {
    const draft = reportWriter.offline({ kind, entries })
    assert.equal(reportWriter.complaint?.(draft, { kind, entries }), undefined)
    for (const { text, entries: ids } of draft.sections.flatMap(({ points }) => points))
      assert.ok(entries.find(({ id }) => id === ids[0])?.text.includes(text), text)
  }
})

const complaints: readonly [string, readonly string[], 'done' | 'next', RegExp][] = [
  ['cites no entry', [], 'done', /cites no entry/],
  ['cites an entry that is not there', ['e1', 'e9'], 'done', /cites "e9", which is no entry/],
  ['counts a plan as done', ['e3'], 'done', /only planned, blocked or asked/],
  ['counts a blocked thing as done', ['e1', 'e4'], 'done', /entry e4 is only planned, blocked or asked/],
]

for (const [fault, ids, state, complaint] of complaints)
  test(`a point that ${fault} is refused`, () => {
    const point = { text: 'Shipped it', state, entries: [...ids] }
    const draft = { sections: [{ heading: 'Done', points: [point] }] }
    assert.match(reportWriter.complaint?.(draft, { kind: 'standup', entries }) ?? '', complaint)
  })

const monday = new Date('2026-11-23T09:00:00Z')
const windows: readonly ['last-working-day' | 'week' | 'month', string, string, string][] = [
  ['last-working-day', 'Europe/Berlin', '2026-11-20', '2026-11-23'],
  ['week', 'Europe/Berlin', '2026-11-17', '2026-11-23'],
  ['month', 'Europe/Berlin', '2026-10-23', '2026-11-23'],
  ['last-working-day', 'Pacific/Kiritimati', '2026-11-20', '2026-11-23'],
  ['last-working-day', 'Pacific/Pago_Pago', '2026-11-20', '2026-11-22'],
]

for (const [period, zone, from, to] of windows)
  test(`on Monday morning in London, ${period} in ${zone} is ${from} to ${to}`, () => {
    const window = reportWindow({ period, from: null, to: null, zone }, monday)
    assert.deepEqual([window.from, window.to], [from, to])
  })

test('a window holds its local days whole, over the change to winter time', () => {
  const wish = { period: 'week', from: '2026-10-24', to: '2026-10-25', zone: 'Europe/Berlin' } as const
  const { since, until } = reportWindow(wish, monday)
  assert.equal(since.toISOString(), '2026-10-23T22:00:00.000Z')
  assert.equal(until.toISOString(), '2026-10-25T23:00:00.000Z')
})

test('a title says the days once', () => {
  assert.equal(reportTitle('standup', '2026-11-20', '2026-11-23'), 'Standup, Monday 23 November 2026')
  assert.equal(reportTitle('status', '2026-11-17', '2026-11-23'), 'Status, 17 to 23 November 2026')
  assert.equal(reportTitle('status', '2026-10-23', '2026-11-23'), 'Status, 23 October to 23 November 2026')
  assert.equal(
    reportTitle('status', '2025-12-28', '2026-01-03'),
    'Status, 28 December 2025 to 3 January 2026',
  )
  assert.equal(reportTitle('status', '2026-01-03', '2026-01-03'), 'Status, 3 January 2026')
})

const content: ReportContent = {
  kind: 'status',
  title: 'Status, 17 to 23 November 2026',
  from: '2026-11-17',
  to: '2026-11-23',
  zone: 'UTC',
  entries: 2,
  sections: [
    {
      heading: 'web_site',
      points: [
        { text: 'Fixed <script> in\n*bold* [x](http://y)', state: 'done', entries: ['01234567-89ab'] },
        { text: 'Deploy it', state: 'next', entries: ['a-1', 'b-2'] },
      ],
    },
  ],
  engine: 'offline',
}

test('Markdown escapes what entries hold and names the entries of each point', () => {
  const markdown = reportMarkdown(content)
  assert.match(markdown, /^## web\\_site$/m)
  assert.match(markdown, /^- Fixed \\<script\\> in \\\*bold\\\* \\\[x\\\]\(http:\/\/y\) \(567-89ab\)$/m)
  assert.match(markdown, /^- Next: Deploy it \(a-1, b-2\)$/m)
})

test('text is plain, a line for each point', () => {
  assert.equal(
    reportText(content),
    'Status, 17 to 23 November 2026\n\nweb_site\n  - Fixed <script> in *bold* [x](http://y)\n  - Next: Deploy it',
  )
  assert.match(reportText(content, { cite: true }), /Deploy it  \(a-1, b-2\)$/)
})

test('a report without entries says that nothing was logged', () => {
  const nothing = { ...content, entries: 0, sections: [] }
  assert.match(reportText(nothing), /Nothing was logged from 2026-11-17 to 2026-11-23\./)
  assert.match(reportMarkdown(nothing), /Nothing was logged/)
})

test('a report of entries that no line was made of does not say that nothing was logged', () => {
  const dropped = { ...content, sections: [] }
  for (const text of [reportText(dropped), reportMarkdown(dropped)]) {
    assert.doesNotMatch(text, /Nothing was logged/)
    assert.match(text, /2 entries were logged from 2026-11-17 to 2026-11-23, and no line was made of them\./)
  }
})

test('an answer without a point is refused where there is something to report', () => {
  for (const sections of [[], [{ heading: 'Done', points: [] }]]) {
    const complaint = reportWriter.complaint?.({ sections }, { kind: 'standup', entries })
    assert.equal(complaint, 'there is no point, and 5 entries to report')
    assert.equal(reportWriter.complaint?.({ sections }, { kind: 'standup', entries: [] }), undefined)
  }
})
