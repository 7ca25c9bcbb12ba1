import { sleep } from '../base/clock.ts'
import { unknownName } from '../base/registry.ts'
import { asSentence } from '../base/text.ts'
import type { ProviderConfig } from '../contracts/config.ts'
import type { Note } from '../contracts/event.ts'
import type { Cooldown, CooldownMemory } from '../contracts/llm-journal.ts'
import { ModelError, modelFailures } from '../contracts/provider.ts'
import type { AskingJob, Switchboard } from './call.ts'
import { say } from './call.ts'
import { engineName } from './candidate.ts'
import type { Candidate, Candidates } from './candidate.ts'
import { failureRules } from './failure-rules.ts'
import { fits } from './question.ts'
import type { Question } from './question.ts'
import { because, timeOf, verdict } from './verdict.ts'
import type { Tried } from './verdict.ts'

/** What all jobs of a process ask with. */
export interface Desk {
  board: Switchboard
  candidates: Candidates
  cooldowns: CooldownMemory
  /** Where `next`, a question that was refused for its content is carried on to the next provider. */
  whenRefused: 'stop' | 'next'
}

export interface Journey {
  question: Question
  /** The engine whose first answer is already there. */
  startWith: string | undefined
  /** The only provider that may be asked. */
  only?: string | undefined
}

/** A pause in place that is shorter than to hand the job back; more waits for the queue. */
const shortWait = 1000
const mostRounds = 3

/**
 * The only loop that tries again. Providers are asked in order; the class of each failure decides whether the next one
 * is (`failure-rules.ts`). A provider that rests is passed over. Where nobody answers the failure goes to the queue,
 * with the earliest time that makes sense.
 */
export async function route<Result>(
  desk: Desk,
  job: AskingJob,
  journey: Journey,
  converse: (candidate: Candidate) => Promise<Result>,
): Promise<Result> {
  for (let round = 1; ; round += 1) {
    const found = await oneRound(desk, job, journey, converse)
    if ('result' in found) return found.result
    const { failure } = found
    const wait = (failure.retryAt?.getTime() ?? Infinity) - desk.board.clock().getTime()
    if (wait > shortWait || round === mostRounds) throw failure
    await sleep(Math.max(wait, 0), job.signal)
  }
}

async function oneRound<Result>(
  desk: Desk,
  job: AskingJob,
  journey: Journey,
  converse: (candidate: Candidate) => Promise<Result>,
): Promise<{ result: Result } | { failure: ModelError }> {
  const { question } = journey
  const order = orderOf(desk.candidates, journey)
  const now = desk.board.clock()
  const resting = await restingOf(desk, job, order)
  const tried: Tried[] = []
  for (const candidate of order) {
    const skipped = reasonToSkip(candidate, { now, resting, order, tried, question })
    if (skipped !== undefined) {
      tried.push(skipped)
      continue
    }
    try {
      const result = await converse(candidate)
      if (tried.length > 0) await job.note(servedBy(candidate, question, because(tried, desk.board.clock)))
      return { result }
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      tried.push(await toldFailure(desk, job, { candidate, error, question }))
      if (failureRules[error.failure].next === 'nobody' && desk.whenRefused !== 'next') break
    }
  }
  return { failure: verdict(tried) }
}

/** A provider that has answered once already is asked again before the others. */
function orderOf(known: Candidates, { question, startWith, only }: Journey): readonly Candidate[] {
  if (only !== undefined) {
    const ids = known.all.map(({ config }) => config.id)
    if (!ids.includes(only)) throw unknownName('provider of models', only, ids)
    return known.all.filter(({ config }) => config.id === only)
  }
  const candidates = known[question.agent.role]
  const started = candidates.filter(({ config }) => engineName(config, question.agent.role) === startWith)
  return [...started, ...candidates.filter((candidate) => !started.includes(candidate))]
}

/** The cooldowns that still hold: new settings end one. */
async function restingOf(
  { cooldowns, board }: Desk,
  { org }: AskingJob,
  order: readonly Candidate[],
): Promise<Cooldown[]> {
  if (order.every(({ config }) => config.kind === 'offline')) return []
  const now = board.clock()
  const current = await cooldowns.current(org)
  return current.filter(
    ({ provider, settingsHash, until }) =>
      until > now &&
      order.some((candidate) => candidate.config.id === provider && candidate.settingsHash === settingsHash),
  )
}

interface Standing {
  now: Date
  resting: readonly Cooldown[]
  order: readonly Candidate[]
  tried: readonly Tried[]
  question: Question
}

/** Why a provider is not asked, or undefined. */
function reasonToSkip({ config }: Candidate, standing: Standing): Tried | undefined {
  const { question, order, resting, now } = standing
  if (config.kind !== 'offline' && !isRoomy(config, standing))
    return {
      provider: config.id,
      failure: 'context-overflow',
      message: `The question has about ${question.tokens} tokens; ${config.id} takes ${config.contextWindow ?? 'an unknown number'}.`,
      retryAt: undefined,
      error: undefined,
    }
  const restOf = (each: ProviderConfig) => resting.find((rest) => restsFor(rest, each, question))
  const rest = restOf(config)
  if (rest === undefined) return undefined
  const allRest = order.every((each) => restOf(each.config) !== undefined)
  return allRest && mayBeMended(rest, now) ? undefined : passedOver(rest, now)
}

/** By the estimate; and larger than those that said it is too long, whose own count may differ from it. */
function isRoomy(config: ProviderConfig, { question, tried, order }: Standing): boolean {
  const overflowed = tried.filter(({ failure }) => failureRules[failure].next === 'larger')
  const windows = order
    .filter((each) => overflowed.some(({ provider }) => provider === each.config.id))
    .map((each) => each.config.contextWindow ?? 0)
  if (config.contextWindow === undefined) return windows.length === 0
  return fits(question, config) && config.contextWindow > Math.max(0, ...windows)
}

function restsFor({ provider, model }: Cooldown, config: ProviderConfig, { agent }: Question): boolean {
  return provider === config.id && (model === '' || model === config.models[agent.role])
}

/** A person may have topped up or installed something meanwhile: where nobody else is left it is worth asking. */
function mayBeMended({ failure, until }: Cooldown, now: Date): boolean {
  if (failure === 'auth' || failure === 'model-missing') return true
  return failure === 'quota' && until.getTime() - now.getTime() <= (failureRules.quota.rest?.ms ?? 0)
}

function passedOver({ provider, failure, reason, until }: Cooldown, now: Date): Tried {
  const known = modelFailures.find((each) => each === failure) ?? 'overloaded'
  const passes = known !== 'auth' && known !== 'model-missing'
  return {
    provider,
    failure: known,
    message: `${provider} rests until ${timeOf(until, now)}: ${asSentence(reason)}`,
    retryAt: passes ? until : undefined,
    error: undefined,
  }
}

interface Failed {
  candidate: Candidate
  error: ModelError
  question: Question
}

/** Tells the timeline, and lets the provider rest where the rule says so. */
async function toldFailure(desk: Desk, job: AskingJob, failed: Failed): Promise<Tried> {
  const { candidate, error, question } = failed
  const { id, models } = candidate.config
  const { rest } = failureRules[error.failure]
  if (rest !== undefined) {
    const until = error.retryAt ?? new Date(desk.board.clock().getTime() + rest.ms)
    const model = rest.scope === 'model' ? models[question.agent.role] : ''
    const { settingsHash } = candidate
    const { failure, message: reason } = error
    await desk.cooldowns.set(job.org, { provider: id, model, failure, reason, until, settingsHash })
  }
  await job.note(failedNote(failed))
  return { provider: id, failure: error.failure, message: error.message, retryAt: error.retryAt, error }
}

function failedNote({ candidate, error, question }: Failed): Note {
  const engine = engineName(candidate.config, question.agent.role)
  const { failure, retryAt, unknown } = error
  return {
    ...say('model-failed', `${question.agent.name} got no answer: ${error.message}`),
    level: 'warning',
    data: { engine, failure, retryAt: retryAt?.toISOString() ?? null, mayHaveBeenBilled: unknown },
  }
}

function servedBy(candidate: Candidate, question: Question, reason: string): Note {
  const engine = engineName(candidate.config, question.agent.role)
  return say('model-chosen', `${question.agent.name} was served by ${engine} ${reason}`)
}
