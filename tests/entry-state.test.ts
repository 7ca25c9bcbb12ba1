import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sentenceStates, stateAt } from '../src/domain/entry-state.ts'

const table: readonly [string, readonly string[]][] = [
  ['Fixed the login.', ['done']],
  ['Plan: fix the login. Deploy it on Monday.', ['next', 'next']],
  ['Tomorrow I will deploy. Fixed the login.', ['next', 'done']],
  ['Fixed the login. Tomorrow I will deploy it.', ['done', 'next']],
  ['Blocked by the network team. The ticket is open.', ['blocked', 'blocked']],
  ['Asked Ana for a review. Then wrote the runbook.', ['asked', 'done']],
  ['Tried the new pool. The latency is halved.', ['tried', 'done']],
]

for (const [text, states] of table)
  test(`"${text}" is ${states.join(', then ')}`, () => {
    assert.deepEqual(
      sentenceStates({ text, kind: null }).map(({ state }) => state),
      states,
    )
  })

test('an entry that a model calls planned has nothing done in it', () => {
  const sentences = sentenceStates({ text: 'Fixed the login. Wrote the docs.', kind: 'planned' })
  assert.deepEqual(new Set(sentences.map(({ state }) => state)), new Set(['next']))
})

test('a place in the text belongs to its sentence', () => {
  const text = 'Fixed the login. Tomorrow I will deploy it with Docker.'
  const sentences = sentenceStates({ text, kind: null })
  assert.equal(stateAt(sentences, text.indexOf('login')), 'done')
  assert.equal(stateAt(sentences, text.indexOf('Docker')), 'next')
})
