import * as v from 'valibot'
import { sleep } from '../../base/clock.ts'
import { newId } from '../../base/id.ts'
import { defineWorkflow, type Workflow } from '../../contracts/workflow.ts'
import type { Plan } from '../../jobs/index.ts'
import { writeLedger } from './ledger.ts'

const type = 'prove.step'

/** From each job of the graph, those that come before it: a fan-out, a fan-in and a chain. */
export const edges = {
  a: [],
  b: ['a'],
  c: ['a'],
  d: ['b', 'c'],
  e: ['c'],
  f: ['d', 'e'],
} as const satisfies Record<string, readonly string[]>

/** A graph of six jobs that take between 1 and 40 ms each. */
export function sixJobs(random: () => number): Plan {
  return Object.fromEntries(
    Object.entries(edges).map(([name, after]) => [
      name,
      { type, after, payload: { milliseconds: 1 + Math.floor(random() * 40) }, maxRetries: 20 },
    ]),
  )
}

/** The work of one job: one step with an effect, then some time; each written into the ledger as it happens. */
export function proofStep(file: string): Workflow {
  return defineWorkflow({
    type,
    summary: 'One job of a proof',
    payload: v.object({ milliseconds: v.number() }),
    async run({ milliseconds }, context) {
      const attempt = newId()
      const write = (what: 'begin' | 'effect' | 'end') =>
        writeLedger(file, { what, job: context.jobId, attempt, at: Date.now() })
      write('begin')
      await context.step('effect', async () => {
        write('effect')
        return attempt
      })
      await sleep(milliseconds, context.signal)
      write('end')
      return null
    },
  }) as Workflow
}
