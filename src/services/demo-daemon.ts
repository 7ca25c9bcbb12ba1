import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../base/app-error.ts'
import { sleep } from '../base/clock.ts'
import type { Config } from '../contracts/config.ts'
import { startBackground, type Background } from '../io/program/index.ts'
import { door } from './door.ts'

export interface DemoDaemon {
  /** Stops it as SIGTERM does: running jobs are handed back. */
  close(): Promise<void>
}

const startLimit = 30_000
const stopLimit = 10_000
const poll = 100

/** Starts `nightdesk daemon` as a process of its own and waits until it is ready for work. */
export async function startDemoDaemon(
  config: Config,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<DemoDaemon> {
  const log = join(config.home, 'daemon.log')
  const running = startBackground(process.execPath, [door, 'daemon'], { env, cwd: config.home, log })
  try {
    await untilReady(running, config, log, signal)
  } catch (error) {
    await running.stop(stopLimit)
    throw error
  }
  return { close: async () => await running.stop(stopLimit) }
}

async function untilReady(
  running: Background,
  config: Config,
  log: string,
  signal: AbortSignal,
): Promise<void> {
  let ended = false
  const deadline = Date.now() + startLimit
  void running.ended.then(() => (ended = true))
  while (!(await isReady(`http://127.0.0.1:${config.httpPort}/readyz`))) {
    signal.throwIfAborted()
    if (ended || Date.now() > deadline) throw await notReady(log)
    await sleep(poll, signal)
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}

async function notReady(log: string): Promise<AppError> {
  const lines = (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-5)
  return new AppError('failed', `The daemon of the tour did not start: ${lines.join('\n')}`, {
    hint: 'Try: nightdesk doctor',
  })
}
