import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import * as v from 'valibot'
import { AppError } from '../src/base/app-error.ts'
import { defineAgent } from '../src/contracts/agent.ts'
import type { LlmProvider } from '../src/contracts/config.ts'
import type { Note } from '../src/contracts/event.ts'
import { JobError } from '../src/contracts/job.ts'
import { ModelError } from '../src/contracts/provider.ts'
import { createRouter } from '../src/llm/index.ts'
import type { Asker } from '../src/llm/index.ts'
import { providerOf } from '../src/services/model-config.ts'
import * as providers from '../src/llm/providers/index.ts'
import { readConfig } from '../src/services/config.ts'
import { requireModel } from '../src/services/models.ts'
import { memoryCooldowns, memoryJournal } from './support/model-memory.ts'
import type { MemoryJournal } from './support/model-memory.ts'
import { chat, json, openModelServer, refusal, text } from './support/model-server.ts'
import type { Reply } from './support/model-server.ts'

const key = 'sk-canary-0123456789abcdef'
const now = new Date('2026-11-20T08:00:00Z')

const judge = defineAgent({
  name: 'page-judge',
  output: v.object({ score: v.pipe(v.number(), v.maxValue(100)), words: v.array(v.string()) }),
  prompt: (page: string) => ({ system: 'Judge the page.', user: page }),
  offline: (page) => ({ score: page.length, words: [] }),
  complaint: (answer) => (answer.score < 0 ? 'the score is below 0' : undefined),
})

const good = JSON.stringify({ score: 80, words: ['pizza'] })

interface Scene {
  ask: Asker
  journal: MemoryJournal
  notes: Note[]
  requests: { body: Record<string, unknown>; headers: Record<string, unknown>; path: string }[]
  again(): Asker
}

interface SceneOptions {
  kind?: LlmProvider
  model?: string
  callTimeout?: number
  signal?: AbortSignal
  contextWindow?: number
}

async function sceneWith(t: TestContext, replies: Reply[], options: SceneOptions = {}): Promise<Scene> {
  const server = await openModelServer(t, ...replies)
  return { ...sceneAt(server.baseUrl, options), requests: server.requests }
}

function sceneAt(
  baseUrl: string | undefined,
  {
    kind = 'openai-compatible',
    model = 'small',
    callTimeout = 10_000,
    signal,
    contextWindow,
  }: SceneOptions = {},
): Omit<Scene, 'requests'> {
  const models = { fast: model, strong: model, critic: model }
  const provider = { ...providerOf({ id: kind, kind, models, baseUrl, apiKey: key }), contextWindow }
  const journal = memoryJournal()
  const notes: Note[] = []
  const router = createRouter({
    models: {
      providers: [provider],
      routes: { fast: [kind], strong: [kind], critic: [kind] },
      budget: { job: undefined, day: undefined, whenOver: 'wait' },
    },
    journal,
    cooldowns: memoryCooldowns(),
    clock: () => now,
    callTimeout,
  })
  const again = () =>
    router.asker({
      org: 'org',
      jobId: 'job',
      note: async (note) => void notes.push(note),
      signal: signal ?? new AbortController().signal,
    })
  return { ask: again(), journal, notes, again }
}

async function failureOf(work: Promise<unknown>): Promise<ModelError> {
  try {
    await work
  } catch (error) {
    assert.ok(error instanceof ModelError, String(error))
    assert.ok(error instanceof JobError)
    return error
  }
  throw new Error('The call did not fail.')
}

test('a good answer comes back with the engine that gave it, and its row holds text and tokens', async (t) => {
  const { ask, journal, notes } = await sceneWith(t, [chat(good)])
  const answered = await ask(judge, 'page')
  assert.deepEqual(answered, {
    output: { score: 80, words: ['pizza'] },
    engine: 'openai-compatible/small',
  })
  const [row] = journal.rows
  assert.equal(row?.outcome?.state, 'done')
  assert.equal(row.outcome.inputTokens, 11)
  assert.equal(row.outcome.outputTokens, 7)
  assert.deepEqual(row.outcome.answer, {
    text: good,
    finishReason: 'stop',
    engine: 'openai-compatible/small',
  })
  assert.deepEqual(
    notes.map((note) => note.name),
    ['model-answered'],
  )
})

test('the schema goes out strict: all required, nothing else, and the prompt holds it too', async (t) => {
  const { ask, requests } = await sceneWith(t, [chat(good)])
  await ask(judge, 'page \ud800')
  const body = requests[0]?.body
  assert.equal(requests[0]?.path, '/v1/chat/completions')
  assert.equal(requests[0].headers.authorization, `Bearer ${key}`)
  assert.deepEqual(body?.response_format, {
    type: 'json_schema',
    json_schema: {
      name: 'page-judge',
      strict: true,
      schema: {
        type: 'object',
        properties: { score: { type: 'number' }, words: { type: 'array', items: { type: 'string' } } },
        required: ['score', 'words'],
        additionalProperties: false,
      },
    },
  })
  assert.equal(body.model, 'small')
  const sent = JSON.stringify(body.messages)
  assert.match(sent, /\\"maximum\\":100/)
  assert.ok(sent.includes('page \ufffd'), 'a lone surrogate is cleaned')
})

test('OpenAI is asked with max_completion_tokens, which its reasoning models demand', async (t) => {
  const { ask, requests } = await sceneWith(t, [chat(good)], { kind: 'openai', model: 'gpt-5-mini' })
  assert.equal((await ask(judge, 'page')).engine, 'openai/gpt-5-mini')
  assert.equal(requests[0]?.body.max_completion_tokens, 8192)
  assert.ok(!('max_tokens' in (requests[0]?.body ?? {})))
})

for (const [shape, answer] of [
  ['fenced', `\`\`\`json\n${good}\n\`\`\``],
  ['in prose', `Sure! Here {is} my answer: ${good} I hope it helps.`],
  ['after thoughts', `<think>{"score": 1, "words": ["no"]}</think>\n${good}`],
  ['after thoughts whose start was cut', `maybe {"score": 3}</think> ${good}`],
  ['with a brace in a string', `So: ${JSON.stringify({ score: 80, words: ['pizza'], note: '}{' })}`],
] as const)
  test(`an answer ${shape} is read without asking again`, async (t) => {
    const { ask, requests } = await sceneWith(t, [chat(answer)])
    assert.deepEqual((await ask(judge, 'page')).output, { score: 80, words: ['pizza'] })
    assert.equal(requests.length, 1)
  })

for (const [flaw, answer] of [
  ['a comma too many', '{"score": 80, "words": ["pizza",],}'],
  ['single quotes', "{'score': 80, 'words': ['pizza']}"],
  ['no quotes around its keys, in a fence', '```json\n{score: 80, words: ["pizza"]}\n```'],
  ['a comment', '{"score": 80, // out of 100\n "words": ["pizza"]}'],
] as const)
  test(`an answer with ${flaw} is mended, not asked for again`, async (t) => {
    const { ask, requests } = await sceneWith(t, [chat(answer)])
    assert.deepEqual((await ask(judge, 'page')).output, { score: 80, words: ['pizza'] })
    assert.equal(requests.length, 1)
  })

test('a small context window leaves a shorter answer', async (t) => {
  const { ask, requests } = await sceneWith(t, [chat(good)], { contextWindow: 4096 })
  await ask(judge, 'page')
  const limit = Number(requests[0]?.body.max_tokens)
  assert.ok(limit > 3000 && limit < 4096, String(limit))
})

test('Ollama is told the size of its context, and is not asked what does not fit', async (t) => {
  const answer = { message: { role: 'assistant', content: good }, done: true, done_reason: 'stop' }
  const { ask, requests, journal } = await sceneWith(t, [json(200, answer)], { kind: 'ollama' })
  await ask(judge, 'page')
  assert.equal(requests[0]?.path, '/api/chat')
  assert.deepEqual(requests[0].body.options, { num_ctx: 16_384, num_predict: 8192 })
  assert.equal((await failureOf(ask(judge, 'word '.repeat(30_000)))).failure, 'context-overflow')
  assert.equal(requests.length, 1)
  assert.equal(journal.rows.at(-1)?.outcome?.state, 'failed')
})

test('an answer that misses the schema is asked for once more, with the complaint', async (t) => {
  const { ask, requests, journal, notes } = await sceneWith(t, [chat('{"score":"high"}'), chat(good)])
  assert.equal((await ask(judge, 'page')).output.score, 80)
  assert.equal(requests.length, 2)
  assert.match(JSON.stringify(requests[1]?.body.messages), /score: .*number.*words/)
  assert.deepEqual(
    journal.rows.map((row) => [row.outcome?.state, row.outcome?.failure]),
    [
      ['done', 'schema-mismatch'],
      ['done', null],
    ],
  )
  assert.deepEqual(
    notes.map((note) => note.name),
    ['model-answered', 'answer-refused', 'model-answered'],
  )
})

test("an agent's own complaint uses the same second question", async (t) => {
  const { ask, requests } = await sceneWith(t, [chat('{"score":-1,"words":[]}'), chat(good)])
  assert.equal((await ask(judge, 'page')).output.score, 80)
  assert.match(JSON.stringify(requests[1]?.body.messages), /the score is below 0/)
})

test('two unusable answers are a schema mismatch, and only the last one is asked again by a retry', async (t) => {
  const scene = await sceneWith(t, [chat('no'), chat('still no'), chat(good)])
  const error = await failureOf(scene.ask(judge, 'page'))
  assert.equal(error.failure, 'schema-mismatch')
  assert.equal(error.kind, 'bad-input')
  assert.equal(scene.requests.length, 2)
  assert.equal((await scene.again()(judge, 'page')).output.score, 80)
  assert.equal(scene.requests.length, 3)
})

test('after a crash a finished call is read back and nothing is sent', async (t) => {
  const scene = await sceneWith(t, [chat(good)])
  const ask = scene.ask
  await Promise.all([ask(judge, 'one'), ask(judge, 'two'), ask(judge, 'one')])
  const sent = scene.requests.length
  const replay = scene.again()
  const outputs = await Promise.all([replay(judge, 'two'), replay(judge, 'one'), replay(judge, 'one')])
  assert.equal(outputs.length, 3)
  assert.equal(sent, 3)
  assert.equal(scene.requests.length, 3)
  await replay(judge, 'one')
  assert.equal(scene.requests.length, 4, 'a further ask of the same words is a new call')
})

test('a re-asked call is replayed as it was', async (t) => {
  const scene = await sceneWith(t, [chat('no'), chat(good)])
  await scene.ask(judge, 'page')
  await scene.again()(judge, 'page')
  assert.equal(scene.requests.length, 2)
})

const wrong: [string, Reply, Partial<ModelError>][] = [
  [
    '429 with Retry-After 90',
    refusal(429, 'slow down', { headers: { 'retry-after': '90' } }),
    { failure: 'rate-limit', kind: 'rate-limit', retryAt: new Date(now.getTime() + 90_000) },
  ],
  [
    '429 with retry-after-ms',
    refusal(429, 'slow down', { headers: { 'retry-after-ms': '1500' } }),
    { failure: 'rate-limit', retryAt: new Date(now.getTime() + 1500) },
  ],
  [
    '429 with a date',
    refusal(429, 'slow down', { headers: { 'retry-after': 'Fri, 20 Nov 2026 08:01:00 GMT' } }),
    { failure: 'rate-limit', retryAt: new Date('2026-11-20T08:01:00Z') },
  ],
  [
    '429 for good',
    refusal(429, 'You exceeded your current quota', { code: 'insufficient_quota' }),
    { failure: 'quota', kind: 'not-configured' },
  ],
  [
    '400 until a date',
    refusal(400, 'You reached your usage limits. You will regain access on 2026-12-01'),
    { failure: 'quota', kind: 'rate-limit', retryAt: new Date('2026-12-01') },
  ],
  ['402', refusal(402, 'pay'), { failure: 'quota' }],
  ['500', text(500, 'oops'), { failure: 'server-error', kind: 'unavailable' }],
  [
    '503 with Retry-After',
    text(503, '', { 'retry-after': '5' }),
    { failure: 'overloaded', retryAt: new Date(now.getTime() + 5000) },
  ],
  [
    '401 that repeats the key',
    refusal(401, `Incorrect API key provided: ${key}`),
    { failure: 'auth', kind: 'not-configured' },
  ],
  [
    '404',
    refusal(404, 'The model small does not exist'),
    { failure: 'model-missing', kind: 'not-configured' },
  ],
  ['400', refusal(400, `no such field ${key}`), { failure: 'bad-request' }],
  [
    'a context that is too long',
    refusal(400, 'too long', { code: 'context_length_exceeded' }),
    { failure: 'context-overflow' },
  ],
  ['a filtered prompt', refusal(400, 'no', { code: 'content_filter' }), { failure: 'content-filter' }],
  [
    '200 with HTML',
    text(200, '<html>login</html>', { 'content-type': 'text/html' }),
    { failure: 'malformed', kind: 'bad-input' },
  ],
  [
    'cut JSON',
    text(200, '{"choices":[{"mess', { 'content-type': 'application/json' }),
    { failure: 'malformed' },
  ],
  [
    '200 with an error inside',
    json(200, { error: { code: 429, message: 'busy' } }),
    { failure: 'rate-limit' },
  ],
  ['no choices', json(200, { choices: [] }), { failure: 'malformed' }],
  ['an answer cut at the limit', chat('{"score": 8', 'length'), { failure: 'truncated' }],
  ['a filtered answer', chat('', 'content_filter'), { failure: 'content-filter' }],
  ['a refusal', chat(null, 'stop', 'I cannot.'), { failure: 'refusal' }],
]
for (const [name, reply, expected] of wrong)
  test(`${name} is ${expected.failure}, asked once, recorded as failed, without the key`, async (t) => {
    const { ask, requests, journal, notes } = await sceneWith(t, [reply])
    const error = await failureOf(ask(judge, 'page'))
    for (const [field, value] of Object.entries(expected))
      assert.deepEqual(error[field as keyof ModelError], value, field)
    assert.equal(requests.length, 1)
    assert.equal(journal.rows[0]?.outcome?.state, 'failed')
    assert.equal(journal.rows[0].outcome.failure, expected.failure)
    const shown = JSON.stringify([error.message, error.stack, error.cause, journal.rows, notes])
    assert.ok(!shown.includes(key))
  })

test('tokens of an answer that was cut or filtered are still counted', async (t) => {
  const { ask, journal } = await sceneWith(t, [chat('{', 'length')])
  await failureOf(ask(judge, 'page'))
  assert.equal(journal.rows[0]?.outcome?.outputTokens, 7)
})

test('no answer in time is a timeout that may have been billed', async (t) => {
  const { ask, journal } = await sceneWith(t, [() => {}], { callTimeout: 50 })
  const error = await failureOf(ask(judge, 'page'))
  assert.equal(error.failure, 'timeout')
  assert.equal(error.kind, 'timeout')
  assert.equal(journal.rows[0]?.outcome?.state, 'unknown')
})

test('a body that stops in the middle ends at the same total limit', async (t) => {
  const { ask } = await sceneWith(t, [(response) => void response.writeHead(200).write('{"choices":')], {
    callTimeout: 80,
  })
  assert.equal((await failureOf(ask(judge, 'page'))).failure, 'timeout')
})

test('a connection that breaks after the request is a network failure that may have been billed', async (t) => {
  const { ask, journal } = await sceneWith(t, [(response) => void response.destroy()])
  assert.equal((await failureOf(ask(judge, 'page'))).failure, 'network')
  assert.equal(journal.rows[0]?.outcome?.state, 'unknown')
})

test('a server that is not there is a network failure that cost nothing', async () => {
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const host = `127.0.0.1:${(closed.address() as AddressInfo).port}`
  closed.close()
  const { ask, journal } = sceneAt(host, { kind: 'ollama' })
  const error = await failureOf(ask(judge, 'page'))
  assert.equal(error.failure, 'network')
  assert.equal(
    error.message,
    `ollama at ${host} could not be reached: nothing listens at that address (ECONNREFUSED).`,
  )
  assert.equal(journal.rows[0]?.outcome?.state, 'failed')
})

test('a stopped job rejects with the reason of its signal, and the call is unknown', async (t) => {
  const stop = new AbortController()
  const { ask, journal } = await sceneWith(t, [() => stop.abort(new JobError('shutdown', 'stopping'))], {
    signal: stop.signal,
  })
  await assert.rejects(ask(judge, 'page'), { message: 'stopping' })
  assert.equal(journal.rows[0]?.outcome?.state, 'unknown')
})

test('offline answers by the rules of the agent, through the same checks', async () => {
  const { ask } = sceneAt(undefined, { kind: 'offline' })
  assert.deepEqual(await ask(judge, 'page'), { output: { score: 4, words: [] }, engine: 'offline' })
  assert.equal((await failureOf(ask(judge, 'x'.repeat(101)))).failure, 'schema-mismatch')
})

test('a password in the base URL is refused without being repeated', async () => {
  const settings = { baseUrl: 'https://me:hunter22@llm.example/v1', apiKey: undefined, clock: () => now }
  await assert.rejects(providers.openaiCompatible.open(settings), (error: unknown) => {
    assert.ok(error instanceof AppError)
    assert.ok(!`${error.message} ${error.hint}`.includes('hunter22'))
    return true
  })
})

test('--require-llm refuses offline with exit code 4 and takes anything else', () => {
  assert.throws(
    () => requireModel(readConfig({}, '/nonexistent')),
    (error: unknown) => error instanceof AppError && error.exitCode === 4 && /offline/.test(error.message),
  )
  requireModel(readConfig({ LLM_PROVIDER: 'ollama', LLM_MODEL: 'small' }, '/nonexistent'))
})
