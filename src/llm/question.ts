import { sha256 } from '../base/hash.ts'
import { canonicalJson, toJson } from '../base/json.ts'
import type { Json } from '../base/json.ts'
import { cleanText } from '../base/text.ts'
import type { Agent, ModelRole } from '../contracts/agent.ts'
import type { ProviderConfig } from '../contracts/config.ts'
import type { ModelRequest } from '../contracts/provider.ts'
import { answerSchema } from './answer-schema.ts'
import { estimateTokens } from './estimate.ts'

/** What an agent asks, whoever is asked. */
export interface Question {
  agent: { name: string; version: number; role: ModelRole }
  request: Omit<ModelRequest, 'signal' | 'model'>
  /** SHA-256 of prompt and schema. */
  requestHash: string
  /** SHA-256 of what the agent was given, and of whether it is asked again. */
  inputHash: string
  /** What the agent was given, where it is not too long to be kept and this is the first question about it. */
  input: Json | undefined
  /** Tokens of the prompt, rather too many. */
  tokens: number
  /** No further question follows a complaint, so that a refused answer is a failure. */
  last: boolean
}

const maxOutputTokens = 8192
/** Characters of JSON. */
const longestInput = 64 * 1024
/** An answer that has less room than this is not worth asking for. */
const leastOutputTokens = 1024

export async function questionOf<Input, Output>(
  agent: Agent<Input, Output>,
  input: Input,
): Promise<Question> {
  const prompt = agent.prompt(input)
  const schema = await answerSchema(agent)
  const form = `Answer with one JSON object and nothing else. It follows this JSON Schema: ${JSON.stringify(schema.full)}`
  const request = {
    system: cleanText(`${prompt.system}\n\n${form}`),
    user: cleanText(prompt.user),
    schema: schema.strict,
    schemaName: agent.name.replaceAll(/[^a-z0-9_-]/gi, '_'),
    maxOutputTokens,
    offline: () => agent.offline(input),
  }
  const text = canonicalJson(input)
  return {
    ...measured(request),
    agent,
    inputHash: sha256(text),
    input: text.length <= longestInput ? toJson(input) : undefined,
    last: false,
  }
}

/** The second question: the first, with what was wrong with its answer. */
export function askedAgain(question: Question, complaint: string): Question {
  const user = cleanText(
    `${question.request.user}\n\nYour last answer was refused:\n${complaint}\nAnswer again, with one JSON object and nothing else.`,
  )
  const inputHash = sha256(`${question.inputHash} again`)
  return { ...question, ...measured({ ...question.request, user }), inputHash, input: undefined, last: true }
}

/** The tokens that an answer may have: a small context window leaves fewer. */
export function outputLimit({ tokens, request }: Question, { contextWindow }: ProviderConfig): number {
  return Math.min(request.maxOutputTokens, (contextWindow ?? Infinity) - tokens)
}

/** Whether prompt and a short answer fit. */
export function fits({ tokens }: Question, { contextWindow = Infinity }: ProviderConfig): boolean {
  return tokens + leastOutputTokens <= contextWindow
}

function measured(request: Question['request']): Pick<Question, 'request' | 'requestHash' | 'tokens'> {
  return {
    request,
    requestHash: requestHashOf(request),
    tokens: estimateTokens(request.system + request.user),
  }
}

/** SHA-256 of prompt and schema: the same question, whoever is asked. */
export function requestHashOf({
  system,
  user,
  schema,
}: Pick<ModelRequest, 'system' | 'user' | 'schema'>): string {
  return sha256(canonicalJson({ system, user, schema }))
}
