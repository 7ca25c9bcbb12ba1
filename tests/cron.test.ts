import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DateTime } from 'luxon'
import { nextTick } from '../src/jobs/index.ts'

/** Zones and the days on which their clocks change: forward and back, by an hour, by half an hour, at midnight. */
const changes: [zone: string, day: string][] = [
  ['Europe/Berlin', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['Europe/London', '2026-03-29'],
  ['Europe/London', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['America/Los_Angeles', '2026-03-08'],
  ['America/Los_Angeles', '2026-11-01'],
  ['America/Santiago', '2026-04-05'],
  ['America/Santiago', '2026-09-06'],
  ['America/Havana', '2026-03-08'],
  ['America/Havana', '2026-11-01'],
  ['Australia/Sydney', '2026-04-05'],
  ['Australia/Sydney', '2026-10-04'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Pacific/Auckland', '2026-04-05'],
  ['Pacific/Auckland', '2026-09-27'],
  ['Africa/Casablanca', '2026-02-15'],
  ['Africa/Casablanca', '2026-03-22'],
  ['Asia/Beirut', '2026-03-29'],
  ['Asia/Beirut', '2026-10-25'],
]

const daily = ['0 0 * * *', '30 0 * * *', '30 1 * * *', '0 2 * * *', '30 2 * * *', '0 3 * * *']

for (const [zone, day] of changes) {
  const noonBefore = DateTime.fromISO(`${day}T12:00`, { zone }).minus({ days: 2 })

  for (const line of daily) {
    test(`"${line}" in ${zone} round ${day} is due once on each local day`, async () => {
      const ticks = await ticksBetween(line, zone, noonBefore, noonBefore.plus({ days: 4 }))
      assert.deepEqual(
        ticks.map((tick) => tick.toISODate()),
        [1, 2, 3, 4].map((days) => noonBefore.plus({ days }).toISODate()),
      )
    })
  }

  test(`an hourly line in ${zone} round ${day} is due once in each hour that passes`, async () => {
    const end = noonBefore.plus({ days: 4 })
    const ticks = await ticksBetween('0 * * * *', zone, noonBefore, end)
    const gaps = ticks.slice(1).map((tick, index) => tick.diff(ticks[index] ?? tick, 'minutes').minutes)
    const usual = gaps.filter((gap) => gap === 60).length
    assert.ok(usual >= gaps.length - 1, `gaps of ${[...new Set(gaps)].join(', ')} minutes`)
    assert.ok(Math.abs(ticks.length - end.diff(noonBefore, 'hours').hours) <= 1.5)
  })
}

test('a line that cannot be read, a zone that is none and a day that never comes are refused in a sentence', async () => {
  const now = new Date('2026-11-20T12:00:00Z')
  await assert.rejects(
    nextTick('every day', 'Europe/Berlin', now),
    /The schedule "every day" in the zone "Europe\/Berlin" cannot be read/,
  )
  await assert.rejects(nextTick('0 8 * * *', 'Europe/Atlantis', now), /zone "Europe\/Atlantis"/)
  await assert.rejects(nextTick('0 8 31 2 *', 'Europe/Berlin', now), /never due/)
})

async function ticksBetween(line: string, zone: string, start: DateTime, end: DateTime): Promise<DateTime[]> {
  const ticks: DateTime[] = []
  for (let at = start.toJSDate(); ;) {
    at = await nextTick(line, zone, at)
    if (at >= end.toJSDate()) return ticks
    ticks.push(DateTime.fromJSDate(at, { zone }))
  }
}
