import type { Clock } from '../base/clock.ts'
import { isPlainObject } from '../base/json.ts'
import type { Json } from '../base/json.ts'
import type { Note } from '../contracts/event.ts'
import type { LlmCallIntent, LlmJournal } from '../contracts/llm-journal.ts'
import { ModelError } from '../contracts/provider.ts'
import type { ModelAnswer, ModelFailure, ModelProvider, ModelRequest } from '../contracts/provider.ts'
import type { Reading } from './answer.ts'

export interface AskerOptions {
  provider: ModelProvider
  /** Empty for a provider that has no models. */
  model: string
  /** Undefined where a call costs nothing and repeats exactly: offline answers leave no rows. */
  journal: LlmJournal | undefined
  clock: Clock
  org: string
  jobId: string
  note: (note: Note) => Promise<void>
  /** The job's own: cancel, timeout, shutdown. */
  signal: AbortSignal
  /** Milliseconds that one call may take from its first byte to its last; two minutes where absent. */
  callTimeout?: number
}

/** `last`: no further question follows a complaint, so that a refused answer is a failure. */
export type Question = Omit<ModelRequest, 'signal'> & { last: boolean }

export interface Call {
  options: AskerOptions
  request: Question
  intent: LlmCallIntent
}

const twoMinutes = 120_000

/** The answer of a finished call is read back; else the call is made, between its two rows of the journal. */
export async function answerOnce<Output>(
  call: Call,
  read: (text: string) => Reading<Output>,
): Promise<Reading<Output>> {
  const { journal, note } = call.options
  const kept = await journal?.recall(call.intent)
  if (kept !== undefined) {
    await note({
      ...say('answer-recalled', `${call.intent.agent}: an answer was read back, not paid again`),
      level: 'debug',
    })
    return read(textOf(kept))
  }
  const id = await journal?.begin(call.intent)
  const started = call.options.clock()
  const end = async (outcome: Outcome) => {
    const latencyMs = call.options.clock().getTime() - started.getTime()
    if (journal !== undefined && id !== undefined)
      await journal.end(call.intent.org, id, { ...unanswered, ...outcome, latencyMs })
    return latencyMs
  }
  const answer = await callProvider(call, end)
  const cost = { inputTokens: answer.inputTokens, outputTokens: answer.outputTokens }
  const failure = failureOf(answer.finishReason)
  if (failure !== undefined) {
    await end({ state: 'failed', failure: failure.failure, ...cost })
    throw failure
  }
  const reading = read(answer.text)
  const complained = reading.complaint !== undefined
  const latency = await end({
    state: complained && call.request.last ? 'failed' : 'done',
    failure: complained ? 'schema-mismatch' : null,
    answer: { text: answer.text },
    ...cost,
  })
  if (journal !== undefined) await note(answered(call.intent, answer, latency))
  return reading
}

const unanswered = { answer: null, failure: null, inputTokens: null, outputTokens: null }

interface Outcome {
  state: 'done' | 'failed' | 'unknown'
  failure: ModelFailure | 'stopped' | null
  answer?: Json
  inputTokens?: number | null
  outputTokens?: number | null
}

/** One call under a total time limit. A stopped job rejects with its signal's reason, a late answer with `timeout`. */
async function callProvider(call: Call, end: (outcome: Outcome) => Promise<number>): Promise<ModelAnswer> {
  const { provider, signal, callTimeout = twoMinutes } = call.options
  const limit = new AbortController()
  const stop = () => limit.abort(signal.reason)
  const timer = setTimeout(() => limit.abort(), callTimeout)
  signal.addEventListener('abort', stop, { once: true })
  try {
    signal.throwIfAborted()
    return await provider.ask({ ...call.request, signal: limit.signal })
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

/** A cut answer is never mended: what is missing is not known. */
function failureOf(finishReason: string): ModelError | undefined {
  if (finishReason === 'length')
    return new ModelError(
      'malformed',
      'The model reached its limit of output tokens in the middle of its answer.',
    )
  if (finishReason === 'content-filter')
    return new ModelError('content-filter', 'The model refused to answer: its content filter stopped it.')
  return undefined
}

function textOf(kept: Json): string {
  return isPlainObject(kept) && typeof kept.text === 'string' ? kept.text : ''
}

function answered(intent: LlmCallIntent, answer: ModelAnswer, latencyMs: number): Note {
  const { agent, provider, model } = intent
  const { inputTokens, outputTokens } = answer
  return {
    ...say('model-answered', `${provider}/${model} answered ${agent} in ${(latencyMs / 1000).toFixed(1)} s`),
    data: { agent, provider, model, inputTokens, outputTokens, latencyMs },
  }
}

/** A line of the timeline about models. */
export function say(name: string, message: string): Note {
  return { name, message, source: 'llm' }
}
