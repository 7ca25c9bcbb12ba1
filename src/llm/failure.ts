import * as v from 'valibot'
import { codeOf, messageOf } from '../base/app-error.ts'
import type { Clock } from '../base/clock.ts'
import type { Scrubber } from '../base/scrubber.ts'
import { squeeze, stripControls, truncate } from '../base/text.ts'
import { ModelError } from '../contracts/provider.ts'
import type { ModelFailure } from '../contracts/provider.ts'
import { retryTime } from './retry-time.ts'

export interface FailureScene {
  /** Who was asked, for people: `openai at api.openai.com`. */
  place: string
  clock: Clock
  scrubber: Scrubber
  /** The signal of the call: when it fired, that is the reason. */
  signal: AbortSignal
}

const sentenceLength = 300

/** What the wire throws. Only these parts are read: the rest holds the prompt and the headers. */
const wireError = v.object({
  name: v.string(),
  message: v.string(),
  statusCode: v.optional(v.number()),
  responseHeaders: v.optional(v.record(v.string(), v.string()), {}),
  responseBody: v.optional(v.string(), ''),
  cause: v.optional(v.unknown()),
})

const errorBody = v.object({
  error: v.union([
    v.pipe(
      v.string(),
      v.transform((message) => ({ message, type: '', code: '' })),
    ),
    v.object({
      message: v.optional(v.string(), ''),
      type: v.optional(v.pipe(v.unknown(), v.transform(String)), ''),
      code: v.optional(v.pipe(v.unknown(), v.transform(String)), ''),
    }),
  ]),
})

interface Said {
  message: string
  /** Type and code, as the server names its error. */
  code: string
}

/** The ModelError of anything that the wire throws. It carries no cause: the wire's error holds the prompt and the headers. */
export function classifyFailure(thrown: unknown, scene: FailureScene): ModelError {
  if (scene.signal.aborted)
    return new ModelError('timeout', `${scene.place} did not answer in time.`, { unknown: true })
  const parsed = v.safeParse(wireError, thrown)
  if (!parsed.success) return malformed(scene, messageOf(thrown))
  const { name, statusCode: status, responseHeaders, responseBody, message } = parsed.output
  if (name === 'AI_InvalidResponseDataError') return malformed(scene, message)
  if (status === undefined) return unanswered(parsed.output.cause, message, scene)
  const said = whatWasSaid(responseBody)
  const inside = status < 400 ? Number(said?.code.split(' ').at(-1)) : status
  if (status < 400 && !(inside >= 400 && inside < 600)) {
    if (brokenOff(parsed.output.cause)) return unanswered(parsed.output.cause, message, scene)
    return malformed(scene, `${message}: ${responseBody}`)
  }
  const failure = failureOf(inside, said)
  const retryAt = retryTime(responseHeaders, said?.message ?? '', scene.clock())
  return new ModelError(failure, `${scene.place} ${reasonOf(failure, inside, said?.message, scene)}`, {
    retryAt: failure === 'auth' || failure === 'bad-request' ? undefined : retryAt,
  })
}

function malformed(scene: FailureScene, detail: string): ModelError {
  return new ModelError('malformed', `${scene.place} sent no chat answer: ${clean(detail, scene)}`)
}

/** No status, or no end of the body. Where no connection was made nothing can have been billed. */
function unanswered(cause: unknown, message: string, scene: FailureScene): ModelError {
  const codes = codesOf(cause)
  const refused = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH']
  const detail = codes.length > 0 ? codes.join(', ') : message
  return new ModelError('network', `${scene.place} could not be reached: ${clean(detail, scene)}`, {
    unknown: !codes.some((code) => refused.includes(code)),
  })
}

function brokenOff(cause: unknown): boolean {
  return codesOf(cause).some((code) => code.startsWith('UND_ERR') || code === 'ECONNRESET')
}

function codesOf(thrown: unknown): string[] {
  const codes: string[] = []
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    const code = codeOf(error)
    if (code !== undefined) codes.push(code)
    if (error instanceof AggregateError) codes.push(...error.errors.map((inner) => codeOf(inner) ?? ''))
  }
  return [...new Set(codes.filter((code) => code !== ''))]
}

function whatWasSaid(body: string): Said | undefined {
  try {
    const parsed = v.safeParse(errorBody, JSON.parse(body))
    if (!parsed.success) return undefined
    const { message, type, code } = parsed.output.error
    return { message, code: `${type} ${code}`.trim() }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const byStatus: Record<number, ModelFailure> = {
  401: 'auth',
  402: 'quota',
  403: 'auth',
  408: 'timeout',
  409: 'overloaded',
  413: 'context-overflow',
  425: 'overloaded',
  429: 'rate-limit',
}

function failureOf(status: number, said: Said | undefined): ModelFailure {
  const text = `${said?.code ?? ''} ${said?.message ?? ''}`
  if (status === 429 && /insufficient_quota|billing|quota exceeded|exceeded your current quota/i.test(text))
    return 'quota'
  if (status === 400 || status === 422) return refusalOf(text)
  return byStatus[status] ?? (status >= 500 ? 'overloaded' : 'bad-request')
}

function refusalOf(text: string): ModelFailure {
  if (/context_length|context length|context window|maximum context|prompt is too long/i.test(text))
    return 'context-overflow'
  if (/content_filter|content_policy|content policy|responsible ai/i.test(text)) return 'content-filter'
  if (/usage limit|credit balance|insufficient_quota/i.test(text)) return 'quota'
  if (/api key not valid|invalid_api_key/i.test(text)) return 'auth'
  return 'bad-request'
}

function reasonOf(
  failure: ModelFailure,
  status: number,
  message: string | undefined,
  scene: FailureScene,
): string {
  if (failure === 'auth') return `refused the key (HTTP ${status}). Check LLM_API_KEY.`
  const detail = message ? `: ${clean(message, scene)}` : '.'
  const hint = status === 404 ? ' Check LLM_MODEL and LLM_BASE_URL.' : ''
  return `answered HTTP ${status} (${failure})${detail}${hint}`
}

function clean(text: string, scene: FailureScene): string {
  return truncate(squeeze(stripControls(scene.scrubber.scrub(text))), sentenceLength)
}
