/** What went wrong, as the exit code of the command line says it. */
export const exitCodes = {
  failed: 1,
  'wrong-use': 2,
  'not-found': 3,
  'not-configured': 4,
  'needs-answer': 5,
  'still-running': 8,
  interrupted: 130,
} as const

export type ErrorCode = keyof typeof exitCodes

/**
 * An error that a person can fix: one sentence that holds the value, and a hint that says what to type next.
 * Anything else that is thrown is a bug and keeps its stack.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly hint: string | undefined

  constructor(code: ErrorCode, sentence: string, options: { hint?: string; cause?: unknown } = {}) {
    super(sentence, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = options.hint
  }

  get exitCode(): number {
    return exitCodes[this.code]
  }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.message === '')
    return thrown.errors.map(messageOf).join('; ')
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** The `code` that Node, PostgreSQL and SMTP errors carry, or undefined. */
export function codeOf(thrown: unknown): string | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return undefined
  return typeof thrown.code === 'string' ? thrown.code : undefined
}
