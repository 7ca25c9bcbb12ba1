import assert from 'node:assert/strict'
import { test } from 'node:test'
import { skillExtractor } from '../src/agents/index.ts'
import { AppError } from '../src/base/app-error.ts'
import { ModelError } from '../src/contracts/provider.ts'
import { cassetteText, readCassette } from '../src/llm/index.ts'
import { cassetteAsker, recordedCall } from './support/cassette.ts'

const input = { entries: [{ id: 'e1', text: 'Moved it to PostgreSQL' }] }
const excerpts = [{ entry: 'e1', quote: 'PostgreSQL', confidence: 1 }]
const output = { skills: [{ name: 'PostgreSQL', category: 'database' as const, excerpts }] }
const isFailure = (failure: string) => (error: unknown) =>
  error instanceof ModelError && error.failure === failure

test('a recorded answer is given again, by the provider that gave it', async () => {
  const { ask } = cassetteAsker([await recordedCall(skillExtractor, input, { output })])
  assert.deepEqual(await ask(skillExtractor, input), { output, engine: 'recorded/small' })
})

test('a question that is not there is an error and never a live call', async () => {
  const { ask } = cassetteAsker([await recordedCall(skillExtractor, input, { output })])
  const other = { entries: [{ id: 'e1', text: 'Moved it to MySQL' }] }
  await assert.rejects(
    ask(skillExtractor, other),
    /"test\.jsonl" holds no answer of recorded .*nothing is asked live/,
  )
  await ask(skillExtractor, input)
  await assert.rejects(ask(skillExtractor, input), isFailure('bad-request'), 'each answer is there once')
})

test('equal questions get their answers in the order of the recording', async () => {
  const none = { skills: [] }
  const calls = [
    await recordedCall(skillExtractor, input, { output }),
    await recordedCall(skillExtractor, input, { output: none }),
  ]
  const { ask } = cassetteAsker(calls)
  assert.deepEqual((await ask(skillExtractor, input)).output, output)
  assert.deepEqual((await ask(skillExtractor, input)).output, none)
})

test('failures are replayed as they were: the next provider is asked, and its answer counts', async () => {
  const calls = [
    await recordedCall(skillExtractor, input, { provider: 'first', state: 'failed', failure: 'overloaded' }),
    await recordedCall(skillExtractor, input, { provider: 'second', output }),
  ]
  const { ask, notes } = cassetteAsker(calls, ['first', 'second'])
  assert.equal((await ask(skillExtractor, input)).engine, 'second/small')
  assert.ok(notes.some(({ name }) => name === 'model-chosen'))
})

for (const [failure, state] of [
  ['content-filter', 'failed'],
  ['truncated', 'failed'],
  ['refusal', 'failed'],
] as const)
  test(`a recorded ${failure} is one again`, async () => {
    const { ask } = cassetteAsker([await recordedCall(skillExtractor, input, { state, failure })])
    await assert.rejects(ask(skillExtractor, input), isFailure(failure))
  })

test('a cassette survives its file, and a line that is no call is named', async () => {
  const calls = [
    await recordedCall(skillExtractor, input, { output }),
    await recordedCall(skillExtractor, input, { state: 'unknown', failure: 'stopped', inputTokens: null }),
  ]
  assert.deepEqual(readCassette(cassetteText(calls), 'x'), calls)
  assert.throws(
    () => readCassette(`${cassetteText(calls)}\n{"agent":1}`, 'x.jsonl'),
    (error) => error instanceof AppError && /Line 4 of "x\.jsonl" is no recorded call/.test(error.message),
  )
})
