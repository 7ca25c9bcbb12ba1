import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { isFinished } from '../src/contracts/job.ts'
import { usageGroups } from '../src/contracts/usage.ts'
import { cancelJobs, drain, enqueueJob, jobById, pruneJobs } from '../src/jobs/index.ts'
import { usageOf } from '../src/services/usage.ts'
import { logEntry } from '../src/services/worklog.ts'
import { testApp } from './support/app.ts'
import { nightdesk } from './support/command-here.ts'
import { json, openModelServer, text, type Reply } from './support/model-server.ts'

/** What the server itself counted. */
interface Ledger {
  calls: number
  inputTokens: number
  outputTokens: number
}

async function openScene(t: TestContext) {
  const server = await openModelServer(t)
  const env = {
    LLM_PROVIDER: 'openai-compatible',
    LLM_MODEL: 'small',
    LLM_BASE_URL: server.baseUrl,
    LLM_API_KEY: 'sk-usage-test',
  }
  const app = await testApp(t, { env })
  await logEntry(app, 'Fixed the login', { zone: 'UTC' })
  const ledger: Ledger = { calls: 0, inputTokens: 0, outputTokens: 0 }
  const analyze = async (...replies: Reply[]) => {
    server.replies.splice(0, server.replies.length, ...replies.map((reply) => counted(ledger, reply)))
    const { id } = await enqueueJob(app.sql, app.org, {
      userId: app.userId,
      type: 'worklog.analyze',
      payload: {},
      maxRetries: 0,
    })
    const theJob = async () => await jobById(app.sql, app.org, id)
    const done = async () => isFinished((await theJob())?.status ?? 'failed')
    const signal = AbortSignal.timeout(30_000)
    await drain(await app.engine(), { concurrency: 1, traceId: id, signal, done })
    return await theJob()
  }
  const usage = async (by: (typeof usageGroups)[number] = 'provider') =>
    await usageOf(app, { by, days: 7, zone: 'UTC' })
  return { app, env, ledger, analyze, usage }
}

function counted(ledger: Ledger, reply: Reply): Reply {
  return (response, request) => {
    ledger.calls += 1
    reply(response, request)
  }
}

/** A chat answer that the server bills: other numbers each time. */
function billed(ledger: Ledger, content: string, finishReason = 'stop'): Reply {
  return (response, request) => {
    const usage = { prompt_tokens: 100 + 7 * ledger.calls, completion_tokens: 10 + 3 * ledger.calls }
    ledger.inputTokens += usage.prompt_tokens
    ledger.outputTokens += usage.completion_tokens
    const id = /id\\*":\\*"([0-9a-f-]{36})/.exec(JSON.stringify(request.body.messages))?.[1] ?? ''
    const message = { role: 'assistant', content: content.replace('ID', id) }
    json(200, {
      id: 'chat',
      object: 'chat.completion',
      created: 1,
      model: 'small',
      choices: [{ index: 0, message, finish_reason: finishReason }],
      usage: { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens },
    })(response, request)
  }
}

const brokenOff: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' })
  response.write('{"choices":[{"index":0,', () => response.destroy())
}

const good =
  '{"entries":[{"id":"ID","kind":"done","outcome":null,"numbers":[],"people":[],"tickets":[],"systems":[]}]}'

test('usage is what the server counted: good, mended, refused, cut, filtered and failed answers', async (t) => {
  const { ledger, analyze, usage } = await openScene(t)
  const states = [
    await analyze(billed(ledger, '{"entries":"none"}'), billed(ledger, '{"entries":7}')),
    await analyze(billed(ledger, good.slice(0, 40), 'length')),
    await analyze(billed(ledger, '', 'content_filter')),
    await analyze(text(400, '{"error":{"message":"no such parameter"}}')),
    await analyze(billed(ledger, 'I think so.'), billed(ledger, good)),
  ].map((job) => job?.status)
  assert.deepEqual(states, ['failed', 'failed', 'failed', 'failed', 'success'])
  for (const by of usageGroups) {
    const { rows, total } = await usage(by)
    const { calls, inputTokens, outputTokens } = total
    assert.deepEqual({ calls, inputTokens, outputTokens }, ledger, by)
    assert.equal(rows.length, 1)
  }
  assert.deepEqual(
    await Promise.all(usageGroups.slice(1).map(async (by) => (await usage(by)).rows[0]?.key)),
    ['worklog.analyze', 'worklog-analyst', 'openai-compatible/small'],
  )
  assert.equal(ledger.calls, 7)
  assert.equal((await usage()).total.unknown, 0)
})

test('a stream that broke off is unknown, costs an unknown amount and is told to a person', async (t) => {
  const { app, env, ledger, analyze, usage } = await openScene(t)
  await analyze(billed(ledger, good))
  await logEntry(app, 'Wrote the tests', { zone: 'UTC' })
  assert.equal((await analyze(brokenOff))?.status, 'failed')
  const { total } = await usage()
  assert.deepEqual([total.calls, total.unknown, total.inputTokens], [2, 1, ledger.inputTokens])
  assert.equal(total.unpriced, 2)
  const databaseUrl = app.config.database.url ?? ''
  const said = await nightdesk(['usage', '--by', 'agent'], { databaseUrl, home: app.config.home, env })
  assert.match(said.stdout, /worklog-analyst +2 \(1 unknown\) +107/)
  assert.match(said.stdout, /cost unknown +█+/)
  assert.match(said.stderr, /1 call broke off unseen: they may have been billed/)
})

test('a call that a person cancelled in its middle is unknown as well', async (t) => {
  const { app, ledger, analyze, usage } = await openScene(t)
  const cancelled: Reply = (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' })
    response.write('{"choices":[', () => {
      void app.sql<{ id: string }[]>`select id from jobs where status = 'running'`.then(
        async (rows) =>
          await cancelJobs(
            app.sql,
            rows.map(({ id }) => id),
            'Cancelled by a test',
          ),
      )
    })
  }
  assert.equal((await analyze(cancelled))?.status, 'cancelled')
  const { calls, unknown, unpriced, inputTokens } = (await usage()).total
  assert.deepEqual([calls, unknown, unpriced, inputTokens], [ledger.calls, 1, 1, 0])
})

test('cost is the sum of what calls cost; a call without a price is never guessed', async (t) => {
  const { app, ledger, analyze, usage } = await openScene(t)
  await analyze(billed(ledger, good))
  await app.sql`update llm_calls set cost = 0.0123`
  const priced = await usage()
  assert.deepEqual([priced.total.cost, priced.total.unpriced], [0.0123, 0])
  await logEntry(app, 'Wrote the tests', { zone: 'UTC' })
  await analyze(billed(ledger, good))
  const mixed = await usage()
  assert.deepEqual([mixed.total.cost, mixed.total.unpriced], [0.0123, 1])
})

test('what was used stays when its job is pruned; what was said goes', async (t) => {
  const { app, ledger, analyze, usage } = await openScene(t)
  await analyze(billed(ledger, good))
  await app.sql`update jobs set finished_at = now() - interval '1 year'`
  const before = (await usage('type')).rows
  assert.equal(await pruneJobs(app.sql, app.org, new Date()), 1)
  assert.deepEqual((await usage('type')).rows, before)
  const rows = await app.sql`select answer, input, job_id as job from llm_calls`
  assert.deepEqual([...rows], [{ answer: null, input: null, job: null }])
})

test('a call whose process died is unknown; one that is being made runs', async (t) => {
  const { app, ledger, analyze, usage } = await openScene(t)
  const job = await analyze(billed(ledger, good))
  await app.sql`update llm_calls set state = 'started', finished_at = null`
  assert.equal((await usage()).total.unknown, 1)
  await app.sql`
    update jobs set status = 'running', worker_id = ${app.org}, finished_at = null where id = ${job?.id ?? ''}`
  const { unknown, running } = (await usage()).total
  assert.deepEqual([unknown, running], [0, 1])
})

test('usage prints nothing asked, a total, JSON and CSV', async (t) => {
  const { app, env, ledger, analyze } = await openScene(t)
  const run = async (...args: string[]) =>
    await nightdesk(['usage', ...args], {
      databaseUrl: app.config.database.url ?? '',
      home: app.config.home,
      env,
    })
  assert.match((await run()).stdout, /No model was asked/)
  await analyze(billed(ledger, good))
  await app.sql`update llm_calls set agent = '=HYPERLINK("http://evil")'`
  const listed = JSON.parse((await run('--by', 'agent', '--json')).stdout) as {
    rows: { inputTokens: number }[]
  }
  assert.equal(listed.rows[0]?.inputTokens, ledger.inputTokens)
  const table = (await run('--by', 'agent', '--csv')).stdout
  assert.match(table, /^agent,calls,failed,unknown,running,inputTokens,outputTokens,cost,unpriced\r\n/)
  assert.match(table, /^"'=HYPERLINK\(""http:\/\/evil""\)",1,0,0,0,/m)
  assert.equal((await run('--by', 'hour')).code, 2)
  assert.match((await run('--by', 'provider')).stderr, /^Next: nightdesk usage --by agent$/m)
})
