import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPastedLines } from '../src/domain/pasted-lines.ts'

function read(...lines: string[]): string[] {
  return readPastedLines(lines, { date: true }).map(({ when = 'now', text }) => `${when} | ${text}`)
}

test('timestamps begin a pasted line with or without a colon, brackets or dashes', () => {
  assert.deepEqual(
    read(
      '09:00 fixed the login',
      '9:30am: paired',
      '[2026-04-03 09:00] deployed',
      '2026-04-03T09:00Z - released',
      '2026-04-03 wrote docs',
      '10:00 - 11:30 pairing with Cleo',
      '4pm reviewed',
      'yesterday 16:00: shipped',
    ),
    [
      '09:00 | fixed the login',
      '9:30am | paired',
      '2026-04-03 09:00 | deployed',
      '2026-04-03T09:00Z | released',
      '2026-04-03 | wrote docs',
      '10:00 | 10:00 - 11:30 pairing with Cleo',
      '4pm | reviewed',
      'yesterday 16:00 | shipped',
    ],
  )
})

test('a date alone holds for the lines below it, and a time below it means that day', () => {
  assert.deepEqual(
    read(
      'first',
      '',
      '## Monday:',
      '- one',
      '* 09:00 two',
      '1. three',
      'Tuesday 9am:',
      'four',
      '14:00: five +x',
    ),
    [
      'now | first',
      'Monday | one',
      'Monday 09:00 | two',
      'Monday | three',
      'Tuesday 9am | four',
      'Tuesday 14:00 | five',
    ],
  )
})

test('figures that are no time stay in the text', () => {
  const lines = [
    '404 on /may fixed',
    '16:9 video',
    '2026 plan',
    '3 tickets closed',
    '1/2 done',
    '10:300 ports',
    '5 PM candidates interviewed',
  ]
  assert.deepEqual(
    read(...lines),
    lines.map((line) => `now | ${line}`),
  )
  assert.deepEqual(
    readPastedLines(['09:00 fixed'], { date: false }).map(({ text }) => text),
    ['09:00 fixed'],
  )
})
