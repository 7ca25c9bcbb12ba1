import { once } from 'node:events'
import { mkdir, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { callbackify } from 'node:util'
import { codeOf } from '../../base/app-error.ts'
import { stageMessage } from './eml-file.ts'

/** A mail server on loopback that keeps what it gets, for the tour and for tests. */
export interface SmtpInbox {
  /** `smtp://127.0.0.1:PORT` */
  url: string
  folder: string
  /** The absolute paths of the messages, oldest name first. */
  messages(): Promise<string[]>
  close(): Promise<void>
}

const largestMessage = 10 * 1024 * 1024

/** Opens a mail server on a free port of 127.0.0.1 that writes each message as `<message-id>.eml` into `folder`. */
export async function openSmtpInbox(folder: string): Promise<SmtpInbox> {
  const { SMTPServer } = await import('smtp-server')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largestMessage,
    closeTimeout: 100,
    onData(stream, _session, done) {
      callbackify(keep)(folder, stream, (error, path) => done(error, `kept as ${path}`))
    },
  })
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  // A client that hangs up is its own affair: the server goes on.
  server.on('error', () => undefined)
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port.')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    folder: resolve(folder),
    messages: () => listMessages(folder),
    close: () => new Promise((resolved) => server.close(() => resolved())),
  }
}

/** The absolute paths of the `.eml` files in a folder, by name; none where the folder does not exist. */
export async function listMessages(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder)
    return names
      .filter((name) => name.endsWith('.eml') && !name.startsWith('.'))
      .sort()
      .map((name) => join(resolve(folder), name))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

async function keep(folder: string, stream: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array))
  const staged = await stageMessage(folder, Buffer.concat(chunks))
  return await staged.publish()
}
