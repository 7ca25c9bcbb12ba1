import { sizeWords } from './limit-words.ts'
import type { Agent } from 'undici'
import { messageOf } from '../../base/app-error.ts'
import { acceptedEncodings, BodyTooLarge, readBody } from './body.ts'
import type { BodyLimit } from './body.ts'

/** One answer of one server: a redirect is an answer too. */
export interface Answer {
  status: number
  /** Lower-case names; of a header that came twice, the values joined by commas. */
  headers: Record<string, string>
  body: Uint8Array
}

export interface Question {
  url: URL
  headers: Record<string, string>
  limit: BodyLimit
  signal: AbortSignal
}

/** An answer whose head came and whose body did not come whole; the cause says why. */
export class BodyLost extends Error {
  override readonly name = 'BodyLost'

  constructor(cause: unknown) {
    super(messageOf(cause), { cause })
  }
}

const redirects = new Set([301, 302, 303, 307, 308])
const withoutBody = new Set([204, 304, ...redirects])

/** Asks one server once. The body of a redirect is not read. */
export async function exchange(agent: Agent, question: Question): Promise<Answer> {
  const { request } = await import('undici')
  const response = await request(question.url, {
    dispatcher: agent,
    signal: question.signal,
    headersTimeout: 0,
    bodyTimeout: 0,
    headers: { 'accept-encoding': acceptedEncodings, ...question.headers },
  })
  const headers = flatten(response.headers)
  if (withoutBody.has(response.statusCode)) {
    response.body.on('error', () => undefined).destroy()
    return { status: response.statusCode, headers, body: new Uint8Array() }
  }
  try {
    refuseDeclaredSize(headers, question.limit)
    const body = await readBody(response.body, headers['content-encoding'] ?? '', question.limit)
    return { status: response.statusCode, headers, body }
  } catch (error) {
    question.signal.throwIfAborted()
    throw new BodyLost(error)
  } finally {
    response.body.on('error', () => undefined).destroy()
  }
}

/** A body that says itself that it is too large is not waited for. */
function refuseDeclaredSize(headers: Record<string, string>, { maxBytes, over }: BodyLimit): void {
  const declared = Number(headers['content-length'] ?? 0)
  if (over === 'refuse' && declared > maxBytes)
    throw new BodyTooLarge(`The body has ${declared} bytes, more than ${sizeWords(maxBytes)}.`)
}

/** Where a redirect leads, or undefined where the answer is none. Throws a TypeError for an address that is none. */
export function redirectTarget(answer: Answer, from: URL): URL | undefined {
  const location = answer.headers.location
  if (!redirects.has(answer.status) || location === undefined) return undefined
  return new URL(location, from)
}

function flatten(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const flat: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(', ') : value
  return flat
}
