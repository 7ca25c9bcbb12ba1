import { spawn } from 'node:child_process'
import { join } from 'node:path'

export interface CommandOptions {
  /** The data folder. */
  home?: string
  /** `DATABASE_URL`: with the URL of a test database no server is started. */
  databaseUrl?: string
  env?: Record<string, string>
  /** Standard input. */
  input?: string
  cwd?: string
  signal?: AbortSignal
}

export interface Ran {
  /** The exit code; 128 and the signal's number where a signal ended it. */
  code: number
  stdout: string
  stderr: string
}

const door = join(import.meta.dirname, '../../bin/nightdesk.js')
const limit = 60_000
const kept = [
  'PATH',
  'HOME',
  'TMPDIR',
  'TZ',
  'LANG',
  'XDG_CACHE_HOME',
  'NODE_COMPILE_CACHE',
  'NODE_V8_COVERAGE',
]

/** Runs a whole command line as a person would, through bin/, with an environment of its own. */
export function nightdesk(args: readonly string[], options: CommandOptions = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [door, ...args], {
      cwd: options.cwd ?? options.home ?? import.meta.dirname,
      env: environment(options),
      timeout: limit,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code: code ?? signalCode(signal), stdout, stderr }))
    child.stdin.on('error', () => undefined).end(options.input ?? '')
  })
}

/** The value that a command printed with `--json`. */
export function json(ran: Ran): unknown {
  return JSON.parse(ran.stdout) as unknown
}

/** The environment of a command: what every process needs, and what the options say. */
export function environment({ home, databaseUrl, env }: CommandOptions): Record<string, string> {
  const own: Record<string, string> = {}
  for (const name of kept) {
    const value = process.env[name]
    if (value !== undefined) own[name] = value
  }
  if (home !== undefined) own.NIGHTDESK_HOME = home
  if (databaseUrl !== undefined) own.DATABASE_URL = databaseUrl
  return { ...own, ...env }
}

function signalCode(signal: NodeJS.Signals | null): number {
  return signal === 'SIGINT' ? 130 : signal === 'SIGKILL' ? 137 : 143
}
