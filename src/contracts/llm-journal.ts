import type { Json } from '../base/json.ts'

/** What is known of a call before it is made. */
export interface LlmCallIntent {
  org: string
  jobId: string
  /** Which of the equal requests of its job this is, from 0: asks that run side by side keep their places in a replay. */
  sequence: number
  agent: string
  agentVersion: number
  /** SHA-256 of prompt and schema: a call is read back only for the same request, whoever answered it. */
  requestHash: string
  /** SHA-256 of what the agent was given: one input with two request hashes means that the prompt has changed. */
  inputHash?: string
  /** What the agent was given: a case for an eval. */
  input?: Json | undefined
  provider: string
  model: string
  /** What a repetition would do; `read` where absent. */
  effect?: CallEffect
  /** The attempt of the job that asks, a UUIDv7: rows of earlier attempts are older. */
  attempt?: string
  /** How many calls the provider takes at a time; as many as come where absent. */
  places?: Places
  /** What the call may cost at most, set aside from these budgets before it is made. */
  reservation?: Reservation
}

/** `read`: nothing. `idempotent`: nothing more. `once`: harm; an unfinished call is never made again. */
export const callEffects = ['read', 'idempotent', 'once'] as const
export type CallEffect = (typeof callEffects)[number]

/** So many calls at a time, of all processes; `ofItsHost`: of those on one host, since each has a server of its own. */
export interface Places {
  atMost: number
  ofItsHost: boolean
}

/** A part of one or more budgets. All amounts are US dollars. */
export interface Reservation {
  amount: number
  budgets: readonly { key: string; cap: number }[]
}

/** What is known after it. */
export interface LlmCallOutcome {
  /** `unknown`: the request went out and its end was not seen, so it may have been billed. */
  state: 'done' | 'failed' | 'unknown'
  answer: Json
  failure: string | null
  inputTokens: number | null
  outputTokens: number | null
  /** US dollars; null where the price or the tokens are not known. */
  cost?: number | null
  latencyMs: number
}

/** A call whose end nobody saw. */
export type LostCall = Pick<LlmCallIntent, 'agent' | 'provider' | 'model'>

/** What earlier attempts of a job left in the journal. */
export interface JournalPast {
  /** False: there is nothing that could be recalled. */
  isThere: boolean
  lost: LostCall[]
}

/** A budget that has no room for a call. */
export interface FullBudget {
  key: string
  /** US dollars that are spent or set aside. */
  used: number
  cap: number
}

/** Why a provider rests, and until when. */
export interface Cooldown {
  provider: string
  /** Empty: all models of the provider. */
  model: string
  failure: string
  /** What the provider said, for people. */
  reason: string
  until: Date
  /** Hash of the provider's settings: a cooldown ends when its settings change. */
  settingsHash: string
}

/** When providers may be asked again: shared by every process on one database. */
export interface CooldownMemory {
  /** The cooldowns of the org that have not passed. */
  current(org: string): Promise<Cooldown[]>
  /** A later end wins over an earlier one. */
  set(org: string, cooldown: Cooldown): Promise<void>
  clear(org: string, provider: string): Promise<void>
}

/** Rejects `open` where a budget has no room. */
export class OverBudgetError extends Error {
  override readonly name = 'OverBudgetError'
  readonly budget: FullBudget

  constructor(budget: FullBudget) {
    super(`The budget ${budget.key} has no room: ${budget.used} of ${budget.cap} US dollars are used.`)
    this.budget = budget
  }
}

/** Rejects `open` where other calls have all places of the provider. */
export class NoPlaceError extends Error {
  override readonly name = 'NoPlaceError'

  constructor(provider: string) {
    super(`All calls that ${provider} takes at a time are in hand.`)
  }
}

/** The memory of model calls: written before a call and after it, so that a finished call is never paid twice. */
export interface LlmJournal {
  /** The answer of a finished call with the same job, agent, request hash and sequence, or undefined. */
  recall(intent: LlmCallIntent): Promise<Json | undefined>
  /** Asked once by each attempt of a job. Calls of earlier ones whose end nobody saw become `unknown`. */
  lookBack?(intent: Pick<LlmCallIntent, 'org' | 'jobId' | 'attempt'>): Promise<JournalPast>
  /**
   * After a recall found nothing: where the same input was asked with another prompt in an earlier attempt, the journal
   * from there on is dropped, so that answers to two prompts never mix. Returns how many answers were.
   */
  dropChanged?(intent: LlmCallIntent): Promise<number>
  /**
   * Records that the call is about to be made and sets its reservation aside, in one statement; returns the row's id.
   * An unfinished call of the same place becomes `unknown`. Rejects with an OverBudgetError where there is no room,
   * with a NoPlaceError where the provider takes no more calls now.
   */
  open(intent: LlmCallIntent): Promise<string>
  end(org: string, id: string, outcome: LlmCallOutcome): Promise<void>
}
