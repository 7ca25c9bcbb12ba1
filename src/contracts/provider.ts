import type { JsonObject } from '../base/json.ts'
import type { Prompt } from './agent.ts'

export interface ModelRequest extends Prompt {
  model: string
  /** JSON Schema of the answer (draft 2020-12), and a name for it. */
  schema: JsonObject
  schemaName: string
  maxOutputTokens: number
  signal: AbortSignal
}

export interface ModelAnswer {
  text: string
  /** Why the model stopped, as the provider says it: `stop`, `length`, `content-filter`, … */
  finishReason: string
  inputTokens: number | null
  outputTokens: number | null
}

/** Why a call failed. The class decides what happens next. */
export const modelFailures = [
  'rate-limit',
  'quota',
  'overloaded',
  'timeout',
  'network',
  'malformed',
  'schema-mismatch',
  'content-filter',
  'context-overflow',
  'bad-request',
  'auth',
] as const
export type ModelFailure = (typeof modelFailures)[number]

/** A call to a model that failed, classified. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly failure: ModelFailure
  /** When the provider said it may be asked again. */
  readonly retryAt: Date | undefined

  constructor(
    failure: ModelFailure,
    message: string,
    options: { retryAt?: Date | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.failure = failure
    this.retryAt = options.retryAt
  }
}

/** One wire to one kind of model server. Never retries and never waits: the queue does. */
export interface ModelProvider {
  id: string
  /** Rejects with a ModelError. */
  ask(request: ModelRequest): Promise<ModelAnswer>
}

/** What a provider needs from configuration. */
export interface ProviderSettings {
  baseUrl: string | undefined
  apiKey: string | undefined
}

/** Declares a kind of provider. */
export interface ProviderKind {
  id: string
  /** Base URL where configuration names none. */
  defaultBaseUrl: string | undefined
  needsKey: boolean
  open(settings: ProviderSettings): Promise<ModelProvider>
}

export function defineProvider(kind: ProviderKind): ProviderKind {
  return kind
}
