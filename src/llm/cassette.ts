import * as v from 'valibot'
import { AppError, messageOf } from '../base/app-error.ts'
import type { ProviderConfig } from '../contracts/config.ts'
import type { CooldownMemory, LlmJournal } from '../contracts/llm-journal.ts'
import { ModelError, modelFailures } from '../contracts/provider.ts'
import type { ModelAnswer, ModelProvider } from '../contracts/provider.ts'
import { requestHashOf } from './question.ts'

const tokens = v.nullable(v.number())

/** A call as the journal knows its end. */
const recordedCallSchema = v.object({
  requestHash: v.string(),
  agent: v.string(),
  agentVersion: v.number(),
  provider: v.string(),
  model: v.string(),
  state: v.picklist(['done', 'failed', 'unknown']),
  failure: v.nullable(v.string()),
  answer: v.nullable(v.object({ text: v.string(), finishReason: v.optional(v.string(), 'stop') })),
  inputTokens: tokens,
  outputTokens: tokens,
  latencyMs: tokens,
})
export type RecordedCall = v.InferOutput<typeof recordedCallSchema>

/** The calls as JSON lines, in their order. */
export function cassetteText(calls: readonly RecordedCall[]): string {
  return calls.map((call) => `${JSON.stringify(call)}\n`).join('')
}

/** The calls of a cassette. Throws an AppError that names the line. */
export function readCassette(text: string, name: string): RecordedCall[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    try {
      return [v.parse(recordedCallSchema, JSON.parse(line))]
    } catch (cause) {
      throw new AppError(
        'wrong-use',
        `Line ${index + 1} of "${name}" is no recorded call: ${messageOf(cause)}.`,
        {
          hint: 'Try: nightdesk llm record FILE',
          cause,
        },
      )
    }
  })
}

/** Answers from a cassette alone: each recorded call once, in its order. A question that is not there is an error. */
export interface Tape {
  providerFor(config: Pick<ProviderConfig, 'id'>): Promise<ModelProvider>
}

export function playTape(calls: readonly RecordedCall[], name: string): Tape {
  const left = new Map<string, RecordedCall[]>()
  for (const call of calls) {
    const key = `${call.provider} ${call.requestHash}`
    left.set(key, [...(left.get(key) ?? []), call])
  }
  return {
    providerFor: async ({ id }) => ({
      id,
      async ask(request) {
        request.signal.throwIfAborted()
        const call = left.get(`${id} ${requestHashOf(request)}`)?.shift()
        if (call === undefined)
          throw new ModelError(
            'bad-request',
            `"${name}" holds no answer of ${id} to this question of ${request.schemaName}, and nothing is asked live.`,
          )
        return answerOf(call, name)
      },
    }),
  }
}

/** How an answer that was no answer had ended. */
const finishReasons: Readonly<Record<string, string>> = {
  truncated: 'length',
  'content-filter': 'content-filter',
  refusal: 'refusal',
}

function answerOf(call: RecordedCall, name: string): ModelAnswer {
  const { answer, failure, state, inputTokens, outputTokens } = call
  if (answer !== null) return { ...answer, inputTokens, outputTokens }
  const finishReason = finishReasons[failure ?? '']
  if (finishReason !== undefined) return { text: '', finishReason, inputTokens, outputTokens }
  const known = modelFailures.find((each) => each === failure) ?? 'network'
  throw new ModelError(known, `As recorded in "${name}": ${failure ?? state}.`, {
    unknown: state === 'unknown',
  })
}

/** Nothing of a replay is kept: it cost nothing. */
export const forgetfulJournal: LlmJournal = {
  recall: () => Promise.resolve(undefined),
  open: () => Promise.resolve(''),
  end: () => Promise.resolve(),
}

/** In a replay no provider rests, nor is one made to. */
export const noCooldowns: CooldownMemory = {
  current: () => Promise.resolve([]),
  set: () => Promise.resolve(),
  clear: () => Promise.resolve(),
}
