import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { drain, enqueueJob, jobById } from '../src/jobs/index.ts'
import type { App } from '../src/services/app.ts'
import { logEntry } from '../src/services/worklog.ts'
import { testApp } from './support/app.ts'
import { chat, openModelServer, refusal, type ModelServer, type Reply } from './support/model-server.ts'

const key = 'sk-canary-0123456789abcdef'

interface Scene {
  app: App
  server: ModelServer
  jobId: string
  /** Works until the job is in this state. */
  workUntil(status: string): Promise<Job>
}

type Job = NonNullable<Awaited<ReturnType<typeof jobById>>>

/** One logged entry and a job that asks a model about it. */
async function sceneOf(t: TestContext, ...replies: Reply[]): Promise<Scene> {
  const server = await openModelServer(t, ...replies)
  const env = {
    LLM_PROVIDER: 'openai-compatible',
    LLM_MODEL: 'small',
    LLM_BASE_URL: server.baseUrl,
    LLM_API_KEY: key,
  }
  const app = await testApp(t, { env })
  await logEntry(app, 'Fixed the login', { zone: 'UTC' })
  const { id: jobId } = await enqueueJob(app.sql, app.org, {
    userId: app.userId,
    type: 'worklog.analyze',
    payload: {},
  })
  const theJob = async () => {
    const job = await jobById(app.sql, app.org, jobId)
    assert.ok(job)
    return job
  }
  const workUntil = async (status: string) => {
    const done = async () => (await theJob()).status === status && server.requests.length > 0
    const signal = new AbortController().signal
    await drain(await app.engine(), { concurrency: 1, traceId: jobId, signal, done })
    return await theJob()
  }
  return { app, server, jobId, workUntil }
}

function analyzed({ server }: { server: ModelServer }): Reply {
  return (response, request) => {
    const said = JSON.stringify(server.requests[0]?.body.messages)
    const id = /id\\*":\\*"([0-9a-f-]{36})/.exec(said)?.[1]
    const nothing = { outcome: null, numbers: [], people: [], tickets: [], systems: [] }
    chat(JSON.stringify({ entries: [{ id, kind: 'done', ...nothing }] }))(response, request)
  }
}

test('a job asks the configured model, and everything that it wrote says so', async (t) => {
  const scene = await sceneOf(t)
  scene.server.replies.push(analyzed(scene))
  const job = await scene.workUntil('success')
  assert.match(JSON.stringify(job.result), /openai-compatible\/small/)
  const [call] = await scene.app.sql`select state, provider, model, input_tokens from llm_calls`
  assert.deepEqual(
    { ...call },
    { state: 'done', provider: 'openai-compatible', model: 'small', input_tokens: 11 },
  )
})

test('Retry-After 90 becomes the time of the next attempt, and no worker waits for it', async (t) => {
  const scene = await sceneOf(t, refusal(429, `too many for ${key}`, { headers: { 'retry-after': '90' } }))
  const before = Date.now()
  const job = await scene.workUntil('queued')
  const wait = job.scheduledFor.getTime() - before
  assert.equal(job.retryCount, 1)
  assert.ok(wait >= 90_000 && wait < 90_000 + (Date.now() - before) + 1000, String(wait))
  assert.equal(scene.server.requests.length, 1)
  const events = await scene.app.sql`select * from events`
  assert.ok(events.length > 0)
  const calls = await scene.app.sql`select * from llm_calls`
  assert.ok(!JSON.stringify([events, calls, job]).includes(key))
})

test('a wrong key fails at once, in a sentence that says what to check', async (t) => {
  const scene = await sceneOf(t, refusal(401, `Incorrect API key provided: ${key}`))
  const job = await scene.workUntil('failed')
  assert.equal(job.errorKind, 'not-configured')
  assert.match(job.error ?? '', /refused the key \(HTTP 401\)\. Check LLM_API_KEY/)
  assert.equal(scene.server.requests.length, 1)
})
