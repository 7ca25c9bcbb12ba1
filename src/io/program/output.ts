import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

/** A program whose output is read while it runs. */
export interface Running {
  input: Writable
  output: Readable
  /** Resolves when it has ended: its exit code (null where a signal ended it), and the end of what it complained of. */
  ended: Promise<{ code: number | null; complaint: string }>
}

export interface RunningOptions {
  cwd: string
  /** The whole environment: nothing is inherited. */
  env: Readonly<Record<string, string>>
  signal?: AbortSignal | undefined
}

const longestComplaint = 4000

/** Starts a program with a fixed list of arguments, never through a shell. `ended` rejects where it cannot be started. */
export function startProgram(
  program: string,
  args: readonly string[],
  { cwd, env, signal }: RunningOptions,
): Running {
  const child = spawn(program, args, { cwd, env, stdio: 'pipe', ...(signal === undefined ? {} : { signal }) })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-longestComplaint)
  })
  // A program that ends before it has read everything closes the pipe; its exit code says why.
  child.stdin.on('error', () => undefined)
  const ended = new Promise<{ code: number | null; complaint: string }>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, complaint: complaint.trim() }))
  })
  // Whoever reads the output first must not be surprised by a start that failed.
  ended.catch(() => undefined)
  return { input: child.stdin, output: child.stdout, ended }
}
