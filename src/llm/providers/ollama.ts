import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import * as v from 'valibot'
import { createScrubber } from '../../base/scrubber.ts'
import { ModelError, defineProvider } from '../../contracts/provider.ts'
import type { ModelAnswer, ModelProvider, ModelRequest, ProviderSettings } from '../../contracts/provider.ts'
import { estimateTokens } from '../estimate.ts'
import { WireError, classifyFailure } from '../failure.ts'
import { brokenOff } from '../stream.ts'
import { addressOf } from '../wire.ts'

const baseUrl = 'http://127.0.0.1:11434'
const smallestContext = 4096
/** Memory grows with the context: more than this is asked for only where configuration names a context window. */
const usualContext = 32_768

const chatAnswer = v.object({
  message: v.object({ content: v.string() }),
  done: v.literal(true),
  done_reason: v.optional(v.string(), 'stop'),
  prompt_eval_count: v.optional(v.number()),
  eval_count: v.optional(v.number()),
})

/** A line of a stream: the next words, or the end with its counts. */
const chatPart = v.looseObject({
  message: v.object({ content: v.string() }),
  done: v.optional(v.boolean(), false),
})

/**
 * Ollama's own `/api/chat`. Its OpenAI-like interface cannot name `num_ctx`, and without it a longer prompt loses its
 * beginning without a word. The address may be written as OLLAMA_HOST is: `gpu.lan:11434`.
 */
export const ollama = defineProvider({
  id: 'ollama',
  defaultBaseUrl: baseUrl,
  needsKey: false,
  open: async (settings) => openOllama(settings),
})

function openOllama(settings: ProviderSettings): ModelProvider {
  const id = settings.id ?? 'ollama'
  const address = addressOf(id, settings.baseUrl === undefined ? baseUrl : fromHost(settings.baseUrl))
  const scrubber = createScrubber([settings.apiKey])
  return {
    id,
    async ask(request) {
      try {
        const answer = await post(address, settings, request)
        return { ...answer, text: scrubber.scrub(answer.text) }
      } catch (thrown) {
        const place = `${id} at ${address.host}`
        throw classifyFailure(thrown, { place, clock: settings.clock, scrubber, signal: request.signal })
      }
    },
  }
}

/** OLLAMA_HOST has neither to name a scheme nor a port. The path of its OpenAI-like interface is left out. */
function fromHost(host: string): string {
  const text = /^https?:\/\//i.test(host) ? host : `http://${host}`
  if (!URL.canParse(text)) return text
  const url = new URL(text)
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1'
  if (url.port === '' && !/^https?:/i.test(host)) url.port = '11434'
  url.pathname = url.pathname.replace(/\/v1\/?$/, '/')
  return url.href
}

async function post(address: URL, settings: ProviderSettings, request: ModelRequest): Promise<ModelAnswer> {
  const url = new URL(`${address.pathname.replace(/\/$/, '')}/api/chat${address.search}`, address)
  const response = await send(url, settings, request)
  const body = await bodyOf(response, request).catch((cause: unknown) => {
    throw cause instanceof WireError ? cause : brokenOff(cause)
  })
  const failed = (message: string) =>
    new WireError(message, { status: response.status, headers: response.headers, body })
  if (!response.ok) throw failed('no answer')
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), chatAnswer), body)
  if (!parsed.success) throw failed('no chat answer')
  const { message, done_reason: reason, prompt_eval_count: input, eval_count: output } = parsed.output
  return {
    text: message.content,
    finishReason: reason,
    inputTokens: input ?? null,
    outputTokens: output ?? null,
  }
}

/** In a stream each line holds the next words, and the last one the counts: one answer is made of them. */
async function bodyOf(response: Response, { onText }: ModelRequest): Promise<string> {
  if (onText === undefined || response.body === null || !response.ok) return await response.text()
  let content = ''
  const chunks = response.body.pipeThrough(new TextDecoderStream())
  for await (const line of createInterface({ input: Readable.fromWeb(chunks) })) {
    if (line.trim() === '') continue
    const part = v.safeParse(v.pipe(v.string(), v.parseJson(), chatPart), line)
    if (!part.success) throw notAPart(line, response)
    content += part.output.message.content
    if (part.output.done) return JSON.stringify({ ...part.output, message: { content } })
    onText(content)
  }
  throw new Error('The stream has no end.')
}

/** What the server says within an answer that it began with status 200: its own error, or no chat at all. */
function notAPart(body: string, { headers }: Response): WireError {
  const failed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.object({ error: v.string() })), body)
  return new WireError('no chat answer', { status: failed.success ? 500 : 200, headers, body })
}

function send(
  url: URL,
  { apiKey, contextWindow }: ProviderSettings,
  request: ModelRequest,
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
    },
    body: JSON.stringify({
      model: request.model,
      stream: request.onText !== undefined,
      format: request.schema,
      messages: [
        { role: 'system', content: request.system },
        { role: 'user', content: request.user },
      ],
      options: { num_ctx: contextFor(request, contextWindow), num_predict: request.maxOutputTokens },
    }),
    signal: request.signal,
  })
}

/** In powers of two, since another size loads the model again. What does not fit would lose its beginning without a word. */
function contextFor(request: ModelRequest, window: number = usualContext): number {
  const tokens = estimateTokens(request.system + request.user)
  if (tokens >= window)
    throw new ModelError(
      'context-overflow',
      `The question has about ${tokens} tokens; ollama is given ${window}.`,
    )
  const size = Math.max(smallestContext, 2 ** Math.ceil(Math.log2(tokens + request.maxOutputTokens)))
  return Math.min(size, window)
}
