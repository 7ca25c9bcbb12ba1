import assert from 'node:assert/strict'
import { EventEmitter, once } from 'node:events'
import { test, type TestContext } from 'node:test'
import { createScrubber } from '../src/base/scrubber.ts'
import { runJob } from '../src/services/jobs.ts'
import { reportWorkflow, reportRequest } from '../src/services/reports.ts'
import { logEntry } from '../src/services/worklog.ts'
import { testApp } from './support/app.ts'
import { chat, openModelServer, type Reply } from './support/model-server.ts'

const key = 'sk-canary-0123456789abcdef'

async function sceneOf(t: TestContext, reply: Reply) {
  const server = await openModelServer(t, reply)
  const env = {
    LLM_PROVIDER: 'openai-compatible',
    LLM_MODEL: 'small',
    LLM_BASE_URL: server.baseUrl,
    LLM_API_KEY: key,
  }
  const app = await testApp(t, { env, scrubber: createScrubber([key]) })
  const { id } = await logEntry(app, 'Fixed the login', { zone: 'UTC' })
  const choose = async () => await Promise.reject(new Error('Nothing is to be chosen.'))
  const wish = { kind: 'standup', zone: 'UTC', period: null, since: undefined, choose } as const
  const request = await reportRequest(app, wish)
  return { app, server, request, entry: id }
}

function answerOn(entry: string): string {
  const points = [{ text: `Fixed ${key} in the login page`, state: 'done', entries: [entry] }]
  return JSON.stringify({ sections: [{ heading: 'Done', points }] })
}

test('who waits at a terminal sees what the model writes before it has ended, without secrets', async (t) => {
  const seen = new EventEmitter()
  const drafts: string[] = []
  const told = once(seen, 'draft')
  const scene = await sceneOf(t, (response, { body }) => {
    assert.equal(body.stream, true)
    const chunk = (delta: object, finish: string | null) =>
      `data: ${JSON.stringify({ id: 'c', created: 1, model: 'small', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
    const answer = answerOn(scene.entry)
    const half = answer.indexOf(' page')
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(chunk({ role: 'assistant', content: answer.slice(0, half) }, null))
    // The rest is sent when the first half has been shown.
    void told.then(() => {
      response.end(`${chunk({ content: answer.slice(half) }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`)
    })
  })
  const job = await runJob(scene.app, reportWorkflow, scene.request, {
    wait: true,
    signal: AbortSignal.timeout(30_000),
    onDraft: (text) => {
      drafts.push(text)
      seen.emit('draft')
    },
  })
  assert.deepEqual([job.status, job.trigger], ['success', 'terminal'])
  assert.equal(drafts[0], 'Fixed [secret] in the')
})

test('for a job that nobody watches no stream is asked for', async (t) => {
  const scene = await sceneOf(t, (response, request) => {
    assert.equal(request.body.stream, undefined)
    chat(answerOn(scene.entry))(response, request)
  })
  const signal = AbortSignal.timeout(30_000)
  const job = await runJob(scene.app, reportWorkflow, scene.request, { wait: true, signal })
  assert.deepEqual([job.status, job.trigger], ['success', 'cli'])
})
