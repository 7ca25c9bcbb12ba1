import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../../../base/app-error.ts'
import { socketFile } from './layout.ts'
import { commandLine, processIdentity } from './process.ts'

/** The running server of a data folder, as its file postmaster.pid tells. */
export interface Postmaster {
  pid: number
  state: 'starting' | 'ready' | 'stopping'
}

const pidFile = 'postmaster.pid'
// No system gives such a process id, so that PostgreSQL takes the file for a dead server's.
const nobody = '999999999'
const stateLine = 7

/** The server that runs on the data folder, or undefined. A process that merely has its id is not taken for it. */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const lines = await readPidFile(data)
  const pid = Number(lines?.[0])
  if (lines === undefined || !Number.isInteger(pid) || !isServerOf(pid, data)) return undefined
  const state = lines[stateLine]?.trim()
  return { pid, state: state === 'ready' || state === 'stopping' ? state : 'starting' }
}

/**
 * Mends what a server left that died, where another process has its id by now or nobody has buried it: PostgreSQL
 * would refuse to start. The pid file stays, since PostgreSQL also learns from it whether processes were left behind.
 */
export async function forgetDeadPostmaster(data: string, sockets: string): Promise<void> {
  const lines = await readPidFile(data)
  if (lines !== undefined && isServerOf(Number(lines[0]), data)) return
  if (lines !== undefined) await writeFile(join(data, pidFile), [nobody, ...lines.slice(1)].join('\n'))
  await rm(join(sockets, `${socketFile}.lock`), { force: true })
}

function isServerOf(pid: number, data: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || processIdentity(pid) === undefined) return false
  const words = `${commandLine(pid) ?? ''} `
  return words.includes(`-D ${data} `) || words.includes(`-D "${data}" `)
}

async function readPidFile(data: string): Promise<string[] | undefined> {
  try {
    return (await readFile(join(data, pidFile), 'utf8')).split('\n')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
