import * as v from 'valibot'
import { codeOf, messageOf } from '../base/app-error.ts'
import type { Clock } from '../base/clock.ts'
import { wordsOfCode } from '../base/network-words.ts'
import type { Scrubber } from '../base/scrubber.ts'
import { asSentence, squeeze, stripControls, truncate } from '../base/text.ts'
import { ModelError } from '../contracts/provider.ts'
import type { ModelFailure } from '../contracts/provider.ts'
import { whatWasSaid } from './failure-body.ts'
import { classOf } from './failure-class.ts'
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

/** What a wire throws. Only these parts are read: the rest holds the prompt and the headers. */
const wireError = v.object({
  name: v.string(),
  message: v.string(),
  statusCode: v.optional(v.number()),
  responseHeaders: v.optional(v.record(v.string(), v.string()), {}),
  responseBody: v.optional(v.string(), ''),
  cause: v.optional(v.unknown()),
})
type Thrown = v.InferOutput<typeof wireError>

/** An answer that a wire of our own could not use, in the shape that the packages throw. */
export class WireError extends Error {
  override readonly name = 'WireError'
  readonly statusCode: number
  readonly responseHeaders: Record<string, string>
  readonly responseBody: string

  constructor(message: string, response: { status: number; headers: Headers; body: string }) {
    super(message)
    this.statusCode = response.status
    this.responseHeaders = Object.fromEntries(response.headers)
    this.responseBody = response.body
  }
}

/** The ModelError of anything that a wire throws. It carries no cause: the wire's error holds the prompt and the headers. */
export function classifyFailure(thrown: unknown, scene: FailureScene): ModelError {
  if (thrown instanceof ModelError) return thrown
  if (scene.signal.aborted)
    return new ModelError('timeout', `${scene.place} did not answer in time.`, { unknown: true })
  const parsed = v.safeParse(wireError, thrown)
  if (!parsed.success) return malformed(scene, messageOf(thrown))
  const { name, statusCode, cause, message } = parsed.output
  if (name === 'AI_InvalidResponseDataError') return malformed(scene, message)
  return statusCode === undefined
    ? unanswered(cause, message, scene)
    : answered(parsed.output, statusCode, scene)
}

/** An answer came. Some servers put an error under the status 200. */
function answered(error: Thrown, status: number, scene: FailureScene): ModelError {
  const said = whatWasSaid(error.responseBody)
  const inside = status < 400 ? statusInside(said?.code ?? '') : status
  if (inside === undefined) {
    if (brokenOff(error.cause)) return unanswered(error.cause, error.message, scene)
    return malformed(scene, `${error.message}: ${error.responseBody}`)
  }
  const failure = classOf(inside, said)
  const hints = {
    headers: error.responseHeaders,
    sentence: said?.message ?? '',
    delay: said?.delay,
    pacificDay: said?.daily ?? false,
  }
  return new ModelError(failure, `${scene.place} ${reasonOf(failure, inside, said?.message, scene)}`, {
    retryAt: passes(failure) ? retryTime(hints, scene.clock()) : undefined,
  })
}

function passes(failure: ModelFailure): boolean {
  return ['rate-limit', 'quota', 'overloaded', 'server-error', 'timeout'].includes(failure)
}

function statusInside(code: string): number | undefined {
  const status = Number(/\b[45]\d\d\b/.exec(code)?.[0])
  if (status >= 400) return status
  if (/overloaded/i.test(code)) return 529
  return /rate_limit/i.test(code) ? 429 : undefined
}

function malformed(scene: FailureScene, detail: string): ModelError {
  return new ModelError('malformed', `${scene.place} sent no chat answer: ${clean(detail, scene)}`)
}

/** No status, or no end of the body. Where no connection was made nothing can have been billed. */
function unanswered(cause: unknown, message: string, scene: FailureScene): ModelError {
  const codes = codesOf(cause)
  const refused = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'EHOSTUNREACH']
  const detail = codes.length > 0 ? codes.map(wordsOfCode).join(', ') : message
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

function reasonOf(
  failure: ModelFailure,
  status: number,
  message: string | undefined,
  scene: FailureScene,
): string {
  if (failure === 'auth')
    return `refused the key (HTTP ${status}). Check LLM_API_KEY, or its key in nightdesk.yaml.`
  const detail = message ? `: ${asSentence(clean(message, scene))}` : '.'
  const hint =
    status === 404 ? ' Check its model and its address (LLM_MODEL and LLM_BASE_URL, or nightdesk.yaml).' : ''
  return `answered HTTP ${status} (${failure})${detail}${hint}`
}

function clean(text: string, scene: FailureScene): string {
  return truncate(squeeze(stripControls(scene.scrubber.scrub(text))), sentenceLength)
}
