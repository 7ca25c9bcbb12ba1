import { AppError } from '../base/app-error.ts'
import { isPlainObject } from '../base/json.ts'
import { createScrubber } from '../base/scrubber.ts'
import type { Scrubber } from '../base/scrubber.ts'
import type { ModelAnswer, ModelProvider, ModelRequest, ProviderSettings } from '../contracts/provider.ts'
import { classifyFailure } from './failure.ts'

type Body = Record<string, unknown>

interface Endpoint {
  baseURL: string
  queryParams?: Record<string, string>
}

/**
 * Opens the wire to a server that speaks OpenAI's Chat Completions. The JSON Schema goes out as a strict
 * `response_format`. One request for each ask: no retry, no wait. `reshape` changes the body where a vendor differs.
 */
export async function openChatWire(
  id: string,
  settings: ProviderSettings,
  reshape?: (body: Body) => Body,
): Promise<ModelProvider> {
  const endpoint = endpointOf(id, settings.baseUrl)
  const scrubber = createScrubber([settings.apiKey])
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
  const server = createOpenAICompatible({
    name: id,
    ...endpoint,
    ...(settings.apiKey === undefined ? {} : { apiKey: settings.apiKey }),
    supportsStructuredOutputs: true,
    ...(reshape === undefined ? {} : { transformRequestBody: reshape }),
  })
  return {
    id,
    async ask(request) {
      try {
        return answerOf(await server.chatModel(request.model).doGenerate(callOf(request)), scrubber)
      } catch (thrown) {
        const place = `${id} at ${new URL(endpoint.baseURL).host}`
        throw classifyFailure(thrown, { place, clock: settings.clock, scrubber, signal: request.signal })
      }
    },
  }
}

/** A query (`?api-version=…`) stays with every request; a password in the address would end in logs. */
function endpointOf(id: string, baseUrl: string | undefined): Endpoint {
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
  return {
    baseURL: `${url.origin}${url.pathname}`,
    ...(url.search === '' ? {} : { queryParams: Object.fromEntries(url.searchParams) }),
  }
}

function callOf(request: ModelRequest) {
  return {
    prompt: [
      { role: 'system' as const, content: request.system },
      { role: 'user' as const, content: [{ type: 'text' as const, text: request.user }] },
    ],
    responseFormat: { type: 'json' as const, schema: request.schema, name: request.schemaName },
    maxOutputTokens: request.maxOutputTokens,
    abortSignal: request.signal,
  }
}

interface Generated {
  content: readonly { type: string; text?: unknown }[]
  finishReason: { unified: string }
  usage: { inputTokens: { total: number | undefined }; outputTokens: { total: number | undefined } }
}

/** Only the text and the counts: response headers and bodies stay behind. */
function answerOf(generated: Generated, scrubber: Scrubber): ModelAnswer {
  const texts = generated.content.filter((part) => isPlainObject(part) && part.type === 'text')
  return {
    text: scrubber.scrub(texts.map((part) => (typeof part.text === 'string' ? part.text : '')).join('')),
    finishReason: generated.finishReason.unified,
    inputTokens: generated.usage.inputTokens.total ?? null,
    outputTokens: generated.usage.outputTokens.total ?? null,
  }
}
