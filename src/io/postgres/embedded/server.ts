import { chown, lstat, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError, codeOf } from '../../../base/app-error.ts'
import { sleep } from '../../../base/clock.ts'
import { prepareBinaries } from './binaries.ts'
import { prepareCluster, writeSettings } from './cluster.ts'
import type { EmbeddedOptions } from './index.ts'
import { serverFolder, socketFile, socketFolder } from './layout.ts'
import { withLock } from './lock.ts'
import { findPlace, preparePlace, type Place } from './place.ts'
import { findPostmaster, forgetDeadPostmaster, type Postmaster } from './postmaster.ts'
import { run, type RunOptions } from './process.ts'

export interface EmbeddedStatus {
  running: boolean
  pid: number | undefined
  /** Undefined until the first start. */
  data: string | undefined
  socket: string
  log: string | undefined
}

const startLimit = 60_000
const stopLimit = 60_000
const lockLimit = 180_000
const poll = 50
const launchAttempts = 15
const longestLog = 5_000_000

/** Starts the server of the data folder unless it runs. False when it ran already. */
export async function startServer(options: EmbeddedOptions, signal?: AbortSignal): Promise<boolean> {
  const place = await preparePlace(options.home)
  return withLock(place.lock, () => startLocked(place, options, signal), { limit: lockLimit, signal })
}

async function startLocked(place: Place, options: EmbeddedOptions, signal?: AbortSignal): Promise<boolean> {
  const binaries = await prepareBinaries(place.user, place.folder, options.binaries)
  const running = await settle(place, signal)
  if (running !== undefined && (await hasSocket(place))) return false
  if (running !== undefined) await stopRunning(binaries, place, signal)
  const settings = options.settings ?? {}
  await prepareCluster(binaries, place, settings, signal)
  await writeSettings(place, settings)
  await forgetDeadPostmaster(place.data, place.sockets)
  await prepareLog(place)
  await launch(binaries, place, signal)
  return true
}

// What a killed server leaves behind ends by itself within moments; until then PostgreSQL refuses to start.
async function launch(binaries: string, place: Place, signal?: AbortSignal): Promise<void> {
  const args = ['start', '-D', place.data, '-l', place.log, '-w', '-s', '-t', String(startLimit / 1000)]
  for (let attempt = 1; ; attempt += 1) {
    const { size } = await stat(place.log)
    const ran = await run(join(binaries, 'bin/pg_ctl'), args, limits(place, startLimit, signal))
    if (ran.code === 0) return
    const said = (await readFile(place.log)).subarray(size).toString('utf8')
    if (attempt === launchAttempts || !said.includes('pre-existing shared memory block'))
      throw cannotStart(place, `${said}\n${ran.output}`)
    await sleep(attempt * poll, signal)
  }
}

/** Stops the server, ending all connections, and waits. False when it did not run. */
export async function stopServer(options: EmbeddedOptions, signal?: AbortSignal): Promise<boolean> {
  const place = await findPlace(options.home)
  if (place === undefined) return false
  return withLock(
    place.lock,
    async () => {
      if ((await settle(place, signal)) === undefined) return false
      await stopRunning(await prepareBinaries(place.user, place.folder, options.binaries), place, signal)
      return true
    },
    { limit: lockLimit, signal },
  )
}

export async function serverStatus(home: string): Promise<EmbeddedStatus> {
  const place = await findPlace(home)
  const server = place === undefined ? undefined : await findPostmaster(place.data)
  return {
    running: server?.state === 'ready',
    pid: server?.pid,
    data: place?.data,
    socket: socketFolder(home),
    log: place?.log,
  }
}

/** Stops the server and deletes all of its data. */
export async function eraseServer(options: EmbeddedOptions, signal?: AbortSignal): Promise<void> {
  const place = await findPlace(options.home)
  if (place === undefined) return
  await stopServer(options, signal)
  await rm(place.sockets, { recursive: true, force: true })
  await rm(place.folder, { recursive: true, force: true })
  await rm(serverFolder(options.home), { recursive: true, force: true })
}

// Waits while a server that another command left behind is starting or stopping.
async function settle(place: Place, signal?: AbortSignal): Promise<Postmaster | undefined> {
  const deadline = Date.now() + startLimit
  for (;;) {
    const server = await findPostmaster(place.data)
    if (server === undefined || server.state === 'ready') return server
    if (Date.now() > deadline) throw cannotStart(place, `It has been ${server.state} for a minute.`)
    await sleep(poll, signal)
  }
}

async function stopRunning(binaries: string, place: Place, signal?: AbortSignal): Promise<void> {
  const args = ['stop', '-D', place.data, '-m', 'fast', '-w', '-s', '-t', String(stopLimit / 1000)]
  const ran = await run(join(binaries, 'bin/pg_ctl'), args, limits(place, stopLimit, signal))
  if (ran.code === 0 || (await findPostmaster(place.data)) === undefined) return
  throw new AppError('failed', `The embedded database did not stop: ${ran.output}`, {
    hint: `Its log: ${place.log}`,
  })
}

// pg_ctl keeps its own limit; ours is for a pg_ctl that hangs.
function limits(place: Place, limit: number, signal: AbortSignal | undefined): RunOptions {
  return { ...place.user.switchTo, timeout: limit + 5000, ...(signal === undefined ? {} : { signal }) }
}

async function hasSocket(place: Place): Promise<boolean> {
  try {
    return (await stat(join(place.sockets, socketFile))).isSocket()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

async function prepareLog(place: Place): Promise<void> {
  await writeFile(place.log, '', { flag: 'a', mode: 0o600 })
  const { size } = await lstat(place.log)
  if (size > longestLog) await truncate(place.log)
  await chown(place.log, place.user.uid, place.user.gid)
}

function cannotStart(place: Place, said: string): AppError {
  const lines = said.split('\n').filter((line) => line.trim() !== '')
  return new AppError('failed', `The embedded database did not start: ${lines.slice(-6).join('\n')}`, {
    hint: `Its log: ${place.log}`,
  })
}
