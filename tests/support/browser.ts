import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

export interface View {
  /** CSS pixels. */
  width: number
  dark: boolean
}

/** One tab of a browser. What a script defines stays from page to page. */
export interface Browser {
  show(html: string, view: View): Promise<void>
  evaluate<Result>(expression: string): Promise<Result>
  /** PNG, of the whole page. */
  screenshot(): Promise<Uint8Array>
  /** The addresses that the page asked for. */
  asked(): readonly string[]
}

/** A headless Chromium of this machine, closed with its test; undefined where there is none. */
export async function openBrowser(t: TestContext): Promise<Browser | undefined> {
  const program = findProgram()
  if (program === undefined) return undefined
  const profile = await mkdtemp(join(tmpdir(), 'nightdesk-browser-'))
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking']
  const child = spawn(
    program,
    [...flags, '--disable-dev-shm-usage', `--user-data-dir=${profile}`, '--remote-debugging-port=0'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  t.after(async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  })
  for await (const line of createInterface(child.stderr)) {
    const address = /DevTools listening on (ws:\S+)/.exec(line)?.[1]
    if (address !== undefined) return await openTab(await connect(t, address))
  }
  throw new Error(`${program} ended before it listened.`)
}

function findProgram(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return programs
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path))
}

type Reply = Record<string, unknown>

/** The Chrome DevTools Protocol: commands with an answer each, and events. */
interface Wire {
  send(method: string, params?: Reply, sessionId?: string): Promise<Reply>
  onEvent(listener: (method: string, params: Reply, sessionId: string | undefined) => void): void
}

async function connect(t: TestContext, address: string): Promise<Wire> {
  const socket = new WebSocket(address)
  await once(socket, 'open')
  t.after(() => socket.close())
  const waiting = new Map<number, { resolve(reply: Reply): void; reject(error: Error): void }>()
  const listeners: Parameters<Wire['onEvent']>[0][] = []
  let last = 0
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as {
      id?: number
      method?: string
      params?: Reply
      result?: Reply
      error?: { message: string }
      sessionId?: string
    }
    if (message.id === undefined)
      return listeners.forEach((listen) =>
        listen(message.method ?? '', message.params ?? {}, message.sessionId),
      )
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    return message.error === undefined
      ? asked?.resolve(message.result ?? {})
      : asked?.reject(new Error(message.error.message))
  })
  return {
    send(method, params = {}, sessionId) {
      last += 1
      const id = last
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        socket.send(JSON.stringify({ id, method, params, sessionId }))
      })
    },
    onEvent: (listener) => void listeners.push(listener),
  }
}

async function openTab(wire: Wire): Promise<Browser> {
  const { targetId } = await wire.send('Target.createTarget', { url: 'about:blank' })
  const attached = await wire.send('Target.attachToTarget', { targetId, flatten: true })
  const sessionId = String(attached.sessionId)
  const send = async (method: string, params: Reply = {}) => await wire.send(method, params, sessionId)
  let asked: string[] = []
  wire.onEvent((method, params, of) => {
    if (of === sessionId && method === 'Network.requestWillBeSent')
      asked.push((params.request as { url: string }).url)
  })
  for (const domain of ['Network', 'Page']) await send(`${domain}.enable`)
  await send('Page.setBypassCSP', { enabled: true })
  return {
    async show(html, { width, dark }) {
      asked = []
      const size = { width, height: 900, deviceScaleFactor: 1, mobile: width < 600 }
      await send('Emulation.setDeviceMetricsOverride', size)
      const scheme = { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }
      await send('Emulation.setEmulatedMedia', { features: [scheme] })
      await send('Page.setDocumentContent', { frameId: targetId, html })
    },
    asked: () => asked,
    async evaluate<Result>(expression: string) {
      const options = { expression, awaitPromise: true, returnByValue: true }
      const { result, exceptionDetails } = await send('Runtime.evaluate', options)
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails))
      return (result as { value: Result }).value
    },
    async screenshot() {
      const { data } = await send('Page.captureScreenshot', { captureBeyondViewport: true, format: 'png' })
      return Buffer.from(String(data), 'base64')
    },
  }
}
