import { AppError, messageOf } from '../base/app-error.ts'
import type { Failure, Printer } from './print.ts'

/** Prints what was thrown, and returns the exit code. Anything but an AppError is a bug and says so. */
export function reportFailure(thrown: unknown, print: Printer, env: NodeJS.ProcessEnv): number {
  if (thrown instanceof AppError) {
    print.fail(thrown)
    return thrown.exitCode
  }
  print.fail(bugReport(thrown))
  if (wantsStack(env)) print.say(stackOf(thrown))
  return 1
}

function bugReport(thrown: unknown): Failure {
  return {
    code: 'failed',
    message: `This is a bug in nightdesk: ${messageOf(thrown)}`,
    hint: 'Please report it with what the same command prints after NIGHTDESK_DEBUG=1.',
  }
}

function wantsStack(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env.NIGHTDESK_DEBUG) || env.LOG_LEVEL === 'debug' || env.LOG_LEVEL === 'trace'
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const stack = thrown.stack ?? String(thrown)
  return thrown.cause === undefined ? stack : `${stack}\nCaused by ${stackOf(thrown.cause)}`
}
