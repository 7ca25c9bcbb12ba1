import type { Clock } from '../base/clock.ts'
import type { JsonObject } from '../base/json.ts'
import type { Prompt } from './agent.ts'
import { JobError } from './job.ts'
import type { ErrorKind } from './job.ts'

export interface ModelRequest extends Prompt {
  model: string
  /** JSON Schema of the answer (draft 2020-12), and a name for it. */
  schema: JsonObject
  schemaName: string
  maxOutputTokens: number
  /** What the agent's own rules answer: how the provider `offline` answers. Wires never call it. */
  offline(): unknown
  /** Fires when the call has taken too long, or when its job is stopped. */
  signal: AbortSignal
  /** Where somebody watches: called with the answer as far as it has come. The answer itself stays the same. */
  onText?: ((text: string) => void) | undefined
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
  'server-error',
  'timeout',
  'network',
  'malformed',
  'schema-mismatch',
  'truncated',
  'content-filter',
  'refusal',
  'context-overflow',
  'model-missing',
  'bad-request',
  'auth',
  'over-budget',
] as const
export type ModelFailure = (typeof modelFailures)[number]

const kindOfFailure: Record<ModelFailure, ErrorKind> = {
  'rate-limit': 'rate-limit',
  quota: 'not-configured',
  overloaded: 'unavailable',
  'server-error': 'unavailable',
  timeout: 'timeout',
  network: 'network',
  malformed: 'bad-input',
  'schema-mismatch': 'bad-input',
  truncated: 'bad-input',
  'content-filter': 'bad-input',
  refusal: 'bad-input',
  'context-overflow': 'bad-input',
  'model-missing': 'not-configured',
  'bad-request': 'bad-input',
  auth: 'not-configured',
  'over-budget': 'over-budget',
}

export interface ModelErrorOptions {
  /** When the provider said it may be asked again. */
  retryAt?: Date | undefined
  /** True when the request went out and its end is not known: it may have been billed. */
  unknown?: boolean
  /** False: nobody was asked, the job only waits for its turn. */
  spends?: boolean
  cause?: unknown
}

/** A call to a model that failed, classified; for the engine a JobError, so that the queue waits and no worker does. */
export class ModelError extends JobError {
  override readonly name = 'ModelError'
  readonly failure: ModelFailure
  readonly unknown: boolean

  constructor(failure: ModelFailure, message: string, options: ModelErrorOptions = {}) {
    super(kindOf(failure, options.retryAt), message, options)
    this.failure = failure
    this.unknown = options.unknown ?? false
  }
}

/** A used-up quota passes by itself only where the provider said when. */
function kindOf(failure: ModelFailure, retryAt: Date | undefined): ErrorKind {
  return failure === 'quota' && retryAt !== undefined ? 'rate-limit' : kindOfFailure[failure]
}

/** One wire to one kind of model server. Never retries and never waits: the queue does. */
export interface ModelProvider {
  id: string
  /** Rejects with a ModelError. */
  ask(request: ModelRequest): Promise<ModelAnswer>
}

/** What a provider needs from configuration. */
export interface ProviderSettings {
  /** How configuration names it; the id of its kind where absent. */
  id?: string
  api?: 'responses' | 'chat'
  /** Tokens that prompt and answer may take together. */
  contextWindow?: number | undefined
  baseUrl: string | undefined
  apiKey: string | undefined
  clock: Clock
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
