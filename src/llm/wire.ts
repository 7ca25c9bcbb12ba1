import { AppError } from '../base/app-error.ts'
import { isPlainObject } from '../base/json.ts'
import { createScrubber } from '../base/scrubber.ts'
import type { Scrubber } from '../base/scrubber.ts'
import type { ModelAnswer, ModelProvider, ModelRequest, ProviderSettings } from '../contracts/provider.ts'
import { WireError, classifyFailure } from './failure.ts'
import { collect } from './stream.ts'
import type { Generated, Streamed } from './stream.ts'

/** What a wire package is opened with. */
export interface Connection {
  name: string
  baseURL: string
  /** Never undefined: the packages would look into the environment by themselves. */
  apiKey: string
  fetch: typeof fetch
}

/** A model of a wire package, as far as it is used. */
export interface WireModel {
  doGenerate(call: WireCall): PromiseLike<Generated>
  doStream(call: WireCall): PromiseLike<Streamed>
}

interface WireCall {
  prompt: (
    | { role: 'system'; content: string }
    | { role: 'user'; content: { type: 'text'; text: string }[] }
  )[]
  responseFormat: { type: 'json'; schema: ModelRequest['schema']; name: string }
  maxOutputTokens: number
  abortSignal: AbortSignal
  providerOptions: { openai: { store: false } }
}

/**
 * A provider on a wire package: one request for each ask, no retry, no wait. Only text, reason and counts of an answer
 * are kept, and a failure leaves as a ModelError without prompt, headers or key.
 */
export async function openWire(
  kind: string,
  settings: ProviderSettings,
  connect: (connection: Connection) => Promise<(model: string) => WireModel>,
): Promise<ModelProvider> {
  const id = settings.id ?? kind
  const { address, connection } = connectionOf(id, settings)
  const scrubber = createScrubber([settings.apiKey])
  const modelNamed = await connect(connection)
  return {
    id,
    async ask(request) {
      try {
        return answerOf(await generate(modelNamed(request.model), request), scrubber)
      } catch (thrown) {
        const place = `${id} at ${address.host}`
        throw classifyFailure(thrown, { place, clock: settings.clock, scrubber, signal: request.signal })
      }
    },
  }
}

function connectionOf(id: string, settings: ProviderSettings): { address: URL; connection: Connection } {
  const address = addressOf(id, settings.baseUrl)
  return {
    address,
    connection: {
      name: id,
      baseURL: `${address.origin}${address.pathname}`.replace(/\/+$/, ''),
      apiKey: settings.apiKey ?? '',
      fetch: address.search === '' ? fetch : fetchWith(address.searchParams),
    },
  }
}

/** The address of a server of models; an AppError where it is none, or where it holds a password, which would end in logs. */
export function addressOf(id: string, baseUrl: string | undefined): URL {
  if (baseUrl === undefined)
    throw new AppError('not-configured', `LLM_PROVIDER is "${id}", but LLM_BASE_URL is not set.`, {
      hint: 'Set LLM_BASE_URL, for example http://127.0.0.1:8000/v1.',
    })
  if (!/^https?:\/\//i.test(baseUrl) || !URL.canParse(baseUrl))
    throw new AppError('not-configured', `LLM_BASE_URL "${baseUrl}" is not a web address.`, {
      hint: 'Set LLM_BASE_URL, for example http://127.0.0.1:8000/v1.',
    })
  const url = new URL(baseUrl)
  if (url.username !== '' || url.password !== '')
    throw new AppError('not-configured', 'LLM_BASE_URL holds a user name or a password.', {
      hint: 'Put the secret into LLM_API_KEY; it is sent as a bearer token.',
    })
  return url
}

/** A query in the address (`?api-version=…`) stays with every request. */
function fetchWith(query: URLSearchParams): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    for (const [name, value] of query) url.searchParams.set(name, value)
    return await fetch(url, init)
  }
}

function callOf(request: ModelRequest): WireCall {
  return {
    prompt: [
      { role: 'system', content: request.system },
      { role: 'user', content: [{ type: 'text', text: request.user }] },
    ],
    responseFormat: { type: 'json', schema: request.schema, name: request.schemaName },
    maxOutputTokens: request.maxOutputTokens,
    abortSignal: request.signal,
    // What people wrote is not kept by the vendor for later.
    providerOptions: { openai: { store: false } },
  }
}

async function generate(model: WireModel, request: ModelRequest): Promise<Generated> {
  const { onText } = request
  if (onText === undefined) return await model.doGenerate(callOf(request))
  return await collect(await model.doStream(callOf(request)), onText)
}

function answerOf(generated: Generated, scrubber: Scrubber): ModelAnswer {
  const { content, finishReason, response } = generated
  // Google's package takes any JSON for an answer without a candidate.
  if (content.length === 0 && finishReason.unified === 'other' && finishReason.raw === undefined)
    throw new WireError('no candidate', {
      status: 200,
      headers: new Headers(response?.headers),
      body: JSON.stringify(response?.body ?? null),
    })
  const texts = content.filter((part) => isPlainObject(part) && part.type === 'text')
  return {
    text: scrubber.scrub(texts.map((part) => (typeof part.text === 'string' ? part.text : '')).join('')),
    finishReason: reasonOf(finishReason),
    inputTokens: generated.usage.inputTokens.total ?? null,
    outputTokens: generated.usage.outputTokens.total ?? null,
  }
}

/** The packages call a model's own refusal a filter; the raw reason tells them apart. */
function reasonOf({ unified, raw }: Generated['finishReason']): string {
  const refused = raw === undefined || raw === 'refusal' || raw === 'stop'
  return unified === 'content-filter' && refused ? 'refusal' : unified
}
