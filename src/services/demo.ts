import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../base/clock.ts'
import type { Config } from '../contracts/config.ts'
import { openDemoSite, type DemoSite } from '../io/demo-site.ts'
import { openSmtpInbox, type SmtpInbox } from '../io/mail/index.ts'
import { embeddedServer, type EmbeddedServer } from '../io/postgres/index.ts'
import { leaveBehind } from '../io/program/index.ts'
import { openApp, type App } from './app.ts'
import { readConfig } from './config.ts'
import { writeDemoBrand } from './demo-brand.ts'
import { startDemoDaemon } from './demo-daemon.ts'
import { door } from './door.ts'
import { demoEnvironment, freePort } from './demo-environment.ts'
import { requireModel } from './models.ts'

/** A desk that starts from nothing: a data folder, a database, a web, a mailbox and a daemon of its own. */
export interface Demo {
  home: string
  /** What another command needs to work on this desk. */
  env: NodeJS.ProcessEnv
  config: Config
  app: App
  site: DemoSite
  inbox: SmtpInbox
  /** The Debonairs brand with the local web as its sources. */
  brandFile: string
  /** Stops everything that was started. The data folder stays only with `keep`. */
  close(keep: boolean): Promise<void>
}

export interface DemoOptions {
  env: NodeJS.ProcessEnv
  cwd: string
  /** True takes the model of the environment; else the tour is offline. */
  llm: boolean
  signal: AbortSignal
  /** Called as each part stands, with a line about it. */
  onPart(line: string): void
}

type Closer = () => Promise<unknown>

/** Opens the desk of the tour. Whatever was opened before a failure is closed again. */
export async function openDemo(options: DemoOptions): Promise<Demo> {
  if (options.llm) refuseOffline(options)
  const closers: Closer[] = []
  try {
    return await openParts(options, closers)
  } catch (error) {
    await closeAll(closers)
    throw options.signal.aborted ? options.signal.reason : error
  }
}

/** Said before anything is made: the tour takes the variables of the user and nothing else of the desk. */
function refuseOffline(options: DemoOptions): void {
  const places = { home: tmpdir(), smtpUrl: 'smtp://127.0.0.1:25', networkAllow: '', port: 4600 }
  requireModel(readConfig(demoEnvironment(options, places), tmpdir()), 'demo --llm')
}

async function openParts(options: DemoOptions, closers: Closer[]): Promise<Demo> {
  const { signal, onPart } = options
  const folder = await openFolder(closers)
  const { home } = folder
  onPart(`A data folder of its own: ${home}`)
  const site = opened(closers, await openDemoSite(demoFolder, systemClock()))
  onPart(`A small web of sample pages: ${site.url}`)
  const inbox = opened(closers, await openSmtpInbox(join(home, 'mail')))
  onPart(`A mail server that keeps what it gets: ${inbox.url}`)
  const port = await freePort()
  const env = demoEnvironment(options, { home, smtpUrl: inbox.url, networkAllow: site.allow, port })
  const config = readConfig(env, home)
  const app = opened(closers, await openApp(config, { signal }))
  onPart('PostgreSQL, started for this desk alone')
  opened(closers, await startDemoDaemon(config, env, signal))
  onPart(`A daemon that works on jobs and hears votes: ${config.publicUrl}`)
  const brandFile = await writeDemoBrand(home, site)
  return {
    home,
    env,
    config,
    app,
    site,
    inbox,
    brandFile,
    async close(keep) {
      folder.kept = keep
      await closeAll(closers)
    },
  }
}

/** The data folder and the database in it. Closing stops the database, and deletes both unless they are to be kept. */
async function openFolder(closers: Closer[]): Promise<{ home: string; kept: boolean }> {
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-demo-'))
  const folder = { home, kept: false }
  const server = embeddedServer({ home })
  const forget = stopWithProcess(home)
  closers.push(async () => {
    await (folder.kept ? server.stop() : erase(server, home))
    forget()
  })
  return folder
}

/** An initdb that was interrupted may still be tidying up: then the folder is not empty at the first try. */
async function erase(server: EmbeddedServer, home: string): Promise<void> {
  try {
    await server.erase()
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

/** A process that is made to end at once (a closed pipe, Ctrl-C twice) leaves no database running either. */
function stopWithProcess(home: string): () => void {
  const { PATH, HOME } = process.env
  const onExit = () =>
    leaveBehind(process.execPath, [door, 'db', 'stop', '--force'], {
      env: { PATH, HOME, NIGHTDESK_HOME: home },
      cwd: home,
    })
  process.once('exit', onExit)
  return () => process.off('exit', onExit)
}

const demoFolder = join(import.meta.dirname, '../../brand/demo')

function opened<Part extends { close(): Promise<void> }>(closers: Closer[], part: Part): Part {
  closers.push(() => part.close())
  return part
}

/** The last opened first; every one is tried, then the first failure is thrown. */
async function closeAll(closers: Closer[]): Promise<void> {
  const failures: unknown[] = []
  for (const close of closers.splice(0).toReversed())
    try {
      await close()
    } catch (error) {
      failures.push(error)
    }
  if (failures.length > 0) throw failures[0]
}
