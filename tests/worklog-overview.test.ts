import assert from 'node:assert/strict'
import { test } from 'node:test'
import { overviewOf } from '../src/domain/worklog-overview.ts'
import type { OverviewEntry } from '../src/domain/worklog-overview.ts'

let made = 0

function entry(day: string, text: string, more: Partial<OverviewEntry> = {}): OverviewEntry {
  made += 1
  const id = String(made).padStart(4, '0')
  return {
    id,
    day,
    text,
    tags: [],
    project: null,
    kind: 'done',
    outcome: null,
    weight: null,
    tickets: [],
    ...more,
  }
}

test('an empty log has an empty overview', () => {
  assert.deepEqual(overviewOf([]), {
    from: null,
    to: null,
    entries: 0,
    days: 0,
    kinds: {},
    themes: { projects: [], tags: [], words: [] },
    gaps: [],
    open: [],
    blockers: [],
    withoutOutcome: 0,
    openOutcomes: [],
    rising: [],
    cadence: { entriesPerWeek: 0, daysPerWeek: 0, busiestDay: null, longestStreak: 0, weeks: [] },
  })
})

test('themes are projects, tags and words, the most frequent first', () => {
  const { themes, kinds, withoutOutcome } = overviewOf([
    entry('2026-11-02', 'Fixed the checkout page', { tags: ['web'], project: 'shop' }),
    entry('2026-11-03', 'Tested the checkout', { tags: ['web', 'qa'], project: 'shop', outcome: 'x' }),
    entry('2026-11-03', 'Learned Rust', { project: 'study', kind: 'learned' }),
  ])
  assert.deepEqual(themes.projects, [
    { name: 'shop', entries: 2 },
    { name: 'study', entries: 1 },
  ])
  assert.deepEqual(themes.tags[0], { name: 'web', entries: 2 })
  assert.deepEqual(themes.words, [{ name: 'checkout', entries: 2 }])
  assert.deepEqual(kinds, { done: 2, learned: 1 })
  assert.equal(withoutOutcome, 1)
})

test('a gap is three workdays or more, and a weekend is none', () => {
  const { gaps } = overviewOf([
    entry('2026-11-13', 'Friday'),
    entry('2026-11-06', 'Friday before'),
    entry('2026-11-16', 'Monday'),
  ])
  assert.deepEqual(gaps, [{ from: '2026-11-09', to: '2026-11-12', workdays: 4 }])
})

test('a plan stays open until an entry about the same thing is done', () => {
  const plan = entry('2026-11-02', 'Will rotate the signing keys', { kind: 'planned' })
  const other = entry('2026-11-02', 'Will write the onboarding guide', { kind: 'planned' })
  const done = entry('2026-11-04', 'Rotated the signing keys of staging')
  assert.deepEqual(
    overviewOf([plan, other, done]).open.map(({ id }) => id),
    [other.id],
  )
})

test('a blocker told again and again is one, counted, and ends with the ticket', () => {
  const first = entry('2026-11-02', 'Blocked by legal review of the contract', { kind: 'blocked' })
  const again = entry('2026-11-05', 'Still blocked: legal review of contract', { kind: 'blocked' })
  const ticket = entry('2026-11-03', 'Blocked on access', { kind: 'blocked', tickets: ['OPS-7'] })
  const solved = entry('2026-11-06', 'Got in', { tickets: ['OPS-7'] })
  const { blockers } = overviewOf([again, first, ticket, solved])
  assert.deepEqual(blockers, [{ id: again.id, day: again.day, text: again.text, times: 2 }])
})

test('the cadence counts weeks, also empty ones, the busiest day and the workdays in a row', () => {
  const days = ['2026-11-05', '2026-11-06', '2026-11-09', '2026-11-09', '2026-11-23']
  const { cadence } = overviewOf(days.map((day) => entry(day, day)))
  assert.deepEqual(cadence, {
    entriesPerWeek: 1.5,
    daysPerWeek: 1,
    busiestDay: { name: 'Monday', share: 0.6 },
    // Thursday, Friday and, over the weekend, Monday.
    longestStreak: 3,
    weeks: [
      { monday: '2026-11-02', entries: 2, days: 2 },
      { monday: '2026-11-09', entries: 2, days: 1 },
      { monday: '2026-11-16', entries: 0, days: 0 },
      { monday: '2026-11-23', entries: 1, days: 1 },
    ],
  })
})

test('done entries that wait for an outcome are told, the weightiest first, then the newest', () => {
  const { openOutcomes, withoutOutcome } = overviewOf([
    entry('2026-11-02', 'old'),
    entry('2026-11-03', 'heavy', { weight: 5 }),
    entry('2026-11-04', 'new'),
    entry('2026-11-05', 'told', { outcome: 'it worked' }),
    entry('2026-11-05', 'planned', { kind: 'planned' }),
  ])
  assert.deepEqual(
    openOutcomes.map(({ text }) => text),
    ['heavy', 'new', 'old'],
  )
  assert.equal(withoutOutcome, 3)
})

test('a theme rises that is named often lately and was seldom named before', () => {
  const older = ['Reviewed invoices', 'Reviewed contracts', 'Kafka trial', 'Reviewed invoices']
  const newer = ['Kafka cluster', 'Kafka topics', 'Reviewed invoices', 'Kafka alerts']
  const entries = [...older, ...newer].map((text, index) => entry(`2026-11-0${index + 1}`, text))
  assert.deepEqual(overviewOf(entries).rising, ['kafka'])
})
