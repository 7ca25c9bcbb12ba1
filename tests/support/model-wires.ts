import type { LlmProvider } from '../../src/contracts/config.ts'
import { chat, json } from './model-server.ts'
import type { Reply } from './model-server.ts'

export type Ending = 'stop' | 'length' | 'filter' | 'refusal'

/** An error as vendors send it: each takes the words that it has a place for. */
export interface VendorError {
  status: number
  message: string
  /** OpenAI's code. */
  code?: string
  /** Anthropic's type. */
  type?: string
  /** Google's status. */
  grpc?: string
  /** Google's details. */
  details?: unknown[]
  headers?: Record<string, string>
  /** Where the error hides under another status. */
  sentAs?: number
}

/** One format of requests and answers, as a server speaks it. */
export interface WireFormat {
  name: string
  kind: LlmProvider
  api: 'responses' | 'chat'
  answer(text: string, ending?: Ending): Reply
  error(error: VendorError): Reply
}

const usage = { input: 11, output: 7 }

export const wireFormats: readonly WireFormat[] = [
  { name: 'OpenAI Responses', kind: 'openai', api: 'responses', answer: responsesAnswer, error: openaiError },
  { name: 'OpenAI Chat', kind: 'openai-compatible', api: 'chat', answer: chatAnswer, error: openaiError },
  { name: 'Anthropic', kind: 'anthropic', api: 'chat', answer: anthropicAnswer, error: anthropicError },
  { name: 'Google', kind: 'google', api: 'chat', answer: googleAnswer, error: googleError },
  { name: 'Ollama', kind: 'ollama', api: 'chat', answer: ollamaAnswer, error: ollamaError },
]

function responsesAnswer(text: string, ending: Ending = 'stop'): Reply {
  const part =
    ending === 'refusal'
      ? { type: 'refusal', refusal: text }
      : { type: 'output_text', text, annotations: [], logprobs: [] }
  const reasons: Partial<Record<Ending, string>> = { length: 'max_output_tokens', filter: 'content_filter' }
  const reason = reasons[ending]
  return json(200, {
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    status: reason === undefined ? 'completed' : 'incomplete',
    incomplete_details: reason === undefined ? null : { reason },
    error: null,
    model: 'small',
    output: [{ id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [part] }],
    usage: { input_tokens: usage.input, output_tokens: usage.output, total_tokens: 18 },
  })
}

function chatAnswer(text: string, ending: Ending = 'stop'): Reply {
  if (ending === 'refusal') return chat(null, 'stop', text)
  return chat(text, ending === 'filter' ? 'content_filter' : ending)
}

function anthropicAnswer(text: string, ending: Ending = 'stop'): Reply {
  const reasons = { stop: 'end_turn', length: 'max_tokens', filter: 'refusal', refusal: 'refusal' }
  return json(200, {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'small',
    content: [{ type: 'text', text }],
    stop_reason: reasons[ending],
    stop_sequence: null,
    usage: { input_tokens: usage.input, output_tokens: usage.output },
  })
}

function googleAnswer(text: string, ending: Ending = 'stop'): Reply {
  const reasons = { stop: 'STOP', length: 'MAX_TOKENS', filter: 'SAFETY', refusal: 'SAFETY' }
  return json(200, {
    candidates: [{ content: { role: 'model', parts: [{ text }] }, finishReason: reasons[ending], index: 0 }],
    usageMetadata: { promptTokenCount: usage.input, candidatesTokenCount: usage.output, totalTokenCount: 18 },
    modelVersion: 'small',
  })
}

function ollamaAnswer(text: string, ending: Ending = 'stop'): Reply {
  return json(200, {
    model: 'small',
    created_at: '2026-11-20T08:00:00Z',
    message: { role: 'assistant', content: text },
    done: true,
    done_reason: ending === 'length' ? 'length' : 'stop',
    prompt_eval_count: usage.input,
    eval_count: usage.output,
  })
}

function openaiError({ status, message, code, type, headers, sentAs }: VendorError): Reply {
  const error = {
    message,
    type: type ?? 'error',
    code: code ?? (sentAs === undefined ? null : status),
    param: null,
  }
  return json(sentAs ?? status, { error }, headers)
}

function anthropicError({ status, message, type, headers, sentAs }: VendorError): Reply {
  const error = { type: type ?? (status === 429 ? 'rate_limit_error' : 'invalid_request_error'), message }
  return json(sentAs ?? status, { type: 'error', error }, headers)
}

function googleError({ status, message, grpc, details, headers, sentAs }: VendorError): Reply {
  const names: Record<number, string> = {
    400: 'INVALID_ARGUMENT',
    404: 'NOT_FOUND',
    429: 'RESOURCE_EXHAUSTED',
  }
  const error = { code: status, message, status: grpc ?? names[status] ?? 'UNKNOWN', details: details ?? [] }
  return json(sentAs ?? status, { error }, headers)
}

function ollamaError({ status, message, code, headers, sentAs }: VendorError): Reply {
  return json(sentAs ?? status, { error: code === undefined ? message : `${code}: ${message}` }, headers)
}
