import { codeOf } from '../base/app-error.ts'

const connectionCodes = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
])

/** Classes and codes of SQLSTATE (PostgreSQL, appendix A) that pass by themselves: connections, shutdown, resources, I/O, deadlocks. */
const passingStates = /^(?:08...|53...|57P0[1-5]|58...|40001|40P01|55P03|25006)$/

/** True for a failure of the database that passes: it restarts, its disk is full, a deadlock was broken. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error)
  if (code === undefined)
    return error instanceof Error && /connection terminated|client was closed/i.test(error.message)
  return connectionCodes.has(code) || passingStates.test(code)
}
