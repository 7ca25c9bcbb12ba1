import type { Readable } from 'node:stream'
import { isatty } from 'node:tty'
import type { Scrubber } from '../base/scrubber.ts'
import type { Config } from '../contracts/config.ts'
import type { App } from '../services/app.ts'
import type { Desk } from './command.ts'
import type { Printer } from './print.ts'

export interface DeskOptions {
  print: Printer
  scrubber: Scrubber
  signal: AbortSignal
  env: NodeJS.ProcessEnv
  cwd: string
  /** Standard input where it is not the process's own; nobody sits there. */
  stdin?: Readable
}

export interface OpenDesk extends Desk {
  /** Begins to open the app. Returns as soon as the database has been asked, while it has not answered yet. */
  openEarly(): Promise<void>
  /** Closes the app, if a command opened it. */
  close(): Promise<void>
}

/** The desk of one command: configuration and database are opened when the command first asks for them. */
export function openDesk(options: DeskOptions): OpenDesk {
  const { print, signal, env, cwd, stdin } = options
  let opening: Promise<{ app: Promise<App> }> | undefined
  const begin = async () => await (opening ??= open(options))
  return {
    print,
    signal,
    env,
    cwd,
    interactive: stdin === undefined && !print.json && isatty(0) && isatty(2),
    input: async () => await readInput(signal, stdin),
    app: async () => await (await begin()).app,
    config: async () => await read(options),
    openEarly: async () => {
      // What fails here fails again where the command asks for the app.
      const { app } = await begin()
      app.catch(() => undefined)
    },
    close: async () => {
      const opened = await opening?.then(async ({ app }) => await app).catch(() => undefined)
      await opened?.close()
    },
  }
}

async function readInput(signal: AbortSignal, stdin?: Readable): Promise<string> {
  const [{ addAbortSignal }, { text }] = await Promise.all([
    import('node:stream'),
    import('node:stream/consumers'),
  ])
  return await text(addAbortSignal(signal, stdin ?? process.stdin))
}

async function open(options: DeskOptions): Promise<{ app: Promise<App> }> {
  const [{ openApp }, config] = await Promise.all([import('../services/app.ts'), read(options)])
  return { app: openApp(config, { scrubber: options.scrubber, signal: options.signal }) }
}

async function read({ scrubber, env, cwd }: DeskOptions): Promise<Config> {
  const { loadConfig, secretsOf } = await import('../services/config.ts')
  const config = await loadConfig(env, cwd)
  for (const secret of secretsOf(config)) scrubber.add(secret)
  return config
}
