import type { Clock } from '../base/clock.ts'
import { asSentence, listWords } from '../base/text.ts'
import { transientKinds } from '../contracts/job.ts'
import { ModelError } from '../contracts/provider.ts'
import type { ModelFailure } from '../contracts/provider.ts'
import { failureRules } from './failure-rules.ts'

/** A provider that did not answer: it failed, or it was passed over without being asked. */
export interface Tried {
  provider: string
  failure: ModelFailure
  message: string
  retryAt: Date | undefined
  /** Undefined where nobody was asked. */
  error: ModelError | undefined
}

/**
 * What it means for the job that nobody answered. Where any of the failures passes by itself the job starts again, at
 * the earliest time that one of them names; an attempt is spent only where somebody was asked. Else the first failure
 * is the job's.
 */
export function verdict(tried: readonly Tried[]): ModelError {
  const passing = tried.filter(isPassing)
  const [first] = passing.length > 0 ? passing : tried
  if (first === undefined) throw new Error('A route has no provider.')
  const message = tried.map((each) => asSentence(each.message)).join(' ')
  const asked = tried.filter(({ error }) => error !== undefined && error.spends)
  const immediate = passing.some(({ retryAt }) => retryAt === undefined)
  const times = passing.flatMap(({ retryAt }) => retryAt?.getTime() ?? [])
  return new ModelError(first.failure, message, {
    retryAt: immediate || times.length === 0 ? undefined : new Date(Math.min(...times)),
    spends: asked.length > 0,
    unknown: tried.some(({ error }) => error?.unknown === true),
  })
}

function isPassing({ failure, retryAt }: Tried): boolean {
  const { kind } = new ModelError(failure, '', { retryAt })
  return transientKinds.includes(kind) || (failure === 'over-budget' && retryAt !== undefined)
}

/** `because openai is over quota until 14:00 UTC`. */
export function because(tried: readonly Tried[], clock: Clock): string {
  const reasons = tried.map(({ provider, failure, retryAt }) => {
    const until = retryAt === undefined ? '' : ` until ${timeOf(retryAt, clock())}`
    return `${provider} ${failureRules[failure].because}${until}`
  })
  return `because ${listWords(reasons)}`
}

/** `14:00 UTC`, with the day where it is another one. */
export function timeOf(at: Date, now: Date): string {
  const [day = '', time = ''] = at.toISOString().split('T')
  const hour = time.slice(0, at.getTime() - now.getTime() < 120_000 ? 8 : 5)
  return now.toISOString().startsWith(day) ? `${hour} UTC` : `${day} ${hour} UTC`
}
