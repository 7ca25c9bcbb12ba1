import type { ModelFailure } from '../contracts/provider.ts'

/** What follows from a class of failure. */
export interface FailureRule {
  /** Who is asked next: anyone in the order, only one with a larger context window, or nobody. */
  next: 'any' | 'larger' | 'nobody'
  /** Who rests where the provider named no time: the model or the whole provider, for so many milliseconds. */
  rest: { scope: 'model' | 'provider'; ms: number } | undefined
  /** In a sentence: `because openai is over quota`. */
  because: string
}

const second = 1000
const minute = 60 * second

/**
 * The router's table. A question that one provider refuses for its content is not carried to the next. A short rest
 * spares the jobs that follow a call that would fail in the same way.
 */
export const failureRules: Readonly<Record<ModelFailure, FailureRule>> = {
  'rate-limit': { next: 'any', rest: { scope: 'model', ms: 10 * second }, because: 'is at its rate limit' },
  quota: { next: 'any', rest: { scope: 'provider', ms: 10 * minute }, because: 'is over quota' },
  overloaded: { next: 'any', rest: { scope: 'model', ms: 5 * second }, because: 'is overloaded' },
  'server-error': { next: 'any', rest: { scope: 'model', ms: 3 * second }, because: 'has a fault' },
  timeout: { next: 'any', rest: { scope: 'model', ms: 30 * second }, because: 'did not answer in time' },
  network: { next: 'any', rest: { scope: 'provider', ms: 5 * second }, because: 'cannot be reached' },
  malformed: { next: 'any', rest: undefined, because: 'sent no chat answer' },
  'schema-mismatch': { next: 'any', rest: undefined, because: 'gave no usable answer' },
  truncated: { next: 'any', rest: undefined, because: 'ran out of output tokens' },
  'content-filter': { next: 'nobody', rest: undefined, because: 'filtered the content' },
  refusal: { next: 'nobody', rest: undefined, because: 'refused to answer' },
  'context-overflow': { next: 'larger', rest: undefined, because: 'has too small a context window' },
  'model-missing': {
    next: 'any',
    rest: { scope: 'model', ms: 5 * minute },
    because: 'does not have the model',
  },
  'bad-request': { next: 'any', rest: undefined, because: 'refused the request' },
  auth: { next: 'any', rest: { scope: 'provider', ms: 5 * minute }, because: 'refused the key' },
  'over-budget': { next: 'any', rest: undefined, because: 'is over its budget' },
}
