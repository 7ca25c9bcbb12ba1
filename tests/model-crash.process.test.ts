import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { sleep } from '../src/base/clock.ts'
import { enqueueJob } from '../src/jobs/index.ts'
import { testDatabase, type TestDatabase } from './support/database.ts'
import { pages, workOff } from './support/five-calls.ts'
import { chat, openModelServer } from './support/model-server.ts'

const worker = join(import.meta.dirname, 'support/model-worker.ts')

/** Where in a call the worker is killed: by what it says, or by what the server has done. */
const moments = [
  'asking',
  'arrived',
  'half answered',
  'answered by the server',
  'a moment later',
  'answered',
] as const
type Moment = (typeof moments)[number]

interface Point {
  page: string
  moment: Moment
}

const points = pages.flatMap((page) => moments.map((moment): Point => ({ page, moment })))
const atOnce = 4

interface Run {
  database: TestDatabase
  jobId: string
  /** How often the server was asked about each page. */
  asked: Map<string, number>
  /** The worker that dies at the point, until it has. */
  victim: ChildProcess | undefined
  baseUrl: string
}

async function openRun(t: TestContext, database: TestDatabase, point: Point): Promise<Run> {
  const { id: jobId } = await enqueueJob(database.sql, database.org, { type: 'test.five-calls', payload: {} })
  const run: Run = { database, jobId, asked: new Map(), victim: undefined, baseUrl: '' }
  const server = await openModelServer(t, (response, request) => {
    const page = /page (\w+)/.exec(JSON.stringify(request.body.messages))?.[1] ?? ''
    run.asked.set(page, (run.asked.get(page) ?? 0) + 1)
    if (run.victim !== undefined && page === point.page) killDuring(run.victim, point.moment, response)
    else chat('{"score":80}')(response, request)
  })
  run.baseUrl = server.baseUrl
  return run
}

function killDuring(victim: ChildProcess, moment: Moment, response: ServerResponse): void {
  const kill = () => void victim.kill('SIGKILL')
  const body = JSON.stringify({
    id: 'chat-1',
    object: 'chat.completion',
    created: 1,
    model: 'small',
    choices: [{ index: 0, message: { role: 'assistant', content: '{"score":80}' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
  })
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) }
  if (moment === 'arrived') kill()
  else if (moment === 'half answered') response.writeHead(200, headers).write(body.slice(0, 40), kill)
  else if (moment === 'answered by the server') response.writeHead(200, headers).end(body, kill)
  else if (moment === 'a moment later')
    response.writeHead(200, headers).end(body, () => setImmediate(() => setImmediate(kill)))
  else response.writeHead(200, headers).end(body)
}

/** Starts a worker and kills it where it says the words, or where the server does; resolves when it has ended. */
async function workUntil(run: Run, words: string): Promise<NodeJS.Signals | null> {
  const { database, jobId, baseUrl } = run
  const child = spawn(process.execPath, [worker, database.url, database.org, jobId, baseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  run.victim = child
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
    if (said.includes(`${words}\n`)) child.kill('SIGKILL')
  })
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  run.victim = undefined
  return signal
}

/** A statement that was on its way when its process was killed may still be carried out. */
async function sessionsEnded({ database: { sql }, jobId }: Run): Promise<void> {
  const limit = AbortSignal.timeout(20_000)
  const name = `model worker ${jobId}`
  while ((await sql`select from pg_stat_activity where application_name = ${name}`).length > 0)
    await sleep(5, limit)
}

async function pagesIn(run: Run, state: string): Promise<number> {
  const rows = await run.database.sql`
    select 1 from llm_calls where job_id = ${run.jobId} and state = ${state}
  `
  return rows.length
}

/** Returns how many calls were made again, and how many are unknown. */
async function checkPoint(
  t: TestContext,
  database: TestDatabase,
  point: Point,
): Promise<{ again: number; unknown: number }> {
  const run = await openRun(t, database, point)
  const name = `${point.moment} ${point.page}`
  assert.equal(await workUntil(run, name), 'SIGKILL', name)
  await sessionsEnded(run)
  const finished = await pagesIn(run, 'done')
  const askedBefore = new Map(run.asked)
  await workOff({ ...database, jobId: run.jobId, baseUrl: run.baseUrl, say: () => {} })
  const repeated = pages.slice(0, finished).filter((page) => run.asked.get(page) !== askedBefore.get(page))
  assert.deepEqual(repeated, [], `${name}: finished calls are not repeated`)
  const all = [...run.asked.values()].reduce((sum, count) => sum + count, 0)
  const unknown = await pagesIn(run, 'unknown')
  assert.ok(all - pages.length <= unknown && unknown <= 1, `${name}: ${all} calls, ${unknown} unknown`)
  assert.deepEqual([await pagesIn(run, 'done'), await pagesIn(run, 'started')], [5, 0], name)
  return { again: all - pages.length, unknown }
}

test(`a worker that is killed at one of ${points.length} points of five calls repeats no finished call; one in flight is shown as unknown`, async (t) => {
  const database = await testDatabase(t)
  const left = [...points]
  const total = { again: 0, unknown: 0 }
  const next = async (): Promise<void> => {
    const point = left.shift()
    if (point === undefined) return
    const { again, unknown } = await checkPoint(t, database, point)
    total.again += again
    total.unknown += unknown
    await next()
  }
  await Promise.all(Array.from({ length: atOnce }, next))
  t.diagnostic(
    `${points.length} kills: ${total.again} calls in flight made again, ${total.unknown} shown as unknown`,
  )
})
