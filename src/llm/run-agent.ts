import { sha256 } from '../base/hash.ts'
import { canonicalJson } from '../base/json.ts'
import { cleanText } from '../base/text.ts'
import type { Agent } from '../contracts/agent.ts'
import type { Note } from '../contracts/event.ts'
import type { LlmCallIntent } from '../contracts/llm-journal.ts'
import { ModelError } from '../contracts/provider.ts'
import type { ModelRequest } from '../contracts/provider.ts'
import type { Answered } from '../contracts/workflow.ts'
import { answerSchema } from './answer-schema.ts'
import { readAnswer } from './answer.ts'
import { answerOnce, say } from './call.ts'
import type { AskerOptions, Question } from './call.ts'

/** Asks an agent's question; one for each attempt of a job. */
export type Asker = <Input, Output>(agent: Agent<Input, Output>, input: Input) => Promise<Answered<Output>>

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

function askedAgain(user: string, complaint: string): string {
  return cleanText(
    `${user}\n\nYour last answer was refused:\n${complaint}\nAnswer again, with one JSON object and nothing else.`,
  )
}

function refused(agent: string, engine: string, complaint: string): Note {
  return {
    ...say('answer-refused', `${agent}: the answer of ${engine} was refused, asking once more`),
    level: 'warning',
    data: { complaint },
  }
}
