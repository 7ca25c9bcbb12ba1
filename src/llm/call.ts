import type { Clock } from '../base/clock.ts'
import type { Json } from '../base/json.ts'
import type { ModelsConfig } from '../contracts/config.ts'
import type { Note } from '../contracts/event.ts'
import { NoPlaceError, OverBudgetError } from '../contracts/llm-journal.ts'
import type { LlmCallIntent, LlmJournal } from '../contracts/llm-journal.ts'
import { ModelError } from '../contracts/provider.ts'
import type { ModelAnswer, ModelFailure, ModelProvider } from '../contracts/provider.ts'
import type { Reading } from './answer.ts'
import { overBudget, reservationFor } from './budget.ts'
import { engineName, placesOf } from './candidate.ts'
import type { Candidate } from './candidate.ts'
import { costOf } from './estimate.ts'
import { outputLimit } from './question.ts'
import type { Question } from './question.ts'
import type { Slot, Slots } from './slots.ts'

/** The job that asks, for one attempt of it. */
export interface AskingJob {
  org: string
  jobId: string
  note: (note: Note) => Promise<void>
  /** The job's own: cancel, timeout, shutdown. */
  signal: AbortSignal
  /** Told of an answer while it comes; absent where nobody watches. */
  onText?: ((text: string) => void) | undefined
}

/** What all calls of a process share. */
export interface Switchboard {
  budget: ModelsConfig['budget']
  journal: LlmJournal
  clock: Clock
  slots: Slots
  /** Calls in hand by their place: an attempt that starts again joins a call that the one before it left behind. */
  inHand: Map<string, Promise<ModelAnswer>>
  /** Milliseconds that one call may take from its first byte to its last. */
  callTimeout: number
}

/** One question to one provider. */
export interface Call<Output> {
  board: Switchboard
  job: AskingJob
  candidate: Candidate
  question: Question
  place: Place
  read: (answer: { text: string; finishReason: string }) => Promise<Reading<Output>>
}

/** Where a question stands in the journal of its job, whoever is asked. */
export type Place = Omit<LlmCallIntent, 'provider' | 'model' | 'reservation'>

/** Makes a call between its two rows of the journal and reads the answer. Rejects with a ModelError, or the signal's reason. */
export async function makeCall<Output>(call: Call<Output>): Promise<Reading<Output>> {
  const { candidate, question } = call
  if (candidate.config.kind === 'offline')
    return await call.read(await answerOffline(candidate, question, call.job.signal))
  const answer = await onceInHand(call, async () => await recordedCall(call))
  return await call.read(answer)
}

async function answerOffline(
  candidate: Candidate,
  { request }: Question,
  signal: AbortSignal,
): Promise<ModelAnswer> {
  signal.throwIfAborted()
  const provider = await candidate.open()
  return await provider.ask({ ...request, model: '', signal })
}

/** Waits until no call of an earlier attempt is in hand at this place: what it brings can then be recalled. */
export async function awaitInHand({ inHand }: Switchboard, place: Place): Promise<void> {
  const calls = [...inHand].filter(([key]) => key.startsWith(`${placeKey(place)} `))
  await Promise.allSettled(calls.map(async ([, call]) => await call))
}

function placeKey({ jobId, agent, requestHash, sequence }: Place): string {
  return [jobId, agent, requestHash, sequence].join(' ')
}

async function onceInHand<Output>(
  { board: { inHand }, candidate, place }: Call<Output>,
  make: () => Promise<ModelAnswer>,
): Promise<ModelAnswer> {
  const key = `${placeKey(place)} ${candidate.config.id}`
  const joined = inHand.get(key)
  if (joined !== undefined) return await joined
  const made = make().finally(() => inHand.delete(key))
  inHand.set(key, made)
  return await made
}

async function recordedCall<Output>(call: Call<Output>): Promise<ModelAnswer> {
  const { board, job, candidate } = call
  const slot = await board.slots.take({ provider: candidate.config, jobId: job.jobId, signal: job.signal })
  try {
    // What configuration lacks is said before anything is recorded.
    const provider = await candidate.open()
    const end = await begin(call, slot)
    const answer = await askProvider(call, provider, end)
    await settle(call, answer, end)
    return answer
  } finally {
    slot.release()
  }
}

interface Outcome {
  state: 'done' | 'failed' | 'unknown'
  failure: ModelFailure | 'stopped' | null
  answer?: Json
  inputTokens?: number | null
  outputTokens?: number | null
}

type End = (outcome: Outcome) => Promise<number>

/** Writes the first row; what it returns writes the second and says how long the call took. */
async function begin<Output>(
  { board, job, candidate, question, place }: Call<Output>,
  slot: Slot,
): Promise<End> {
  const { journal, clock, budget } = board
  const model = candidate.config.models[question.agent.role]
  const scene = { provider: candidate.config, budget, jobId: job.jobId, clock }
  const reservation = reservationFor(question, scene)
  const intent = {
    ...place,
    provider: candidate.config.id,
    model,
    places: placesOf(candidate.config),
    ...(reservation === undefined ? {} : { reservation }),
  }
  const id = await openInTurn(journal, intent, slot).catch((error: unknown) => {
    throw error instanceof OverBudgetError ? overBudget(error.budget, reservation?.amount ?? 0, scene) : error
  })
  const started = clock().getTime()
  return async (outcome) => {
    const latencyMs = clock().getTime() - started
    const tokens = { inputTokens: outcome.inputTokens ?? null, outputTokens: outcome.outputTokens ?? null }
    const cost = costOf(candidate.config.prices[model], tokens)
    await journal.end(job.org, id, { answer: null, ...outcome, ...tokens, cost, latencyMs })
    return latencyMs
  }
}

/** While calls of other processes have all places of the provider, its own place here is kept. */
async function openInTurn(journal: LlmJournal, intent: LlmCallIntent, slot: Slot): Promise<string> {
  for (;;) {
    try {
      return await journal.open(intent)
    } catch (error) {
      if (!(error instanceof NoPlaceError)) throw error
    }
    await slot.wait()
  }
}

/** One call under a total time limit. A stopped job rejects with its signal's reason, a late answer with `timeout`. */
async function askProvider<Output>(
  call: Call<Output>,
  provider: ModelProvider,
  end: End,
): Promise<ModelAnswer> {
  const { board, candidate, question } = call
  const { signal, onText } = call.job
  const limit = new AbortController()
  const stop = () => limit.abort(signal.reason)
  const timer = setTimeout(() => limit.abort(), board.callTimeout)
  signal.addEventListener('abort', stop, { once: true })
  try {
    signal.throwIfAborted()
    const model = candidate.config.models[question.agent.role]
    const maxOutputTokens = outputLimit(question, candidate.config)
    return await provider.ask({ ...question.request, maxOutputTokens, model, signal: limit.signal, onText })
  } catch (error) {
    if (error instanceof ModelError && !signal.aborted)
      await end({ state: error.unknown ? 'unknown' : 'failed', failure: error.failure })
    else await end({ state: 'unknown', failure: 'stopped' })
    throw signal.aborted ? signal.reason : error
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

/** A cut or refused answer is a failure that was paid; one that the agent refuses is kept, so that a replay asks again as before. */
async function settle<Output>(call: Call<Output>, answer: ModelAnswer, end: End): Promise<void> {
  const { candidate, question, job } = call
  const engine = engineName(candidate.config, question.agent.role)
  const tokens = { inputTokens: answer.inputTokens, outputTokens: answer.outputTokens }
  const failure = failureOf(answer.finishReason, engine)
  if (failure !== undefined) {
    await end({ state: 'failed', failure: failure.failure, ...tokens })
    throw failure
  }
  const complained = (await call.read(answer)).complaint !== undefined
  const { text, finishReason } = answer
  const latencyMs = await end({
    state: complained && question.last ? 'failed' : 'done',
    failure: complained ? 'schema-mismatch' : null,
    answer: { text, finishReason, engine },
    ...tokens,
  })
  const { name } = question.agent
  const data = {
    agent: name,
    provider: candidate.config.id,
    model: candidate.config.models[question.agent.role],
  }
  await job.note({
    ...say('model-answered', `${engine} answered ${name} in ${(latencyMs / 1000).toFixed(1)} s`),
    data: { ...data, ...tokens, latencyMs },
  })
}

/** A cut answer is never mended: what is missing is not known. */
function failureOf(finishReason: string, engine: string): ModelError | undefined {
  switch (finishReason) {
    case 'length':
      return new ModelError('truncated', `${engine} reached its limit of output tokens within its answer.`)
    case 'content-filter':
      return new ModelError('content-filter', `A content filter stopped the answer of ${engine}.`)
    case 'refusal':
      return new ModelError('refusal', `${engine} refused to answer.`)
    default:
      return undefined
  }
}

/** A line of the timeline about models. */
export function say(name: string, message: string): Note {
  return { name, message, source: 'llm' }
}
