import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as v from 'valibot'
import { defineWorkflow } from '../src/contracts/workflow.ts'
import { createFetcher } from '../src/io/http/index.ts'
import { enqueueJob } from '../src/jobs/index.ts'
import { readPage } from '../src/sources/read.ts'
import { sharedPace } from '../src/store/hosts.ts'
import { testDatabase } from './support/database.ts'
import { testEngine, testWorker, waitForJob } from './support/engine.ts'

test('jobs that want one host come back in their turn, spend no attempt, and hold no worker meanwhile', async (t) => {
  const database = await testDatabase(t)
  const { sql, org } = database
  const readAt = new Date()
  const { fetch, close } = createFetcher({
    allow: [],
    userAgent: 'nightdesk/0',
    clock: () => new Date(),
    pace: sharedPace(sql),
    robots: { recall: async () => ({ status: 404, text: '', readAt }), remember: async () => {} },
    gapMs: 400,
    longestWaitMs: 0,
    // A turn is taken before the connection, which is refused.
    lookUp: async () => [{ address: '10.0.0.1', family: 4 }],
  })
  t.after(close)
  const read = defineWorkflow({
    type: 'page.read',
    summary: 'Read a page',
    payload: v.object({ page: v.number() }),
    run: async ({ page }, context) => {
      const ask = async (request: Parameters<typeof fetch>[0]) =>
        await fetch({ turn: context.jobId, ...request })
      await readPage(
        `https://news.example/${page}`,
        { etag: null, lastModified: null },
        { ...context, fetch: ask },
      )
    },
  })
  const engine = testEngine(database, [read])
  const worker = testWorker(database, engine, 1)
  const jobs = await Promise.all(
    [1, 2, 3].map(async (page) => await enqueueJob(sql, org, { type: read.type, payload: { page } })),
  )
  const ended = await Promise.all(jobs.map(async ({ id }) => await waitForJob(engine, org, id)))
  await worker.stop()
  for (const job of ended) {
    assert.match(job.error ?? '', /news\.example leads to 10\.0\.0\.1/)
    assert.equal(job.retryCount, 0)
  }
  const starts = ended.map(({ finishedAt }) => finishedAt?.getTime() ?? 0).toSorted((a, b) => a - b)
  for (const [index, start] of starts.entries())
    assert.ok(index === 0 || start - (starts[index - 1] ?? 0) > 0)
  const postponed = await sql<{ message: string }[]>`
    select message from events where org_id = ${org} and name = 'job-postponed'`
  assert.ok(postponed.length >= 2, String(postponed.length))
  assert.match(postponed[0]?.message ?? '', /^news\.example is asked often: .* Its turn comes in/)
  assert.deepEqual([...(await sql`select key from host_turns`)], [])
})
