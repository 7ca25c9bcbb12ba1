import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { AppError } from '../src/base/app-error.ts'
import { drain, enqueueJob, jobById } from '../src/jobs/index.ts'
import { openApp, type App } from '../src/services/app.ts'
import { loadConfig } from '../src/services/config.ts'
import { explainJob } from '../src/services/explain.ts'
import { listProviders, listRoutes, showProvider, testProviders } from '../src/services/llm.ts'
import { logEntry } from '../src/services/worklog.ts'
import { nightdesk } from './support/command-here.ts'
import { testDatabase } from './support/database.ts'
import { chat, openModelServer, refusal, type ModelServer, type Reply } from './support/model-server.ts'

const key = 'sk-canary-0123456789abcdef'

interface Scene {
  app: App
  server: ModelServer
  home: string
  url: string
}

/** An app with a `nightdesk.yaml` that names one server and offline; `more` goes to the end of the file. */
async function sceneOf(t: TestContext, more: string, ...replies: Reply[]): Promise<Scene> {
  const server = await openModelServer(t, ...replies)
  const { url, beforeDrop } = await testDatabase(t)
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-llm-'))
  const lines = [
    'models:',
    '  providers:',
    '    - id: work',
    '      kind: openai-compatible',
    '      model: small',
    `      base_url: ${server.baseUrl}`,
    '      key: file:key.txt',
    '      prices: { small: { input: 1, output: 1 } }',
    more,
  ]
  await writeFile(join(home, 'nightdesk.yaml'), lines.join('\n'))
  await writeFile(join(home, 'key.txt'), key)
  const app = await openApp(await loadConfig({ NIGHTDESK_HOME: home, DATABASE_URL: url }, home))
  beforeDrop(async () => await app.close())
  t.after(async () => await rm(home, { recursive: true, force: true }))
  return { app, server, home, url }
}

async function spendToday(app: App, amount: number): Promise<void> {
  const day = `day ${app.clock().toISOString().slice(0, 10)}`
  await app.sql`insert into model_budgets (org_id, key, spent) values (${app.org}, ${day}, ${amount})`
}

/** Works off a job that asks a model until it is in this state. */
async function analyze(app: App, status: string) {
  await logEntry(app, 'Fixed the login', { zone: 'UTC' })
  const { id } = await enqueueJob(app.sql, app.org, {
    userId: app.userId,
    type: 'worklog.analyze',
    payload: {},
  })
  let moved = false
  const done = async () => {
    const job = await jobById(app.sql, app.org, id)
    moved ||= job?.startedAt !== null
    return moved && job?.status === status
  }
  await drain(await app.engine(), { concurrency: 1, traceId: id, signal: new AbortController().signal, done })
  const job = await jobById(app.sql, app.org, id)
  assert.ok(job)
  return job
}

test('a job that finds no room in the budget of the day waits for the next, spends nothing, and explain says so', async (t) => {
  const { app, server } = await sceneOf(t, '  budget: { day: 5 }', chat('{}'))
  await spendToday(app, 4.9999)
  const job = await analyze(app, 'queued')
  assert.deepEqual([job.errorKind, job.retryCount, server.requests.length], ['over-budget', 0, 0])
  const tomorrow = new Date(app.clock().getTime() + 86_400_000).toISOString().slice(0, 10)
  assert.equal(job.scheduledFor.toISOString(), `${tomorrow}T00:00:00.000Z`)
  const { sentences, next } = await explainJob(app, job.id)
  assert.match(
    sentences[0] ?? '',
    /^It waits for a budget: The budget of the day has no room for a call of up to USD 0\.\d+: USD 5\.00 of USD 5\.00 are/,
  )
  assert.match((await explainJob(app, job.id, () => 'MIDNIGHT')).sentences[1] ?? '', /queued for MIDNIGHT;/)
  assert.equal(next[0], 'nightdesk usage')
})

test('a job whose call is dearer than the whole budget of a day fails, for no day has room for it', async (t) => {
  const { app, server } = await sceneOf(t, '  budget: { day: 0.001 }', chat('{}'))
  const job = await analyze(app, 'failed')
  assert.deepEqual([job.errorKind, server.requests.length], ['over-budget', 0])
  assert.match(
    job.error ?? '',
    /^A call may cost up to USD 0\.\d+, and the whole budget of the day is USD 0\.0010\.$/,
  )
})

test('where the policy is to fail, the job fails and explain says what to raise', async (t) => {
  const { app } = await sceneOf(t, '  budget: { day: 5, when_over: fail }', chat('{}'))
  await spendToday(app, 4.9999)
  const job = await analyze(app, 'failed')
  assert.equal(job.errorKind, 'over-budget')
  assert.match((await explainJob(app, job.id)).sentences[1] ?? '', /A budget has to be raised first/)
})

test('list, show and route say who rests and why; a test that is answered ends the rest', async (t) => {
  const quota = refusal(402, 'Insufficient credits.')
  const { app, server } = await sceneOf(
    t,
    '  routes: { fast: [work, offline] }',
    quota,
    chat('{"answer":"yes"}'),
  )
  const job = await analyze(app, 'success')
  assert.match(JSON.stringify(job.result), /offline/)
  const [work, offline] = await listProviders(app)
  assert.deepEqual([work?.id, work?.hasKey, work?.rests[0]?.failure], ['work', true, 'quota'])
  assert.deepEqual([offline?.id, offline?.rests], ['offline', []])
  const [route] = await listRoutes(app, 'fast')
  assert.deepEqual(
    route?.steps.map(({ engine, failure }) => [engine, failure]),
    [
      ['work/small', 'quota'],
      ['offline', null],
    ],
  )
  const [tested] = await testProviders(app, 'work', new AbortController().signal)
  assert.deepEqual([tested?.ok, tested?.engine, tested?.cost], [true, 'work/small', 0.000018])
  assert.deepEqual((await showProvider(app, 'work')).rests, [])
  assert.equal(server.requests.length, 2)
  assert.ok(!JSON.stringify([work, route, tested]).includes(key))
})

test('a provider or role that does not exist is named, with the nearest one', async (t) => {
  const { app } = await sceneOf(t, '')
  await assert.rejects(showProvider(app, 'wrk'), (error: unknown) => {
    assert.ok(error instanceof AppError)
    assert.deepEqual(
      [error.message, error.hint],
      ['There is no provider of models named "wrk".', 'Did you mean work?'],
    )
    return true
  })
  await assert.rejects(listRoutes(app, 'fats'), { hint: 'Did you mean fast?' })
})

test('nightdesk llm prints no key, and llm test fails with exit code 1 where nobody answers', async (t) => {
  const { home, url } = await sceneOf(t, '', refusal(401, `wrong key ${key}`))
  const run = async (...words: string[]) => await nightdesk(['llm', ...words], { home, databaseUrl: url })
  const [list, show, route, tested] = await Promise.all([
    run('list', '--json'),
    run('show', 'work'),
    run('route'),
    run('test'),
  ])
  assert.deepEqual([list.code, show.code, route.code, tested.code], [0, 0, 0, 1])
  assert.match(route.stdout, /fast +work\/small/)
  assert.match(show.stdout, /small: USD 1 in, USD 1 out, for a million tokens/)
  assert.match(tested.stdout, /fails +work\/small +work at 127\.0\.0\.1:\d+ refused the key/)
  const all = [list, show, route, tested].map(({ stdout, stderr }) => stdout + stderr).join('')
  assert.ok(!all.includes(key))
})
