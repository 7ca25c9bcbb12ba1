/** What usage may be counted by; `provider` is provider and model. */
export const usageGroups = ['day', 'type', 'agent', 'provider'] as const
export type UsageGroup = (typeof usageGroups)[number]

/** What a group of model calls used. */
export interface Usage {
  /** A local day, a job type, an agent, or provider and model: `openai/gpt-5-mini`. */
  key: string
  calls: number
  /** Calls without a usable answer; some of them were billed. */
  failed: number
  /** Calls whose end was not seen: they may have been billed. */
  unknown: number
  /** Calls that are being made. */
  running: number
  inputTokens: number
  outputTokens: number
  /** US dollars of the calls whose cost is known. */
  cost: number
  /** Calls that cost an unknown amount: no price is set, the answer gave no tokens, or its end was not seen. */
  unpriced: number
}
