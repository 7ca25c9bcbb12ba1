import type { Json } from '../base/json.ts'

/** What is known of a call before it is made. */
export interface LlmCallIntent {
  org: string
  jobId: string
  /** Which of the equal requests of its job this is, from 0: asks that run side by side keep their places in a replay. */
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
  /** `unknown`: the request went out and its end was not seen, so it may have been billed. */
  state: 'done' | 'failed' | 'unknown'
  answer: Json
  failure: string | null
  inputTokens: number | null
  outputTokens: number | null
  latencyMs: number
}

/** The memory of model calls: written before a call and after it, so that a finished call is never paid twice. */
export interface LlmJournal {
  /** The answer of a finished call with the same job, agent, request hash and sequence, or undefined. */
  recall(intent: LlmCallIntent): Promise<Json | undefined>
  /** Records that the call is about to be made; returns the row's id. An unfinished call of the same place becomes `unknown`. */
  begin(intent: LlmCallIntent): Promise<string>
  end(org: string, id: string, outcome: LlmCallOutcome): Promise<void>
}
