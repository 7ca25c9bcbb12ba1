import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { ModelError } from '../src/contracts/provider.ts'
import { lastWords } from '../src/jobs/draft.ts'
import * as kinds from '../src/llm/providers/index.ts'
import { failureCases, now } from './support/model-failure-cases.ts'
import { openModelServer } from './support/model-server.ts'
import type { Reply } from './support/model-server.ts'
import { streamOf } from './support/model-streams.ts'
import { wireFormats } from './support/model-wires.ts'
import type { WireFormat } from './support/model-wires.ts'

const parts = ['{"text":"The first ', 'half and ', 'the second"}']

/** Asks this wire once, as for a job that somebody watches. */
async function watch(t: TestContext, wire: WireFormat, reply: Reply) {
  const server = await openModelServer(t, reply)
  const kind = Object.values(kinds).find(({ id }) => id === wire.kind)
  assert.ok(kind)
  const provider = await kind.open({
    api: wire.api,
    baseUrl: server.baseUrl,
    apiKey: 'sk-1',
    clock: () => now,
  })
  const seen: string[] = []
  const asked = provider.ask({
    system: 'Write.',
    user: 'Now.',
    // To a model that it does not know, Anthropic's package gives a tool in place of a schema.
    model: wire.kind === 'anthropic' ? 'claude-sonnet-4-5' : 'small',
    schema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
    schemaName: 'answer',
    maxOutputTokens: 100,
    offline: () => ({}),
    signal: new AbortController().signal,
    onText: (text) => seen.push(text),
  })
  const answer = await asked.catch((error: unknown) => {
    assert.ok(error instanceof ModelError, String(error))
    return error
  })
  return { answer, seen, body: server.requests[0]?.body, path: server.requests[0]?.path ?? '' }
}

for (const wire of wireFormats) {
  test(`${wire.name}: a watched answer is told while it comes, and is the same answer`, async (t) => {
    const { answer, seen, body, path } = await watch(t, wire, streamOf(wire, parts, 'stop'))
    assert.ok(!(answer instanceof ModelError), 'an answer is there')
    assert.deepEqual(
      [answer.text, answer.finishReason, answer.inputTokens, answer.outputTokens],
      [parts.join(''), 'stop', 11, 7],
    )
    assert.deepEqual(seen, [parts[0], parts.slice(0, 2).join(''), parts.join('')])
    assert.ok(body?.stream === true || path.includes('stream'), 'a stream is asked for')
  })

  test(`${wire.name}: a watched answer that reaches its limit is cut, not mended`, async (t) => {
    const { answer } = await watch(t, wire, streamOf(wire, parts.slice(0, 1), 'length'))
    assert.ok(!(answer instanceof ModelError), 'an answer is there')
    assert.equal(answer.finishReason, 'length')
  })

  test(`${wire.name}: a stream that breaks off may have been billed`, async (t) => {
    const { answer, seen } = await watch(t, wire, streamOf(wire, parts, 'cut'))
    assert.ok(answer instanceof ModelError)
    assert.deepEqual([answer.failure, answer.unknown], ['network', true])
    assert.equal(seen.at(-1), parts.join(''))
  })

  test(`${wire.name}: an error in the middle of a stream has its class`, async (t) => {
    const { answer } = await watch(t, wire, streamOf(wire, parts, 'error'))
    assert.ok(answer instanceof ModelError)
    assert.equal(answer.failure, 'overloaded')
  })

  for (const each of failureCases.filter(
    ({ name, only }) => /^[45]\d\d/.test(name) && (only?.(wire) ?? true),
  ))
    test(`${wire.name}: ${each.name} is ${each.failure} for a watched answer too`, async (t) => {
      const { answer } = await watch(t, wire, each.reply(wire))
      assert.ok(answer instanceof ModelError)
      assert.equal(answer.failure, each.failure)
      if (each.wait !== undefined) assert.equal((answer.retryAt?.getTime() ?? 0) - now.getTime(), each.wait)
    })
}

test('of an unfinished answer a person reads the sentences, not the keys, ids and escapes', () => {
  const answer =
    '{"sections":[{"heading":"Done","points":[{"text":"Cut the build to 4 min\\nby \\"caching\\"","state":"done","entries":["a1b2"]},{"text":"Wrote the mi'
  assert.equal(lastWords(answer), 'Cut the build to 4 min by caching · Wrote the mi')
  assert.equal(lastWords('Plain words, \u001b[31mred'), 'Plain words, red')
  assert.equal(lastWords('x'.repeat(1000)).length, 200)
})
