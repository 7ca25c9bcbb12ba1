import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReportContent, ReportKind } from '../src/contracts/report.ts'
import { hoursIn } from '../src/domain/duration.ts'
import { strongestEntries } from '../src/domain/report-achievement.ts'
import type { ReportEntry } from '../src/domain/report-entry.ts'
import { limitSections } from '../src/domain/report-limit.ts'
import { proveSections } from '../src/domain/report-proof.ts'
import { sectionsFor } from '../src/domain/report-sections.ts'
import { openBlockers, withCarried } from '../src/domain/report-standup.ts'
import { reportCsv, reportHtml, reportSlack, reportText } from '../src/render/report.ts'
import { checkTemplate, reportFromTemplate } from '../src/render/report-template.ts'

function entry(id: string, day: string, text: string, project: string | null = null): ReportEntry {
  return { id, day, text, project, kind: null }
}

const log: readonly ReportEntry[] = [
  entry(
    'e1',
    '2026-11-02',
    'Cut the nightly build from 19 min to 4 min by caching layers (1.5 h)',
    'website',
  ),
  entry('e2', '2026-11-02', 'Wrote the runbook', 'website'),
  entry('e3', '2026-11-03', 'Plan: deploy the new search', 'website'),
  entry('e4', '2026-11-04', 'Blocked: no access to the staging database', 'data'),
  entry('e5', '2026-11-05', 'Tried the new query planner', 'data'),
  entry('e6', '2026-11-05', 'Learned how to profile PostgreSQL'),
  entry('e7', '2026-11-06', 'Migrated 12 pipelines, so that failures fell from 9 to 1 a week'),
]

function shape(kind: ReportKind, entries = log) {
  return sectionsFor[kind](entries).map(({ heading, points }) => [
    heading,
    points.flatMap((point) => point.entries),
  ])
}

test('a brag document holds what was done, results first, and nothing planned, tried or blocked', () => {
  assert.deepEqual(shape('brag'), [
    ['Highlights', ['e1', 'e7']],
    ['website', ['e2']],
    ['Other work', ['e6']],
  ])
})

test('a review sorts results, other work, what was learned or tried, what blocked and what is open', () => {
  assert.deepEqual(shape('review'), [
    ['Results', ['e1', 'e7']],
    ['Other work', ['e2']],
    ['Learned and tried', ['e6', 'e5']],
    ['Blocked', ['e4']],
    ['Open', ['e3']],
  ])
})

test('the time that work took is no result', () => {
  const entries = [entry('a', '2026-11-02', 'Answered mails (45 min)')]
  assert.deepEqual(shape('brag', entries), [['Other work', ['a']]])
})

test('of more entries than a review takes the strongest stay, in their order', () => {
  assert.deepEqual(
    strongestEntries(log, 3).map(({ id }) => id),
    ['e1', 'e6', 'e7'],
  )
})

test('a section keeps its strongest lines in their order, and says how many it left out; a timesheet is whole', () => {
  const many = Array.from({ length: 30 }, (_, number) =>
    entry(`m${number}`, '2026-11-03', number === 20 ? 'Cut costs by 40 %' : `Did ${'a b c d'[number % 4]}`),
  )
  const { sections, leftOut } = limitSections('standup', sectionsFor.standup(many))
  const ids = sections.flatMap(({ points }) => points.flatMap((point) => point.entries))
  assert.deepEqual([ids.length, leftOut, ids.includes('m20'), ids[0]], [12, 18, true, 'm0'])
  assert.equal(limitSections('timesheet', sectionsFor.timesheet(many)).leftOut, 0)
})

test('a timesheet has a section for each day, hours where an entry says them, and no plans', () => {
  assert.deepEqual(shape('timesheet'), [
    ['2026-11-02', ['e1', 'e2']],
    ['2026-11-04', ['e4']],
    ['2026-11-05', ['e5', 'e6']],
    ['2026-11-06', ['e7']],
  ])
  const [first] = sectionsFor.timesheet(log)
  assert.deepEqual(
    first?.points.map(({ hours }) => hours),
    [1.5, undefined],
  )
})

test('a timesheet takes the minutes of another program where the words of an entry say none', () => {
  const imported = { ...entry('t1', '2026-11-03', 'Fixed checkout'), minutes: 50 }
  const said = { ...entry('t2', '2026-11-03', 'Fixed the build (2 h)'), minutes: 50 }
  const [day] = sectionsFor.timesheet([imported, said])
  assert.deepEqual(
    day?.points.map(({ hours }) => hours),
    [0.83, 2],
  )
})

const durations: readonly [string, number | null][] = [
  ['Fixed the build (1.5 h)', 1.5],
  ['Fixed the build (1h30)', 1.5],
  ['Fixed the build [90 min]', 1.5],
  ['2h pairing with Ana', 2],
  ['2 hours: pairing with Ana', 2],
  ['Paired with Ana for 2 h 15 min', 2.25],
  ['Spent 45 minutes on the invoice', 0.75],
  ['Wrote the runbook, 1,5h', 1.5],
  ['The migration took about 3 hours', 3],
  ['Cut the build from 19 min to 4 min', null],
  ['Cut sign-in from 4 s to 1 s', null],
  ['Planned the 24 h race', null],
  ['Raised the timeout to 30 minutes', null],
  ['Kept 99.9 % for 3hosts', null],
  ['Worked for 90 hours', null],
]

for (const [text, hours] of durations)
  test(`"${text}" took ${hours === null ? 'no time that it says' : `${hours} h`}`, () => {
    assert.equal(hoursIn(text), hours)
  })

test('a blocker is carried into later standups until an entry tells of it as done', () => {
  const earlier = [
    entry('b1', '2026-11-09', 'Blocked: no access to the staging database'),
    entry('b2', '2026-11-10', 'Blocked by the missing certificate of the payment provider'),
  ]
  const open = openBlockers(earlier, [entry('n1', '2026-11-11', 'Got access to the staging database')])
  assert.deepEqual(
    open.map(({ entries, since }) => [entries, since]),
    [[['b2'], '2026-11-10']],
  )
  const again = [
    entry('n2', '2026-11-11', 'Still blocked by the missing certificate of the payment provider'),
  ]
  assert.deepEqual(
    openBlockers(earlier, again).map(({ entries }) => entries),
    [['b1']],
  )
  const sections = withCarried(sectionsFor.standup(log), open)
  assert.deepEqual(
    sections.map(({ heading }) => heading),
    ['Done', 'Next', 'Blockers'],
  )
  assert.deepEqual(
    sections[2]?.points.map(({ entries }) => entries),
    [['e4'], ['b2']],
  )
})

test('what a model says and no entry proves gives way to the entries’ own words', () => {
  const points = [
    { text: 'Cut the nightly build from 19 min to 4 min', state: 'done', entries: ['e1'] },
    { text: 'Led the migration of 40 pipelines', state: 'done', entries: ['e7'] },
    { text: 'Deploy the new search to 3 regions', state: 'next', entries: ['e3'] },
    { text: 'Deploy the search', state: 'next', entries: ['e3'] },
  ] as const
  const { sections, refused } = proveSections(
    [
      {
        heading: 'Led forty engineers',
        points: points.map((point) => ({ ...point, entries: [...point.entries] })),
      },
    ],
    log,
    sectionsFor.standup(log),
  )
  assert.deepEqual(refused, ['Led the migration of 40 pipelines', 'Deploy the new search to 3 regions'])
  assert.deepEqual(
    sections.map(({ heading, points }) => [heading, points.map(({ text }) => text)]),
    [
      [
        'Done',
        [
          'Cut the nightly build from 19 min to 4 min',
          'Migrated 12 pipelines, so that failures fell from 9 to 1 a week',
        ],
      ],
      ['Next', ['Plan: deploy the new search', 'Deploy the search']],
    ],
  )
})

test('no plan or blocker is told as done, by its words, its heading or the other half of its entry', () => {
  const text = 'Fixed the login. Plan: rewrite the importer in Rust. Did not speed up the search.'
  const mixed = [entry('m1', '2026-11-02', text), entry('m2', '2026-11-02', 'Plan: deploy to Asia')]
  const point = (said: string, state: 'done' | 'next', id = 'm1') => ({ text: said, state, entries: [id] })
  const told = (kind: 'standup' | 'brag', heading: string, said: ReturnType<typeof point>) =>
    proveSections([{ heading, points: [said] }], mixed, sectionsFor[kind](mixed)).sections.map((section) => [
      section.heading,
      section.points.map((each) => each.text),
    ])
  const [fixed, plan, asia] = [
    'Fixed the login.',
    'Plan: rewrite the importer in Rust.',
    'Plan: deploy to Asia',
  ]
  assert.deepEqual(told('standup', 'Done', point('Fixed the login', 'done')), [['Done', ['Fixed the login']]])
  for (const said of ['rewrite the importer in Rust', plan])
    assert.ok(!JSON.stringify(told('standup', 'Done', point(said, 'done'))).includes(said), said)
  assert.ok(!JSON.stringify(told('standup', 'Done', point('speed up the search', 'done'))).includes('"speed'))
  for (const heading of ['Done', 'What came of it'])
    assert.deepEqual(told('standup', heading, point(plan, 'next')), [['Next', [plan]]])
  assert.deepEqual(told('standup', 'Done', point(fixed, 'next')), [['Next', [plan]]])
  assert.deepEqual(told('brag', 'Highlights', point(asia, 'next', 'm2')), [])
})

const content: ReportContent = {
  kind: 'timesheet',
  title: 'Timesheet, 2 to 6 November 2026',
  from: '2026-11-02',
  to: '2026-11-06',
  zone: 'UTC',
  entries: 7,
  engine: 'offline',
  sections: [
    {
      heading: '2026-11-02',
      points: [
        { text: 'Fixed <b>A & B</b> in *x*', state: 'done', entries: ['0000-1234abcd'], hours: 1.5 },
        { text: '=SUM(A1)', state: 'blocked', entries: ['0000-5678abcd'], since: '2026-10-30' },
      ],
    },
  ],
}

test('a timesheet says its hours, and which lines say none', () => {
  assert.equal(
    reportText(content),
    [
      'Timesheet, 2 to 6 November 2026',
      '2026-11-02 · 1.5 h\n  - Fixed <b>A & B</b> in *x* [1.5 h]\n  - Blocked: =SUM(A1) [since 2026-10-30]',
      'In all 1.5 h; 1 line says no time. Say it like this: "Fixed the build (1.5 h)".',
    ].join('\n\n'),
  )
})

test('Slack reads no markup, link or mention out of an entry', () => {
  const text = reportSlack(content)
  assert.match(text, /^\*Timesheet, 2 to 6 November 2026\*$/m)
  assert.match(text, /^• Fixed &lt;b&gt;A &amp; B&lt;\/b&gt; in \u200b\*\u200bx\u200b\*\u200b \[1\.5 h\]$/m)
})

test('a page of a report holds its words escaped and nothing from elsewhere', () => {
  const page = reportHtml(content)
  assert.match(
    page,
    /<li>Fixed &lt;b&gt;A &amp; B&lt;\/b&gt; in \*x\* \[1\.5 h\] <small>\(1234abcd\)<\/small><\/li>/,
  )
  assert.doesNotMatch(page, /<(?:script|img|link)\b|https?:/)
})

test('a table of a report starts no formula', () => {
  assert.deepEqual(reportCsv(content).split('\r\n'), [
    'section,state,since,hours,text,entries',
    '2026-11-02,done,,1.5,Fixed <b>A & B</b> in *x*,0000-1234abcd',
    "2026-11-02,blocked,2026-10-30,,'=SUM(A1),0000-5678abcd",
  ])
})

test('a template lays out title, sections and points as they are', () => {
  const template =
    '{{title}}\n{{#sections}}\n== {{heading}}\n{{#points}}\n* {{text}} ({{ids}}) {{hours}}\n{{/points}}\n{{/sections}}'
  checkTemplate(template)
  assert.equal(
    reportFromTemplate(template, content),
    'Timesheet, 2 to 6 November 2026\n== 2026-11-02 · 1.5 h\n* Fixed <b>A & B</b> in *x* (1234abcd) 1.5\n* Blocked: =SUM(A1) (5678abcd) \n',
  )
})

const faulty: readonly [string, string, RegExp][] = [
  [
    'a name that no report has',
    '{{#sections}}{{salary}}{{/sections}}',
    /names "salary", which no report has/,
  ],
  ['a section that does not end', '{{#sections}}{{heading}}', /cannot be read: Unclosed section "sections"/],
  ['another file', '{{> /etc/passwd}}', /names "> \/etc\/passwd"/],
]

for (const [fault, template, message] of faulty)
  test(`a template with ${fault} is refused`, () => {
    assert.throws(() => checkTemplate(template), { name: 'AppError', message })
  })
