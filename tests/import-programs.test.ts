import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReadOptions } from '../src/contracts/import.ts'
import { importFormats } from '../src/domain/imports/index.ts'

const options: ReadOptions = { zone: 'Europe/Berlin', now: new Date('2026-11-21T10:00:00Z'), fileName: 'log' }

/** A file as a program writes it, and each entry of it: time in UTC, project, minutes, tags, text. */
function read(format: string, text: string, more: Partial<ReadOptions> = {}) {
  const all = { ...options, ...more }
  const found = importFormats.find((candidate) => candidate.recognises(text, all.fileName))
  assert.equal(found?.name, format)
  const { items, rejected, skipped } = found.read(text, all)
  const entries = items.map(({ at, project, origin, tags, text: words }) => {
    const facts = [project, origin.minutes, ...tags.map((tag) => `+${tag}`)].filter(
      (fact) => fact !== undefined && fact !== null,
    )
    return [at.toISOString().slice(0, 16), ...facts, words].join(' | ')
  })
  return { entries, skipped, rejected: rejected.map(({ line, why }) => `${line} ${why}`), items }
}

const table = (...lines: string[]) => `${lines.join('\r\n')}\r\n`

test('jrnl: whatever the time format of a journal is, its entries are found, and brackets in a text are text', () => {
  const formats = [
    ['[2026-04-03 02:30:15 PM]', '2026-04-03T12:30'],
    ['[2026-04-03T14:30:00]', '2026-04-03T12:30'],
    ['[03.04.2026 14:30]', '2026-04-03T12:30'],
    ['[Fri, 03 April 2026 14:30]', '2026-04-03T12:30'],
    ['[Friday, April 3, 2026 2:30 PM]', '2026-04-03T12:30'],
    ['[2026/04/03 14:30]', '2026-04-03T12:30'],
  ]
  for (const [header, at] of formats)
    assert.deepEqual(read('jrnl', `${header} Did it\n[ticket-1234] was hard\n`).entries, [
      `${at} | Did it\n[ticket-1234] was hard`,
    ])
  const american = read('jrnl', '[04/03/2026 02:30 PM] one\n[04/13/2026 08:00 AM] two\n')
  assert.deepEqual(american.entries, ['2026-04-03T12:30 | one', '2026-04-13T06:00 | two'])
  assert.match(read('jrnl', '[04/03/2026 14:30] one\n').rejected[0] ?? '', /^1 .* can be .*: say --dates dmy/)
})

test('jrnl: tags at the end are labels, those in a sentence are its words', () => {
  const { entries } = read('jrnl', '[2026-04-03 09:00] Met @anna about it @web @api\nLong. @tired\n')
  assert.deepEqual(entries, ['2026-04-03T07:00 | +anna | +web | +api | +tired | Met @anna about it\nLong.'])
})

test('CSV of Toggl, Clockify and Harvest: text, project, tags and minutes, and the order of dates from the column', () => {
  const toggl = table(
    'User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount ()',
    'Ada,a@x.org,ACME,Shop,,"Fixed checkout, again",No,2026-04-03,09:00:00,2026-04-03,10:30:00,01:30:00,"bug, api",',
    'Ada,a@x.org,,Shop,Deploy,,No,2026-04-03,11:00:00,2026-04-03,11:10:00,00:10:00,,',
    'Ada,a@x.org,,Shop,,,No,2026-04-03,12:00:00,2026-04-03,12:10:00,00:10:00,,',
  )
  const times = read('csv', toggl)
  assert.deepEqual(times.entries, [
    '2026-04-03T07:00 | Shop | 90 | +bug | +api | Fixed checkout, again',
    '2026-04-03T09:00 | Shop | 10 | Deploy',
  ])
  assert.deepEqual(times.rejected, ['4 there is no text'])
  const clockify = table(
    '"Project","Client","Description","Task","User","Group","Email","Tags","Billable","Start Date","Start Time","End Date","End Time","Duration (h)","Duration (decimal)"',
    '"Shop","ACME","Fixed it","","Ada","","a@x.org","bug","Yes","04/13/2026","09:00:00 AM","04/13/2026","10:30:00 AM","01:30:00","1.50"',
    '"Shop","ACME","Tested it","","Ada","","a@x.org","","Yes","04/02/2026","01:00:00 PM","04/02/2026","01:45:00 PM","00:45:00","0.75"',
  )
  assert.deepEqual(read('csv', clockify).entries, [
    '2026-04-13T07:00 | Shop | 90 | +bug | Fixed it',
    '2026-04-02T11:00 | Shop | 45 | Tested it',
  ])
  const harvest = table(
    'Date,Client,Project,Project Code,Task,Notes,Hours,Hours Rounded,Billable?,Invoiced?,First Name,Last Name',
    '2026-04-03,ACME,Shop,SH,Programming,Fixed checkout,1.5,1.5,Yes,No,Ada,L',
    '2026-04-03,ACME,Shop,SH,Meetings,,0.25,0.5,Yes,No,Ada,L',
  )
  assert.deepEqual(read('csv', harvest).entries, [
    '2026-04-03T10:00 | Shop | 90 | Programming: Fixed checkout',
    '2026-04-03T10:00 | Shop | 15 | Meetings',
  ])
})

test('CSV: columns are known in other languages, and hours however they are written', () => {
  const tables: [string, string][] = [
    [
      table('Datum;Uhrzeit;Kunde;Tätigkeit;Std.', '03.04.2026;09:00;ACME;Kasse repariert;1,5'),
      '2026-04-03T07:00 | ACME | 90 | Kasse repariert',
    ],
    [
      table('Tag;Aufgabe;Dauer', '03.04.2026;Kasse repariert;1 Std. 30 Min.'),
      '2026-04-03T10:00 | 90 | Kasse repariert',
    ],
    [
      table('Date;Heure;Projet;Tâche;Durée (h)', '13/04/2026;9h30;Caisse;Réparée;2h'),
      '2026-04-13T07:30 | Caisse | 120 | Réparée',
    ],
    [
      table('Fecha,Hora,Cliente,Descripción,Horas', '13/04/2026,09:30,Tienda,Caja reparada,"1,5"'),
      '2026-04-13T07:30 | Tienda | 90 | Caja reparada',
    ],
    [
      table('Data;Ora;Progetto;Attività;Ore', '13/04/2026;09:30;Cassa;Riparata;0:45'),
      '2026-04-13T07:30 | Cassa | 45 | Riparata',
    ],
    [
      table('Datum;Klant;Omschrijving;Uren', '2026-04-13;Winkel;Kassa gemaakt;0.5'),
      '2026-04-13T10:00 | Winkel | 30 | Kassa gemaakt',
    ],
  ]
  for (const [text, entry] of tables) assert.deepEqual(read('csv', text).entries, [entry])
})

test('files of Windows and Excel: lines that end in CR LF, a line that says the delimiter, a table named .tsv', () => {
  assert.deepEqual(
    read('jrnl', '[2026-04-03 09:00] Fixed it\r\nin parts\r\n[2026-04-04 09:00] Next\r\n').entries,
    ['2026-04-03T07:00 | Fixed it\nin parts', '2026-04-04T07:00 | Next'],
  )
  const excel = read('csv', table('sep=;', 'Datum;Text', '03.04.2026;Fixed it', 'nope;x'), {
    fileName: 'x.csv',
  })
  assert.deepEqual(
    [excel.entries, excel.rejected],
    [['2026-04-03T10:00 | Fixed it'], ['4 "nope" is no date']],
  )
  const tabs = read('csv', 'date\ttext\n2026-04-03 09:00\tFixed it\n', { fileName: 'x.tsv' })
  assert.deepEqual(tabs.entries, ['2026-04-03T07:00 | Fixed it'])
  assert.deepEqual(read('csv', '2026-04-03,Fixed\n', { fileName: 'x.csv' }).rejected, [
    '1 the first line is no header; say which columns are meant: --columns date=1,text=2',
  ])
})

test('Obsidian: words without marks, links by their texts, names of code as they stand', () => {
  const text = [
    '---',
    'tags: [daily]',
    '---',
    '# Friday',
    '- 09:00 Fixed the **login** for [[Acme Corp|Acme]] #auth',
    '- Merged [PR 12](https://example.org/pull/12), see `npm *test*`, a_b_c and __init__ ^abc123',
    '- [x] ~~Drew~~ Shipped *it* ✅ 2026-04-03',
    '- [ ] Later 📅 2026-04-05',
    '- ![[diagram.png]]',
    '> [!note] A callout',
    '',
    '%%hidden%%',
    'Fixed #12 and 2*3*4, said \\*so\\*',
  ].join('\n')
  const { entries, skipped, rejected } = read('markdown', text, { fileName: '2026-04-03.md' })
  assert.deepEqual(entries, [
    '2026-04-03T07:00 | +auth | Fixed the login for Acme',
    '2026-04-03T10:00 | Merged PR 12, see npm *test*, a_b_c and __init__',
    '2026-04-03T10:00 | Drew Shipped it',
    '2026-04-03T10:00 | A callout',
    '2026-04-03T10:00 | Fixed #12 and 2*3*4, said *so*',
  ])
  assert.deepEqual([skipped, rejected], [{ 'not done yet': 1 }, []])
})

test('Logseq: the file names the day, states decide, properties and logbooks are no text', () => {
  const text = [
    '- 09:00 Fixed the login #auth',
    '  id:: 64f0c0de-aaaa-bbbb-cccc-0123456789ab',
    '\t- with [[Anna]]',
    '- DONE [#A] Ship the API',
    '  :LOGBOOK:',
    '  CLOCK: [2026-04-03 Fri 09:00:00]--[2026-04-03 Fri 09:30:00] =>  00:30:00',
    '  :END:',
    '- TODO Write docs',
    '  SCHEDULED: <2026-04-05 Sun>',
    '- LATER something',
    '- CANCELED nothing',
    '- **14:30** [[quick capture]]: read it',
    '-',
  ].join('\n')
  const { entries, skipped } = read('markdown', text, { fileName: '2026_04_03.md' })
  assert.deepEqual(entries, [
    '2026-04-03T07:00 | +auth | Fixed the login\nwith Anna',
    '2026-04-03T10:00 | Ship the API',
    '2026-04-03T12:30 | quick capture: read it',
  ])
  assert.deepEqual(skipped, { 'not done yet': 2, cancelled: 1 })
})

test('Org: emphasis and links are read as words, and what is only scheduled is not done', () => {
  const text = [
    '* DONE Ship the *API* with =make *all*=',
    '  CLOSED: [2026-04-03 Fri 09:30] DEADLINE: <2026-04-05 Sun> SCHEDULED: <2026-04-01 Wed>',
    '  See [[https://example.org/1][the ticket]], /really/, in a/b/c.',
    '* Plan',
    '  SCHEDULED: <2026-04-01 Wed 10:00>',
    '* DONE Water the plants',
    '  SCHEDULED: <2026-04-10 Fri +1w>',
    '  - State "DONE"       from "TODO"       [2026-04-03 Fri 09:00]',
    '* DONE never',
    '  CLOSED: [2026-13-01 Fri]',
  ].join('\n')
  const { entries, skipped, rejected } = read('org', text)
  assert.deepEqual(entries, [
    '2026-04-03T07:30 | Ship the API with make *all*\nSee the ticket, really, in a/b/c.',
    '2026-04-03T07:00 | Water the plants',
  ])
  assert.deepEqual([skipped, rejected], [{ 'not done yet': 1 }, ['9 "2026-13-01" is no date']])
})

test('Timewarrior: its data files say what its export says', () => {
  const data = [
    'inc 20260403T070000Z - 20260403T083000Z # web "fix login" # "Fixed \\"it\\""',
    'inc 20260403T090000Z - 20260403T093000Z # web',
    'inc 20260403T100000Z # running',
    'garbage here',
    'inc 20260404T070000Z - 20260404T080000Z',
  ].join('\n')
  const { entries, skipped, rejected, items } = read('timewarrior', data, { fileName: '2026-04.data' })
  assert.deepEqual(entries, [
    '2026-04-03T07:00 | 90 | +web | +fix-login | Fixed "it"',
    '2026-04-03T09:00 | 30 | +web | web',
  ])
  assert.deepEqual(
    [skipped, rejected],
    [{ 'still running': 1 }, ['4 it is no interval', '5 there is no text']],
  )
  const exported = JSON.stringify([
    {
      id: 1,
      start: '20260403T070000Z',
      end: '20260403T083000Z',
      tags: ['fix login', 'web'],
      annotation: 'Fixed "it"',
    },
  ])
  assert.deepEqual(read('timewarrior', exported).items[0]?.keys, items[0]?.keys)
})

function calendarOf(...events: string[]): string {
  const bodies = events.map((event) => `BEGIN:VEVENT\n${event}\nEND:VEVENT`)
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...bodies, 'END:VCALENDAR', ''].join('\r\n')
}

test('iCalendar: a rule that is endless, empty or a trap is cut, and says so', () => {
  const dense = Array.from({ length: 24 }, (_, hour) => hour).join()
  const { entries, rejected } = read(
    'calendar',
    calendarOf(
      'UID:1\nDTSTART:16010101T090000Z\nRRULE:FREQ=DAILY\nSUMMARY:old',
      `UID:2\nDTSTART:20200101T090000Z\nRRULE:FREQ=DAILY;BYHOUR=${dense}\nSUMMARY:dense`,
      'UID:3\nDTSTART:20200101T090000Z\nRRULE:FREQ=DAILY;INTERVAL=0\nSUMMARY:still',
      'UID:4\nDTSTART:20200101T090000Z\nRRULE:FREQ=DAILY;BYMONTH=13\nSUMMARY:never again',
      'UID:5\nDTSTART:20261105T090000Z\nRRULE:FREQ=WEEKLY;UNTIL=99991231T000000Z\nSUMMARY:far',
      'UID:6\nDTSTART:20000101T090000Z\nRRULE:FREQ=DAILY\nSUMMARY:daily',
    ),
  )
  assert.deepEqual(rejected, [
    '3 it begins in the year 1601; nothing of it is read',
    '9 it takes place more than 20000 times; nothing of it is read',
    '15 its rule cannot be read: its interval is 0',
    '33 it took place 9822 times; only the newest 5000 are read',
  ])
  assert.equal(entries.filter((entry) => entry.endsWith('daily')).length, 5000)
  assert.deepEqual(
    entries.filter((entry) => !entry.endsWith('daily')),
    [
      '2020-01-01T09:00 | never again',
      '2026-11-05T09:00 | far',
      '2026-11-12T09:00 | far',
      '2026-11-19T09:00 | far',
    ],
  )
})

test('iCalendar: what was declined by whose calendar it is, and what Outlook calls cancelled, did not take place', () => {
  const declined = (who: string) =>
    `ATTENDEE;PARTSTAT=DECLINED;CN=x:mailto:${who}\nATTENDEE;PARTSTAT=ACCEPTED:mailto:else@example.org`
  const text = calendarOf(
    `UID:1\nDTSTART:20261020T090000Z\nSUMMARY:not mine\n${declined('ada@example.org')}`,
    `UID:2\nDTSTART:20261020T100000Z\nSUMMARY:Bob did not come\n${declined('bob@example.org')}`,
    'UID:3\nDTSTART:20261020T110000Z\nSUMMARY:Canceled: Budget',
  ).replace('VERSION:2.0', 'VERSION:2.0\r\nX-WR-CALNAME:Ada@Example.org')
  const { entries, skipped } = read('calendar', text)
  assert.deepEqual(entries, ['2026-10-20T10:00 | Bob did not come'])
  assert.deepEqual(skipped, { declined: 1, cancelled: 1 })
})

test('iCalendar: times that a zone of the file skips or doubles are read as RFC 5545 says', () => {
  const zone = [
    'BEGIN:VTIMEZONE\nTZID:Office\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000',
    'TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\nBEGIN:VEVENT',
  ].join('\n')
  const text = calendarOf(
    'UID:1\nDTSTART;TZID=Office:20260329T023000\nSUMMARY:skipped',
    'UID:2\nDTSTART;TZID=Office:20260329T030000\nSUMMARY:after',
    'UID:3\nDTSTART;TZID=Office:20261025T023000\nSUMMARY:twice',
    'UID:4\nDTSTART;TZID=Europe/Berlin:20260329T023000\nSUMMARY:skipped, too',
  ).replace('BEGIN:VEVENT', zone)
  assert.deepEqual(read('calendar', text).entries, [
    '2026-03-29T01:30 | skipped',
    '2026-03-29T01:00 | after',
    '2026-10-25T00:30 | twice',
    '2026-03-29T01:30 | skipped, too',
  ])
})

test('iCalendar: many endless series together are cut, too', () => {
  const events = Array.from(
    { length: 8 },
    (_, index) =>
      `UID:${index}\nDTSTART:20000101T090000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\nSUMMARY:never`,
  )
  const { rejected } = read('calendar', calendarOf(...events))
  assert.equal(rejected.length, 3)
  assert.match(rejected.at(-1) ?? '', /the series of this file take place too often; this one is not read$/)
})

test('iCalendar: a zone that changes every second is no zone', () => {
  const zone = [
    'BEGIN:VTIMEZONE\nTZID:Evil\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100',
    'RRULE:FREQ=SECONDLY\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT',
  ].join('\n')
  const text = calendarOf('UID:1\nDTSTART;TZID=Evil:20260403T090000\nSUMMARY:x').replace('BEGIN:VEVENT', zone)
  assert.deepEqual(read('calendar', text).entries, ['2026-04-03T08:00 | x'])
})
