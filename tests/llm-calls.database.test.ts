import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { newId } from '../src/base/id.ts'
import type { LlmCallIntent, LlmJournal } from '../src/contracts/llm-journal.ts'
import type { Sql } from '../src/contracts/sql.ts'
import { createLlmJournal } from '../src/store/llm-calls.ts'
import { testDatabase } from './support/database.ts'

const done = { state: 'done', failure: null, inputTokens: 11, outputTokens: 7, latencyMs: 1200 } as const

interface Scene {
  sql: Sql
  journal: LlmJournal
  intent: LlmCallIntent
}

async function sceneOf(t: TestContext): Promise<Scene> {
  const { sql, org } = await testDatabase(t)
  const jobId = newId()
  await sql`
    insert into jobs (id, org_id, type, status, trigger, payload, scheduled_for, trace_id)
    values (${jobId}, ${org}, 'page.evaluate', 'queued', 'cli', '{}', now(), ${jobId})
  `
  const intent = {
    org,
    jobId,
    sequence: 0,
    agent: 'page-judge',
    agentVersion: 1,
    requestHash: 'a'.repeat(64),
    provider: 'openai',
    model: 'small',
  }
  return { sql, journal: createLlmJournal(sql, () => new Date()), intent }
}

async function states(sql: Sql): Promise<string[]> {
  const rows = await sql<{ state: string }[]>`select state from llm_calls order by id`
  return rows.map((row) => row.state)
}

test('a finished call is recalled at its place only', async (t) => {
  const { sql, journal, intent } = await sceneOf(t)
  assert.equal(await journal.recall(intent), undefined)
  const id = await journal.open(intent)
  assert.equal(await journal.recall(intent), undefined)
  await journal.end(intent.org, id, { ...done, answer: { text: '{"a":"\\u0000"}\0' } })
  assert.deepEqual(await journal.recall(intent), { text: '{"a":"\\u0000"}' })
  assert.equal(await journal.recall({ ...intent, sequence: 1 }), undefined)
  assert.equal(await journal.recall({ ...intent, requestHash: 'b' }), undefined)
  assert.equal(await journal.recall({ ...intent, org: newId() }), undefined)
  const [row] = await sql<{ tokens: number; finished: boolean }[]>`
    select input_tokens + output_tokens as tokens, finished_at is not null as finished from llm_calls
  `
  assert.deepEqual({ ...row }, { tokens: 18, finished: true })
})

test('an unfinished call at the same place becomes unknown, its neighbours stay', async (t) => {
  const { sql, journal, intent } = await sceneOf(t)
  await journal.open(intent)
  await journal.open({ ...intent, sequence: 1 })
  await journal.open(intent)
  assert.deepEqual(await states(sql), ['unknown', 'started', 'started'])
})

test('a failed call is not recalled, and neither is one whose end was not seen', async (t) => {
  const { sql, journal, intent } = await sceneOf(t)
  const failed = { ...done, state: 'failed', failure: 'overloaded', answer: null } as const
  await journal.end(intent.org, await journal.open(intent), failed)
  const unknown = { ...done, state: 'unknown', failure: 'timeout', answer: null } as const
  await journal.end(intent.org, await journal.open(intent), unknown)
  assert.equal(await journal.recall(intent), undefined)
  assert.deepEqual(await states(sql), ['failed', 'unknown'])
})

test('a provider takes so many calls of all processes at a time; those of a job that runs no more count no more', async (t) => {
  const { sql, journal, intent } = await sceneOf(t)
  const places = { atMost: 2, ofItsHost: false }
  const [one, two, far] = [
    await runningOn(sql, intent, 'here'),
    await runningOn(sql, intent, 'here'),
    await runningOn(sql, intent, 'far'),
  ]
  const reservation = { amount: 1, budgets: [{ key: 'day 2026-11-20', cap: 10 }] }
  const first = await journal.open({ ...one, places, reservation })
  await journal.open({ ...two, places })
  const busy = { name: 'NoPlaceError', message: 'All calls that openai takes at a time are in hand.' }
  await assert.rejects(journal.open({ ...far, places, reservation }), busy)
  await journal.open({ ...far, provider: 'spare', places })
  await journal.open({ ...far, sequence: 1, places: { atMost: 1, ofItsHost: true } })
  await assert.rejects(journal.open({ ...one, sequence: 1, places: { atMost: 1, ofItsHost: true } }), busy)
  const [budget] = await sql<{ reserved: number }[]>`select reserved::float8 from model_budgets`
  assert.equal(budget?.reserved, 1, 'a call without a place sets nothing aside')
  await journal.end(intent.org, first, { ...done, answer: null })
  await sql`update jobs set status = 'queued', worker_id = null where id = ${two.jobId}`
  await journal.open({ ...one, sequence: 1, places })
})

/** The intent of a job that runs on a host. */
async function runningOn(sql: Sql, intent: LlmCallIntent, host: string): Promise<LlmCallIntent> {
  const [worker, jobId] = [newId(), newId()]
  await sql`
    insert into workers (id, kind, host, pid, types, concurrency)
    values (${worker}, 'daemon', ${host}, 1, '{}', 1)`
  await sql`
    insert into jobs (id, org_id, type, status, trigger, payload, scheduled_for, trace_id, worker_id, started_at)
    values (${jobId}, ${intent.org}, 'page.evaluate', 'running', 'cli', '{}', now(), ${jobId}, ${worker}, now())`
  return { ...intent, jobId }
}

test('an answer that comes after its call was given up is kept', async (t) => {
  const { journal, intent } = await sceneOf(t)
  const late = await journal.open(intent)
  await journal.open(intent)
  await journal.end(intent.org, late, { ...done, answer: { text: 'late' } })
  assert.deepEqual(await journal.recall(intent), { text: 'late' })
})

test('an unfinished call that may be made once only is not made again', async (t) => {
  const { sql, journal, intent } = await sceneOf(t)
  const once = { ...intent, effect: 'once' } as const
  await journal.open(once)
  await assert.rejects(journal.open(once), /made once only/)
  await assert.rejects(journal.open(once), /made once only/)
  await journal.open({ ...once, sequence: 1 })
  assert.deepEqual(await states(sql), ['unknown', 'started'])
})
