import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { createScrubber } from '../src/base/scrubber.ts'
import type { Span } from '../src/contracts/trace.ts'
import { createTracer } from '../src/io/trace/index.ts'
import { nightdesk } from './support/command.ts'
import { testDatabase } from './support/database.ts'
import { holdsMarker } from './support/leak.ts'
import { chat, openModelServer, refusal, type Reply } from './support/model-server.ts'

interface Told {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: { key: string; value: { stringValue?: string; intValue?: string } }[]
  status: { code?: number; message?: string }
}

/** A collector on loopback that keeps every span; `answers` are its HTTP status codes, the last for all that follow. */
async function openCollector(t: TestContext, ...answers: number[]) {
  const spans: Told[] = []
  const requests: { path: string; headers: Record<string, unknown>; body: string; status: number }[] = []
  const server = createServer((incoming, response) => {
    let body = ''
    incoming.setEncoding('utf8').on('data', (text: string) => (body += text))
    incoming.on('end', () => {
      const status = (answers.length > 1 ? answers.shift() : answers[0]) ?? 200
      requests.push({ path: incoming.url ?? '', headers: incoming.headers, body, status })
      const { resourceSpans } = JSON.parse(body) as {
        resourceSpans: { scopeSpans: { spans: Told[] }[] }[]
      }
      if (status === 200)
        spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)))
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, requests }
}

const key = 'sk-TraceCanary-0123456789'

async function openScene(t: TestContext, ...replies: Reply[]) {
  const { url: databaseUrl, sql } = await testDatabase(t)
  const home = mkdtempSync(join(tmpdir(), 'nightdesk-trace-'))
  t.after(() => rmSync(home, { recursive: true }))
  const model = await openModelServer(t, ...replies)
  const env = {
    LLM_PROVIDER: 'openai-compatible',
    LLM_MODEL: 'small',
    LLM_BASE_URL: model.baseUrl,
    LLM_API_KEY: key,
  }
  const run = async (args: string[], more: Record<string, string> = {}) =>
    await nightdesk(args, { databaseUrl, home, env: { ...env, ...more } })
  await run(['log', 'Fixed the SecretProject login'])
  return { sql, run, home }
}

function attribute(span: Told | undefined, name: string): string | undefined {
  const value = span?.attributes.find(({ key }) => key === name)?.value
  return value?.stringValue ?? value?.intValue
}

const analyzed: Reply = (response, request) => {
  const id = /id\\*":\\*"([0-9a-f-]{36})/.exec(JSON.stringify(request.body.messages))?.[1]
  const nothing = { outcome: null, numbers: [], people: [], tickets: [], systems: [] }
  chat(JSON.stringify({ entries: [{ id, kind: 'done', ...nothing }] }))(response, request)
}

/** The events of a job. Another transaction on the server may hold the newest back for a moment. */
async function timelineOf(
  run: Awaited<ReturnType<typeof openScene>>['run'],
  id: string,
): Promise<{ traceId: string }[]> {
  for (let look = 1; ; look += 1) {
    const { events } = JSON.parse((await run(['jobs', 'show', id, '--json'])).stdout) as {
      events: { traceId: string }[]
    }
    if (events.length > 2 || look === 20) return events
  }
}

test('a job, its attempt and its model call are spans of one trace, named as the GenAI conventions say', async (t) => {
  const { sql, run } = await openScene(t, analyzed)
  const collector = await openCollector(t)
  const ran = await run(['analyze'], {
    OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-team=night%20desk, x-key=abc',
    OTEL_SERVICE_NAME: 'desk-of-ann',
  })
  assert.equal(ran.code, 0, ran.stderr)
  const [row] = await sql<{ traceId: string }[]>`
    select trace_id as "traceId" from jobs where type = 'worklog.analyze'`
  const find = (name: string) => collector.spans.find((span) => span.name === name)
  const [job, attempt, call] = [
    find('job worklog.analyze'),
    find('attempt worklog.analyze'),
    find('chat small'),
  ]
  assert.equal(collector.spans.length, 3)
  assert.deepEqual(
    [job, attempt, call].map((span) => span?.traceId),
    Array.from({ length: 3 }, () => row?.traceId.replaceAll('-', '')),
  )
  assert.deepEqual(
    [job?.parentSpanId, attempt?.parentSpanId, call?.parentSpanId],
    [undefined, job?.spanId, attempt?.spanId],
  )
  for (const span of collector.spans) {
    assert.match(span.traceId, /^[0-9a-f]{32}$/)
    assert.match(span.spanId, /^[0-9a-f]{16}$/)
    assert.ok(BigInt(span.endTimeUnixNano) >= BigInt(span.startTimeUnixNano))
    assert.deepEqual(span.status, {})
  }
  assert.equal(call?.kind, 3)
  assert.deepEqual(
    [
      'gen_ai.operation.name',
      'gen_ai.provider.name',
      'gen_ai.request.model',
      'gen_ai.agent.name',
      'gen_ai.usage.input_tokens',
      'gen_ai.usage.output_tokens',
    ].map((name) => attribute(call, name)),
    ['chat', 'openai-compatible', 'small', 'worklog-analyst', '11', '7'],
  )
  const [request] = collector.requests
  assert.equal(request?.path, '/v1/traces')
  assert.deepEqual([request?.headers['x-team'], request?.headers['x-key']], ['night desk', 'abc'])
  assert.match(request?.body ?? '', /"service\.name","value":\{"stringValue":"desk-of-ann"/)
  assert.doesNotMatch(collector.requests.map(({ body }) => body).join(''), /SecretProject/)

  const told = await timelineOf(run, row?.traceId ?? '')
  assert.ok(told.length > 2)
  assert.ok(told.every(({ traceId }) => traceId === row?.traceId))
})

test('a failed call and its job are marked, and no secret is told', async (t) => {
  const { run } = await openScene(t, refusal(401, `Incorrect API key provided: ${key}`))
  const collector = await openCollector(t)
  const ran = await run(['analyze'], { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
  assert.equal(ran.code, 1)
  const byName = new Map(collector.spans.map((span) => [span.name, span]))
  assert.deepEqual(
    ['job worklog.analyze', 'attempt worklog.analyze', 'chat small'].map(
      (name) => byName.get(name)?.status.code,
    ),
    [2, 2, 2],
  )
  assert.equal(attribute(byName.get('chat small'), 'error.type'), 'auth')
  assert.ok(collector.requests.every(({ body }) => !holdsMarker(body, 'TraceCanary')))
})

test('a collector that is away fails no job', async (t) => {
  const { run } = await openScene(t, analyzed)
  const ran = await run(['analyze'], { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' })
  assert.equal(ran.code, 0, ran.stderr)
})

test('without a collector nothing of tracing is loaded', async (t) => {
  const { run, home } = await openScene(t, analyzed)
  const collector = await openCollector(t)
  const recorder = join(import.meta.dirname, 'support/record-modules.ts')
  const loaded = async (more: Record<string, string>) => {
    const list = join(home, 'modules')
    rmSync(list, { force: true })
    const env = { ...more, NODE_OPTIONS: `--import=${recorder}`, NIGHTDESK_TEST_MODULES: list }
    const ran = await run(['analyze', '--again'], env)
    assert.equal(ran.code, 0, ran.stderr)
    return readFileSync(list, 'utf8')
      .split('\n')
      .some((url) => url.includes('/io/trace/'))
  }
  assert.equal(await loaded({}), false)
  assert.equal(await loaded({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url }), true)
})

function span(name: string): Span {
  const at = new Date(0)
  return {
    traceId: '0'.repeat(32),
    spanId: '1'.repeat(16),
    parentSpanId: null,
    name,
    kind: 'internal',
    start: at,
    end: at,
    attributes: { share: 0.5, many: 3, good: true },
    error: undefined,
  }
}

function tracerTo(url: string) {
  const warnings: string[] = []
  const tracer = createTracer({
    url,
    headers: {},
    service: 'test',
    version: '0',
    scrubber: createScrubber(),
    warn: (message, data) => warnings.push(`${message}: ${String(data.error)}`),
  })
  return { tracer, warnings }
}

test('a collector that is busy gets its spans later; what it refuses is dropped; numbers keep their kind', async (t) => {
  const collector = await openCollector(t, 503, 200, 400, 200)
  const { tracer, warnings } = tracerTo(`${collector.url}/v1/traces`)
  tracer.record(span('first'))
  await tracer.close()
  assert.deepEqual([collector.spans.length, warnings], [0, ['Traces cannot be sent: HTTP 503']])
  await tracer.close()
  assert.deepEqual(
    collector.spans.map(({ name }) => name),
    ['first'],
  )
  assert.match(
    collector.requests[0]?.body ?? '',
    /\{"doubleValue":0\.5\}.*\{"intValue":"3"\}.*\{"boolValue":true\}/,
  )
  tracer.record(span('refused'))
  await tracer.close()
  tracer.record(span('third'))
  await tracer.close()
  assert.deepEqual(
    collector.spans.map(({ name }) => name),
    ['first', 'third'],
  )
})

test('more spans than can wait are dropped, the oldest first', async (t) => {
  const collector = await openCollector(t)
  const { tracer } = tracerTo(`${collector.url}/v1/traces`)
  for (let number = 0; number < 2050; number += 1) tracer.record(span(String(number)))
  await tracer.close()
  assert.deepEqual([collector.spans.length, collector.spans[0]?.name], [2048, '2'])
})

test('doctor says whether the collector takes traces, sends none, and a header without a value is refused', async (t) => {
  const { run } = await openScene(t)
  const collector = await openCollector(t, 200, 401)
  const doctor = async (url: string) =>
    (await run(['doctor'], { OTEL_EXPORTER_OTLP_ENDPOINT: url })).stdout
      .split('\n')
      .find((line) => line.includes('traces '))
  assert.match((await doctor(collector.url)) ?? '', /^ok +traces +http:.*\/v1\/traces takes them$/)
  assert.match((await doctor(collector.url)) ?? '', /^warn +traces +.* does not take them: HTTP 401$/)
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const { port } = closed.address() as AddressInfo
  closed.close()
  assert.match(
    (await doctor(`http://127.0.0.1:${port}`)) ?? '',
    /nothing listens at that address \(ECONNREFUSED\)$/,
  )
  assert.deepEqual([collector.spans, collector.requests.length], [[], 2])
  assert.doesNotMatch((await run(['doctor'])).stdout, /traces/)
  const refused = await run(['list'], { OTEL_EXPORTER_OTLP_HEADERS: 'x-key' })
  assert.match(refused.stderr, /OTEL_EXPORTER_OTLP_HEADERS has a value .* x-key=abc/)
})
