import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { door } from '../door.ts'

/** The processes that a proof kills. */
export interface Fleet {
  /** The pids of those that run and are not frozen. */
  living(): number[]
  /** Ends the process at once (SIGKILL) and starts another in its place. */
  kill(pid: number): Promise<void>
  freeze(pid: number): void
  thaw(pid: number): void
  /** Ends all of them gently; those that do not end in time at once. */
  stop(): Promise<void>
}

interface Member {
  process: ChildProcess
  frozen: boolean
}

const stopLimit = 15_000
/** A worker that cannot start ends at once; the next one need not follow on its heels. Milliseconds. */
const respawnDelay = 100

/** Starts `size` workers of a proof, each a process of its own. */
export function startFleet(
  size: number,
  env: NodeJS.ProcessEnv,
  files: { ledger: string; log: string },
): Fleet {
  const members = new Map<number, Member>()
  const log = openSync(files.log, 'a')
  let stopping = false

  function start(): void {
    const process_ = spawn(process.execPath, [door, 'prove', '--worker', files.ledger], {
      env,
      stdio: ['ignore', log, log],
    })
    const { pid } = process_
    if (pid === undefined) throw new Error('A worker of the proof could not be started.')
    members.set(pid, { process: process_, frozen: false })
    process_.once('exit', () => {
      members.delete(pid)
      setTimeout(() => {
        if (!stopping) start()
      }, respawnDelay)
    })
  }

  for (let number = 0; number < size; number += 1) start()
  return {
    living: () => [...members].filter(([, { frozen }]) => !frozen).map(([pid]) => pid),
    async kill(pid) {
      const member = members.get(pid)
      if (member === undefined) return
      const exited = once(member.process, 'exit')
      member.process.kill('SIGKILL')
      await exited
    },
    freeze: (pid) => signal(members, pid, 'SIGSTOP'),
    thaw: (pid) => signal(members, pid, 'SIGCONT'),
    async stop() {
      stopping = true
      await Promise.all([...members.values()].map(async (member) => await endGently(member.process)))
    },
  }
}

function signal(members: ReadonlyMap<number, Member>, pid: number, name: 'SIGSTOP' | 'SIGCONT'): void {
  const member = members.get(pid)
  if (member === undefined) return
  member.frozen = name === 'SIGSTOP'
  member.process.kill(name)
}

async function endGently(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGCONT')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopLimit)
  await exited
  clearTimeout(timer)
}
