import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export interface WebServer {
  /** `127.0.0.1:4711` */
  host: string
  url(path: string): string
  /** Paths that were asked for, in order. */
  asked: string[]
}

/** An HTTP server on loopback, closed with its test. Paths that it does not know answer 404. */
export async function webServer(
  t: TestContext,
  answers: Record<string, Answer | string>,
): Promise<WebServer> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push(path)
    const answer = answers[path.split('?')[0] ?? '/']
    if (typeof answer === 'function') return answer(request, response)
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' })
    response.end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { host, asked, url: (path) => `http://${host}${path}` }
}
