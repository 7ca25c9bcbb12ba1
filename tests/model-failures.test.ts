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
import type { ModelFailure } from '../src/contracts/provider.ts'
import { createRouter } from '../src/llm/index.ts'
import { providerOf } from '../src/services/model-config.ts'
import { memoryCooldowns, memoryJournal } from './support/model-memory.ts'
import { chat, openModelServer, text } from './support/model-server.ts'
import type { Reply } from './support/model-server.ts'
import { wireFormats } from './support/model-wires.ts'
import type { VendorError, WireFormat } from './support/model-wires.ts'

const key = 'sk-canary-0123456789abcdef'
const now = new Date('2026-11-20T08:00:00Z')
const minute = 60_000
const day = 24 * 60 * minute

const judge = defineAgent({
  name: 'page-judge',
  output: v.object({ score: v.number() }),
  prompt: (page: string) => ({ system: 'Judge the page.', user: page }),
  offline: () => ({ score: 0 }),
})
const good = '{"score":80}'

interface Case {
  name: string
  reply: (wire: WireFormat) => Reply
  failure: ModelFailure
  /** Whether the next provider of the order is asked. */
  next: boolean
  /** From now, in milliseconds, as the provider named it. */
  wait?: number
  /** It may have been billed. */
  unknown?: boolean
  /** Calls to the provider; one where absent. */
  calls?: number
  only?: (wire: WireFormat) => boolean
}

const refused = (error: VendorError) => (wire: WireFormat) =>
  wire.error({ ...error, message: `${error.message} (${key})` })
const quietly = (reply: Reply) => () => reply
const limit = (headers: Record<string, string>) => refused({ status: 429, message: 'Slow down.', headers })
const limitSaying = (message: string) => refused({ status: 429, message })
const html = { 'content-type': 'text/html' }
const jsonType = { 'content-type': 'application/json' }
const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.07s' }
const perDay = {
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }],
}
const tellsFilter = ({ kind }: WireFormat) => kind !== 'ollama'

const cases: readonly Case[] = [
  {
    name: '429 with Retry-After in seconds',
    reply: limit({ 'retry-after': '90' }),
    failure: 'rate-limit',
    next: true,
    wait: 90_000,
  },
  {
    name: '429 with Retry-After in parts of a second',
    reply: limit({ 'retry-after': '1.5' }),
    failure: 'rate-limit',
    next: true,
    wait: 1500,
  },
  {
    name: '429 with Retry-After as a date',
    reply: limit({ 'retry-after': 'Fri, 20 Nov 2026 08:01:00 GMT' }),
    failure: 'rate-limit',
    next: true,
    wait: minute,
  },
  {
    name: '429 with a date that has passed',
    reply: limit({ 'retry-after': 'Fri, 20 Nov 2026 07:00:00 GMT' }),
    failure: 'rate-limit',
    next: true,
    wait: 0,
  },
  {
    name: '429 with Retry-After in a year',
    reply: limit({ 'retry-after': '31536000' }),
    failure: 'rate-limit',
    next: true,
    wait: 31 * day,
  },
  {
    name: '429 with Retry-After that is no time',
    reply: limit({ 'retry-after': 'soon' }),
    failure: 'rate-limit',
    next: true,
  },
  {
    name: '429 with retry-after-ms',
    reply: limit({ 'retry-after-ms': '2500', 'retry-after': '3' }),
    failure: 'rate-limit',
    next: true,
    wait: 2500,
  },
  {
    name: '429 with the reset of a used-up limit',
    reply: limit({
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '6m0s',
      'x-ratelimit-remaining-tokens': '9',
      'x-ratelimit-reset-tokens': '1h',
    }),
    failure: 'rate-limit',
    next: true,
    wait: 6 * minute,
  },
  { name: '429 without a time', reply: limit({}), failure: 'rate-limit', next: true },
  {
    name: '429 "try again in 7m12s"',
    reply: limitSaying('Rate limit reached on requests per day. Please try again in 7m12s.'),
    failure: 'rate-limit',
    next: true,
    wait: 432_000,
  },
  {
    name: '429 "try again in 350ms"',
    reply: limitSaying('Rate limit reached. Please try again in 350ms.'),
    failure: 'rate-limit',
    next: true,
    wait: 350,
  },
  {
    name: "429 with Google's retryDelay",
    reply: refused({
      status: 429,
      message: 'You exceeded your current quota, please check your plan and billing details.',
      details: [retryInfo],
    }),
    failure: 'rate-limit',
    next: true,
    wait: 34_070,
    only: ({ kind }) => kind === 'google',
  },
  {
    name: '429 with a quota of the day at Google',
    reply: refused({
      status: 429,
      message: 'You exceeded your current quota.',
      details: [perDay, retryInfo],
    }),
    failure: 'quota',
    next: true,
    wait: 24 * 60 * minute,
    only: ({ kind }) => kind === 'google',
  },
  {
    name: '429 insufficient_quota',
    reply: refused({
      status: 429,
      message: 'You exceeded your current quota, please check your plan and billing details.',
      code: 'insufficient_quota',
      type: 'insufficient_quota',
    }),
    failure: 'quota',
    next: true,
  },
  {
    name: '429 of a billing limit',
    reply: refused({ status: 429, message: 'Billing hard limit: billing_hard_limit_reached' }),
    failure: 'quota',
    next: true,
  },
  {
    name: '402',
    reply: refused({ status: 402, message: 'Insufficient credits.' }),
    failure: 'quota',
    next: true,
  },
  {
    name: '400 "regain access on" a date',
    reply: refused({
      status: 400,
      message:
        'You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.',
    }),
    failure: 'quota',
    next: true,
    wait: Date.parse('2026-12-01T00:00Z') - now.getTime(),
  },
  {
    name: '400 "credit balance is too low"',
    reply: refused({ status: 400, message: 'Your credit balance is too low to access the API.' }),
    failure: 'quota',
    next: true,
  },
  {
    name: '529',
    reply: refused({ status: 529, message: 'Overloaded', type: 'overloaded_error' }),
    failure: 'overloaded',
    next: true,
  },
  {
    name: '503',
    reply: refused({ status: 503, message: 'The model is overloaded.', grpc: 'UNAVAILABLE' }),
    failure: 'overloaded',
    next: true,
  },
  {
    name: '503 with Retry-After',
    reply: quietly(text(503, '', { 'retry-after': '5' })),
    failure: 'overloaded',
    next: true,
    wait: 5000,
  },
  {
    name: '500',
    reply: refused({ status: 500, message: 'The server had an error.', type: 'api_error', grpc: 'INTERNAL' }),
    failure: 'server-error',
    next: true,
  },
  {
    name: '500 that says it is overloaded',
    reply: refused({ status: 500, message: 'Overloaded' }),
    failure: 'overloaded',
    next: true,
  },
  {
    name: '502 with HTML',
    reply: quietly(text(502, '<html>Bad gateway</html>', html)),
    failure: 'server-error',
    next: true,
  },
  { name: '504', reply: quietly(text(504, '')), failure: 'server-error', next: true },
  {
    name: '408',
    reply: refused({ status: 408, message: 'Timed out.', type: 'timeout_error' }),
    failure: 'timeout',
    next: true,
  },
  {
    name: '409',
    reply: refused({ status: 409, message: 'Aborted.', grpc: 'ABORTED' }),
    failure: 'overloaded',
    next: true,
  },
  {
    name: 'a connection that ends before the headers',
    reply: quietly((response) => void response.destroy()),
    failure: 'network',
    next: true,
    unknown: true,
  },
  {
    name: 'a connection that ends within the body',
    reply: quietly((response) => {
      response.writeHead(200, { ...jsonType, 'content-length': '500' }).write('{"a":')
      setImmediate(() => response.destroy())
    }),
    failure: 'network',
    next: true,
    unknown: true,
  },
  { name: 'no headers in time', reply: quietly(() => {}), failure: 'timeout', next: true, unknown: true },
  {
    name: 'a body that stops',
    reply: quietly((response) => void response.writeHead(200, jsonType).write('{"a":')),
    failure: 'timeout',
    next: true,
    unknown: true,
  },
  {
    name: '200 with HTML',
    reply: quietly(text(200, '<html>Log in</html>', html)),
    failure: 'malformed',
    next: true,
  },
  {
    name: '200 with cut JSON',
    reply: quietly(text(200, '{"choices":[{"mess', jsonType)),
    failure: 'malformed',
    next: true,
  },
  { name: '200 with nothing', reply: quietly(text(200, '', jsonType)), failure: 'malformed', next: true },
  {
    name: '200 with another JSON',
    reply: quietly(text(200, '{"hello":"world"}', jsonType)),
    failure: 'malformed',
    next: true,
  },
  {
    name: '200 with an error inside',
    reply: refused({ status: 429, message: 'Slow down.', type: 'rate_limit_error', sentAs: 200 }),
    failure: 'rate-limit',
    next: true,
    only: ({ kind }) => kind !== 'ollama',
  },
  {
    name: 'two answers that miss the schema',
    reply: (wire) => wire.answer('{"score":"high"}'),
    failure: 'schema-mismatch',
    next: true,
    calls: 2,
  },
  {
    name: 'two answers in prose',
    reply: (wire) => wire.answer('I think it is fine.'),
    failure: 'schema-mismatch',
    next: true,
    calls: 2,
  },
  {
    name: 'an answer that was cut',
    reply: (wire) => wire.answer('{"score": 8', 'length'),
    failure: 'truncated',
    next: true,
  },
  {
    name: 'an answer that was cut where it could be mended',
    reply: (wire) => wire.answer("{'score': 8,}", 'length'),
    failure: 'truncated',
    next: true,
  },
  {
    name: 'a filter that stops the answer',
    reply: (wire) => wire.answer('', 'filter'),
    failure: 'content-filter',
    next: false,
    only: (wire) => tellsFilter(wire) && wire.kind !== 'anthropic',
  },
  {
    name: 'a refusal',
    reply: (wire) => wire.answer('I cannot.', 'refusal'),
    failure: 'refusal',
    next: false,
    only: (wire) => tellsFilter(wire) && wire.kind !== 'google',
  },
  {
    name: 'a filter that stops the prompt',
    reply: refused({
      status: 400,
      message: 'The prompt was stopped by our content policy.',
      code: 'content_filter',
    }),
    failure: 'content-filter',
    next: false,
  },
  {
    name: 'a blocked prompt at Google',
    reply: quietly(
      text(
        200,
        '{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":4,"totalTokenCount":4}}',
        jsonType,
      ),
    ),
    failure: 'content-filter',
    next: false,
    only: ({ kind }) => kind === 'google',
  },
  {
    name: 'a context that is too long',
    reply: refused({
      status: 400,
      message: 'prompt is too long: 210000 tokens > 200000 maximum',
      code: 'context_length_exceeded',
    }),
    failure: 'context-overflow',
    next: false,
  },
  {
    name: "vLLM's and Google's words for it",
    reply: refused({
      status: 400,
      message:
        "This model's maximum context length is 4096 tokens; the input token count (9000) exceeds the maximum.",
    }),
    failure: 'context-overflow',
    next: false,
  },
  {
    name: '413',
    reply: refused({ status: 413, message: 'Request exceeds the maximum size.', type: 'request_too_large' }),
    failure: 'context-overflow',
    next: false,
  },
  {
    name: 'a model that is not there',
    reply: refused({
      status: 404,
      message: "The model 'small' was not found: it does not exist.",
      code: 'model_not_found',
      type: 'not_found_error',
    }),
    failure: 'model-missing',
    next: true,
  },
  {
    name: '400 for a model that nobody serves',
    reply: refused({ status: 400, message: 'small is not a valid model ID' }),
    failure: 'model-missing',
    next: true,
  },
  {
    name: '404 of another web server',
    reply: quietly(text(404, '<html>Not found</html>', html)),
    failure: 'bad-request',
    next: true,
  },
  {
    name: '401',
    reply: refused({
      status: 401,
      message: 'Incorrect API key provided',
      type: 'authentication_error',
      grpc: 'UNAUTHENTICATED',
    }),
    failure: 'auth',
    next: true,
  },
  {
    name: '403',
    reply: refused({
      status: 403,
      message: 'Forbidden',
      type: 'permission_error',
      grpc: 'PERMISSION_DENIED',
    }),
    failure: 'auth',
    next: true,
  },
  {
    name: '400 "API key not valid"',
    reply: refused({
      status: 400,
      message: 'API key not valid. Please pass a valid API key.',
      code: 'invalid_api_key',
    }),
    failure: 'auth',
    next: true,
  },
  {
    name: '400',
    reply: refused({ status: 400, message: 'Unknown parameter: response_format.' }),
    failure: 'bad-request',
    next: true,
  },
  {
    name: '422',
    reply: refused({ status: 422, message: 'Unprocessable.' }),
    failure: 'bad-request',
    next: true,
  },
]

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
  for (const wire of wireFormats) assert.ok(cases.filter(({ only }) => only?.(wire) ?? true).length >= 40)
})

for (const wire of wireFormats)
  for (const each of cases.filter(({ only }) => only?.(wire) ?? true))
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
