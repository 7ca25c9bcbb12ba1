import { createServer } from 'node:http'
import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

export interface AskedRequest {
  path: string
  headers: IncomingHttpHeaders
  body: Record<string, unknown>
}

/** How the server treats one request; without an end the request hangs. */
export type Reply = (response: ServerResponse, request: AskedRequest) => void

export interface ModelServer {
  baseUrl: string
  requests: AskedRequest[]
  /** Queues the replies to the next requests; the last one serves all that follow. */
  replies: Reply[]
}

/** A server on loopback that speaks OpenAI's chat format; closed when the test ends. */
export async function openModelServer(test: TestContext, ...replies: Reply[]): Promise<ModelServer> {
  const model: ModelServer = { baseUrl: '', requests: [], replies }
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>
      const request = { path: incoming.url ?? '', headers: incoming.headers, body }
      model.requests.push(request)
      const reply = model.replies.length > 1 ? model.replies.shift() : model.replies[0]
      reply?.(response, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  model.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  test.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return model
}

/** A chat answer with this text. */
export function chat(content: string | null, finishReason = 'stop', refusal?: string): Reply {
  const message = { role: 'assistant', content, ...(refusal === undefined ? {} : { refusal }) }
  return json(200, {
    id: 'chat-1',
    object: 'chat.completion',
    created: 1,
    model: 'small',
    choices: [{ index: 0, message, finish_reason: finishReason }],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
  })
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return text(status, JSON.stringify(body), { 'content-type': 'application/json', ...headers })
}

export function text(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return (response) => response.writeHead(status, headers).end(body)
}

/** The error body that OpenAI sends. */
export function refusal(
  status: number,
  message: string,
  options: { code?: string; type?: string; headers?: Record<string, string> } = {},
): Reply {
  const error = { message, type: options.type ?? 'error', code: options.code ?? null, param: null }
  return json(status, { error }, options.headers)
}
