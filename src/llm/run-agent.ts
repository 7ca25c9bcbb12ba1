import type { Clock } from '../base/clock.ts'
import { sha256 } from '../base/hash.ts'
import { canonicalJson, isPlainObject } from '../base/json.ts'
import type { Json } from '../base/json.ts'
import { cleanText } from '../base/text.ts'
import type { Agent } from '../contracts/agent.ts'
import type { Note } from '../contracts/event.ts'
import type { LlmCallIntent, LlmJournal } from '../contracts/llm-journal.ts'
import { ModelError } from '../contracts/provider.ts'
import type { ModelAnswer, ModelFailure, ModelProvider, ModelRequest } from '../contracts/provider.ts'
import type { Answered } from '../contracts/workflow.ts'
import { answerSchema } from './answer-schema.ts'
import { readAnswer } from './answer.ts'
import type { Reading } from './answer.ts'

/** Asks an agent's question; one for each attempt of a job. */
export type Asker = <Input, Output>(agent: Agent<Input, Output>, input: Input) => Promise<Answered<Output>>

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

const twoMinutes = 120_000
const maxOutputTokens = 8192

/**
 * Prompt → provider → parse → check → complaint → ask again (once) → record. Rejects with a ModelError, which the
 * engine knows as a JobError: nothing here retries or waits.
 *
 * A call's place is (job, agent, request hash, which of the equal requests): asks that run side by side, in any
 * order, find their own answers again after a crash.
 */
export function createAsker(options: AskerOptions): Asker {
  const engine = options.model === '' ? options.provider.id : `${options.provider.id}/${options.model}`
  const asked = new Map<string, number>()
  return async (agent, input) => {
    const request = await requestOf(agent, input, options.model)
    const ask = (question: Question) => {
      const intent = intentOf(agent, question, options)
      const place = `${agent.name} ${intent.requestHash}`
      const sequence = asked.get(place) ?? 0
      asked.set(place, sequence + 1)
      const call = { options, request: question, intent: { ...intent, sequence } }
      return answerOnce(call, (text) => readAnswer(agent, input, text))
    }
    const first = await ask({ ...request, last: false })
    if (first.complaint === undefined) return { output: first.output, engine }
    await options.note(refused(agent.name, engine, first.complaint))
    const second = await ask({ ...request, user: askedAgain(request.user, first.complaint), last: true })
    if (second.complaint === undefined) return { output: second.output, engine }
    throw new ModelError(
      'schema-mismatch',
      `${engine} gave ${agent.name} no usable answer: ${second.complaint}`,
    )
  }
}

/** `last`: no further question follows a complaint, so that a refused answer is a failure. */
type Question = Omit<ModelRequest, 'signal'> & { last: boolean }

interface Call {
  options: AskerOptions
  request: Question
  intent: LlmCallIntent
}

async function requestOf<Input, Output>(
  agent: Agent<Input, Output>,
  input: Input,
  model: string,
): Promise<Omit<ModelRequest, 'signal'>> {
  const prompt = agent.prompt(input)
  const schema = await answerSchema(agent)
  const form = `Answer with one JSON object and nothing else. It follows this JSON Schema: ${JSON.stringify(schema.full)}`
  return {
    model,
    system: cleanText(`${prompt.system}\n\n${form}`),
    user: cleanText(prompt.user),
    schema: schema.strict,
    schemaName: agent.name.replaceAll(/[^a-z0-9_-]/gi, '_'),
    maxOutputTokens,
    offline: () => agent.offline(input),
  }
}

function intentOf(
  agent: { name: string; version: number },
  request: Question,
  { provider, org, jobId }: AskerOptions,
): Omit<LlmCallIntent, 'sequence'> {
  const { model, system, user, schema } = request
  return {
    org,
    jobId,
    agent: agent.name,
    agentVersion: agent.version,
    requestHash: sha256(canonicalJson({ provider: provider.id, model, system, user, schema })),
    provider: provider.id,
    model,
  }
}

/** The answer of a finished call is read back; else the call is made, between its two rows of the journal. */
async function answerOnce<Output>(
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

function askedAgain(user: string, complaint: string): string {
  return cleanText(
    `${user}\n\nYour last answer was refused:\n${complaint}\nAnswer again, with one JSON object and nothing else.`,
  )
}

function textOf(kept: Json): string {
  return isPlainObject(kept) && typeof kept.text === 'string' ? kept.text : ''
}

function refused(agent: string, engine: string, complaint: string): Note {
  return {
    ...say('answer-refused', `${agent}: the answer of ${engine} was refused, asking once more`),
    level: 'warning',
    data: { complaint },
  }
}

function answered(intent: LlmCallIntent, answer: ModelAnswer, latencyMs: number): Note {
  const { agent, provider, model } = intent
  const { inputTokens, outputTokens } = answer
  return {
    ...say('model-answered', `${provider}/${model} answered ${agent} in ${(latencyMs / 1000).toFixed(1)} s`),
    data: { agent, provider, model, inputTokens, outputTokens, latencyMs },
  }
}

function say(name: string, message: string): Note {
  return { name, message, source: 'llm' }
}
