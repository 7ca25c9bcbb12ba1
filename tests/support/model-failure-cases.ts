import type { ModelFailure } from '../../src/contracts/provider.ts'
import { text } from './model-server.ts'
import type { Reply } from './model-server.ts'
import type { VendorError, WireFormat } from './model-wires.ts'

/** The key that every refusal repeats and that must stay inside. */
export const key = 'sk-canary-0123456789abcdef'
/** The moment at which every question is asked. */
export const now = new Date('2026-11-20T08:00:00Z')
const minute = 60_000
const day = 24 * 60 * minute

/** An answer of a server, and what must follow from it. */
export interface FailureCase {
  name: string
  reply: (wire: WireFormat) => Reply
  failure: ModelFailure
  /** Whether the next provider of the order is asked. */
  next: boolean
  /** From now, in milliseconds, as the provider named it. */
  wait?: number
  /** It may have been billed. */
  unknown?: boolean
  /** Calls to the provider; one where absent. */
  calls?: number
  only?: (wire: WireFormat) => boolean
}

const refused = (error: VendorError) => (wire: WireFormat) =>
  wire.error({ ...error, message: `${error.message} (${key})` })
const quietly = (reply: Reply) => () => reply
const limit = (headers: Record<string, string>) => refused({ status: 429, message: 'Slow down.', headers })
const limitSaying = (message: string) => refused({ status: 429, message })
const html = { 'content-type': 'text/html' }
const jsonType = { 'content-type': 'application/json' }
const retryInfo = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.07s' }
const perDay = {
  '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
  violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }],
}
const tellsFilter = ({ kind }: WireFormat) => kind !== 'ollama'

export const failureCases: readonly FailureCase[] = [
  {
    name: '429 with Retry-After in seconds',
    reply: limit({ 'retry-after': '90' }),
    failure: 'rate-limit',
    next: true,
    wait: 90_000,
  },
  {
    name: '429 with Retry-After in parts of a second',
    reply: limit({ 'retry-after': '1.5' }),
    failure: 'rate-limit',
    next: true,
    wait: 1500,
  },
  {
    name: '429 with Retry-After as a date',
    reply: limit({ 'retry-after': 'Fri, 20 Nov 2026 08:01:00 GMT' }),
    failure: 'rate-limit',
    next: true,
    wait: minute,
  },
  {
    name: '429 with a date that has passed',
    reply: limit({ 'retry-after': 'Fri, 20 Nov 2026 07:00:00 GMT' }),
    failure: 'rate-limit',
    next: true,
    wait: 0,
  },
  {
    name: '429 with Retry-After in a year',
    reply: limit({ 'retry-after': '31536000' }),
    failure: 'rate-limit',
    next: true,
    wait: 31 * day,
  },
  {
    name: '429 with Retry-After that is no time',
    reply: limit({ 'retry-after': 'soon' }),
    failure: 'rate-limit',
    next: true,
  },
  {
    name: '429 with retry-after-ms',
    reply: limit({ 'retry-after-ms': '2500', 'retry-after': '3' }),
    failure: 'rate-limit',
    next: true,
    wait: 2500,
  },
  {
    name: '429 with the reset of a used-up limit',
    reply: limit({
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '6m0s',
      'x-ratelimit-remaining-tokens': '9',
      'x-ratelimit-reset-tokens': '1h',
    }),
    failure: 'rate-limit',
    next: true,
    wait: 6 * minute,
  },
  { name: '429 without a time', reply: limit({}), failure: 'rate-limit', next: true },
  {
    name: '429 "try again in 7m12s"',
    reply: limitSaying('Rate limit reached on requests per day. Please try again in 7m12s.'),
    failure: 'rate-limit',
    next: true,
    wait: 432_000,
  },
  {
    name: '429 "try again in 350ms"',
    reply: limitSaying('Rate limit reached. Please try again in 350ms.'),
    failure: 'rate-limit',
    next: true,
    wait: 350,
  },
  {
    name: "429 with Google's retryDelay",
    reply: refused({
      status: 429,
      message: 'You exceeded your current quota, please check your plan and billing details.',
      details: [retryInfo],
    }),
    failure: 'rate-limit',
    next: true,
    wait: 34_070,
    only: ({ kind }) => kind === 'google',
  },
  {
    name: '429 with a quota of the day at Google',
    reply: refused({
      status: 429,
      message: 'You exceeded your current quota.',
      details: [perDay, retryInfo],
    }),
    failure: 'quota',
    next: true,
    wait: 24 * 60 * minute,
    only: ({ kind }) => kind === 'google',
  },
  {
    name: '429 insufficient_quota',
    reply: refused({
      status: 429,
      message: 'You exceeded your current quota, please check your plan and billing details.',
      code: 'insufficient_quota',
      type: 'insufficient_quota',
    }),
    failure: 'quota',
    next: true,
  },
  {
    name: '429 of a billing limit',
    reply: refused({ status: 429, message: 'Billing hard limit: billing_hard_limit_reached' }),
    failure: 'quota',
    next: true,
  },
  {
    name: '402',
    reply: refused({ status: 402, message: 'Insufficient credits.' }),
    failure: 'quota',
    next: true,
  },
  {
    name: '400 "regain access on" a date',
    reply: refused({
      status: 400,
      message:
        'You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.',
    }),
    failure: 'quota',
    next: true,
    wait: Date.parse('2026-12-01T00:00Z') - now.getTime(),
  },
  {
    name: '400 "credit balance is too low"',
    reply: refused({ status: 400, message: 'Your credit balance is too low to access the API.' }),
    failure: 'quota',
    next: true,
  },
  {
    name: '529',
    reply: refused({ status: 529, message: 'Overloaded', type: 'overloaded_error' }),
    failure: 'overloaded',
    next: true,
  },
  {
    name: '503',
    reply: refused({ status: 503, message: 'The model is overloaded.', grpc: 'UNAVAILABLE' }),
    failure: 'overloaded',
    next: true,
  },
  {
    name: '503 with Retry-After',
    reply: quietly(text(503, '', { 'retry-after': '5' })),
    failure: 'overloaded',
    next: true,
    wait: 5000,
  },
  {
    name: '500',
    reply: refused({ status: 500, message: 'The server had an error.', type: 'api_error', grpc: 'INTERNAL' }),
    failure: 'server-error',
    next: true,
  },
  {
    name: '500 that says it is overloaded',
    reply: refused({ status: 500, message: 'Overloaded' }),
    failure: 'overloaded',
    next: true,
  },
  {
    name: '502 with HTML',
    reply: quietly(text(502, '<html>Bad gateway</html>', html)),
    failure: 'server-error',
    next: true,
  },
  { name: '504', reply: quietly(text(504, '')), failure: 'server-error', next: true },
  {
    name: '408',
    reply: refused({ status: 408, message: 'Timed out.', type: 'timeout_error' }),
    failure: 'timeout',
    next: true,
  },
  {
    name: '409',
    reply: refused({ status: 409, message: 'Aborted.', grpc: 'ABORTED' }),
    failure: 'overloaded',
    next: true,
  },
  {
    name: 'a connection that ends before the headers',
    reply: quietly((response) => void response.destroy()),
    failure: 'network',
    next: true,
    unknown: true,
  },
  {
    name: 'a connection that ends within the body',
    reply: quietly((response) => {
      response.writeHead(200, { ...jsonType, 'content-length': '500' }).write('{"a":')
      setImmediate(() => response.destroy())
    }),
    failure: 'network',
    next: true,
    unknown: true,
  },
  { name: 'no headers in time', reply: quietly(() => {}), failure: 'timeout', next: true, unknown: true },
  {
    name: 'a body that stops',
    reply: quietly((response) => void response.writeHead(200, jsonType).write('{"a":')),
    failure: 'timeout',
    next: true,
    unknown: true,
  },
  {
    name: '200 with HTML',
    reply: quietly(text(200, '<html>Log in</html>', html)),
    failure: 'malformed',
    next: true,
  },
  {
    name: '200 with cut JSON',
    reply: quietly(text(200, '{"choices":[{"mess', jsonType)),
    failure: 'malformed',
    next: true,
  },
  { name: '200 with nothing', reply: quietly(text(200, '', jsonType)), failure: 'malformed', next: true },
  {
    name: '200 with another JSON',
    reply: quietly(text(200, '{"hello":"world"}', jsonType)),
    failure: 'malformed',
    next: true,
  },
  {
    name: '200 with an error inside',
    reply: refused({ status: 429, message: 'Slow down.', type: 'rate_limit_error', sentAs: 200 }),
    failure: 'rate-limit',
    next: true,
    only: ({ kind }) => kind !== 'ollama',
  },
  {
    name: 'two answers that miss the schema',
    reply: (wire) => wire.answer('{"score":"high"}'),
    failure: 'schema-mismatch',
    next: true,
    calls: 2,
  },
  {
    name: 'two answers in prose',
    reply: (wire) => wire.answer('I think it is fine.'),
    failure: 'schema-mismatch',
    next: true,
    calls: 2,
  },
  {
    name: 'an answer that was cut',
    reply: (wire) => wire.answer('{"score": 8', 'length'),
    failure: 'truncated',
    next: true,
  },
  {
    name: 'an answer that was cut where it could be mended',
    reply: (wire) => wire.answer("{'score': 8,}", 'length'),
    failure: 'truncated',
    next: true,
  },
  {
    name: 'a filter that stops the answer',
    reply: (wire) => wire.answer('', 'filter'),
    failure: 'content-filter',
    next: false,
    only: (wire) => tellsFilter(wire) && wire.kind !== 'anthropic',
  },
  {
    name: 'a refusal',
    reply: (wire) => wire.answer('I cannot.', 'refusal'),
    failure: 'refusal',
    next: false,
    only: (wire) => tellsFilter(wire) && wire.kind !== 'google',
  },
  {
    name: 'a filter that stops the prompt',
    reply: refused({
      status: 400,
      message: 'The prompt was stopped by our content policy.',
      code: 'content_filter',
    }),
    failure: 'content-filter',
    next: false,
  },
  {
    name: 'a blocked prompt at Google',
    reply: quietly(
      text(
        200,
        '{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":4,"totalTokenCount":4}}',
        jsonType,
      ),
    ),
    failure: 'content-filter',
    next: false,
    only: ({ kind }) => kind === 'google',
  },
  {
    name: 'a context that is too long',
    reply: refused({
      status: 400,
      message: 'prompt is too long: 210000 tokens > 200000 maximum',
      code: 'context_length_exceeded',
    }),
    failure: 'context-overflow',
    next: false,
  },
  {
    name: "vLLM's and Google's words for it",
    reply: refused({
      status: 400,
      message:
        "This model's maximum context length is 4096 tokens; the input token count (9000) exceeds the maximum.",
    }),
    failure: 'context-overflow',
    next: false,
  },
  {
    name: '413',
    reply: refused({ status: 413, message: 'Request exceeds the maximum size.', type: 'request_too_large' }),
    failure: 'context-overflow',
    next: false,
  },
  {
    name: 'a model that is not there',
    reply: refused({
      status: 404,
      message: "The model 'small' was not found: it does not exist.",
      code: 'model_not_found',
      type: 'not_found_error',
    }),
    failure: 'model-missing',
    next: true,
  },
  {
    name: '400 for a model that nobody serves',
    reply: refused({ status: 400, message: 'small is not a valid model ID' }),
    failure: 'model-missing',
    next: true,
  },
  {
    name: '404 of another web server',
    reply: quietly(text(404, '<html>Not found</html>', html)),
    failure: 'bad-request',
    next: true,
  },
  {
    name: '401',
    reply: refused({
      status: 401,
      message: 'Incorrect API key provided',
      type: 'authentication_error',
      grpc: 'UNAUTHENTICATED',
    }),
    failure: 'auth',
    next: true,
  },
  {
    name: '403',
    reply: refused({
      status: 403,
      message: 'Forbidden',
      type: 'permission_error',
      grpc: 'PERMISSION_DENIED',
    }),
    failure: 'auth',
    next: true,
  },
  {
    name: '400 "API key not valid"',
    reply: refused({
      status: 400,
      message: 'API key not valid. Please pass a valid API key.',
      code: 'invalid_api_key',
    }),
    failure: 'auth',
    next: true,
  },
  {
    name: '400',
    reply: refused({ status: 400, message: 'Unknown parameter: response_format.' }),
    failure: 'bad-request',
    next: true,
  },
  {
    name: '422',
    reply: refused({ status: 422, message: 'Unprocessable.' }),
    failure: 'bad-request',
    next: true,
  },
]
