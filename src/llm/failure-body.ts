import * as v from 'valibot'

/** What a server says of its error, in whichever of the known shapes. */
export interface Said {
  message: string
  /** Type, code and status, as the server names its error. */
  code: string
  /** Google's RetryInfo. */
  delay: string | undefined
  /** Google's QuotaFailure names a limit by the day. */
  daily: boolean
}

const word = v.optional(
  v.pipe(
    v.unknown(),
    v.transform((value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')),
  ),
  '',
)
const detail = v.object({
  retryDelay: v.optional(v.string()),
  violations: v.optional(v.array(v.object({ quotaId: v.optional(v.string(), '') })), []),
})
const errorObject = v.object({
  message: word,
  type: word,
  code: word,
  status: word,
  details: v.optional(v.unknown()),
})

/** OpenAI, Anthropic, Google: `error` is an object. Ollama, LM Studio: a text. vLLM: the object is the body. FastAPI: `detail`. */
const errorBody = v.union([
  v.pipe(
    v.object({ error: errorObject }),
    v.transform(({ error }) => error),
  ),
  v.pipe(
    v.object({ error: v.pipe(v.string(), v.nonEmpty()) }),
    v.transform(({ error }) => ({ ...nothing, message: error })),
  ),
  v.pipe(
    v.object({ detail: v.string() }),
    v.transform((body) => ({ ...nothing, message: body.detail })),
  ),
  v.pipe(
    v.object({ ...errorObject.entries, object: v.literal('error') }),
    v.transform(({ object: _, ...error }) => error),
  ),
])

const nothing: v.InferOutput<typeof errorObject> = { message: '', type: '', code: '', status: '' }

/** The error in a body, or undefined where it holds none. */
export function whatWasSaid(body: string): Said | undefined {
  const parsed = v.safeParse(errorBody, firstOf(parseJson(body)))
  if (!parsed.success) return undefined
  const { message, type, code, status, details } = parsed.output
  const known = (Array.isArray(details) ? details : []).flatMap((each) => {
    const read = v.safeParse(detail, each)
    return read.success ? [read.output] : []
  })
  return {
    message,
    code: [type, code, status].filter((part) => part !== '').join(' '),
    delay: known.find(({ retryDelay }) => retryDelay !== undefined)?.retryDelay,
    daily: known.some(({ violations }) => violations.some(({ quotaId }) => /PerDay/.test(quotaId))),
  }
}

/** Google wraps some errors into a list. */
function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
