import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as v from 'valibot'
import { resumeWriter } from '../src/agents/resume-writer.ts'
import { jsonResumeSchema } from '../src/contracts/json-resume.ts'
import type { ReportEntry } from '../src/domain/report-entry.ts'
import { bestBullets } from '../src/domain/resume-bullet.ts'
import { readResumeMeta } from '../src/contracts/resume-proof.ts'
import { resumeDocument } from '../src/domain/resume-document.ts'
import { proveLine } from '../src/domain/resume-proof.ts'
import { resumeMarkdown } from '../src/render/resume.ts'

const now = new Date('2026-11-20T12:00:00Z')

const entries: readonly ReportEntry[] = [
  entry('e1', '2026-11-02', 'Had lunch with the team.'),
  entry('e2', '2026-11-03', 'Cut p95 of the search from 310 ms to 40 ms by adding an index in PostgreSQL.'),
  entry('e3', '2026-11-04', 'Deploy the search to 100 % of the users', 'planned'),
  entry('e4', '2026-11-05', 'Could not finish 3 reports, no access', 'blocked'),
  entry('e5', '2026-11-06', 'Wrote the runbook for on-call.'),
]

function entry(id: string, day: string, text: string, kind: ReportEntry['kind'] = 'done'): ReportEntry {
  return { id, day, text, project: 'search', kind }
}

const skill = {
  id: 's',
  name: 'PostgreSQL',
  category: 'database',
  writtenAs: ['PostgreSQL'],
  openings: ['cut'],
  entries: 1,
  months: 1,
  firstAt: now,
  lastAt: now,
  excerpt: 'PostgreSQL',
}

function document() {
  const highlights = bestBullets(entries, 6).map((bullet) => {
    const proof = proveLine(
      bullet.text,
      entries.find(({ id }) => id === bullet.entry) ?? { id: '', text: '' },
    )
    assert.ok(!('refused' in proof))
    return { ...bullet, ...proof }
  })
  return resumeDocument(
    {
      person: { name: 'Zoë Łoś', email: null },
      projects: [
        { name: 'search', entries, highlights, skills: ['PostgreSQL'] },
        { name: 'empty', entries: [], highlights: [], skills: [] },
      ],
      skills: [skill],
      engine: 'offline',
      now,
    },
    new Map([['e2', 'abc']]),
  )
}

test('the best line is a result with numbers; plans, blockers and questions are none', () => {
  const bullets = bestBullets(entries, 6)
  assert.deepEqual(
    bullets.map(({ entry }) => entry),
    ['e2', 'e5', 'e1'],
  )
  for (const { text, entry } of bullets)
    assert.ok(entries.find(({ id }) => id === entry)?.text.includes(text), text)
})

test('two entries with one sentence give one line', () => {
  assert.equal(
    bestBullets([...entries, entry('e6', '2026-11-09', 'Wrote the runbook for on-call.')], 9).length,
    3,
  )
})

test('the document is valid JSON Resume and proves every line', () => {
  const resume = document()
  assert.deepEqual(v.parse(jsonResumeSchema, resume), resume)
  assert.deepEqual(
    readResumeMeta(resume).bullets.map(({ path, entry }) => [path, entry]),
    [
      ['/projects/0/highlights/0', 'e2'],
      ['/projects/0/highlights/1', 'e5'],
      ['/projects/0/highlights/2', 'e1'],
    ],
  )
  assert.equal(readResumeMeta(resume).bullets[0]?.hash, 'abc')
  assert.deepEqual(resume.projects?.[0]?.startDate, '2026-11-02')
  assert.deepEqual(resume.skills, [{ name: 'Databases', level: 'mentioned', keywords: ['PostgreSQL'] }])
})

const invalid: readonly [string, unknown][] = [
  ['a day as a person writes it', { work: [{ name: 'x', startDate: '3 April 2026' }] }],
  ['an e-mail address without a host', { basics: { email: 'zoe' } }],
  ['an address that is no URI', { basics: { url: 'nowhere' } }],
  ['highlights that are one text', { work: [{ highlights: 'all' }] }],
  ['a list of skills that is an object', { skills: { name: 'x' } }],
]

for (const [fault, value] of invalid)
  test(`the schema refuses ${fault}`, () => {
    assert.equal(v.safeParse(jsonResumeSchema, value).success, false)
  })

test('the schema takes keys of others, and a document with nothing in it', () => {
  const value = {
    work: [{ name: 'x', startDate: '2026-04', website: 'http://x.example' }],
    meta: { theme: 'even' },
    evidence: [],
  }
  assert.deepEqual(v.parse(jsonResumeSchema, value), value)
  assert.deepEqual(v.parse(jsonResumeSchema, {}), {})
})

const refused: readonly [string, { text: string; entry: string }, RegExp][] = [
  ['a rephrased line', { text: 'Made the search 8x faster', entry: 'e2' }, /does not hold the words/],
  [
    'a line of another entry',
    { text: 'Wrote the runbook for on-call', entry: 'e2' },
    /does not hold the words/,
  ],
  ['an entry that is not there', { text: 'Wrote', entry: 'e9' }, /which is no entry of it/],
  ['a plan', { text: 'Deploy the search to 100 % of the users', entry: 'e3' }, /does not say that/],
]

for (const [fault, highlight, complaint] of refused)
  test(`the résumé writer refuses ${fault}`, () => {
    const draft = { highlights: [highlight] }
    const input = { project: 'search', entries }
    assert.match(resumeWriter.complaint?.(draft, input) ?? '', complaint)
    assert.equal(resumeWriter.complaint?.(resumeWriter.offline(input), input), undefined)
  })

test('the résumé writer refuses to choose nothing where something was done', () => {
  const draft = { highlights: [] }
  assert.match(resumeWriter.complaint?.(draft, { project: 'search', entries }) ?? '', /there is no highlight/)
  assert.equal(resumeWriter.complaint?.(draft, { project: 'search', entries: [] }), undefined)
})

test('Markdown shows name, projects with dates and lines, and skills', () => {
  const markdown = resumeMarkdown(document())
  assert.match(markdown, /^# Zoë Łoś$/m)
  assert.match(markdown, /^### search\n\n2026-11-02 to 2026-11-06\n\n- Cut p95 of the search/m)
  assert.match(markdown, /^- \*\*Databases\*\*: PostgreSQL$/m)
  assert.doesNotMatch(markdown, /empty|Deploy|no access/)
})
