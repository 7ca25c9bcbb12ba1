import type { Clock } from '../base/clock.ts'
import type { ModelsConfig, ProviderConfig } from '../contracts/config.ts'
import type { FullBudget, Reservation } from '../contracts/llm-journal.ts'
import { ModelError } from '../contracts/provider.ts'
import { costOf } from './estimate.ts'
import { outputLimit } from './question.ts'
import type { Question } from './question.ts'

export interface BudgetScene {
  provider: ProviderConfig
  budget: ModelsConfig['budget']
  jobId: string
  clock: Clock
}

/**
 * What is set aside before a call: its longest answer at the provider's price, from every budget that holds for it;
 * undefined where none does. A ModelError `over-budget` where a budget holds and the price is not known.
 */
export function reservationFor(
  question: Question,
  { provider, budget, jobId, clock }: BudgetScene,
): Reservation | undefined {
  const day = dayOf(clock())
  const budgets = [
    { key: `job ${jobId}`, cap: budget.job },
    { key: `day ${day}`, cap: budget.day },
    { key: `provider ${provider.id} ${day}`, cap: provider.dailyBudget },
  ].flatMap(({ key, cap }) => (cap === undefined ? [] : [{ key, cap }]))
  if (budgets.length === 0) return undefined
  const model = provider.models[question.agent.role]
  const tokens = { inputTokens: question.tokens, outputTokens: outputLimit(question, provider) }
  const amount = costOf(provider.prices[model], tokens)
  if (amount === null)
    throw new ModelError('over-budget', `${model} has no price, so that no budget can be kept.`)
  return amount === 0 ? undefined : { amount, budgets }
}

/**
 * A budget that has no room for a call of this amount, as a failure: the budget of a day waits for the next day where the
 * policy says so, unless no day would have room.
 */
export function overBudget(
  { key, used, cap }: FullBudget,
  amount: number,
  { budget, clock }: BudgetScene,
): ModelError {
  const [scope = '', name = ''] = key.split(' ')
  const whose = { job: 'of the job', day: 'of the day', provider: `of ${name} for the day` }[scope] ?? key
  if (amount > cap)
    return new ModelError(
      'over-budget',
      `A call may cost up to ${dollars(amount)}, and the whole budget ${whose} is ${dollars(cap)}.`,
    )
  const sentence = `The budget ${whose} has no room for a call of up to ${dollars(amount)}: ${dollars(used)} of ${dollars(cap)} are spent or set aside.`
  if (scope === 'job' || budget.whenOver === 'fail') return new ModelError('over-budget', sentence)
  return new ModelError('over-budget', sentence, { retryAt: nextDay(clock()), spends: false })
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10)
}

/** Days are those of UTC, so that all daemons agree. */
function nextDay(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1))
}

function dollars(amount: number): string {
  return `USD ${amount.toFixed(amount < 0.1 ? 4 : 2)}`
}
