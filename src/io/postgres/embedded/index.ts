import { embeddedUrl } from './layout.ts'
import type { EmbeddedStatus } from './server.ts'

export { embeddedUrl, type EmbeddedRole } from './layout.ts'
export type { EmbeddedStatus } from './server.ts'

/** The embedded PostgreSQL of one data folder. Made by commands on demand, shared by all, left running. */
export interface EmbeddedServer {
  /** For the application, and for the owner who migrates. */
  url: string
  ownerUrl: string
  /** Starts the server unless it runs; the first time makes its data folder. False when it ran already. */
  start(signal?: AbortSignal): Promise<boolean>
  /** Stops it, ending all connections, and waits. False when it did not run. */
  stop(signal?: AbortSignal): Promise<boolean>
  status(): Promise<EmbeddedStatus>
  /** Stops it and deletes all of its data. */
  erase(signal?: AbortSignal): Promise<void>
}

export interface EmbeddedOptions {
  home: string
  /** Settings of postgresql.conf on top of ours; they hold for the next start. */
  settings?: Readonly<Record<string, string>>
  /** The folder with PostgreSQL's `bin`, `lib` and `share`, where it is not that of the installed package. */
  binaries?: string
}

/** Nothing is loaded, read or started before one of the functions is called: most commands find the server running. */
export function embeddedServer(options: EmbeddedOptions): EmbeddedServer {
  const { home } = options
  const load = async () => await import('./server.ts')
  return {
    url: embeddedUrl(home),
    ownerUrl: embeddedUrl(home, 'nightdesk_owner'),
    start: async (signal) => await (await load()).startServer(options, signal),
    stop: async (signal) => await (await load()).stopServer(options, signal),
    status: async () => await (await load()).serverStatus(home),
    erase: async (signal) => await (await load()).eraseServer(options, signal),
  }
}
