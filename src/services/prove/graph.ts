import * as v from 'valibot'
import { sleep } from '../../base/clock.ts'
import { newId } from '../../base/id.ts'
import { defineWorkflow, type Workflow } from '../../contracts/workflow.ts'
import type { Plan } from '../../jobs/index.ts'
import { writeLedger } from './ledger.ts'

const type = 'prove.step'

/** From each job of the graph, those that come before it: a fan-out, two fan-ins and a chain. */
export const edges = {
  a: [],
  b: ['a'],
  c: ['a'],
  d: ['b', 'c'],
  e: ['c', 'b'],
  f: ['d', 'e'],
} as const satisfies Record<string, readonly string[]>

/** Jobs of one row start together and take equally long, so that parents of one child end at the same moment. */
const rows = [['a'], ['b', 'c'], ['d', 'e'], ['f']]

/** A graph of six jobs that take between 20 and 400 ms each. */
export function sixJobs(random: () => number): Plan {
  const lengths = new Map(
    rows.flatMap((names) => {
      const milliseconds = 20 + Math.floor(random() * 380)
      return names.map((name) => [name, milliseconds] as const)
    }),
  )
  return Object.fromEntries(
    Object.entries(edges).map(([name, after]) => [
      name,
      { type, after, payload: { milliseconds: lengths.get(name) ?? 0 }, maxRetries: 20 },
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
  })
}
