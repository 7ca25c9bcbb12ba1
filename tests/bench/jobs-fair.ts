// How long the only job of one flow waits while another flow has a hundred thousand; milliseconds. The bar is twice the
// mean job, read as the time that handlers take, for that is what people know of their jobs; the time that a job holds a
// place is longer. Handlers take some ten milliseconds, since with jobs that do nothing the bar would be less than an idle
// engine takes to fetch one. Those are measured too: there the mean is what the worker has for a job, ten at a time.
import { setTimeout as sleep } from 'node:timers/promises'
import * as v from 'valibot'
import { newId } from '../../src/base/id.ts'
import { createRegistry } from '../../src/base/registry.ts'
import { defineWorkflow, type Workflow } from '../../src/contracts/workflow.ts'
import { openClient } from '../../src/io/postgres/index.ts'
import { enqueueJobs, startWorker } from '../../src/jobs/index.ts'
import type { App } from '../../src/services/app.ts'
import type { Desk } from './jobs-desk.ts'
import { atOnce } from './jobs-peers.ts'
import { settle } from './jobs-settle.ts'

/** From the call that enqueues the only job to the start of its handler, beside how long jobs take. */
export interface Fairness {
  /** Of half the samples no longer, and of all. */
  startMs: { p50: number; worst: number }
  meanJobMs: number
  /** The worst start in mean jobs. */
  ratio: number
}

export interface FairnessOptions {
  /** Jobs that one org has queued. */
  queued: number
  samples: number
  /** Milliseconds: handlers take this, twice this or three times this; with 0 they are short jobs that do nothing. */
  shortest: number
}

/** Of another org, and of another type of the same org, beside jobs of different lengths or beside jobs that do nothing. */
export async function fairness(
  app: App,
  desk: Desk,
  options: FairnessOptions,
): Promise<{ otherOrg: Fairness; otherType: Fairness }> {
  await desk.empty()
  const other = await addOrg(app)
  for (let left = options.queued; left > 0; left -= 1000)
    await enqueueJobs(
      desk.sql,
      desk.org,
      Array.from({ length: Math.min(left, 1000) }, () => ({ type: 'bench.many', payload: {} })),
    )
  await settle(app)
  const watch = handlers(options.shortest)
  const engine = {
    ...(await app.engine()),
    workflows: createRegistry<Workflow>('job type', watch.workflows, ({ type }) => type),
  }
  const worker = startWorker(engine, { concurrency: atOnce })
  try {
    await watch.begun(atOnce * 5)
    const one = async (org: string, type: string) => {
      const id = newId()
      const start = watch.startOf(id)
      const sent = performance.now()
      await enqueueJobs(desk.sql, org, [{ id, type, payload: {} }])
      return (await start) - sent
    }
    const starts: Record<'otherOrg' | 'otherType', number[]> = { otherOrg: [], otherType: [] }
    for (let sample = 0; sample < options.samples; sample += 1) {
      starts.otherOrg.push(await one(other, 'bench.many'))
      starts.otherType.push(await one(desk.org, 'bench.one'))
      // Its own flow is empty again.
      await sleep(options.shortest * 5)
    }
    const mean = options.shortest > 0 ? watch.meanMs() : watch.paceMs() * atOnce
    return { otherOrg: summary(starts.otherOrg, mean), otherType: summary(starts.otherType, mean) }
  } finally {
    await worker.stop(5000)
  }
}

function handlers(shortest: number) {
  const waiting = new Map<string, (at: number) => void>()
  let begun = 0
  let since = 0
  let spent = 0
  let ended = 0
  const workflowOf = (type: string) =>
    defineWorkflow({
      type,
      summary: 'Waits, for the bench',
      payload: v.unknown(),
      ...(shortest > 0 ? {} : { short: 'always' as const }),
      async run(_payload, { jobId }) {
        const at = performance.now()
        since ||= at
        waiting.get(jobId)?.(at)
        waiting.delete(jobId)
        begun += 1
        if (shortest > 0) await sleep(shortest * (1 + (begun % 3)))
        spent += performance.now() - at
        ended += 1
        return null
      },
    })
  return {
    workflows: [workflowOf('bench.many'), workflowOf('bench.one')],
    startOf: (id: string) => new Promise<number>((resolve) => waiting.set(id, resolve)),
    begun: async (number: number) => {
      while (begun < number) await sleep(10)
    },
    meanMs: () => spent / ended,
    paceMs: () => (performance.now() - since) / ended,
  }
}

function summary(starts: readonly number[], meanJobMs: number): Fairness {
  const sorted = starts.toSorted((a, b) => a - b)
  const p50 = sorted[Math.floor(sorted.length / 2)] ?? 0
  const worst = sorted.at(-1) ?? 0
  const round = (number: number) => Number(number.toFixed(2))
  return {
    startMs: { p50: round(p50), worst: round(worst) },
    meanJobMs: round(meanJobMs),
    ratio: round(worst / meanJobMs),
  }
}

async function addOrg({ database }: App): Promise<string> {
  const id = newId()
  const client = await openClient(database.application)
  try {
    await client.query('insert into orgs (id, name) values ($1, $2)', [id, `the other, ${id}`])
    return id
  } finally {
    await client.end()
  }
}
