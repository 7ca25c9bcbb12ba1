import type { Clock } from '../base/clock.ts'
import type { LlmCallIntent, LlmCallOutcome, LlmJournal } from '../contracts/llm-journal.ts'
import type { Span, Tracer } from '../contracts/trace.ts'

export interface CallTraces extends Pick<Tracer, 'record'> {
  /** Where the spans of a job belong; undefined where it is not traced. */
  parentOf(jobId: string): Pick<Span, 'traceId' | 'parentSpanId'> | undefined
}

/** Names of the GenAI conventions where they differ from ours. */
const providerNames: Readonly<Record<string, string>> = { google: 'gcp.gemini' }

/** A journal that also tells of every call as a span. What was asked and answered stays out of it. */
export function traceCalls(journal: LlmJournal, { record, parentOf }: CallTraces, clock: Clock): LlmJournal {
  const open = new Map<string, { intent: LlmCallIntent; start: Date }>()
  return {
    ...journal,
    async open(intent) {
      const start = clock()
      const id = await journal.open(intent)
      open.set(id, { intent, start })
      return id
    },
    async end(org, id, outcome) {
      const call = open.get(id)
      open.delete(id)
      const parent = call === undefined ? undefined : parentOf(call.intent.jobId)
      if (call !== undefined && parent !== undefined)
        record({
          ...parent,
          ...spanOf(call.intent, outcome),
          spanId: spanIdOf(id),
          start: call.start,
          end: clock(),
        })
      await journal.end(org, id, outcome)
    },
  }
}

/** As the OpenTelemetry semantic conventions for generative AI name things: span `chat <model>`, kind client. */
function spanOf(
  intent: LlmCallIntent,
  outcome: LlmCallOutcome,
): Pick<Span, 'name' | 'kind' | 'attributes' | 'error'> {
  const { failure, inputTokens, outputTokens, cost } = outcome
  return {
    name: `chat ${intent.model}`,
    kind: 'client',
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': providerNames[intent.provider] ?? intent.provider,
      'gen_ai.request.model': intent.model,
      'gen_ai.agent.name': intent.agent,
      'gen_ai.output.type': 'json',
      ...(inputTokens === null ? {} : { 'gen_ai.usage.input_tokens': inputTokens }),
      ...(outputTokens === null ? {} : { 'gen_ai.usage.output_tokens': outputTokens }),
      ...(typeof cost === 'number' ? { 'nightdesk.cost_usd': cost } : {}),
      ...(failure === null ? {} : { 'error.type': failure }),
    },
    error: failure ?? undefined,
  }
}

/** The random half of the row's id. */
function spanIdOf(id: string): string {
  return id.replaceAll('-', '').slice(-16)
}
