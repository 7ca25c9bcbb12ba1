import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findEntities } from '../src/domain/entities.ts'

test('names inside sentences are found as they are written, the most frequent first', () => {
  const text =
    'On Vilakazi Street the box was opened. People say that Debonairs Pizza came to Soweto in May. Soweto was glad, and Thandi Mokoena of Debonairs Pizza said so. The end of it was in Soweto.'
  const found = findEntities(text)
  assert.deepEqual(found.slice(0, 2), ['Soweto', 'Debonairs Pizza'])
  assert.ok(found.some((name) => name === 'Thandi Mokoena'))
  assert.ok(found.every((name) => text.includes(name)))
  assert.ok(!found.includes('People') && !found.includes('The') && !found.includes('May'))
})

test('a text without names, and a hostile one, give none', () => {
  assert.deepEqual(findEntities('Nothing stands here. Nobody came.'), [])
  assert.ok(findEntities('A'.repeat(100_000)).length <= 1)
  assert.ok(findEntities('Aa '.repeat(20_000)).length <= 8)
})
