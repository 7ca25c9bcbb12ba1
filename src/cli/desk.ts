import { isatty } from 'node:tty'
import { text } from 'node:stream/consumers'
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
}

export interface OpenDesk extends Desk {
  /** Closes the app, if a command opened it. */
  close(): Promise<void>
}

/** The desk of one command: configuration and database are opened when the command first asks for them. */
export function openDesk(options: DeskOptions): OpenDesk {
  const { print, signal, env, cwd } = options
  let app: Promise<App> | undefined
  return {
    print,
    signal,
    env,
    cwd,
    interactive: !print.json && isatty(0) && isatty(2),
    input: async () => await text(process.stdin),
    app: async () => {
      app ??= open(options)
      return await app
    },
    config: async () => await read(options),
    close: async () => {
      const opened = await app?.catch(() => undefined)
      await opened?.close()
    },
  }
}

async function open(options: DeskOptions): Promise<App> {
  const [{ openApp }, config] = await Promise.all([import('../services/app.ts'), read(options)])
  return await openApp(config, { scrubber: options.scrubber, signal: options.signal })
}

async function read({ scrubber, env, cwd }: DeskOptions): Promise<Config> {
  const { readConfig, secretsOf } = await import('../services/config.ts')
  const config = readConfig(env, cwd)
  for (const secret of secretsOf(config)) scrubber.add(secret)
  return config
}
