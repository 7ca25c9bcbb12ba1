import { isatty } from 'node:tty'
import { text } from 'node:stream/consumers'
import type { Scrubber } from '../base/scrubber.ts'
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
export function openDesk({ print, scrubber, signal, env, cwd }: DeskOptions): OpenDesk {
  let app: Promise<App> | undefined
  return {
    print,
    signal,
    env,
    cwd,
    interactive: !print.json && isatty(0) && isatty(2),
    input: async () => await text(process.stdin),
    app: async () => {
      app ??= open({ print, scrubber, signal, env, cwd })
      return await app
    },
    close: async () => {
      const opened = await app?.catch(() => undefined)
      await opened?.close()
    },
  }
}

async function open({ scrubber, signal, env, cwd }: DeskOptions): Promise<App> {
  const [{ openApp }, { readConfig, secretsOf }] = await Promise.all([
    import('../services/app.ts'),
    import('../services/config.ts'),
  ])
  const config = readConfig(env, cwd)
  for (const secret of secretsOf(config)) scrubber.add(secret)
  return await openApp(config, { scrubber, signal })
}
