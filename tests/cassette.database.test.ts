import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { nightdesk } from './support/command.ts'
import { testDatabase } from './support/database.ts'
import { chat, openModelServer, type Reply } from './support/model-server.ts'

const analyzed: Reply = (response, request) => {
  const ids = [...JSON.stringify(request.body.messages).matchAll(/id\\*":\\*"([0-9a-f-]{36})/g)]
  const nothing = { outcome: null, numbers: [], people: ['Thandi'], tickets: [], systems: [] }
  const entries = ids.map(([, id]) => ({ id, kind: 'done', ...nothing }))
  chat(JSON.stringify({ entries }))(response, request)
}

async function openScene(t: TestContext) {
  const { url: databaseUrl, sql } = await testDatabase(t)
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-cassette-'))
  t.after(async () => await rm(home, { recursive: true, force: true }))
  const server = await openModelServer(t, chat('{"entries":"not yet"}'), analyzed)
  const live = {
    LLM_PROVIDER: 'openai-compatible',
    LLM_MODEL: 'small',
    LLM_BASE_URL: server.baseUrl,
    LLM_API_KEY: 'sk-cassette-test',
  }
  const run = async (args: string[], env: Record<string, string> = {}) =>
    await nightdesk(args, { databaseUrl, home, env })
  return { sql, server, live, run, file: join(home, 'answers.jsonl') }
}

test('what was recorded is replayed without a key, a wire or a bill; what is not there fails', async (t) => {
  const { sql, server, live, run, file } = await openScene(t)
  await run(['log', 'Fixed the login with Thandi'])
  assert.equal((await run(['llm', 'record', file])).code, 3)
  const first = await run(['analyze', '--json'], live)
  assert.equal(first.code, 0, first.stderr)
  const recorded = await run(['llm', 'record', file], live)
  assert.match(recorded.stdout, /^2 calls written to /)
  assert.equal((await run(['llm', 'record', file])).code, 2)
  assert.equal(
    (
      await run([
        'llm',
        'record',
        file,
        '--yes',
        '--job',
        (JSON.parse(first.stdout) as { jobId: string }).jobId,
      ])
    ).code,
    0,
  )
  assert.doesNotMatch(await readFile(file, 'utf8'), /sk-cassette|Bearer/)

  const before = await sql`select id from llm_calls`
  const shown = await run(['llm', 'replay', file])
  assert.match(shown.stdout, /worklog-analyst +openai-compatible\/small +schema-mismatch +11 \+ 7 tokens/)
  const listed = await run(['llm', 'list'], { LLM_CASSETTE: file })
  assert.ok(listed.stderr.startsWith(`They answer from ${file} alone; nobody is asked live.`), listed.stderr)
  const again = await run(['llm', 'replay', file, '--', 'analyze', '--again', '--json'])
  assert.equal(again.code, 0, again.stderr)
  const [one, two] = [first, again].map(({ stdout }) => {
    const { jobId: _, ...analysis } = JSON.parse(stdout) as Record<string, unknown>
    return analysis
  })
  assert.deepEqual(two, one)
  assert.match(again.stdout, /"engine": "openai-compatible\/small"/)

  await run(['log', 'Wrote the tests'])
  const missed = await run(['llm', 'replay', file, '--', 'analyze', '--again'], live)
  assert.equal(missed.code, 1)
  assert.match(missed.stderr, /holds no answer of openai-compatible to this question of worklog-analyst/)
  assert.equal(server.requests.length, 2)
  assert.deepEqual(await sql`select id from llm_calls`, before)
})

test('a replay is refused while a daemon could ask live', async (t) => {
  const { sql, live, run, file } = await openScene(t)
  await run(['log', 'Fixed the login with Thandi'])
  await run(['analyze'], live)
  await run(['llm', 'record', file])
  await sql`
    insert into workers (id, kind, host, pid, types, concurrency)
    values (gen_random_uuid(), 'daemon', 'elsewhere', 1, array['worklog.analyze'], 1)`
  const refused = await run(['llm', 'replay', file, '--', 'analyze', '--again'])
  assert.equal(refused.code, 1)
  assert.match(refused.stderr, /A daemon works on this database and would ask models live/)
})
