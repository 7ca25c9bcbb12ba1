import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPlaces } from '../src/jobs/places.ts'

test('flows take turns at the places, and within a flow who came first goes first', async () => {
  const places = createPlaces(1)
  const gate = Promise.withResolvers<void>()
  const began: string[] = []
  const hold = async (flow: string, name: string) =>
    await places.hold(flow, async () => {
      began.push(name)
      await gate.promise
    })
  const all = ['a1', 'a2', 'a3', 'a4', 'b1', 'c1', 'b2'].map((name) => hold(name.slice(0, 1), name))
  gate.resolve()
  await Promise.all(all)
  assert.deepEqual(began, ['a1', 'a2', 'b1', 'c1', 'a3', 'b2', 'a4'])
})

test('a place whose work failed goes on to the next', async () => {
  const places = createPlaces(1)
  const failed = places.hold('a', () => Promise.reject(new Error('It broke')))
  const next = places.hold('a', () => Promise.resolve('done'))
  await assert.rejects(failed, /It broke/)
  assert.equal(await next, 'done')
})
