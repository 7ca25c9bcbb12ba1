import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { TestContext } from 'node:test'

/** What the server says instead of yes, by command; null hangs up. `DOT` is the end of a message. May be changed. */
export type MailAnswers = Record<string, string | null>

export interface ScriptedServer {
  url: string
  /** Every command that came, in order. */
  seen: string[]
  sockets: Set<Socket>
}

/** A mail server that answers each command with what `answers` says; null hangs up. */
export async function scripted(t: Pick<TestContext, 'after'>, answers: MailAnswers): Promise<ScriptedServer> {
  const seen: string[] = []
  const server = createServer((socket) => {
    let data = false
    let buffered = ''
    const say = (verb: string, usual: string) => {
      const answer = answers[verb] === undefined ? usual : answers[verb]
      return answer === null ? socket.destroy() : socket.write(`${answer}\r\n`)
    }
    socket.on('error', () => undefined)
    say('CONNECT', '220 test ESMTP')
    socket.on('data', (chunk) => {
      buffered += chunk.toString('latin1')
      while (true) {
        const end = data ? buffered.indexOf('\r\n.\r\n') : buffered.indexOf('\r\n')
        if (end === -1) break
        const line = buffered.slice(0, end)
        buffered = buffered.slice(end + (data ? 5 : 2))
        if (data) {
          data = false
          seen.push('DOT')
          say('DOT', '250 accepted')
          continue
        }
        const verb = line.slice(0, 4).toUpperCase()
        seen.push(verb)
        if (verb === 'DATA' && answers.DATA === undefined) data = true
        say(verb, verb === 'DATA' ? '354 go on' : '250 ok')
      }
    })
    sockets.add(socket)
  })
  const sockets = new Set<Socket>()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return { url: `smtp://127.0.0.1:${address.port}`, seen, sockets }
}
