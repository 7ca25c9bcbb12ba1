import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readEntryLine } from '../src/domain/entry-line.ts'
import type { EntryLine } from '../src/domain/entry-line.ts'

const lines: Record<string, Partial<EntryLine>> = {
  'Fixed the login bug': { text: 'Fixed the login bug' },
  '  Fixed the login bug  ': { text: 'Fixed the login bug' },
  'Fixed the login bug +auth': { text: 'Fixed the login bug', tags: ['auth'] },
  '+auth Fixed the login bug': { text: 'Fixed the login bug', tags: ['auth'] },
  'Fixed the login bug +auth +web': { text: 'Fixed the login bug', tags: ['auth', 'web'] },
  'Fixed the +login bug today': { text: 'Fixed the +login bug today', tags: ['login'] },
  'Fixed it +auth (1.5 h)': { text: 'Fixed it (1.5 h)', tags: ['auth'] },
  'Fixed it +auth [1h 30m]': { text: 'Fixed it [1h 30m]', tags: ['auth'] },
  'Fixed it +auth (at last)': { text: 'Fixed it +auth (at last)', tags: ['auth'] },
  'Fixed (+login) it': { text: 'Fixed (+login) it', tags: ['login'] },
  'Fixed it +auth +auth': { text: 'Fixed it', tags: ['auth'] },
  'Fixed it +front-end_2': { text: 'Fixed it', tags: ['front-end_2'] },
  'Réparé le bug +équipe': { text: 'Réparé le bug', tags: ['équipe'] },
  'Wrote C++ and Notepad++': { text: 'Wrote C++ and Notepad++' },
  'Wrote C++ code +cpp': { text: 'Wrote C++ code', tags: ['cpp'] },
  'Mailed ann+work@example.com': { text: 'Mailed ann+work@example.com' },
  'Called +27 82 555 0100': { text: 'Called +27 82 555 0100' },
  'Gave it a +1': { text: 'Gave it a +1' },
  'Sales +12% on last year': { text: 'Sales +12% on last year' },
  'Explained why a + b is slow': { text: 'Explained why a + b is slow' },
  'Set i to a+b': { text: 'Set i to a+b' },
  'Replaced ++i': { text: 'Replaced ++i' },
  'Salary talk +private': { text: 'Salary talk', private: true },
  'Salary talk +private +hr': { text: 'Salary talk', private: true, tags: ['hr'] },
  '+auth': { text: '', tags: ['auth'] },
  '+auth +web': { text: '', tags: ['auth', 'web'] },
  '': { text: '' },
  'yesterday: fixed it': { text: 'fixed it', when: 'yesterday' },
  'Yesterday: fixed it +auth': { text: 'fixed it', when: 'Yesterday', tags: ['auth'] },
  'yesterday 9am: fixed it': { text: 'fixed it', when: 'yesterday 9am' },
  'yesterday 9:30: fixed it': { text: 'fixed it', when: 'yesterday 9:30' },
  'last Friday: fixed it': { text: 'fixed it', when: 'last Friday' },
  'Monday: fixed it': { text: 'fixed it', when: 'Monday' },
  'on Monday: fixed it': { text: 'fixed it', when: 'on Monday' },
  'monday last week: fixed it': { text: 'fixed it', when: 'monday last week' },
  '2026-04-03: offsite': { text: 'offsite', when: '2026-04-03' },
  '2026-04-03 14:30: offsite': { text: 'offsite', when: '2026-04-03 14:30' },
  '2026-04-03T14:30Z: offsite': { text: 'offsite', when: '2026-04-03T14:30Z' },
  '[2026-04-03 14:30]: offsite': { text: 'offsite', when: '2026-04-03 14:30' },
  '03/04: offsite': { text: 'offsite', when: '03/04' },
  '3.4.2026: offsite': { text: 'offsite', when: '3.4.2026' },
  'April 3: offsite': { text: 'offsite', when: 'April 3' },
  '3rd of April: offsite': { text: 'offsite', when: '3rd of April' },
  '3 days ago: offsite': { text: 'offsite', when: '3 days ago' },
  '14:30: standup': { text: 'standup', when: '14:30' },
  '9am: standup': { text: 'standup', when: '9am' },
  'two mondays ago: offsite': { text: 'offsite', when: 'two mondays ago' },
  'gestern 9:00: offsite': { text: 'offsite', when: 'gestern 9:00' },
  '2026-W47-3: offsite': { text: 'offsite', when: '2026-W47-3' },
  '1/2 done: the parser': { text: '1/2 done: the parser' },
  'last night: deployed': { text: 'deployed', when: 'last night' },
  'yesterday: note: keep colons': { text: 'note: keep colons', when: 'yesterday' },
  'morning: standup': { text: 'morning: standup' },
  'yesterday evening: deployed': { text: 'deployed', when: 'yesterday evening' },
  'Friday deploy: went well': { text: 'Friday deploy: went well' },
  'Fixed on Friday: the login bug': { text: 'Fixed on Friday: the login bug' },
  'Next steps: write tests': { text: 'Next steps: write tests' },
  'May: good month': { text: 'May: good month' },
  'Note: yesterday: rain': { text: 'Note: yesterday: rain' },
  'Sun: reviewed the contract with Oracle': { text: 'reviewed the contract with Oracle', when: 'Sun' },
  'yesterday fixed it': { text: 'yesterday fixed it' },
  'yesterday:fixed it': { text: 'yesterday:fixed it' },
  'http://example.com: looked at it': { text: 'http://example.com: looked at it' },
  '10:1 meeting with Bob: fine': { text: '10:1 meeting with Bob: fine' },
  '1:1: talked with Bob': { text: '1:1: talked with Bob' },
  'ratio 3:1: fine': { text: 'ratio 3:1: fine' },
  'Today I learned: SQL': { text: 'Today I learned: SQL' },
  '+auth yesterday: fixed it': { text: 'yesterday: fixed it', tags: ['auth'] },
}

for (const [line, expected] of Object.entries(lines)) {
  test(`"${line}" is taken apart`, () => {
    assert.deepEqual(readEntryLine(line), { tags: [], private: false, ...expected })
  })
}

test('a date prefix stays where the date was said otherwise', () => {
  assert.equal(readEntryLine('yesterday: fixed it', { date: false }).text, 'yesterday: fixed it')
})

test('lines of many pluses and spaces are read in a moment', () => {
  const line = `${'+a '.repeat(20_000)}x${' +b'.repeat(20_000)} x`
  assert.equal(readEntryLine(line).tags.length, 2)
})
