import { AppError } from '../base/app-error.ts'
import type { Desk } from './command.ts'

export interface Question {
  /** One sentence that ends with a question mark. */
  text: string
  /** The whole command that needs no answer: `nightdesk rm 1a2b3c4d --yes`. */
  instead: string
}

/**
 * Asks a person for a yes or a no on the terminal; Enter alone means no. Where nobody can answer (a pipe, cron,
 * `--json`) it rejects with `needs-answer` and says which command needs none.
 */
export async function ask(desk: Desk, question: Question): Promise<boolean> {
  if (!desk.interactive)
    throw new AppError('needs-answer', `${question.text} Nobody is here to answer, so nothing was done.`, {
      hint: `Try: ${question.instead}`,
    })
  const { createInterface } = await import('node:readline/promises')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question(`${question.text} [y/N] `, { signal: desk.signal })
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    terminal.close()
  }
}
