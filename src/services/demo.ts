import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../base/clock.ts'
import type { Config } from '../contracts/config.ts'
import { openDemoSite, type DemoSite } from '../io/demo-site.ts'
import { openSmtpInbox, type SmtpInbox } from '../io/mail/index.ts'
import { embeddedServer } from '../io/postgres/index.ts'
import { leaveBehind } from '../io/program/index.ts'
import { openApp, type App } from './app.ts'
import { readConfig } from './config.ts'
import { writeDemoBrand } from './demo-brand.ts'
import { door, startDemoDaemon, type DemoDaemon } from './demo-daemon.ts'
import { demoEnvironment, freePort } from './demo-environment.ts'

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
  const closers: Closer[] = []
  try {
    return await openParts(options, closers)
  } catch (error) {
    await closeAll(closers)
    throw error
  }
}

async function openParts(options: DemoOptions, closers: Closer[]): Promise<Demo> {
  const { signal, onPart } = options
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-demo-'))
  closers.push(() => rm(home, { recursive: true, force: true }))
  const server = embeddedServer({ home })
  closers.push(() => server.erase())
  onPart(`A data folder of its own: ${home}`)
  const site = opened(closers, await openDemoSite(demoFolder, systemClock()))
  onPart(`A small web of sample pages: ${site.url}`)
  const inbox = opened(closers, await openSmtpInbox(join(home, 'mail')))
  onPart(`A mail server that keeps what it gets: ${inbox.url}`)
  const env = demoEnvironment(options, {
    home,
    smtpUrl: inbox.url,
    siteHost: site.host,
    port: await freePort(),
  })
  const config = readConfig(env, home)
  const app = opened(closers, await openApp(config, { signal }))
  onPart('PostgreSQL, started for this desk alone')
  const daemon = opened(closers, await startDemoDaemon(config, env, signal))
  onPart(`A daemon that works on jobs and hears votes: ${config.publicUrl}`)
  const brandFile = await writeDemoBrand(home, site)
  const forget = stopWithProcess(daemon, env, home)
  return {
    home,
    env,
    config,
    app,
    site,
    inbox,
    brandFile,
    async close(keep) {
      if (keep) closers.splice(0, 2, () => server.stop())
      await closeAll(closers)
      forget()
    },
  }
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

/** A process that is made to end at once (a closed pipe, Ctrl-C twice) leaves nothing running either. */
function stopWithProcess(daemon: DemoDaemon, env: NodeJS.ProcessEnv, home: string): () => void {
  const onExit = () => {
    daemon.kill()
    leaveBehind(process.execPath, [door, 'db', 'stop'], { env, cwd: home })
  }
  process.once('exit', onExit)
  return () => process.off('exit', onExit)
}
