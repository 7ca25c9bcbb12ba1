import type { ModelFailure } from '../contracts/provider.ts'
import type { Said } from './failure-body.ts'

const byStatus: Readonly<Record<number, ModelFailure>> = {
  401: 'auth',
  402: 'quota',
  403: 'auth',
  408: 'timeout',
  409: 'overloaded',
  413: 'context-overflow',
  425: 'overloaded',
  429: 'rate-limit',
  503: 'overloaded',
  529: 'overloaded',
}

/** What servers call the same thing. The first that fits wins; a status of a class of its own comes before. */
const bySentence: readonly [ModelFailure, RegExp][] = [
  [
    'context-overflow',
    /context_length|context length|context window|context limit|maximum context|context size|exceed_context|(?:prompt|input) is too long|token count .*exceeds|too many input tokens|request_too_large/i,
  ],
  [
    'content-filter',
    /content[_ ]filter|content[_ ]policy|responsible ?ai|prohibited[_ ]content|moderation|safety system|invalid_prompt|usage polic/i,
  ],
  [
    'quota',
    /insufficient_quota|usage limit|credit balance|insufficient (?:credits|funds|balance)|billing_error|billing_hard_limit|out of credits|payment required/i,
  ],
  [
    'auth',
    /api[ _]key not valid|invalid[_ ]api[_ ]key|api[_ ]key_invalid|authentication_error|unauthenticated/i,
  ],
  [
    'model-missing',
    /model_not_found|model_not_available|model\b.{0,80}\b(?:not found|does not exist|is not a valid model|is not supported for|has been deprecated)|models?\/\S+ is not found|not a valid model|no such model|unknown model|^model: /i,
  ],
  ['overloaded', /overloaded|engine is currently|over capacity|loading model/i],
]

/** The class of an answer whose status says that it failed, or whose body says so under a status of 200. */
export function classOf(status: number, said: Said | undefined): ModelFailure {
  const text = `${said?.code ?? ''} ${said?.message ?? ''}`.trim()
  const spoken = bySentence.find(([, pattern]) => pattern.test(text))?.[0]
  if (status === 429) return limitClass(spoken, said, text)
  if (status === 401 || status === 402) return byStatus[status] ?? 'auth'
  if (status === 404) return spoken === 'model-missing' ? spoken : missingClass(text)
  if (status === 400 || status === 403 || status === 422 || status >= 500)
    return spoken ?? byStatus[status] ?? (status >= 500 ? 'server-error' : 'bad-request')
  return byStatus[status] ?? 'bad-request'
}

/**
 * A rate limit passes within minutes, a quota does not. Google says "exceeded your current quota" of both and tells
 * them apart in its details.
 */
function limitClass(spoken: ModelFailure | undefined, said: Said | undefined, text: string): ModelFailure {
  if (said?.daily === true || spoken === 'quota') return 'quota'
  if (said?.delay !== undefined) return 'rate-limit'
  return /exceeded your current quota|quota exceeded|check your plan and billing/i.test(text)
    ? 'quota'
    : 'rate-limit'
}

/** Anthropic and OpenAI name the model alone; a page that is no API's own means a wrong address. */
function missingClass(text: string): ModelFailure {
  return /not_found_error|not_found/i.test(text) ? 'model-missing' : 'bad-request'
}
