import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMoment } from '../src/domain/moment.ts'

/** A Friday afternoon: 20 November 2026, 15:00 in Johannesburg (two hours east of UTC, no daylight saving). */
const now = new Date('2026-11-20T13:00:00Z')
const zone = 'Africa/Johannesburg'

const dates: Record<string, string> = {
  today: '2026-11-20',
  Today: '2026-11-20',
  'earlier today': '2026-11-20',
  yesterday: '2026-11-19',
  ' Yesterday ': '2026-11-19',
  yday: '2026-11-19',
  'day before yesterday': '2026-11-18',
  'the day before yesterday': '2026-11-18',
  Friday: '2026-11-20',
  'last Friday': '2026-11-13',
  'last friday': '2026-11-13',
  'this past Friday': '2026-11-13',
  Thursday: '2026-11-19',
  Thu: '2026-11-19',
  thurs: '2026-11-19',
  Wednesday: '2026-11-18',
  weds: '2026-11-18',
  tue: '2026-11-17',
  'on Monday': '2026-11-16',
  Monday: '2026-11-16',
  mon: '2026-11-16',
  'last Monday': '2026-11-16',
  'this Monday': '2026-11-16',
  'Monday last week': '2026-11-09',
  'last week Monday': '2026-11-09',
  'friday last week': '2026-11-13',
  Sunday: '2026-11-15',
  'last Sunday': '2026-11-15',
  Saturday: '2026-11-14',
  Sat: '2026-11-14',
  '1 day ago': '2026-11-19',
  'a day ago': '2026-11-19',
  '2 days ago': '2026-11-18',
  'two days ago': '2026-11-18',
  'a couple of days ago': '2026-11-18',
  '3 days ago': '2026-11-17',
  '10 days ago': '2026-11-10',
  '25 days ago': '2026-10-26',
  'a week ago': '2026-11-13',
  '1 week ago': '2026-11-13',
  '2 weeks ago': '2026-11-06',
  'two weeks ago': '2026-11-06',
  'a fortnight ago': '2026-11-06',
  'last week': '2026-11-13',
  'a month ago': '2026-10-20',
  '3 months ago': '2026-08-20',
  'a year ago': '2025-11-20',
  '2026-04-03': '2026-04-03',
  '2025-12-31': '2025-12-31',
  '2024-02-29': '2024-02-29',
  '2026/04/03': '2026-04-03',
  'April 3': '2026-04-03',
  'april 3rd': '2026-04-03',
  'Apr 3': '2026-04-03',
  '3 April': '2026-04-03',
  '3rd April': '2026-04-03',
  '3rd of April': '2026-04-03',
  'on April 3': '2026-04-03',
  'on the 3rd of April': '2026-04-03',
  'April 3, 2025': '2025-04-03',
  'Apr 3rd 2025': '2025-04-03',
  '3 April 2025': '2025-04-03',
  'December 24': '2025-12-24',
  'Dec 24': '2025-12-24',
  '24 Dec': '2025-12-24',
  'Nov 20': '2026-11-20',
  'Nov 21': '2025-11-21',
  '1 January': '2026-01-01',
  'May 5': '2026-05-05',
  '29 Feb': '2024-02-29',
  'Friday 3 April': '2026-04-03',
  'Fri, 3 April 2026': '2026-04-03',
  'Tuesday, November 17': '2026-11-17',
  '13/04': '2026-04-13',
  '04/13': '2026-04-13',
  '4/13': '2026-04-13',
  '13/04/2026': '2026-04-13',
  '04/13/2025': '2025-04-13',
  '13-04-2026': '2026-04-13',
  '24/12': '2025-12-24',
  '4/4': '2026-04-04',
  '05/05/2025': '2025-05-05',
  '13/4/26': '2026-04-13',
  '03.04.2026': '2026-04-03',
  '3.4.2026': '2026-04-03',
  '3.4.': '2026-04-03',
  '24.12.': '2025-12-24',
  20260403: '2026-04-03',
  'the 3rd': '2026-11-03',
  'on the 21st': '2026-10-21',
  'the 31st': '2026-10-31',
  '19. November': '2026-11-19',
  '3-Apr-2026': '2026-04-03',
  'two days before yesterday': '2026-11-17',
  tomorrow: '2026-11-21',
  'next Friday': '2026-11-27',
  'in 2 days': '2026-11-22',
  '2027-01-01': '2027-01-01',
  tues: '2026-11-17',
  thur: '2026-11-19',
  '2 wks ago': '2026-11-06',
  'two mondays ago': '2026-11-09',
  '2 fridays ago': '2026-11-06',
  'monday 2 weeks ago': '2026-11-02',
  '2 weeks ago on friday': '2026-11-06',
  'monday next week': '2026-11-23',
  'tuesday this week': '2026-11-17',
  'Friday the 13th': '2026-11-13',
  'Thu 19th': '2026-11-19',
  'fri 13': '2026-11-13',
  'may the 4th': '2026-05-04',
  '02-28': '2026-02-28',
  'first of the month': '2026-11-01',
  'the 15th of last month': '2026-10-15',
  '2026-W47-3': '2026-11-18',
  '2026W473': '2026-11-18',
  '2026-324': '2026-11-20',
  '30.10': '2026-10-30',
  "Nov 19 '26": '2026-11-19',
  gestern: '2026-11-19',
  vorgestern: '2026-11-18',
  Montag: '2026-11-16',
  'letzten Freitag': '2026-11-13',
  'vor 3 Tagen': '2026-11-17',
  '3. März': '2026-03-03',
  hier: '2026-11-19',
  'lundi dernier': '2026-11-16',
  'il y a 3 jours': '2026-11-17',
  'le 3 novembre': '2026-11-03',
}

const times: Record<string, string> = {
  'yesterday 9am': '2026-11-19T09:00:00+02:00',
  'yesterday at 9am': '2026-11-19T09:00:00+02:00',
  'Yesterday 9 AM': '2026-11-19T09:00:00+02:00',
  'yesterday 9:15': '2026-11-19T09:15:00+02:00',
  'yesterday at 17:05': '2026-11-19T17:05:00+02:00',
  'yesterday 5pm': '2026-11-19T17:00:00+02:00',
  'yesterday 9.30am': '2026-11-19T09:30:00+02:00',
  'yesterday at noon': '2026-11-19T12:00:00+02:00',
  'yesterday 17h': '2026-11-19T17:00:00+02:00',
  'yesterday 17h30': '2026-11-19T17:30:00+02:00',
  'yesterday @ 9am': '2026-11-19T09:00:00+02:00',
  '9am yesterday': '2026-11-19T09:00:00+02:00',
  'yesterday at 9 in the morning': '2026-11-19T09:00:00+02:00',
  'last Friday 9am': '2026-11-13T09:00:00+02:00',
  'last Monday at 14:30': '2026-11-16T14:30:00+02:00',
  'Friday 9am': '2026-11-20T09:00:00+02:00',
  'Friday 18:00': '2026-11-13T18:00:00+02:00',
  'Monday 8am': '2026-11-16T08:00:00+02:00',
  'on Tuesday at 10': '2026-11-17T10:00:00+02:00',
  'monday last week 9am': '2026-11-09T09:00:00+02:00',
  '3 days ago at 10am': '2026-11-17T10:00:00+02:00',
  '14:30': '2026-11-20T14:30:00+02:00',
  '9:05': '2026-11-20T09:05:00+02:00',
  '9am': '2026-11-20T09:00:00+02:00',
  'at 9': '2026-11-20T09:00:00+02:00',
  'at 14:30': '2026-11-20T14:30:00+02:00',
  '2:30pm': '2026-11-20T14:30:00+02:00',
  '2.30 pm': '2026-11-20T14:30:00+02:00',
  noon: '2026-11-20T12:00:00+02:00',
  midnight: '2026-11-20T00:00:00+02:00',
  'today 9am': '2026-11-20T09:00:00+02:00',
  'today at 11:45': '2026-11-20T11:45:00+02:00',
  '2 hours ago': '2026-11-20T13:00:00+02:00',
  'an hour ago': '2026-11-20T14:00:00+02:00',
  'half an hour ago': '2026-11-20T14:30:00+02:00',
  '15 minutes ago': '2026-11-20T14:45:00+02:00',
  '20 hours ago': '2026-11-19T19:00:00+02:00',
  now: '2026-11-20T15:00:00+02:00',
  '9 a.m.': '2026-11-20T09:00:00+02:00',
  'yesterday 9 p.m.': '2026-11-19T21:00:00+02:00',
  'the 3rd at 5pm': '2026-11-03T17:00:00+02:00',
  '20260403T1430': '2026-04-03T14:30:00+02:00',
  'yesterday night': '2026-11-19T22:00:00+02:00',
  'last night': '2026-11-19T22:00:00+02:00',
  '2026-04-03 14:30': '2026-04-03T14:30:00+02:00',
  '2026-04-03T14:30': '2026-04-03T14:30:00+02:00',
  '2026-04-03T14:30:15': '2026-04-03T14:30:15+02:00',
  '2026-04-03T14:30:00Z': '2026-04-03T16:30:00+02:00',
  '2026-04-03T14:30:00+05:00': '2026-04-03T11:30:00+02:00',
  'April 3 at 5pm': '2026-04-03T17:00:00+02:00',
  '3 April 17:00': '2026-04-03T17:00:00+02:00',
  'Nov 19 at 5pm': '2026-11-19T17:00:00+02:00',
  '13/04 09:00': '2026-04-13T09:00:00+02:00',
  '13/04/2026 9am': '2026-04-13T09:00:00+02:00',
  '03.04.2026 9:00': '2026-04-03T09:00:00+02:00',
  'yesterday around 5pm': '2026-11-19T17:00:00+02:00',
  'yesterday (5pm)': '2026-11-19T17:00:00+02:00',
  'twenty minutes ago': '2026-11-20T14:40:00+02:00',
  'forty-five minutes ago': '2026-11-20T14:15:00+02:00',
  '7 this morning': '2026-11-20T07:00:00+02:00',
  '8 yesterday evening': '2026-11-19T20:00:00+02:00',
  'yesterday at 7 in the evening': '2026-11-19T19:00:00+02:00',
  'at 9 last night': '2026-11-19T21:00:00+02:00',
  'last night around 11': '2026-11-19T23:00:00+02:00',
  'last night at 2': '2026-11-20T02:00:00+02:00',
  'last night at 2am': '2026-11-20T02:00:00+02:00',
  'last night at 10pm': '2026-11-19T22:00:00+02:00',
  '19.11.2026 um 9:00': '2026-11-19T09:00:00+02:00',
  'just now': '2026-11-20T15:00:00+02:00',
  'early this morning': '2026-11-20T06:00:00+02:00',
  'yesterday at half past 3': '2026-11-19T03:30:00+02:00',
  'quarter to nine': '2026-11-20T08:45:00+02:00',
  'fri 13th at 9am': '2026-11-13T09:00:00+02:00',
  '2026-W47-3 9am': '2026-11-18T09:00:00+02:00',
  'an hour and a half ago': '2026-11-20T13:30:00+02:00',
  '1h30 ago': '2026-11-20T13:30:00+02:00',
  'yesterday 0930': '2026-11-19T09:30:00+02:00',
  'yesterday 9': '2026-11-19T09:00:00+02:00',
  'monday at 14h': '2026-11-16T14:00:00+02:00',
  'gestern um 9 Uhr': '2026-11-19T09:00:00+02:00',
  'gestern abend': '2026-11-19T20:00:00+02:00',
  'vor einer Stunde': '2026-11-20T14:00:00+02:00',
  'hier à 14h30': '2026-11-19T14:30:00+02:00',
}

const ambiguous: Record<string, string[]> = {
  '03-04': ['2026-04-03', '2026-03-04'],
  '03/04': ['2026-04-03', '2026-03-04'],
  '3/4': ['2026-04-03', '2026-03-04'],
  '12/11': ['2026-11-12', '2025-12-11'],
  '03/04/2026': ['2026-04-03', '2026-03-04'],
  '03-04-2026': ['2026-04-03', '2026-03-04'],
  '3/4/26': ['2026-04-03', '2026-03-04'],
  'on 03/04': ['2026-04-03', '2026-03-04'],
  '03/04 9am': ['2026-04-03T09:00:00+02:00', '2026-03-04T09:00:00+02:00'],
}

const none = [
  'Fixed 404 on /may',
  'met March team',
  'shipped v2.1',
  '1/2 done',
  '24/7 support rota',
  'Sat in on the design review',
  'Sun certificate renewed',
  'Second attempt at the migration',
  'Now uses Redis',
  'may the 4th be with you',
  "yesterday's deploy",
  'Took 3 hours',
  '10 minutes later',
  'within 2 days',
  'error 500 at 3am',
  '16:9',
  '9-5',
  '8080',
  '2h',
  '30m',
  '2.5',
  '2026-W47',
  '2026-W60-1',
  '2026-366',
  'Thursday the 20th',
  'week 47',
  'Uhr',
  'mars',
  'vor',
  '',
  ' ',
  'fixed the login bug',
  'fixed the bug from last Friday',
  'Friday deploy went well',
  'met Anna on Monday about the roadmap',
  'read 2026-04-03-report.pdf',
  'shipped yesterday what was due today',
  'moved the meeting from 9am to 10am',
  'Monday to Friday',
  '9:00-10:00',
  'April',
  'April 2026',
  '2026',
  '12',
  '31 April',
  '2026-02-30',
  '2026-13-01',
  '31/02/2026',
  '14/13',
  '25:00',
  'yesterday 25:00',
  '13pm',
  'Monday 3 April 2026',
  'may',
  'second',
  'sometime',
  'a few days ago',
  'last weekend',
  'the day before',
  'the 32nd',
  '20261301',
  '3rd party audit',
  'the 3rd attempt',
  '1.2.3',
  'v2.10',
  '192.168.1.1',
  '10/10 would do again',
  'half',
  'reduced p95 by 3 days',
  '\0',
  '🙂',
]

for (const [phrase, date] of Object.entries(dates)) {
  test(`"${phrase}" is the day ${date}`, () => {
    assert.deepEqual(readMoment(phrase, now, zone), { at: `${date}T12:00:00+02:00`, dateOnly: true })
  })
}

for (const [phrase, at] of Object.entries(times)) {
  test(`"${phrase}" is ${at}`, () => {
    assert.deepEqual(readMoment(phrase, now, zone), { at, dateOnly: false })
  })
}

for (const [phrase, readings] of Object.entries(ambiguous)) {
  test(`"${phrase}" has two readings`, () => {
    assert.deepEqual(readMoment(phrase, now, zone), { ambiguous: readings })
  })
}

for (const phrase of none) {
  test(`"${phrase}" is no date`, () => {
    assert.deepEqual(readMoment(phrase, now, zone), { none: true })
  })
}

test('the zone decides which day it is', () => {
  const late = new Date('2026-11-20T23:30:00Z')
  assert.deepEqual(readMoment('today', late, 'Asia/Tokyo'), {
    at: '2026-11-21T12:00:00+09:00',
    dateOnly: true,
  })
  assert.deepEqual(readMoment('yesterday', late, 'America/New_York'), {
    at: '2026-11-19T12:00:00-05:00',
    dateOnly: true,
  })
})

test('a date in summer has the offset of summer', () => {
  const read = readMoment('2026-07-01 09:00', now, 'Europe/Berlin')
  assert.deepEqual(read, { at: '2026-07-01T09:00:00+02:00', dateOnly: false })
})

test('a time that daylight saving skips moves forward by the gap', () => {
  const read = readMoment('2026-03-29 02:30', now, 'Europe/Berlin')
  assert.deepEqual(read, { at: '2026-03-29T03:30:00+02:00', dateOnly: false })
})

test('a time that comes twice is the first of the two', () => {
  const read = readMoment('2026-10-25 02:30', now, 'Europe/Berlin')
  assert.deepEqual(read, { at: '2026-10-25T02:30:00+02:00', dateOnly: false })
  const westward = readMoment('2026-11-01 01:30', now, 'America/New_York')
  assert.deepEqual(westward, { at: '2026-11-01T01:30:00-04:00', dateOnly: false })
})

test('hours ago count real hours over a change of the clock', () => {
  const read = readMoment('3 hours ago', new Date('2026-10-25T03:00:00Z'), 'Europe/Berlin')
  assert.deepEqual(read, { at: '2026-10-25T02:00:00+02:00', dateOnly: false })
})

test('days ago count days of the calendar over a change of the clock', () => {
  const read = readMoment('2 days ago', new Date('2026-10-26T22:30:00Z'), 'Europe/Berlin')
  assert.deepEqual(read, { at: '2026-10-24T12:00:00+02:00', dateOnly: true })
})
