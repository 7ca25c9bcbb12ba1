import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dueTime, howLong, localSeconds, localTime, relativeTime } from '../src/cli/time.ts'

const now = new Date(2026, 3, 15, 12, 0, 0)

function before(milliseconds: number): string {
  return relativeTime(new Date(now.getTime() - milliseconds), now)
}

test('a moment is told in the zone of the machine', () => {
  const at = new Date(2026, 3, 3, 14, 5, 9)
  assert.equal(localTime(at), '2026-04-03 14:05')
  assert.equal(localSeconds(at), '14:05:09')
})

test('distances are told as people say them, both ways', () => {
  assert.equal(before(2000), 'just now')
  assert.equal(before(45_000), '45 s ago')
  assert.equal(before(3 * 60_000), '3 min ago')
  assert.equal(before(2 * 3_600_000), '2 h ago')
  assert.equal(before(86_400_000), '1 day ago')
  assert.equal(before(4 * 86_400_000), '4 days ago')
  assert.equal(before(-2 * 3_600_000), 'in 2 h')
  assert.equal(before(-2000), 'now')
  assert.equal(dueTime(new Date(now.getTime() - 45_000), now), 'due 45 s ago')
  assert.equal(dueTime(new Date(now.getTime() + 45_000), now), 'in 45 s')
})

test('after two weeks the day itself is told', () => {
  assert.equal(before(30 * 86_400_000), '2026-03-16')
})

test('lengths of time have two units at most', () => {
  assert.equal(howLong(350), '350 ms')
  assert.equal(howLong(4250), '4.2 s')
  assert.equal(howLong(59_990), '59.9 s')
  assert.equal(howLong(200_000), '3 min 20 s')
  assert.equal(howLong(7_500_000), '2 h 5 min')
  assert.equal(howLong(90_000_000), '1 d 1 h')
  assert.equal(howLong(-5), '0 ms')
})
