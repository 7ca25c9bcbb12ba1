import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { AppError } from '../src/base/app-error.ts'
import { newId } from '../src/base/id.ts'
import type { EvalReport } from '../src/contracts/eval.ts'
import { parseSuite, readSuite } from '../src/services/eval-suite.ts'
import { evalReportOf, evalWorkflow, isGoodEnough, suiteFromFeedback } from '../src/services/evals.ts'
import { runJob } from '../src/services/jobs.ts'
import { castVote } from '../src/store/feedback.ts'
import { savePage } from '../src/store/pages.ts'
import { testApp } from './support/app.ts'
import { nightdesk } from './support/command-here.ts'
import { testDatabase } from './support/database.ts'
import { addBrandRow, addEdition, offer } from './support/edition.ts'
import { chat, openModelServer, type Reply } from './support/model-server.ts'

const shipped = join(import.meta.dirname, '../brand/suite.jsonl')

const skillCase = (id: string, text: string) => ({
  id,
  agent: 'skill-extractor',
  input: { entries: [{ id: 'e1', text }] },
  checks: [{ check: 'set', at: 'skills[].name', expected: ['PostgreSQL'] }],
})

const jsonl = (...lines: unknown[]) => lines.map((line) => JSON.stringify(line)).join('\n')
const suite = jsonl(skillCase('right', 'Moved it to PostgreSQL'), skillCase('wrong', 'Had lunch'))

/** What a model says of the entry: the right skill, whatever it reads. */
const answer = JSON.stringify({
  skills: [
    {
      name: 'PostgreSQL',
      category: 'database',
      excerpts: [{ entry: 'e1', quote: 'Moved it to PostgreSQL', confidence: 1 }],
    },
  ],
})

async function openScene(t: TestContext, ...replies: Reply[]) {
  const server = await openModelServer(t, ...replies)
  const env = {
    LLM_PROVIDER: 'openai-compatible',
    LLM_MODEL: 'small',
    LLM_BASE_URL: server.baseUrl,
    LLM_API_KEY: 'sk-eval-test',
  }
  const app = await testApp(t, { env })
  const ask = async (lines: string, repeat = 1, maxUsd: number | null = null) => {
    const job = await runJob(
      app,
      evalWorkflow,
      { suite: parseSuite(lines, 'suite.jsonl'), repeat, provider: null, maxUsd },
      { wait: true, timeoutMs: 60_000, signal: new AbortController().signal },
    )
    return { job, report: job.status === 'success' ? evalReportOf(job) : undefined }
  }
  return { app, server, ask }
}

test('the suite that ships is passed by the rules without a model', async (t) => {
  const { url: databaseUrl } = await testDatabase(t)
  const ran = await nightdesk(['eval', 'run', shipped, '--json'], { databaseUrl })
  assert.equal(ran.code, 0, ran.stderr)
  const report = JSON.parse(ran.stdout) as EvalReport
  assert.ok(report.cases.length >= 9 && report.orders.length === 3)
  assert.deepEqual([report.engines, report.spent.cost, report.spent.inputTokens], [['offline'], 0, 0])
  assert.ok(report.share >= 0.95)
})

test('each case is asked as often as wanted, and what it used is what the server said', async (t) => {
  const { server, ask } = await openScene(t, chat(answer))
  const { report } = await ask(suite.split('\n')[0] ?? '', 3)
  assert.equal(server.requests.length, 3)
  assert.deepEqual(
    report?.cases.map(({ id, run, passed, inputTokens, outputTokens, cost, engine }) => [
      id,
      run,
      passed,
      inputTokens,
      outputTokens,
      cost,
      engine,
    ]),
    [1, 2, 3].map((run) => ['right', run, true, 11, 7, null, 'openai-compatible/small']),
  )
  assert.ok(report !== undefined && isGoodEnough(report))
})

test('an answer that cannot be used fails its case, and the run goes on', async (t) => {
  const { ask } = await openScene(t, chat('no'), chat('no'), chat('', 'content_filter'))
  const { report } = await ask(suite)
  assert.deepEqual(
    report?.cases.map(({ passed, engine }) => [passed, engine]),
    [
      [false, null],
      [false, null],
    ],
  )
  assert.match(report?.cases[0]?.grades[1]?.said ?? '', /no answer: .*no usable answer/)
  assert.match(report?.cases[1]?.error ?? '', /content filter/)
  assert.equal(report?.cases[0]?.inputTokens, 22)
  assert.equal(report !== undefined && isGoodEnough(report), false)
})

test('a run that was interrupted asks no finished case again', async (t) => {
  let calls = 0
  const overloaded: Reply = (response) => response.writeHead(503).end('{"error":{"message":"busy"}}')
  const { server, ask } = await openScene(t, (response, request) => {
    calls += 1
    return calls === 2 ? overloaded(response, request) : chat(answer)(response, request)
  })
  const { job } = await ask(
    jsonl(skillCase('a', 'Moved it to PostgreSQL'), skillCase('b', 'Moved it to PostgreSQL, twice')),
  )
  assert.deepEqual([job.status, job.retryCount, server.requests.length], ['success', 1, 3])
})

test('--max-usd is refused where nobody knows what a call costs', async (t) => {
  const { server, ask } = await openScene(t, chat(answer))
  const { job } = await ask(suite, 1, 0.5)
  assert.match(job.error ?? '', /not known, so --max-usd cannot be held: set its price/)
  assert.equal(server.requests.length, 1)
})

const refused: readonly [string, string, RegExp][] = [
  ['no JSON', '{"id":', /Line 1 of "s\.jsonl": /],
  [
    'an unknown agent',
    jsonl({ ...skillCase('a', 'x'), agent: 'oracle' }),
    /no agent named "oracle"; known: .*page-judge/,
  ],
  [
    'an input the agent cannot read',
    jsonl({ ...skillCase('a', 'x'), input: {} }),
    /skill-extractor cannot read this input/,
  ],
  ['an id twice', jsonl(skillCase('a', 'x'), skillCase('a', 'y')), /Line 2 .*the id "a" is there twice/],
  ['an unknown check', jsonl({ ...skillCase('a', 'x'), checks: [{ check: 'vibes' }] }), /checks\.0\.check/],
  [
    'a misspelt limit',
    jsonl({ ...skillCase('a', 'x'), checks: [{ check: 'latency', maxMS: 1 }] }),
    /checks\.0\.maxM/,
  ],
  [
    'an order of a case that is not there',
    jsonl(skillCase('a', 'x'), { better: 'a', worse: 'b', at: 'x' }),
    /"b", which is no case/,
  ],
  ['no case', jsonl({ threshold: 0.5 }), /holds no case/],
]

for (const [name, text, said] of refused)
  test(`a suite with ${name} is refused before anything is asked`, () => {
    assert.throws(
      () => parseSuite(text, 's.jsonl'),
      (error) => error instanceof AppError && error.code === 'wrong-use' && said.test(error.message),
    )
  })

test('a threshold that is missed is exit code 1; two runs can be compared', async (t) => {
  const { url: databaseUrl } = await testDatabase(t)
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-eval-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'suite.jsonl')
  await writeFile(file, suite)
  const run = async (...args: string[]) => await nightdesk(['eval', ...args], { databaseUrl, home: folder })
  const before = await run('run', file, '--json')
  assert.equal(before.code, 1)
  assert.equal((await run('run', file, '--threshold', '0.7')).code, 0)
  await writeFile(join(folder, 'before.json'), before.stdout)
  await writeFile(file, jsonl(skillCase('right', 'Had lunch'), skillCase('wrong', 'Moved it to PostgreSQL')))
  const after = JSON.parse((await run('run', file, '--json')).stdout) as { jobId: string }
  const diff = await run('diff', join(folder, 'before.json'), after.jobId.slice(-8))
  assert.equal(diff.code, 1)
  assert.match(diff.stdout, /✗ right 2\. set: 1 of 1 → 0 of 1\n✓ wrong 2\. set: 0 of 1 → 1 of 1/)
  assert.equal((await run('diff', after.jobId.slice(-8), after.jobId.slice(-8))).code, 0)
  assert.equal((await run('diff', file, after.jobId.slice(-8))).code, 2)
  assert.equal((await run('run', join(folder, 'none.jsonl'))).code, 3)
  assert.equal((await run('export')).code, 2)
})

test('votes become a suite: what was wanted must rank above what was not', async (t) => {
  const app = await testApp(t)
  const { sql, org } = app
  await assert.rejects(suiteFromFeedback(app), /Nobody has voted yet/)
  const { digestId } = await addEdition({ sql, org }, await addBrandRow({ sql, org }))
  for (const [position, [path, vote]] of [
    ['/a', 'yes'],
    ['/b', 'no'],
    ['/c', 'yes'],
  ].entries()) {
    const { source, summary, ...page } = offer(`https://news.example${path}`)
    const read = {
      author: null,
      language: null,
      etag: null,
      lastModified: null,
      site: 'news',
      readAt: new Date(0),
    }
    const text = `A long text about pizza and sharing at ${path}.`
    const { id: pageId } = await savePage(sql, org, { ...page, ...read, text, textHash: path ?? '' })
    const item = newId()
    await sql`
      insert into digest_items (id, org_id, digest_id, page_id, url, url_hash, source, title, fate, position)
      values (${item}, ${org}, ${digestId}, ${pageId}, ${page.url}, ${page.urlHash}, ${source}, ${summary}, 'chosen',
        ${position + 1})`
    const link = { item, recipient: 'thandi@example.com', vote: vote === 'yes' ? 'yes' : 'no' } as const
    await castVote(sql, org, { ...link, id: newId(), changeId: newId() })
  }
  const lines = await suiteFromFeedback(app)
  const exported = parseSuite(lines.map((line) => JSON.stringify(line)).join('\n'), 'feedback.jsonl')
  assert.deepEqual([exported.cases.length, exported.orders.length], [3, 2])
  assert.equal(new Set(exported.orders.map(({ worse }) => worse)).size, 1)
  assert.match(JSON.stringify(exported.cases[0]?.input), /A long text about pizza and sharing at \/c/)
})

test('the shipped suite is read whole', async () => {
  const { cases, threshold } = await readSuite(shipped)
  assert.deepEqual([cases.length, threshold], [9, 0.95])
})

/** Two providers with prices, of which the route asks the first. */
async function openPriced(t: TestContext, ...replies: Reply[]) {
  const { url: databaseUrl } = await testDatabase(t)
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-eval-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const [first, second] = [await openModelServer(t, ...replies), await openModelServer(t, ...replies)]
  const provider = (id: string, url: string, prices: string) => [
    `    - { id: ${id}, kind: openai-compatible, model: ${id}-model, base_url: "${url}"${prices} }`,
  ]
  const lines = [
    'models:',
    '  providers:',
    ...provider('first', first.baseUrl, ', prices: { first-model: { input: 2, output: 10 } }'),
    ...provider('second', second.baseUrl, ''),
    '  routes: { fast: [first], strong: [first], critic: [first] }',
  ]
  await writeFile(join(folder, 'nightdesk.yaml'), lines.join('\n'))
  const file = join(folder, 'suite.jsonl')
  await writeFile(file, suite)
  const run = async (...args: string[]) => await nightdesk(args, { databaseUrl, home: folder })
  return { first, second, file, run }
}

/** What the server bills for one answer: 11 tokens in, 7 out. */
const callCost = (11 * 2 + 7 * 10) / 1e6

test('--provider asks only that provider, and offline can always be asked by name', async (t) => {
  const { first, second, file, run } = await openPriced(t, chat(answer))
  const named = JSON.parse(
    (await run('eval', 'run', file, '--provider', 'second', '--json')).stdout,
  ) as EvalReport
  assert.deepEqual(
    [named.engines, first.requests.length, second.requests.length > 0],
    [['second/second-model'], 0, true],
  )
  assert.equal(named.spent.cost, null)
  const asked = second.requests.length
  const ruled = JSON.parse(
    (await run('eval', 'run', file, '--provider', 'offline', '--json')).stdout,
  ) as EvalReport
  assert.deepEqual([ruled.engines, ruled.spent.cost], [['offline'], 0])
  assert.deepEqual([first.requests.length, second.requests.length], [0, asked])
  const unknown = await run('eval', 'run', file, '--provider', 'secnod')
  assert.deepEqual([unknown.code, /Did you mean second\?/.test(unknown.stderr)], [2, true])
})

test('--max-usd stops before a case that it cannot pay, and needs prices', async (t) => {
  const { first, file, run } = await openPriced(t, chat(answer))
  const line = suite.split('\n')[0] ?? ''
  await writeFile(file, line)
  const limit = ['--repeat', '10', '--max-usd', String(callCost * 2.5)]
  const stopped = await run('eval', 'run', file, ...limit, '--json')
  const report = JSON.parse(stopped.stdout) as EvalReport
  assert.deepEqual(
    [stopped.code, report.ended, report.cases.length, first.requests.length],
    [1, 'over-budget', 3, 3],
  )
  assert.ok(Math.abs((report.spent.cost ?? 0) - 3 * callCost) < 1e-12)
  const total = JSON.parse((await run('usage', '--json')).stdout) as {
    total: { cost: number; unpriced: number }
  }
  assert.ok(Math.abs(total.total.cost - 3 * callCost) < 1e-12)
  assert.equal(total.total.unpriced, 0)
  const refused = await run('eval', 'run', file, '--provider', 'second', '--max-usd', '1')
  assert.equal(refused.code, 4)
  assert.match(refused.stderr, /What second\/second-model costs is not known, so --max-usd cannot be held/)
})

test('what a job asked becomes cases that the same answers pass, and each is added once', async (t) => {
  const { first, file, run } = await openPriced(t, chat('not yet'), (response, request) => {
    const id = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(JSON.stringify(request.body.messages))?.[0]
    chat(answer.replace('"e1"', JSON.stringify(id ?? '')))(response, request)
  })
  await run('log', 'Moved it to PostgreSQL')
  const extracted = await run('extract', '--json')
  assert.equal(extracted.code, 0, extracted.stderr)
  const { jobId } = JSON.parse(extracted.stdout) as { jobId: string }
  assert.equal(first.requests.length, 2)
  assert.equal((await run('eval', 'add')).code, 2)
  const added = await run('eval', 'add', '--job', jobId)
  assert.equal(added.code, 0, added.stderr)
  const [each] = parseSuite(added.stdout, 'added.jsonl').cases
  assert.deepEqual(
    each?.checks.map(({ check }) => check),
    ['schema', 'set', 'quotes'],
  )
  assert.match(JSON.stringify(each?.input), /Moved it to PostgreSQL/)
  await rm(file)
  assert.match((await run('eval', 'add', '--job', jobId, '--suite', file)).stdout, /1 case added/)
  assert.match((await run('eval', 'add', '--job', jobId, '--suite', file)).stdout, /0 cases added/)
  assert.equal((await run('eval', 'run', file)).code, 0)
})
