import { createRegistry } from '../../base/registry.ts'
import { startWorker, type Engine } from '../../jobs/index.ts'
import type { App } from '../app.ts'
import { proofSteps } from './graph.ts'

const concurrency = 6
const grace = 5000

/** One process that works on the jobs of a proof until the signal fires. */
export async function runProofWorker(app: App, ledger: string, signal: AbortSignal): Promise<void> {
  const engine: Engine = {
    ...(await app.engine()),
    workflows: createRegistry('job type', proofSteps(ledger), ({ type }) => type),
  }
  const worker = startWorker(engine, { concurrency })
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  await worker.stop(grace)
}
