import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import * as v from 'valibot'
import { defineAgent } from '../src/contracts/agent.ts'
import type { Note } from '../src/contracts/event.ts'
import { JobError } from '../src/contracts/job.ts'
import { ModelError } from '../src/contracts/provider.ts'
import { createRouter } from '../src/llm/index.ts'
import { providerOf } from '../src/services/model-config.ts'
import { failureCases, key, now } from './support/model-failure-cases.ts'
import { memoryCooldowns, memoryJournal } from './support/model-memory.ts'
import { chat, openModelServer } from './support/model-server.ts'
import { wireFormats } from './support/model-wires.ts'
import type { WireFormat } from './support/model-wires.ts'

const judge = defineAgent({
  name: 'page-judge',
  output: v.object({ score: v.number() }),
  prompt: (page: string) => ({ system: 'Judge the page.', user: page }),
  offline: () => ({ score: 0 }),
})
const good = '{"score":80}'

interface SceneOptions {
  signal?: AbortSignal
  /** Where the first provider is not to answer at all; the second one is then offline, which takes no time. */
  callTimeout?: number
}

/** A job that asks this wire first and a server that answers well second. */
async function sceneOf(t: TestContext, wire: WireFormat, baseUrl: string, options: SceneOptions = {}) {
  const { signal = new AbortController().signal, callTimeout = 30_000 } = options
  const second = await openModelServer(t, chat(good))
  const models = { fast: 'small', strong: 'small', critic: 'small' }
  const kind = options.callTimeout === undefined ? 'openai-compatible' : 'offline'
  const route = ['first', 'second']
  const journal = memoryJournal()
  const cooldowns = memoryCooldowns()
  const notes: Note[] = []
  const router = createRouter({
    models: {
      providers: [
        { ...providerOf({ id: 'first', kind: wire.kind, models, baseUrl, apiKey: key }), api: wire.api },
        providerOf({ id: 'second', kind, models, baseUrl: second.baseUrl, apiKey: undefined }),
      ],
      routes: { fast: route, strong: route, critic: route },
      budget: { job: undefined, day: undefined, whenOver: 'wait' },
    },
    journal,
    cooldowns,
    clock: () => now,
    callTimeout,
  })
  const ask = router.asker({ org: 'org', jobId: 'job', note: async (note) => void notes.push(note), signal })
  return { ask, journal, cooldowns, notes, second }
}

async function outcomeOf(
  work: Promise<{ engine: string }>,
): Promise<{ engine?: string; error?: ModelError }> {
  try {
    return { engine: (await work).engine }
  } catch (error) {
    assert.ok(error instanceof ModelError, String(error))
    return { error }
  }
}

test('the table has at least 40 answers in each of 5 formats', () => {
  assert.equal(wireFormats.length, 5)
  for (const wire of wireFormats)
    assert.ok(failureCases.filter(({ only }) => only?.(wire) ?? true).length >= 40)
})

for (const wire of wireFormats)
  for (const each of failureCases.filter(({ only }) => only?.(wire) ?? true))
    test(`${wire.name}: ${each.name} is ${each.failure}, and ${each.next ? 'the next is asked' : 'nobody else is'}`, async (t) => {
      const server = await openModelServer(t, each.reply(wire))
      const silent = each.failure === 'timeout' && each.unknown === true
      const options = silent ? { callTimeout: 100 } : {}
      const { ask, journal, cooldowns, notes, second } = await sceneOf(t, wire, server.baseUrl, options)
      const { engine, error } = await outcomeOf(ask(judge, 'page'))
      const row = journal.rows.filter(({ provider }) => provider === 'first').at(-1)
      assert.equal(row?.outcome?.failure, each.failure)
      assert.equal(row.outcome.state, each.unknown ? 'unknown' : 'failed')
      assert.equal(server.requests.length, each.calls ?? 1)
      assert.equal(engine?.split('/')[0], each.next ? 'second' : undefined)
      assert.equal(error?.failure, each.next ? undefined : each.failure)
      assert.equal(second.requests.length, each.next && !silent ? 1 : 0)
      if (each.wait !== undefined) {
        const until = cooldowns.rows[0]?.until.getTime() ?? 0
        assert.equal(until - now.getTime(), each.wait)
      }
      const told = JSON.stringify([error?.message, error?.stack, journal.rows, cooldowns.rows, notes])
      assert.ok(!told.includes(key), 'the key stays inside')
    })

for (const wire of wireFormats) {
  test(`${wire.name}: a good answer is read with its tokens`, async (t) => {
    const server = await openModelServer(t, wire.answer(good))
    const { ask, journal } = await sceneOf(t, wire, server.baseUrl)
    assert.deepEqual(await ask(judge, 'page'), { output: { score: 80 }, engine: 'first/small' })
    assert.deepEqual([journal.rows[0]?.outcome?.inputTokens, journal.rows[0]?.outcome?.outputTokens], [11, 7])
    const sent = JSON.stringify(server.requests[0]?.body)
    assert.ok(sent.includes('"score":{"type":"number"}'), 'the schema is sent')
  })

  test(`${wire.name}: nobody listens: the network, and nothing was billed`, async (t) => {
    const closed = createServer().listen(0, '127.0.0.1')
    await once(closed, 'listening')
    const { port } = closed.address() as AddressInfo
    closed.close()
    const { ask, journal } = await sceneOf(t, wire, `http://127.0.0.1:${port}/v1`)
    assert.equal((await ask(judge, 'page')).engine, 'second/small')
    const { state, failure } = journal.rows[0]?.outcome ?? {}
    assert.deepEqual([state, failure], ['failed', 'network'])
  })

  test(`${wire.name}: a name that nobody knows is the network, and nothing was billed`, async (t) => {
    const { ask, journal } = await sceneOf(t, wire, 'http://models.invalid/v1')
    assert.equal((await ask(judge, 'page')).engine, 'second/small')
    const { state, failure } = journal.rows[0]?.outcome ?? {}
    assert.deepEqual([state, failure], ['failed', 'network'])
  })

  test(`${wire.name}: a cancelled job asks nobody else, and the call is unknown`, async (t) => {
    const stop = new AbortController()
    const server = await openModelServer(t, () => stop.abort(new JobError('shutdown', 'stopping')))
    const { ask, journal, second } = await sceneOf(t, wire, server.baseUrl, { signal: stop.signal })
    await assert.rejects(ask(judge, 'page'), { message: 'stopping' })
    assert.equal(journal.rows[0]?.outcome?.state, 'unknown')
    assert.equal(second.requests.length, 0)
  })
}
