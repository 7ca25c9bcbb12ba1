import { Console } from 'node:console'
import dgram from 'node:dgram'
import dns from 'node:dns'
import { readFileSync, writeSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import { Writable } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * The process that a theme runs in. Node's permissions take its files, child processes, threads and add-ons away; the
 * network is taken away here, since Node 22 and 24 have no permission for it. Reads `{entry, resume}` from descriptor
 * 0 and writes the page to descriptor 1; what the theme prints goes to 2.
 */
if (process.argv[1] === fileURLToPath(import.meta.url)) await main()

async function main(): Promise<void> {
  const { entry, resume } = JSON.parse(readFileSync(0, 'utf8')) as { entry: string; resume: unknown }
  takeAway()
  const bytes = Buffer.from(await renderWith(await import(pathToFileURL(entry).href), resume))
  for (let written = 0; written < bytes.length;) written += writeSync(1, bytes, written)
}

async function renderWith(theme: unknown, resume: unknown): Promise<string> {
  const render = renderOf(theme) ?? renderOf((theme as { default?: unknown }).default)
  if (render === undefined) throw new Error('It has no function "render".')
  const page = await render(resume)
  if (typeof page !== 'string') throw new Error('Its "render" gives no text.')
  return page
}

function renderOf(theme: unknown): ((resume: unknown) => unknown) | undefined {
  if (typeof theme !== 'object' && typeof theme !== 'function') return undefined
  const render = theme !== null && 'render' in theme ? theme.render : undefined
  return typeof render === 'function' ? (render as (resume: unknown) => unknown) : undefined
}

function takeAway(): void {
  const refuse = () => {
    throw new Error('A theme may not use the network.')
  }
  for (const key of ['connect', 'listen', '_listen2']) {
    Object.assign(net.Socket.prototype, { [key]: refuse })
    Object.assign(net.Server.prototype, { [key]: refuse })
  }
  Object.assign(net, {
    _createServerHandle: refuse,
    connect: refuse,
    createConnection: refuse,
    createServer: refuse,
  })
  Object.assign(dgram, { createSocket: refuse, Socket: refuse, _createSocketHandle: refuse })
  for (const [key, value] of Object.entries(dns))
    if (typeof value === 'function') Object.assign(dns, { [key]: refuse })
  for (const [key, value] of Object.entries(dns.promises))
    if (typeof value === 'function') Object.assign(dns.promises, { [key]: refuse })
  Object.assign(globalThis, { fetch: refuse, WebSocket: refuse, EventSource: refuse })
  syncBuiltinESMExports()
  // Its pipes are sockets too, and signals reach other processes.
  const talk = new Writable({ write: (chunk: Buffer, _encoding, done) => done(void writeSync(2, chunk)) })
  for (const name of ['stdin', 'stdout', 'stderr']) Object.defineProperty(process, name, { value: talk })
  Object.assign(globalThis, { console: new Console(talk, talk) })
  Object.assign(process, { kill: refuse, binding: refuse, _linkedBinding: refuse, dlopen: refuse })
}
