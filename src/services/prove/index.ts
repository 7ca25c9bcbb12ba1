import { join } from 'node:path'
import { writeFile } from 'node:fs/promises'
import { sleep } from '../../base/clock.ts'
import { newId } from '../../base/id.ts'
import { seededRandom } from '../../base/random.ts'
import type { Config } from '../../contracts/config.ts'
import type { Sql } from '../../contracts/sql.ts'
import { openSql } from '../../io/postgres/index.ts'
import {
  contradictions,
  enqueueJobs,
  jobRecords,
  persist,
  readyPlan,
  unfinishedJobs,
  type EngineLog,
} from '../../jobs/index.ts'
import { findOrMakeOrg } from '../../store/orgs.ts'
import { deal, type Blow, type FaultRecord } from './faults.ts'
import { startFleet } from './fleet.ts'
import { edges, sixJobs } from './graph.ts'
import { readLedger, type LedgerLine } from './ledger.ts'
import { openPlace, type ProofPlace } from './place.ts'
import { judgeProof, type Verdict } from './verdict.ts'

export { runProofWorker } from './worker.ts'

export interface ProofOptions {
  config: Config
  env: NodeJS.ProcessEnv
  /** How long faults are dealt. */
  minutes: number
  /** Jobs to enqueue in that time, six a graph. */
  jobs: number
  daemons: number
  seed: number
  signal: AbortSignal
  onProgress?(progress: ProofProgress): void
  /** Whether an embedded server is killed too; true where absent. */
  restarts?: boolean
  /** How long the jobs may take to end after the last fault; two minutes where absent. Milliseconds. */
  settleMs?: number
  /** For tests: called with the tables in place, to plant a fault in them. */
  prepare?(place: ProofPlace): Promise<void>
}

export interface ProofProgress {
  enqueued: number
  unfinished: number
}

/** What a proof found. It holds when nothing was lost, doubled, out of order or contradictory. */
export interface Proof {
  holds: boolean
  seed: number
  jobs: number
  kills: number
  freezes: number
  restarts: number
  backends: number
  lost: number
  doubled: number
  outOfOrder: number
  contradictions: number
  recoveryMs: Quantiles
  frozenMs: Quantiles
}

interface Quantiles {
  count: number
  p50: number | null
  p99: number | null
  max: number | null
}

const settleLimit = 120_000
const mostUnfinished = 600
const quiet: EngineLog = () => {}

/**
 * Runs graphs of six jobs under seeded faults (SIGKILL, SIGSTOP, ended sessions, restarts of an embedded server) on
 * tables of their own, and holds what happened against a ledger outside the database.
 */
export async function prove(options: ProofOptions): Promise<Proof> {
  const place = await openPlace(options.config)
  const sql = openSql(place.address, { applicationName: 'nightdesk prove', max: 4 })
  try {
    await options.prepare?.(place)
    return await proveAt(place, sql, options)
  } finally {
    await sql.end({ timeout: 5 })
    await place.close()
  }
}

async function proveAt(place: ProofPlace, sql: Sql, options: ProofOptions): Promise<Proof> {
  const { orgId } = await findOrMakeOrg(sql, { id: newId(), name: 'prove' }, { id: newId(), name: 'prove' })
  const files = { ledger: join(place.folder, 'ledger'), log: join(place.folder, 'workers.log') }
  await writeFile(files.ledger, '')
  const random = seededRandom(options.seed)
  const env = { ...options.env, DATABASE_URL: place.url, NIGHTDESK_HOME: place.folder, LOG_LEVEL: 'warn' }
  const fleet = startFleet(options.daemons, env, files)
  try {
    const end = AbortSignal.timeout(options.minutes * 60_000)
    const signal = AbortSignal.any([end, options.signal])
    const [faults, before] = await Promise.all([
      deal({
        fleet,
        sql,
        restart: options.restarts === false ? undefined : place.restart,
        random,
        log: quiet,
        signal,
      }),
      enqueueSteadily({ sql, org: orgId, random, signal }, options),
    ])
    await settle(sql, orgId, options)
    const lines = readLedger(files.ledger)
    const records = await persist(() => jobRecords(sql, orgId), quiet)
    const found = await persist(() => contradictions(sql), quiet)
    return sumUp(options.seed, judgeProof(lines, records, before), {
      faults,
      lines,
      jobs: before.size,
      found: found.length,
    })
  } finally {
    await fleet.stop()
  }
}

interface Enqueueing {
  sql: Sql
  org: string
  random: () => number
  signal: AbortSignal
}

/** Enqueues graphs at an even pace and returns, for each job, those that must come before it. */
async function enqueueSteadily(
  { sql, org, random, signal }: Enqueueing,
  options: ProofOptions,
): Promise<Map<string, string[]>> {
  const before = new Map<string, string[]>()
  const begun = Date.now()
  const pace = options.jobs / (options.minutes * 60_000)
  while (before.size < options.jobs && !options.signal.aborted) {
    const unfinished = await persist(() => unfinishedJobs(sql, org), quiet)
    options.onProgress?.({ enqueued: before.size, unfinished })
    const owed = signal.aborted ? options.jobs : Math.min(options.jobs, (Date.now() - begun) * pace)
    for (let room = mostUnfinished - unfinished; room > 0 && before.size < owed; room -= 6) {
      const { ids, jobs } = readyPlan(sixJobs(random))
      await persist(() => enqueueJobs(sql, org, jobs), quiet)
      for (const [name, parents] of Object.entries(edges))
        before.set(
          idOf(ids, name),
          parents.map((parent) => idOf(ids, parent)),
        )
    }
    await sleep(200)
  }
  return before
}

async function settle(
  sql: Sql,
  org: string,
  { signal, onProgress, settleMs = settleLimit }: ProofOptions,
): Promise<void> {
  const deadline = Date.now() + settleMs
  for (;;) {
    const unfinished = await persist(() => unfinishedJobs(sql, org), quiet)
    onProgress?.({ enqueued: -1, unfinished })
    if (unfinished === 0 || Date.now() > deadline || signal.aborted) return
    await sleep(250)
  }
}

interface Findings {
  faults: FaultRecord
  lines: readonly LedgerLine[]
  jobs: number
  found: number
}

function sumUp(seed: number, verdict: Verdict, { faults, lines, jobs, found }: Findings): Proof {
  const { lost, doubled, outOfOrder } = verdict
  return {
    holds: lost.length + doubled.length + outOfOrder.length + found === 0,
    seed,
    jobs,
    kills: faults.kills.length,
    freezes: faults.freezes.length,
    restarts: faults.restarts,
    backends: faults.backends,
    lost: lost.length,
    doubled: doubled.length,
    outOfOrder: outOfOrder.length,
    contradictions: found,
    recoveryMs: recovery(faults.kills, lines),
    frozenMs: recovery(faults.freezes, lines),
  }
}

/** From each blow to the moment when a job that was in hand began again. Jobs that had just ended count for nothing. */
function recovery(blows: readonly Blow[], lines: readonly LedgerLine[]): Quantiles {
  const begins = Map.groupBy(
    lines.filter(({ what }) => what === 'begin'),
    ({ job }) => job,
  )
  const times = blows.flatMap(({ at, jobs }) =>
    jobs.flatMap((job) => {
      const again = begins.get(job)?.find((line) => line.at > at)
      return again === undefined ? [] : [again.at - at]
    }),
  )
  const sorted = times.toSorted((a, b) => a - b)
  const quantile = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
  return { count: sorted.length, p50: quantile(0.5), p99: quantile(0.99), max: sorted.at(-1) ?? null }
}

function idOf(ids: Readonly<Record<string, string>>, name: string): string {
  const id = ids[name]
  if (id === undefined) throw new Error(`The graph has no job named ${name}.`)
  return id
}
