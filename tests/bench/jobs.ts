// npm run bench:jobs: jobs that do nothing, ten at a time, through our engine and through other queues: one embedded
// PostgreSQL with fsync on, the queue loaded before the clock starts, rounds interleaved, medians; then how long one job
// takes from state to state, and the same throughput beside a million finished jobs and 100,000 queued ones.
// Options: --json (only the ratios), --rounds 5, --jobs 10000, --only desk,graphile (contestants), --quick (a rough look)
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import {
  embeddedServer,
  openClient,
  parseAddress,
  type DatabaseAddress,
} from '../../src/io/postgres/index.ts'
import { openApp, type App } from '../../src/services/app.ts'
import { readConfig } from '../../src/services/config.ts'
import { usedCpu } from './jobs-cpu.ts'
import { openDesk, type Desk } from './jobs-desk.ts'
import { fairness } from './jobs-fair.ts'
import { addFinished } from './jobs-grown.ts'
import { cancelToEnd, enqueueToClaim, fanIn, parentToChild } from './jobs-latency.ts'
import { atOnce, bullmq, graphile, pgBoss, type Contestant } from './jobs-peers.ts'
import { settle } from './jobs-settle.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    jobs: { type: 'string' },
    only: { type: 'string' },
  },
})
const rounds = Number(values.rounds ?? (values.quick ? 3 : 5))
const jobs = Number(values.jobs ?? (values.quick ? 3000 : 10_000))
const samples = values.quick ? 100 : 500
const fair = { queued: values.quick ? 20_000 : 100_000, samples: samples / 10 }
const say = (line: string) => values.json || console.log(line)

const peers: Record<string, (address: DatabaseAddress) => Promise<Contestant>> = {
  graphile: async (address) => await graphile(address),
  'graphile local queue': async (address) =>
    await graphile(address, { completeJobBatchDelay: 0, localQueue: { size: 500 } }),
  'pg-boss 10': async (address) => await pgBoss(address, 10),
  'pg-boss 10 by 10': async (address) => await pgBoss(address, 10, atOnce),
  'pg-boss 500': async (address) => await pgBoss(address, 500),
  'bullmq postgres': async (address) => await bullmq(address),
}

await main()

async function main(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-bench-'))
  try {
    const app = await openApp(readConfig({ NIGHTDESK_HOME: home, LLM_PROVIDER: 'offline' }, home))
    try {
      await measure(app, openDesk(app))
    } finally {
      await app.close()
    }
  } finally {
    await embeddedServer({ home }).erase()
    await rm(home, { recursive: true, force: true })
  }
}

async function measure(app: App, desk: Desk): Promise<void> {
  say(`${cpus().length} cores (${cpus()[0]?.model ?? ''}), ${jobs} jobs, medians of ${rounds} rounds`)
  const pace = await throughput(app, desk)
  await settle(app)
  const only = values.only !== undefined
  const ratio = (peer: string) => {
    const other = pace.get(peer)
    return other === undefined ? null : round((pace.get('nightdesk') ?? 0) / other)
  }
  const result = {
    rawRatio: ratio('graphile'),
    rawLocalQueueRatio: ratio('graphile local queue'),
    pgBossRatio: ratio('pg-boss 10'),
    pgBossTenFetchersRatio: ratio('pg-boss 10 by 10'),
    pgBoss500Ratio: ratio('pg-boss 500'),
    bullmqPgRatio: ratio('bullmq postgres'),
    ...(only
      ? {}
      : {
          enqueueToClaimMs: quantiles(await enqueueToClaim(desk, samples)),
          parentToChildMs: quantiles(await parentToChild(desk, samples)),
          cancelMs: quantiles(await cancelToEnd(desk, samples / 5)),
          fanInSeconds: round(await fanIn(desk, 1000)),
          fairness: await fairness(app, desk, { ...fair, shortest: 10 }),
          fairnessOfNoops: await fairness(app, desk, { ...fair, shortest: 0 }),
          grown: await grown(app, desk),
        }),
  }
  console.log(values.json ? JSON.stringify(result) : JSON.stringify(result, null, 2))
}

/** Jobs a second of each contestant. */
async function throughput(app: App, desk: Desk): Promise<Map<string, number>> {
  const wanted = values.only?.split(',')
  const contestants: [string, Contestant][] = [['nightdesk', desk]]
  for (const [name, open] of Object.entries(peers))
    if (wanted === undefined || wanted.includes(name))
      contestants.push([name, await open(await databaseFor(app, name))])
  const server = await embeddedServer({ home: app.config.home }).status()
  const seconds = new Map<string, number[]>(contestants.map(([name]) => [name, []]))
  const cpu = new Map<string, number[]>(contestants.map(([name]) => [name, []]))
  // The first round warms up.
  for (let turn = 0; turn <= rounds; turn += 1) {
    for (const [name, contestant] of contestants) {
      if (contestant === desk) await desk.empty()
      await contestant.load(jobs)
      const before = usedCpu(server.pid)
      const taken = await contestant.work(jobs)
      if (turn === 0) continue
      seconds.get(name)?.push(taken)
      cpu.get(name)?.push((usedCpu(server.pid) - before) / jobs)
    }
  }
  for (const [, contestant] of contestants) await contestant.close()
  const pace = new Map([...seconds].map(([name, all]) => [name, jobs / median(all)]))
  for (const [name, each] of pace)
    say(
      `${name.padEnd(22)} ${each.toFixed(0).padStart(7)} jobs a second ${median(cpu.get(name) ?? [])
        .toFixed(0)
        .padStart(6)} µs of processor time a job`,
    )
  return pace
}

/** Our throughput beside many finished jobs and beside many queued ones, as a share of that with empty tables. */
async function grown(app: App, desk: Desk): Promise<{ finishedMillion: number; queued100k: number }> {
  const [finished, queued] = values.quick ? [100_000, 20_000] : [1_000_000, 100_000]
  const paceOf = async (prepare: () => Promise<void>, work: () => Promise<number>) => {
    const all = []
    for (let turn = 0; turn < rounds; turn += 1) {
      await prepare()
      all.push(jobs / (await work()))
    }
    return median(all)
  }
  const work = async () => await desk.work(jobs)
  const empty = await paceOf(async () => {
    await desk.empty()
    await desk.load(jobs)
  }, work)
  await desk.empty()
  await desk.load(queued)
  const deep = await paceOf(
    async () => await desk.load(jobs),
    async () => await desk.workFirst(jobs),
  )
  await desk.empty()
  await addFinished(app, finished)
  const large = await paceOf(async () => await desk.load(jobs), work)
  say(
    `${empty.toFixed(0)} a second in empty tables, ${large.toFixed(0)} beside ${finished} finished jobs, ${deep.toFixed(0)} of ${queued} queued ones`,
  )
  return { finishedMillion: round(large / empty), queued100k: round(deep / empty) }
}

/** A database of its own in the same server. */
async function databaseFor(app: App, name: string): Promise<DatabaseAddress> {
  const database = `peer_${name.replaceAll(/\W/g, '_')}`
  const client = await openClient(app.database.owner)
  try {
    await client.query(`create database ${database}`)
    await client.query(`grant all on database ${database} to nightdesk`)
  } finally {
    await client.end()
  }
  return { ...parseAddress(app.database.url), database }
}

function quantiles(times: readonly number[]): { p50: number; p99: number } {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.floor(sorted.length * share)] ?? 0)
  return { p50: at(0.5), p99: at(0.99) }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function round(number: number): number {
  return Number(number.toFixed(2))
}
