import { WireError } from './failure.ts'

/** A whole answer of a wire package, as far as it is used. */
export interface Generated {
  content: readonly { type: string; text?: unknown }[]
  finishReason: { unified: string; raw: string | undefined }
  usage: { inputTokens: { total: number | undefined }; outputTokens: { total: number | undefined } }
  response?: { headers?: Record<string, string>; body?: unknown }
}

/** An answer in parts. */
export interface Streamed {
  stream: ReadableStream<StreamPart>
  response?: { headers?: Record<string, string> }
}

interface StreamPart {
  type: string
  delta?: unknown
  error?: unknown
  finishReason?: Generated['finishReason']
  usage?: Generated['usage']
}

/**
 * The whole of a streamed answer; `onText` is told its text so far with each part. Rejects with what the wire package
 * says in the middle of it; an answer without an end broke off.
 */
export async function collect(
  { stream, response }: Streamed,
  onText: (text: string) => void,
): Promise<Generated> {
  let text = ''
  let end: StreamPart | undefined
  for await (const part of stream) {
    if (part.type === 'error') throw failureIn(part.error, response)
    if (part.type === 'finish') end = part
    if (part.type === 'text-delta' && typeof part.delta === 'string') {
      text += part.delta
      onText(text)
    }
  }
  if (end?.finishReason === undefined || end.usage === undefined) throw brokenOff()
  const content = text === '' ? [] : [{ type: 'text', text }]
  return { content, finishReason: end.finishReason, usage: end.usage, ...(response && { response }) }
}

/** Some packages pass an error of the server on as its body, others as an Error of their own. */
function failureIn(error: unknown, response: Streamed['response']): unknown {
  if (error instanceof Error) return error
  return new WireError('an error within the answer', {
    status: 200,
    headers: new Headers(response?.headers),
    body: JSON.stringify({ error }),
  })
}

/** An error without a status: whether it was billed is not known. */
export function brokenOff(cause?: unknown): Error {
  return Object.assign(new Error('the answer broke off', { cause }), { name: 'WireError' })
}
