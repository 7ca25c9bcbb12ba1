import type { Json } from '../base/json.ts'

export type LlmCallState = 'started' | 'done' | 'failed' | 'unknown'

/** What is known of a call before it is made. */
export interface LlmCallIntent {
  org: string
  jobId: string
  /** Names the call within its job; the same place in the workflow gives the same sequence. */
  sequence: number
  agent: string
  agentVersion: number
  /** SHA-256 of provider, model, prompt and schema: a call is read back only for the same request. */
  requestHash: string
  provider: string
  model: string
}

/** What is known after it. */
export interface LlmCallOutcome {
  state: 'done' | 'failed'
  answer: Json
  failure: string | null
  inputTokens: number | null
  outputTokens: number | null
  latencyMs: number
}

/** The memory of model calls: written before a call and after it, so that a finished call is never paid twice. */
export interface LlmJournal {
  /** The answer of a finished call with the same job, sequence and hash, or undefined. */
  recall(intent: LlmCallIntent): Promise<Json | undefined>
  /** Records that the call is about to be made; returns the row's id. An unfinished call of the same place becomes `unknown`. */
  begin(intent: LlmCallIntent): Promise<string>
  end(org: string, id: string, outcome: LlmCallOutcome): Promise<void>
}
