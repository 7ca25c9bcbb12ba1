import * as v from 'valibot'
import { sleep } from '../../base/clock.ts'
import { newId } from '../../base/id.ts'
import { defineWorkflow, type Workflow } from '../../contracts/workflow.ts'
import type { Plan } from '../../jobs/index.ts'
import { writeLedger } from './ledger.ts'

/** The two types of a proof: jobs of the short one are fetched, claimed and finished many at a time. */
const types = { long: 'prove.long', short: 'prove.short' } as const
/** How long a job may take: from the first, and up to so much more. Milliseconds. */
const lengthsOf = { long: [20, 380], short: [1, 20] } as const
const shareOfShort = 0.4

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

/** A graph of six jobs, all long (between 20 and 400 ms) or all short (up to 20 ms). */
export function sixJobs(random: () => number): Plan {
  const length = random() < shareOfShort ? 'short' : 'long'
  const [least, more] = lengthsOf[length]
  const lengths = new Map(
    rows.flatMap((names) => {
      const milliseconds = least + Math.floor(random() * more)
      return names.map((name) => [name, milliseconds] as const)
    }),
  )
  return Object.fromEntries(
    Object.entries(edges).map(([name, after]) => [
      name,
      { type: types[length], after, payload: { milliseconds: lengths.get(name) ?? 0 }, maxRetries: 20 },
    ]),
  )
}

/** The workflows of a proof, which write into the ledger as it happens what their jobs do. */
export function proofSteps(file: string): Workflow[] {
  return [proofStep(types.long, file), { ...proofStep(types.short, file), short: 'always' }]
}

/** The work of one job: one step with an effect, then some time; each written into the ledger as it happens. */
function proofStep(type: string, file: string): Workflow {
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
