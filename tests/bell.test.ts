import { test } from 'node:test'
import { createBell } from '../src/base/bell.ts'

const forever = 2 ** 31 - 1

test('a ring wakes the waiter, and one that comes while nobody waits wakes the next', async () => {
  const bell = createBell()
  const woken = bell.wait(forever)
  bell.ring()
  await woken
  bell.ring()
  bell.ring()
  await bell.wait(forever)
  const late = bell.wait(forever)
  bell.ring()
  await late
})

test('a waiter goes on after its limit or at its signal, which a bell that waits no more has let go', async () => {
  const bell = createBell()
  await bell.wait(1)
  const stop = new AbortController()
  const stopped = bell.wait(forever, stop.signal)
  stop.abort()
  await stopped
  await bell.wait(forever, stop.signal)
  bell.ring()
  await bell.wait(forever)
})
