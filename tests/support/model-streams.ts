import type { ServerResponse } from 'node:http'
import type { Reply } from './model-server.ts'
import type { Ending, WireFormat } from './model-wires.ts'

/** How a streamed answer goes on after its parts: to its end, no further, or with an error of the server. */
export type StreamEnding = Ending | 'cut' | 'error'

type Line = object | string

const usage = { input: 11, output: 7 }

/** A streamed answer as this format sends it. */
export function streamOf({ name }: WireFormat, parts: readonly string[], ending: StreamEnding): Reply {
  const lines = formats[name]?.(parts, ending)
  if (lines === undefined) throw new Error(`No streams are known of ${name}.`)
  return (response) => {
    const type = name === 'Ollama' ? 'application/x-ndjson' : 'text/event-stream'
    response.writeHead(200, { 'content-type': type })
    for (const line of lines) response.write(name === 'Ollama' ? `${JSON.stringify(line)}\n` : eventOf(line))
    finish(response, ending)
  }
}

function finish(response: ServerResponse, ending: StreamEnding): void {
  if (ending === 'cut') setImmediate(() => response.destroy())
  else response.end()
}

function eventOf(line: Line): string {
  if (typeof line === 'string') return `data: ${line}\n\n`
  const type = 'type' in line ? `event: ${String(line.type)}\n` : ''
  return `${type}data: ${JSON.stringify(line)}\n\n`
}

const overloaded = 'The server is overloaded.'

const formats: Record<string, (parts: readonly string[], ending: StreamEnding) => Line[]> = {
  'OpenAI Responses': responsesStream,
  'OpenAI Chat': chatStream,
  Anthropic: anthropicStream,
  Google: googleStream,
  Ollama: ollamaStream,
}

function responsesStream(parts: readonly string[], ending: StreamEnding): Line[] {
  const response = { id: 'resp_1', object: 'response', created_at: 1, model: 'small', output: [] }
  const item = { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content: [] }
  const lines: Line[] = [
    { type: 'response.created', response: { ...response, status: 'in_progress' } },
    { type: 'response.output_item.added', output_index: 0, item },
    ...parts.map((delta) => ({
      type: 'response.output_text.delta',
      item_id: 'msg_1',
      output_index: 0,
      delta,
    })),
  ]
  if (ending === 'cut') return lines
  if (ending === 'error') {
    const error = { type: 'server_error', code: 'overloaded', message: overloaded, param: null }
    return [...lines, { type: 'error', sequence_number: 4, error }]
  }
  const counts = { input_tokens: usage.input, output_tokens: usage.output }
  const reason = ending === 'length' ? { reason: 'max_output_tokens' } : null
  const type = reason === null ? 'response.completed' : 'response.incomplete'
  return [
    ...lines,
    { type: 'response.output_item.done', output_index: 0, item },
    { type, response: { ...response, incomplete_details: reason, usage: counts } },
  ]
}

function chatStream(parts: readonly string[], ending: StreamEnding): Line[] {
  const chunk = (delta: object, finish_reason: string | null = null) => ({
    id: 'chat-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'small',
    choices: [{ index: 0, delta, finish_reason }],
  })
  const lines = parts.map((content) => chunk({ role: 'assistant', content }))
  if (ending === 'cut') return lines
  if (ending === 'error')
    return [...lines, { error: { message: overloaded, type: 'server_error', code: 'overloaded' } }]
  const counts = { prompt_tokens: usage.input, completion_tokens: usage.output, total_tokens: 18 }
  return [...lines, { ...chunk({}, ending), usage: counts }, '[DONE]']
}

function anthropicStream(parts: readonly string[], ending: StreamEnding): Line[] {
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'small', content: [] }
  const lines: Line[] = [
    {
      type: 'message_start',
      message: {
        ...message,
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: usage.input, output_tokens: 1 },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...parts.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
  ]
  if (ending === 'cut') return lines
  if (ending === 'error')
    return [...lines, { type: 'error', error: { type: 'overloaded_error', message: overloaded } }]
  const stop_reason = ending === 'length' ? 'max_tokens' : 'end_turn'
  return [
    ...lines,
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason, stop_sequence: null },
      usage: { output_tokens: usage.output },
    },
    { type: 'message_stop' },
  ]
}

function googleStream(parts: readonly string[], ending: StreamEnding): Line[] {
  const chunk = (text: string, finishReason?: string) => ({
    candidates: [{ content: { role: 'model', parts: [{ text }] }, index: 0, finishReason }],
    usageMetadata: { promptTokenCount: usage.input, candidatesTokenCount: usage.output, totalTokenCount: 18 },
  })
  const last = parts.at(-1) ?? ''
  const lines = parts.slice(0, -1).map((text) => chunk(text))
  if (ending === 'cut') return [...lines, chunk(last)]
  if (ending === 'error')
    return [...lines, { error: { code: 503, message: overloaded, status: 'UNAVAILABLE' } }]
  return [...lines, chunk(last, ending === 'length' ? 'MAX_TOKENS' : 'STOP')]
}

function ollamaStream(parts: readonly string[], ending: StreamEnding): Line[] {
  const line = (content: string, done = false) => ({
    model: 'small',
    created_at: '2026-11-20T08:00:00Z',
    message: { role: 'assistant', content },
    done,
  })
  const lines = parts.map((content) => line(content))
  if (ending === 'cut') return lines
  if (ending === 'error') return [...lines, { error: overloaded }]
  const reason = ending === 'length' ? 'length' : 'stop'
  const counts = { prompt_eval_count: usage.input, eval_count: usage.output }
  return [...lines, { ...line('', true), done_reason: reason, ...counts }]
}
