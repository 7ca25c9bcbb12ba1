import { hostname } from 'node:os'
import { sleep } from '../../base/clock.ts'
import type { Sql } from '../../contracts/sql.ts'
import { jobsOfProcess, persist, terminateSomeBackend, type EngineLog } from '../../jobs/index.ts'
import type { Fleet } from './fleet.ts'

/** A process that was killed or frozen, and what it had in hand. */
export interface Blow {
  at: number
  jobs: string[]
}

/** Every fault of a proof. */
export interface FaultRecord {
  kills: Blow[]
  freezes: Blow[]
  restarts: number
  backends: number
}

export interface FaultTools {
  fleet: Fleet
  sql: Sql
  restart: (() => Promise<void>) | undefined
  random: () => number
  log: EngineLog
  signal: AbortSignal
}

/** Milliseconds: between blows, between freezes, between restarts. Around a restart nobody is killed, so that recovery is measured alone. */
const killGap = 1300
const freezeGap = 42_000
const restartGap = 42_000
const quietTime = 3000
/** Longer than the beat of a worker may be late: it is taken for dead while it sleeps. */
const freezeTime = 18_000
/** What a process sent before it froze has arrived after this. */
const inFlight = 150
const backendShare = 0.12

/** Kills, freezes and cuts off by seeded chance until the signal fires; frozen processes are thawed before it returns. */
export async function deal(tools: FaultTools): Promise<FaultRecord> {
  const record: FaultRecord = { kills: [], freezes: [], restarts: 0, backends: 0 }
  const thaws: Promise<void>[] = []
  const begun = Date.now()
  const due = { freeze: begun + 5000, restart: begun + 12_000 }
  while (!tools.signal.aborted) {
    await pause(killGap * (0.6 + 0.8 * tools.random()), tools.signal)
    if (tools.signal.aborted) break
    const now = Date.now()
    if (now > due.restart && tools.restart !== undefined) {
      due.restart = now + restartGap
      await restartAlone(tools, tools.restart)
      record.restarts += 1
    } else if (now > due.freeze) {
      const frozen = await freezeOne(tools, record)
      if (frozen === undefined) continue
      thaws.push(sleep(freezeTime).then(() => tools.fleet.thaw(frozen)))
      due.freeze = now + freezeGap
    } else if (tools.random() < backendShare) {
      if (await persist(() => terminateSomeBackend(tools.sql), tools.log)) record.backends += 1
    } else await killOne(tools, record)
  }
  await Promise.all(thaws)
  return record
}

async function killOne(tools: FaultTools, record: FaultRecord): Promise<void> {
  const pid = someOf(tools.fleet.living(), tools.random)
  if (pid === undefined) return
  const jobs = await inHand(tools, pid)
  record.kills.push({ at: Date.now(), jobs })
  await tools.fleet.kill(pid)
}

/** Freezes a process in the middle of its jobs and returns its id; undefined where all are idle. */
async function freezeOne(tools: FaultTools, record: FaultRecord): Promise<number | undefined> {
  for (let look = 0; look < 20; look += 1) {
    const pid = someOf(tools.fleet.living(), tools.random)
    if (pid === undefined) return undefined
    const at = Date.now()
    tools.fleet.freeze(pid)
    await sleep(inFlight)
    const jobs = await inHand(tools, pid)
    if (jobs.length > 0) {
      record.freezes.push({ at, jobs })
      return pid
    }
    tools.fleet.thaw(pid)
  }
  return undefined
}

async function restartAlone({ signal }: FaultTools, restart: () => Promise<void>): Promise<void> {
  await pause(quietTime, signal)
  await restart()
  await pause(quietTime, signal)
}

async function inHand({ sql, log }: FaultTools, pid: number): Promise<string[]> {
  return await persist(() => jobsOfProcess(sql, hostname(), pid), log)
}

function someOf(pids: readonly number[], random: () => number): number | undefined {
  return pids[Math.floor(random() * pids.length)]
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(milliseconds, signal).catch(() => undefined)
}
