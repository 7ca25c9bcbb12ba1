import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReadOptions } from '../src/contracts/import.ts'
import { importFormats } from '../src/domain/imports/index.ts'

const options: ReadOptions = { zone: 'Europe/Berlin', now: new Date('2026-11-21T10:00:00Z'), fileName: 'log' }

/** Reads a text as the format that recognises it, which must be the one expected. */
function read(expected: string, text: string, more: Partial<ReadOptions> = {}) {
  const all = { ...options, ...more }
  const format = importFormats.find((candidate) => candidate.recognises(text, all.fileName))
  assert.equal(format?.name, expected)
  const reading = format.read(text, all)
  return {
    ...reading,
    items: reading.items.map(({ at, ...item }) => ({ ...item, at: at.toISOString().slice(0, 16) })),
    lines: reading.items.map(({ line, text }) => `${line} ${text}`),
  }
}

test('jrnl text: old and new headers, bodies, stars and tags; a bad date is rejected with its line', () => {
  const text = [
    '[2026-04-03 09:00] Fixed the login. @auth *',
    'More of it.',
    '',
    '[2026-04-04 09:00:00 PM] Deployed',
    '[2026-13-04 09:00] Never',
    '2026-04-05 10:00 Old style',
    '[ ] not a date',
  ].join('\n')
  const { items, lines, rejected } = read('jrnl', text)
  assert.deepEqual(lines, ['1 Fixed the login.\nMore of it.', '4 Deployed', '6 Old style\n[ ] not a date'])
  assert.deepEqual(
    items.map(({ at }) => at),
    ['2026-04-03T07:00', '2026-04-04T19:00', '2026-04-05T08:00'],
  )
  assert.deepEqual(items[0]?.tags, ['auth'])
  assert.deepEqual(rejected, [{ line: 5, why: '"2026-13-04 09:00" is no date' }])
})

test('what is tagged as private in another program is private here, and the tag goes', () => {
  const task = { uuid: '1-a', status: 'completed', end: '20260403T083000Z', description: 'Met Initech' }
  const texts = {
    jrnl: '[2026-04-03 09:00] Met Initech @private @web',
    org: '* DONE Met Initech :web:Private:\nCLOSED: [2026-04-03 Fri 09:30]',
    csv: 'date,text,tags\n2026-04-03,Met Initech,"web;private"',
    taskwarrior: JSON.stringify([{ ...task, tags: ['web', 'private'] }]),
  }
  for (const [format, text] of Object.entries(texts)) {
    const [item] = read(format, text).items
    assert.deepEqual([item?.private, item?.tags], [true, ['web']], format)
  }
})

test('jrnl JSON that is cut off gives what came before the cut, and both exports name an entry alike', () => {
  const json = `{
  "tags": { "@auth": 1 },
  "entries": [
    { "title": "Fixed the login.", "body": "More of it. @auth", "date": "2026-04-03", "time": "09:00", "tags": ["@auth"] },
    { "title": "Never", "date": "nope", "time": "09:00" },
    { "title": "cut`
  const { items, lines, rejected } = read('jrnl', json)
  assert.deepEqual(lines, ['4 Fixed the login.\nMore of it.'])
  assert.deepEqual(
    rejected.map(({ line }) => line),
    [5, 6],
  )
  const same = read('jrnl', '[2026-04-03 09:00] Fixed the login.\nMore of it. @auth')
  assert.deepEqual(items[0]?.keys, same.items[0]?.keys)
})

test('CSV: quotes, dots, a delimiter found by itself, and dates with two readings refused', () => {
  const text = [
    'Date;What;Client;Labels',
    '03.04.2026;"Fixed ""it""',
    'over two lines";ACME;a,b',
    '03/04/2026;two readings;;',
    '2026-04-03 09:00;fine;;c d',
    ';no date;;',
    '2026-04-05;"open',
  ].join('\r\n')
  const { items, lines, rejected } = read('csv', text)
  assert.deepEqual(lines, ['2 Fixed "it"\nover two lines', '5 fine'])
  assert.deepEqual(
    items.map(({ project, tags, at }) => [project, tags, at]),
    [
      ['ACME', ['a', 'b'], '2026-04-03T10:00'],
      [null, ['c', 'd'], '2026-04-03T07:00'],
    ],
  )
  assert.deepEqual(
    rejected.map(({ line }) => line),
    [4, 6, 7],
  )
  assert.match(rejected[0]?.why ?? '', /can be 2026-04-03 or 2026-03-04: say --dates dmy/)
  const said = importFormats.find(({ name }) => name === 'csv')?.read(text, { ...options, dates: 'mdy' })
  assert.deepEqual(
    said?.items.map(({ at }) => at.toISOString().slice(0, 10)),
    ['2026-04-03', '2026-03-04', '2026-04-03'],
  )
})

test('CSV: a map names columns, by name or by number where there is no header', () => {
  const csv = importFormats.find(({ name }) => name === 'csv')
  const named = csv?.read('Tag,Getan\n2026-04-03,Fixed it\n', {
    ...options,
    columns: { date: 'tag', text: 'getan' },
  })
  assert.equal(named?.items[0]?.text, 'Fixed it')
  const numbered = csv?.read('2026-04-03\tFixed it\n', { ...options, columns: { date: '1', text: '2' } })
  assert.equal(numbered?.items[0]?.text, 'Fixed it')
  const wrong = csv?.read('a,b\n', { ...options, columns: { date: 'x' } })
  assert.match(wrong?.rejected[0]?.why ?? '', /no column "x"; the columns are a, b/)
})

test('Markdown: headings say the day, bullets and paragraphs are entries, plans and code stay out', () => {
  const text = [
    '# 2026-04-03 Friday',
    '- 09:00 Fixed the login +auth',
    '  - with Anna',
    '- [x] Deployed',
    '- [ ] Write docs',
    '  soon',
    '## Tomorrow',
    '- plan the thing',
    '## Notes',
    'A paragraph that',
    'goes on.',
    '```',
    '- code',
    '```',
    '# Monday, 6 April 2026',
    '* 9:30am: Reviewed it',
  ].join('\n')
  const { items, lines, skipped } = read('markdown', text)
  assert.deepEqual(lines, [
    '2 Fixed the login +auth\nwith Anna',
    '4 Deployed',
    '10 A paragraph that\ngoes on.',
    '16 Reviewed it',
  ])
  assert.deepEqual(
    items.map(({ at }) => at),
    ['2026-04-03T07:00', '2026-04-03T10:00', '2026-04-03T10:00', '2026-04-06T07:30'],
  )
  assert.deepEqual(skipped, { 'not done yet': 2 })
  assert.equal(read('markdown', '- Fixed it', { fileName: '2026-04-03.md' }).items[0]?.at, '2026-04-03T10:00')
  assert.deepEqual(read('markdown', '- Fixed it', { fileName: 'notes.md' }).rejected, [
    { line: 1, why: 'no heading above it says the day' },
  ])
})

test('Markdown: a heading with day, time and words is an entry with all below it, and plans end with their section', () => {
  const text = [
    '### 2026-04-03 09:00 Fixed the login',
    '',
    'It took long.',
    '- and a list',
    '## 2026-04-04',
    '## Next steps',
    '### API',
    '- not yet',
    '## Done',
    '- Deployed',
  ].join('\n')
  const { lines, items, skipped } = read('markdown', text)
  assert.deepEqual(lines, ['1 Fixed the login\nIt took long.\n- and a list', '10 Deployed'])
  assert.equal(items[0]?.at, '2026-04-03T07:00')
  assert.deepEqual(skipped, { 'not done yet': 1 })
})

test('Org: closed tasks, timestamps and datetrees are entries with inherited tags; drawers are not text', () => {
  const text = [
    '#+FILETAGS: :work:',
    '* Projects',
    '** DONE [#A] Ship the API :api:',
    '   CLOSED: [2026-04-03 Fri 09:30]',
    '   :LOGBOOK:',
    '   CLOCK: [2026-04-03 Fri 09:00]--[2026-04-03 Fri 09:30] =>  0:30',
    '   :END:',
    '   It was hard.',
    '** TODO Later',
    '** Meeting with Bob <2026-04-05 Sun 14:00-15:00>',
    '** DONE without a time',
    '** DONE clocked',
    '   CLOCK: [2026-04-06 Mon 10:00]--[2026-04-06 Mon 11:15] =>  1:15',
    '* 2026',
    '** 2026-04 April',
    '*** 2026-04-07 Tuesday',
    '    - Wrote the runbook',
    '    - [ ] Not yet',
    '**** Paired with Cleo :pair:',
  ].join('\n')
  const { items, lines, rejected, skipped } = read('org', text)
  assert.deepEqual(lines, [
    '3 Ship the API\nIt was hard.',
    '10 Meeting with Bob',
    '12 clocked',
    '17 Wrote the runbook',
    '19 Paired with Cleo',
  ])
  assert.deepEqual(
    items.map(({ at }) => at),
    ['2026-04-03T07:30', '2026-04-05T12:00', '2026-04-06T08:00', '2026-04-07T10:00', '2026-04-07T10:00'],
  )
  assert.deepEqual([items[0]?.origin.minutes, items[2]?.origin.minutes], [30, 75])
  assert.deepEqual(items[0]?.tags, ['work', 'api'])
  assert.deepEqual(rejected, [{ line: 11, why: 'nothing says when it was' }])
  assert.deepEqual(skipped, { 'not done yet': 2 })
})

test('Taskwarrior: completed tasks with their notes; a broken one does not hide the others', () => {
  const text = `[
{"description":"Fix login","end":"20260403T083000Z","project":"web","status":"completed","tags":["next step"],"uuid":"1-a","annotations":[{"description":"found it"}]},
{"description":"Plan","status":"pending","uuid":"2-b"},
{"description":"Gone","end":"20260403T083000Z","status":"deleted","uuid":"3-c"},
{"description":"Bad","end":"20260231T083000Z","status":"completed","uuid":"4-d"},
{"description": oops},
{"description":"Last","end":"20260404T083000Z","status":"completed","uuid":"5-e"}
]`
  const { items, lines, rejected, skipped } = read('taskwarrior', text)
  assert.deepEqual(lines, ['2 Fix login\nfound it', '7 Last'])
  assert.deepEqual(items[0]?.tags, ['next-step'])
  assert.deepEqual(items[0]?.keys, ['taskwarrior:1-a'])
  assert.deepEqual(
    rejected.map(({ line }) => line),
    [5, 6],
  )
  assert.deepEqual(skipped, { 'not done yet': 1, 'deleted there': 1 })
})

test('Timewarrior: intervals keep their minutes; what runs or ends before it starts is no entry', () => {
  const text = `[
{"id":2,"start":"20260403T070000Z","end":"20260403T083000Z","tags":["web","fix login"],"annotation":"Fixed it"},
{"id":1,"start":"20260403T090000Z","tags":["x"]},
{"id":3,"start":"20260403T090000Z","end":"20260403T080000Z","tags":["x"]}
]`
  const { items, rejected, skipped } = read('timewarrior', text)
  assert.deepEqual(
    items.map(({ text, tags, origin }) => [text, tags, origin.minutes]),
    [['Fixed it', ['web', 'fix-login'], 90]],
  )
  assert.deepEqual(rejected, [{ line: 4, why: 'it ends before it starts' }])
  assert.deepEqual(skipped, { 'still running': 1 })
})

function calendarOf(...events: string[]): string {
  const bodies = events.map((event) => `BEGIN:VEVENT\r\n${event.replaceAll('\n', '\r\n')}\r\nEND:VEVENT`)
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...bodies, 'END:VCALENDAR', ''].join('\r\n')
}

test('iCalendar: a series keeps its local hour over a change of the clock, without what was excluded, moved or cancelled', () => {
  const zone = 'TZID=America/New_York'
  const series = `UID:w\nDTSTART;${zone}:20261019T090000\nDTEND;${zone}:20261019T093000\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20261115T000000Z\nEXDATE;${zone}:20261021T090000\nSUMMARY:Stand\n up\\, daily`
  const moved = `UID:w\nRECURRENCE-ID;${zone}:20261028T090000\nDTSTART;${zone}:20261028T110000\nSUMMARY:Moved`
  const cancelled = `UID:w\nRECURRENCE-ID;${zone}:20261102T090000\nDTSTART;${zone}:20261102T090000\nSTATUS:CANCELLED\nSUMMARY:No`
  const { items, skipped } = read('calendar', calendarOf(series, moved, cancelled))
  assert.deepEqual(items.map(({ at, text }) => `${at} ${text}`).sort(), [
    '2026-10-19T13:00 Standup, daily',
    '2026-10-26T13:00 Standup, daily',
    '2026-10-28T15:00 Moved',
    '2026-11-04T14:00 Standup, daily',
    '2026-11-09T14:00 Standup, daily',
    '2026-11-11T14:00 Standup, daily',
  ])
  assert.equal(items[0]?.origin.minutes, 30)
  assert.deepEqual(skipped, { cancelled: 1 })
})

test('iCalendar: an occurrence that is excluded by its day alone is left out', () => {
  const series =
    'UID:d\nDTSTART;TZID=Europe/Berlin:20261019T090000\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20261020\nSUMMARY:Call'
  const { items } = read('calendar', calendarOf(series))
  assert.deepEqual(
    items.map(({ at }) => at),
    ['2026-10-19T07:00', '2026-10-21T07:00'],
  )
})

test('iCalendar: zones of Outlook are read from the calendar, floating times are local, days are noon', () => {
  const zone = `BEGIN:VTIMEZONE
TZID:Office Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
`
  const events = calendarOf(
    'UID:1\nDTSTART;TZID=Office Time:20260701T100000\nSUMMARY:summer',
    'UID:2\nDTSTART;TZID=Office Time:20260201T100000\nSUMMARY:winter',
    'UID:3\nDTSTART:20260701T100000\nSUMMARY:floating\nCLASS:PRIVATE',
    'UID:4\nDTSTART;VALUE=DATE:20260701\nSUMMARY:day',
    'UID:5\nDTSTART;TZID=Nowhere/At_All:20260701T100000\nSUMMARY:unknown',
    'UID:10\nDTSTART;TZID="W. Europe Standard Time":20260701T100000\nSUMMARY:windows',
    'UID:6\nDTSTART:20270101T100000Z\nSUMMARY:future',
    'UID:7\nDTSTART:garbage\nSUMMARY:bad',
    'UID:8\nDTSTART:20200701T100000Z\nRRULE:FREQ=SECONDLY\nSUMMARY:ever',
    'UID:9\nDTSTART:20260301T100000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\nSUMMARY:once',
  ).replace('BEGIN:VEVENT', `${zone.replaceAll('\n', '\r\n')}BEGIN:VEVENT`)
  const { items, rejected, skipped } = read('calendar', events)
  assert.deepEqual(
    items.map(({ at, text }) => `${text} ${at}`),
    [
      'summer 2026-07-01T07:00',
      'winter 2026-02-01T08:00',
      'floating 2026-07-01T08:00',
      'day 2026-07-01T10:00',
      'windows 2026-07-01T08:00',
      'once 2026-03-01T10:00',
    ],
  )
  assert.deepEqual(
    items.map((item) => item.private),
    [false, false, true, false, false, false],
  )
  assert.deepEqual(
    rejected.map(({ why }) => why),
    ['the time zone "Nowhere/At_All" is unknown', '"garbage" is no time', 'it recurs more often than daily'],
  )
  assert.deepEqual(skipped, { 'not happened yet': 1 })
})

test('equal lines are as many entries, and each has a name that stays', () => {
  const text = '# 2026-04-03\n- Deployed\n- Deployed\n'
  const keys = () => read('markdown', text).items.map((item) => item.keys[0])
  assert.equal(new Set(keys()).size, 2)
  assert.deepEqual(keys(), keys())
})
