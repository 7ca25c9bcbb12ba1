import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

/** Where in a transmission its sender dies: before the data, in the data, at the last dot, just after the answer to it. */
export const deadlyMoments = ['RCPT', 'DATA', 'DOT', 'ANSWERED'] as const
export type DeadlyMoment = (typeof deadlyMoments)[number]

export interface DeadlyMailServer {
  port: number
  /** How many messages were begun. */
  begun: number
  /** How often each address had a message accepted. */
  accepted: Map<string, number>
  /** Addresses whose connection was dropped between acceptance and answer. */
  dropped: string[]
  /** Told of each moment of each transmission; `sender` is the name that the client gave in EHLO. */
  onMoment: (moment: DeadlyMoment, sender: string) => void
}

/** A mail server that accepts everything and drops every nth connection after it accepted and before it says so. */
export async function deadlyMailServer(t: TestContext, dropEvery: number): Promise<DeadlyMailServer> {
  const mail: DeadlyMailServer = {
    port: 0,
    begun: 0,
    accepted: new Map(),
    dropped: [],
    onMoment: () => undefined,
  }
  const server = createServer((socket) => converse(socket, mail, dropEvery))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  mail.port = address.port
  return mail
}

function converse(socket: Socket, mail: DeadlyMailServer, dropEvery: number): void {
  let [sender, recipient, buffered, inData, isDropped] = ['', '', '', false, false]
  const say = (line: string) => void socket.write(`${line}\r\n`)
  socket.setEncoding('latin1').on('error', () => undefined)
  say('220 deadly ESMTP')
  const onLine = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'EHLO') sender = line.slice(5).trim()
    if (verb === 'RCPT') recipient = /<(.*)>/.exec(line)?.[1] ?? ''
    if (verb === 'RCPT' || verb === 'DATA') mail.onMoment(verb, sender)
    inData = verb === 'DATA'
    if (inData) isDropped = (mail.begun += 1) % dropEvery === 0
    say(inData ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 ok')
  }
  const onMessage = () => {
    inData = false
    mail.accepted.set(recipient, (mail.accepted.get(recipient) ?? 0) + 1)
    mail.onMoment('DOT', sender)
    if (isDropped) {
      mail.dropped.push(recipient)
      socket.destroy()
    } else {
      say('250 accepted')
      mail.onMoment('ANSWERED', sender)
    }
  }
  socket.on('data', (chunk) => {
    buffered += chunk
    for (;;) {
      const mark = inData ? '\r\n.\r\n' : '\r\n'
      const end = buffered.indexOf(mark)
      if (end === -1) return
      const line = buffered.slice(0, end)
      buffered = buffered.slice(end + mark.length)
      if (inData) onMessage()
      else onLine(line)
    }
  })
}
