// nightdesk's own engine as the bench of jobs runs it: with its tables, events, fences and leases.
import { setTimeout as sleep } from 'node:timers/promises'
import * as v from 'valibot'
import { newId } from '../../src/base/id.ts'
import { createRegistry } from '../../src/base/registry.ts'
import type { NewJob } from '../../src/contracts/job.ts'
import type { Sql } from '../../src/contracts/sql.ts'
import { defineWorkflow, type Workflow, type WorkflowContext } from '../../src/contracts/workflow.ts'
import { openClient } from '../../src/io/postgres/index.ts'
import { enqueueJobs, startWorker, type Engine } from '../../src/jobs/index.ts'
import type { App } from '../../src/services/app.ts'
import { atOnce, stopwatch, type Contestant } from './jobs-peers.ts'

export type Handler = (context: WorkflowContext) => Promise<void>

export interface Desk extends Contestant {
  sql: Sql
  org: string
  /** An engine with one workflow, `bench.noop`, that does this. */
  engine(handler: Handler): Promise<Engine>
  /** Enqueues jobs of that workflow; returns their ids. */
  enqueue(jobs: readonly Partial<NewJob>[]): Promise<string[]>
  /** As `work`, where more jobs are queued than are waited for. */
  workFirst(jobs: number): Promise<number>
  /** Empties the tables of jobs and tickets. */
  empty(): Promise<void>
}

/** Each job of the throughput writes one event of its own, beside those of its enqueueing, start and end. */
const noteOnce: Handler = async (context) => await context.note({ name: 'work-done', message: 'Did nothing' })

/** The desk on the embedded database of the app. */
export function openDesk(app: App): Desk {
  const { sql, org } = app
  const engine = async (handler: Handler): Promise<Engine> => ({
    ...(await app.engine()),
    workflows: createRegistry<Workflow>('job type', [workflowOf(handler)], ({ type }) => type),
  })
  const enqueue = async (jobs: readonly Partial<NewJob>[]) =>
    (
      await enqueueJobs(
        sql,
        org,
        jobs.map((job) => ({ type, payload: {}, ...job })),
      )
    ).map(({ id }) => id)
  const time = async (jobs: number, settled: () => Promise<void>) => {
    const watch = stopwatch(jobs)
    const handler: Handler = async (context) => {
      watch.began()
      await noteOnce(context)
      watch.ended()
    }
    const worker = startWorker(await engine(handler), { concurrency: atOnce })
    await watch.done
    await settled()
    const seconds = watch.seconds()
    await worker.stop(5000)
    return seconds
  }
  return {
    sql,
    org,
    engine,
    enqueue,
    empty: async () => await emptyTables(app),
    async load(jobs) {
      for (let left = jobs; left > 0; left -= 1000)
        await enqueue(Array.from({ length: Math.min(left, 1000) }, () => ({ id: newId() })))
    },
    work: async (jobs) => await time(jobs, async () => await allRecorded(sql)),
    workFirst: async (jobs) => await time(jobs, async () => {}),
    close: async () => {},
  }
}

const type = 'bench.noop'

function workflowOf(handler: Handler): Workflow {
  return defineWorkflow({
    type,
    summary: 'Nothing, for the bench',
    payload: v.unknown(),
    short: 'always',
    async run(_payload, context) {
      await handler(context)
      return null
    },
  })
}

/** A job counts when its end is in its row, not when its handler returned. */
async function allRecorded(sql: Sql): Promise<void> {
  for (;;) {
    const rows = await sql`select from jobs where status = 'running' limit 1`
    if (rows.length === 0) return
    await sleep(2)
  }
}

async function emptyTables({ database }: App): Promise<void> {
  const client = await openClient(database.owner)
  const queue = await openClient(database.application)
  try {
    await client.query('truncate jobs, events cascade')
    await queue.query('truncate _private_jobs')
  } finally {
    await client.end()
    await queue.end()
  }
}
