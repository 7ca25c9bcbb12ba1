import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import * as v from 'valibot'
import type { Agent } from '../src/contracts/agent.ts'
import { defineAgent } from '../src/contracts/agent.ts'
import type { ModelsConfig, ProviderConfig } from '../src/contracts/config.ts'
import type { Note } from '../src/contracts/event.ts'
import { JobError } from '../src/contracts/job.ts'
import { defineWorkflow, type Workflow } from '../src/contracts/workflow.ts'
import { enqueueJob, enqueueJobs, type Engine } from '../src/jobs/index.ts'
import { offlineProvider, providerOf } from '../src/services/model-config.ts'
import { createModels } from '../src/services/models.ts'
import { readConfig } from '../src/services/config.ts'
import { testDatabase, type TestDatabase } from './support/database.ts'
import { testEngine, testWorker, waitForJob } from './support/engine.ts'
import { chat, json, openModelServer, refusal, type Reply } from './support/model-server.ts'

const now = new Date('2026-11-20T08:00:00Z')
const good = '{"score":80}'

const judge = defineAgent({
  name: 'page-judge',
  output: v.object({ score: v.number() }),
  prompt: (page: string) => ({ system: 'Judge the page.', user: page }),
  offline: () => ({ score: 0 }),
})

function provider(id: string, baseUrl: string, more: Partial<ProviderConfig> = {}): ProviderConfig {
  const models = { fast: 'small', strong: 'small', critic: 'small' }
  return { ...providerOf({ id, kind: 'openai-compatible', models, baseUrl, apiKey: 'sk-1' }), ...more }
}

function modelsOf(providers: ProviderConfig[], budget: Partial<ModelsConfig['budget']> = {}): ModelsConfig {
  const ids = providers.map(({ id }) => id)
  return {
    providers,
    routes: { fast: ids, strong: ids, critic: ids },
    budget: { job: undefined, day: undefined, whenOver: 'wait', ...budget },
  }
}

interface Scene extends TestDatabase {
  notes: Note[]
  /** A process of its own that asks for one attempt of a job, which is made where none is named. */
  asker(llm: ModelsConfig, jobId?: string): Promise<ReturnType<ReturnType<typeof createModels>['asker']>>
  newJob(): Promise<string>
}

async function sceneOf(t: TestContext): Promise<Scene> {
  const database = await testDatabase(t)
  const { sql, org } = database
  const notes: Note[] = []
  const newJob = async () => (await enqueueJob(sql, org, { type: 'worklog.analyze', payload: {} })).id
  const asker = async (llm: ModelsConfig, jobId?: string) => {
    const config = { ...readConfig({}, '/nonexistent'), llm }
    const models = createModels({ config, sql, clock: () => now })
    const note = async (each: Note) => void notes.push(each)
    return models.asker({ org, jobId: jobId ?? (await newJob()), note, signal: new AbortController().signal })
  }
  return { ...database, notes, asker, newJob }
}

async function failureOf(work: Promise<unknown>): Promise<JobError> {
  const [result] = await Promise.allSettled([work])
  assert.ok(result?.status === 'rejected' && result.reason instanceof JobError, JSON.stringify(result))
  return result.reason
}

test('a provider that named a time rests for all processes, and the timeline says who served and why', async (t) => {
  const { asker, notes } = await sceneOf(t)
  const first = await openModelServer(t, refusal(429, 'slow', { headers: { 'retry-after': '21600' } }))
  const second = await openModelServer(t, chat(good))
  const llm = modelsOf([provider('openai', first.baseUrl), provider('spare', second.baseUrl)])
  assert.equal((await (await asker(llm))(judge, 'one')).engine, 'spare/small')
  assert.equal((await (await asker(llm))(judge, 'two')).engine, 'spare/small')
  assert.deepEqual([first.requests.length, second.requests.length], [1, 2])
  const told = notes.filter(({ name }) => name === 'model-chosen').map(({ message }) => message)
  const sentence = 'page-judge was served by spare/small because openai is at its rate limit until 14:00 UTC'
  assert.deepEqual(told, [sentence, sentence])
})

test('a new key ends the rest of a provider', async (t) => {
  const { asker } = await sceneOf(t)
  const first = await openModelServer(t, refusal(401, 'no'), chat(good))
  const second = await openModelServer(t, chat(good))
  const llm = (apiKey: string) =>
    modelsOf([provider('openai', first.baseUrl, { apiKey }), provider('spare', second.baseUrl)])
  assert.equal((await (await asker(llm('sk-old')))(judge, 'one')).engine, 'spare/small')
  assert.equal((await (await asker(llm('sk-old')))(judge, 'two')).engine, 'spare/small')
  assert.equal((await (await asker(llm('sk-new')))(judge, 'three')).engine, 'openai/small')
  assert.equal(first.requests.length, 2)
})

test('where every provider rests the job waits for the first, asks nobody and spends nothing', async (t) => {
  const { asker } = await sceneOf(t)
  const limit = (seconds: string) => refusal(429, 'slow', { headers: { 'retry-after': seconds } })
  const first = await openModelServer(t, limit('900'))
  const second = await openModelServer(t, limit('90'))
  const llm = modelsOf([provider('openai', first.baseUrl), provider('spare', second.baseUrl)])
  const asked = await failureOf((await asker(llm))(judge, 'one'))
  const waited = await failureOf((await asker(llm))(judge, 'two'))
  const at = new Date(now.getTime() + 90_000)
  assert.deepEqual([asked.kind, asked.retryAt, asked.spends], ['rate-limit', at, true])
  assert.deepEqual([waited.kind, waited.retryAt, waited.spends], ['rate-limit', at, false])
  assert.match(
    waited.message,
    /^openai rests until 08:15 UTC: openai .*: slow\. spare rests until \S+ UTC: .*: slow\.$/,
  )
  assert.deepEqual([first.requests.length, second.requests.length], [1, 1])
})

test('a refused key is tried again where nobody else is left', async (t) => {
  const { asker } = await sceneOf(t)
  const server = await openModelServer(t, refusal(401, 'no'), chat(good))
  const llm = modelsOf([provider('openai', server.baseUrl)])
  assert.equal((await failureOf((await asker(llm))(judge, 'one'))).kind, 'not-configured')
  assert.equal((await (await asker(llm))(judge, 'one')).engine, 'openai/small')
})

test('a route may end offline, which is said', async (t) => {
  const { asker, notes } = await sceneOf(t)
  const server = await openModelServer(t, refusal(500, 'fault'))
  const llm = modelsOf([provider('openai', server.baseUrl), offlineProvider])
  assert.deepEqual(await (await asker(llm))(judge, 'one'), { output: { score: 0 }, engine: 'offline' })
  assert.match(notes.at(-1)?.message ?? '', /was served by offline because openai has a fault/)
})

test('a prompt that is too long goes only to a larger window', async (t) => {
  const { asker } = await sceneOf(t)
  const overflow = refusal(400, 'too long', { code: 'context_length_exceeded' })
  const [first, small, large] = await Promise.all([
    openModelServer(t, overflow),
    openModelServer(t, chat(good)),
    openModelServer(t, chat(good)),
  ])
  const llm = modelsOf([
    provider('first', first.baseUrl, { contextWindow: 8192 }),
    provider('small', small.baseUrl, { contextWindow: 4096 }),
    provider('large', large.baseUrl, { contextWindow: 1_000_000 }),
  ])
  assert.equal((await (await asker(llm))(judge, 'one')).engine, 'large/small')
  assert.deepEqual([first.requests.length, small.requests.length], [1, 0])
})

test('a question that is refused for its content goes on only where configuration says so', async (t) => {
  const { asker } = await sceneOf(t)
  const refuses = await openModelServer(t, refusal(400, 'no', { code: 'content_filter' }))
  const spare = await openModelServer(t, chat(good))
  const llm = modelsOf([provider('first', refuses.baseUrl), provider('spare', spare.baseUrl)])
  assert.equal((await failureOf((await asker(llm))(judge, 'one'))).kind, 'bad-input')
  const open = await asker({ ...llm, whenRefused: 'next' })
  assert.equal((await open(judge, 'one')).engine, 'spare/small')
})

test('a wait of less than a second is waited in place', async (t) => {
  const { asker } = await sceneOf(t)
  const server = await openModelServer(
    t,
    refusal(429, 'slow', { headers: { 'retry-after-ms': '0' } }),
    chat(good),
  )
  const llm = modelsOf([provider('openai', server.baseUrl)])
  assert.equal((await (await asker(llm))(judge, 'one')).engine, 'openai/small')
  assert.equal(server.requests.length, 2)
})

/** Answers that cost as much as the longest: USD 0.008192 each. */
const dear: Reply = json(200, {
  id: 'chat-1',
  object: 'chat.completion',
  created: 1,
  model: 'small',
  choices: [{ index: 0, message: { role: 'assistant', content: good }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 11, completion_tokens: 8192, total_tokens: 8203 },
})
const prices = { small: { input: 0, output: 1 } }
const tenCalls = 0.08193

for (const [scope, budget, dailyBudget] of [
  ['the day', { day: tenCalls }, undefined],
  ['the provider', {}, tenCalls],
] as const)
  test(`of 50 calls side by side a budget of ${scope} for 10 lets 10 out; the others wait for the next day`, async (t) => {
    const { asker, sql } = await sceneOf(t)
    const server = await openModelServer(t, dear)
    const llm = modelsOf(
      [provider('openai', server.baseUrl, { prices, dailyBudget, concurrency: 50 })],
      budget,
    )
    const ask = await asker(llm)
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, page) => ask(judge, `page ${page}`)),
    )
    assert.equal(server.requests.length, 10)
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 10)
    for (const result of results)
      if (result.status === 'rejected') {
        const { kind, retryAt, spends, message } = result.reason as JobError
        assert.deepEqual([kind, retryAt, spends], ['over-budget', new Date('2026-11-21'), false])
        assert.match(message, /^The budget .*the day has no room for a call of up to USD 0\.0082: USD 0\.08/)
      }
    const [row] = await sql`select spent::float8, reserved::float8 from model_budgets`
    assert.deepEqual({ ...row }, { spent: 0.08192, reserved: 0 })
  })

test('a budget that is set in the middle of a day counts what was spent before', async (t) => {
  const { asker } = await sceneOf(t)
  const server = await openModelServer(t, dear)
  const [openai, spare] = ['openai', 'spare'].map((id) => provider(id, server.baseUrl, { prices }))
  assert.ok(openai !== undefined && spare !== undefined)
  await (
    await asker(modelsOf([openai]))
  )(judge, 'one')
  await (
    await asker(modelsOf([spare]))
  )(judge, 'two')
  const day = await failureOf((await asker(modelsOf([openai], { day: 0.02 })))(judge, 'three'))
  assert.match(day.message, /USD 0\.0164 of USD 0\.0200/)
  await (
    await asker(modelsOf([{ ...openai, dailyBudget: 0.02 }]))
  )(judge, 'four')
  assert.equal(server.requests.length, 3)
})

test('a call that cost less than was set aside makes room for the next', async (t) => {
  const { asker } = await sceneOf(t)
  const server = await openModelServer(t, chat(good))
  const llm = modelsOf([provider('openai', server.baseUrl, { prices })], { day: 0.009 })
  const ask = await asker(llm)
  for (let page = 0; page < 5; page += 1) await ask(judge, `page ${page}`)
  assert.equal(server.requests.length, 5)
})

test('a call whose end nobody saw keeps what was set aside, and a refused one gives it back', async (t) => {
  const { asker, sql } = await sceneOf(t)
  const server = await openModelServer(t, refusal(400, 'no'), (response) => void response.destroy())
  const llm = modelsOf([provider('openai', server.baseUrl, { prices })], { day: 1 })
  const used = async () => {
    const [row] = await sql<{ spent: number; reserved: number }[]>`
      select spent::float8, reserved::float8 from model_budgets
    `
    return [row?.spent, row?.reserved]
  }
  await failureOf((await asker(llm))(judge, 'one'))
  assert.deepEqual(await used(), [0, 0])
  await failureOf((await asker(llm))(judge, 'two'))
  assert.deepEqual(await used(), [0, 0.008192])
})

test("a job's own budget does not pass by itself, and neither does one whose policy is to fail", async (t) => {
  const { asker, newJob } = await sceneOf(t)
  const server = await openModelServer(t, dear)
  const openai = provider('openai', server.baseUrl, { prices })
  const jobId = await newJob()
  const ask = await asker(modelsOf([openai], { job: 0.01 }), jobId)
  await ask(judge, 'one')
  const own = await failureOf(ask(judge, 'two'))
  assert.deepEqual([own.kind, own.retryAt], ['over-budget', undefined])
  await (
    await asker(modelsOf([openai], { job: 0.01 }))
  )(judge, 'three')
  const strict = modelsOf([openai], { day: 0.001, whenOver: 'fail' })
  assert.deepEqual((await failureOf((await asker(strict))(judge, 'four'))).retryAt, undefined)
  assert.equal(server.requests.length, 2)
})

test('a call that is in hand is joined by the next attempt of its job, not made twice', async (t) => {
  const { sql, org, newJob } = await sceneOf(t)
  const held: (() => void)[] = []
  const server = await openModelServer(
    t,
    (response, request) => void held.push(() => chat(good)(response, request)),
  )
  const config = { ...readConfig({}, '/nonexistent'), llm: modelsOf([provider('openai', server.baseUrl)]) }
  const models = createModels({ config, sql, clock: () => now })
  const jobId = await newJob()
  const note = async () => {}
  const attempt = () => models.asker({ org, jobId, note, signal: new AbortController().signal })
  const first = attempt()(judge, 'one')
  while (held.length === 0) await new Promise((resolve) => setImmediate(resolve))
  const second = attempt()(judge, 'one')
  await sql`select 1`
  held[0]?.()
  assert.deepEqual(await first, await second)
  assert.equal(server.requests.length, 1)
})

test('calls at a time are as many as the provider takes', async (t) => {
  const { asker } = await sceneOf(t)
  const held: (() => void)[] = []
  let most = 0
  const server = await openModelServer(t, (response, request) => {
    held.push(() => chat(good)(response, request))
    most = Math.max(most, held.length)
    // Only two side by side go on.
    if (held.length >= 2) for (const answer of held.splice(0)) answer()
  })
  const ask = await asker(modelsOf([provider('openai', server.baseUrl, { concurrency: 2 })]))
  await Promise.all(Array.from({ length: 12 }, (_, page) => ask(judge, `page ${page}`)))
  assert.deepEqual([server.requests.length, most], [12, 2])
})

test('two daemons together make as many calls at a time as the provider takes, and no job fails for it', async (t) => {
  const database = await testDatabase(t)
  const { sql, org, beforeDrop } = database
  let [inHand, most] = [0, 0]
  const server = await openModelServer(t, (response, request) => {
    inHand += 1
    most = Math.max(most, inHand)
    setTimeout(() => {
      inHand -= 1
      chat(good)(response, request)
    }, 40)
  })
  const llm = modelsOf([provider('openai', server.baseUrl, { concurrency: 2 })])
  const judgement = defineWorkflow({
    type: 'test.judge',
    summary: 'Ask',
    payload: v.object({ page: v.string() }),
    run: async ({ page }, context) => (await context.ask(judge, page)).engine,
  })
  const engines = [1, 2].map(() => askingEngine(database, llm, [judgement]))
  for (const engine of engines) testWorker({ beforeDrop }, engine, 3)
  const pages = Array.from({ length: 12 }, (_, page) => ({
    type: 'test.judge',
    payload: { page: `page ${page}` },
  }))
  const jobs = await enqueueJobs(sql, org, pages)
  const [engine] = engines
  assert.ok(engine)
  const ended = await Promise.all(jobs.map(async ({ id }) => await waitForJob(engine, org, id)))
  assert.deepEqual(
    [...new Set(ended.map(({ status, retryCount }) => `${status} ${retryCount}`))],
    ['success 0'],
  )
  assert.deepEqual([most, server.requests.length], [2, 12])
})

/** The engine of a process of its own that asks models. */
function askingEngine(database: TestDatabase, llm: ModelsConfig, workflows: readonly Workflow[]): Engine {
  const config = { ...readConfig({}, '/nonexistent'), llm }
  const models = createModels({ config, sql: database.sql, clock: () => new Date() })
  const bare = testEngine(database, workflows)
  return {
    ...bare,
    world: (context, signal, note) => ({
      ...bare.world(context, signal, note),
      ask: models.asker({ org: context.org, jobId: context.jobId, signal, note }),
    }),
  }
}

const changed: Agent<string, { score: number }> = {
  ...judge,
  prompt: (page) => ({ system: page === 'two' ? 'Judge it well.' : 'Judge the page.', user: page }),
}

test('after an upgrade that changed a prompt the journal is dropped from there on, with an event', async (t) => {
  const { asker, newJob, notes, sql } = await sceneOf(t)
  const server = await openModelServer(t, chat(good))
  const llm = modelsOf([provider('openai', server.baseUrl)])
  const jobId = await newJob()
  const pages = ['one', 'two', 'three']
  const before = await asker(llm, jobId)
  for (const page of pages) await before(judge, page)
  const after = await asker(llm, jobId)
  for (const page of pages) await after(changed, page)
  assert.equal(server.requests.length, 5, 'the first answer is read back, the others are asked for anew')
  const dropped = notes.filter(({ name }) => name === 'journal-dropped')
  assert.deepEqual(
    dropped.map(({ data }) => data?.dropped),
    [2],
  )
  const again = await asker(llm, jobId)
  for (const page of pages) await again(changed, page)
  assert.equal(server.requests.length, 5)
  const [row] = await sql`select count(*)::integer as calls from llm_calls`
  assert.equal(row?.calls, 5, 'dropped answers stay as usage')
})

test('a journal of other pages is not dropped', async (t) => {
  const { asker, newJob, notes } = await sceneOf(t)
  const server = await openModelServer(t, chat(good))
  const llm = modelsOf([provider('openai', server.baseUrl)])
  const jobId = await newJob()
  await (
    await asker(llm, jobId)
  )(judge, 'three')
  const after = await asker(llm, jobId)
  for (const page of ['one', 'two', 'three']) await after(judge, page)
  assert.equal(server.requests.length, 3)
  assert.ok(notes.every(({ name }) => name !== 'journal-dropped'))
})

test('a call that broke off with its worker is unknown, and the timeline says that it may have been billed', async (t) => {
  const { asker, newJob, notes, sql } = await sceneOf(t)
  let breakOff = () => {}
  const hang: Reply = (response) => void (breakOff = () => response.destroy())
  const server = await openModelServer(t, hang, chat(good))
  const llm = modelsOf([provider('openai', server.baseUrl)])
  const jobId = await newJob()
  const hanging = failureOf((await asker(llm, jobId))(judge, 'one'))
  while (server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve))
  await (
    await asker(llm, jobId)
  )(judge, 'one')
  const told = notes.filter(({ name }) => name === 'call-lost').map(({ message }) => message)
  assert.deepEqual(told, ['A call of page-judge to openai/small broke off unseen: it may have been billed'])
  const rows = await sql<{ state: string }[]>`select state from llm_calls order by id`
  assert.deepEqual(
    rows.map(({ state }) => state),
    ['unknown', 'done'],
  )
  breakOff()
  assert.equal((await hanging).kind, 'network')
})

test('an answer that comes while the database is away is written down when it is back', async (t) => {
  const { sql, org, newJob } = await sceneOf(t)
  const server = await openModelServer(t, chat(good))
  let isAway = true
  const blinking = new Proxy(sql, {
    apply(target, self, words: Parameters<typeof sql>) {
      const [first] = words as unknown as [readonly string[]]
      if (!isAway || !first[0]?.includes('with ended')) return Reflect.apply(target, self, words) as unknown
      isAway = false
      return Promise.reject(Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' }))
    },
  })
  const config = { ...readConfig({}, '/nonexistent'), llm: modelsOf([provider('openai', server.baseUrl)]) }
  const models = createModels({ config, sql: blinking, clock: () => now })
  const jobId = await newJob()
  const attempt = () =>
    models.asker({ org, jobId, note: async () => {}, signal: new AbortController().signal })
  await attempt()(judge, 'one')
  assert.equal(isAway, false)
  await attempt()(judge, 'one')
  assert.equal(server.requests.length, 1)
})
