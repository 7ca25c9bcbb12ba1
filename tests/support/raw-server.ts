import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

/** What is written to a connection whose request head has come. The path is that of the request. */
export type RawAnswer = (socket: Socket, head: string) => void

export interface RawServer {
  /** `127.0.0.1:4711` */
  host: string
  url(path: string): string
}

/**
 * A server on loopback that writes bytes as they are, so that it can break every rule of HTTP. robots.txt is not there;
 * connections end with the test.
 */
export async function rawServer(
  t: TestContext,
  answers: Record<string, RawAnswer | string>,
): Promise<RawServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    let head = ''
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (chunk: Buffer) => {
      head += chunk.toString('latin1')
      if (!head.includes('\r\n\r\n')) return
      const path = head.split(' ', 2)[1] ?? '/'
      const answer = answers[path.split('?')[0] ?? '/'] ?? notThere
      const asked = head
      head = ''
      if (typeof answer === 'string') socket.end(answer, 'latin1')
      else answer(socket, asked)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { host, url: (path) => `http://${host}${path}` }
}

const notThere = 'HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n'
