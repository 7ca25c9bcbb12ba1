import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { AppError, codeOf } from '../../../base/app-error.ts'

export interface RunOptions {
  uid?: number
  gid?: number
  input?: string
  signal?: AbortSignal
  /** Milliseconds; then the program is killed. */
  timeout: number
}

export interface Ran {
  code: number | null
  output: string
}

/** Runs a program to its end, with a bare environment, away from the current folder. Rejects when it cannot be started or is aborted. */
export function run(file: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: '/',
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
      stdio: 'pipe',
      timeout: options.timeout,
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.gid }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
    // A program that ends before it has read its input shows so by its exit code.
    child.stdin.on('error', () => {})
    child.stdin.end(options.input ?? '')
    child.on('error', (error) =>
      reject(options.signal?.aborted ? options.signal.reason : cannotRun(file, error)),
    )
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString('utf8').trim() }))
  })
}

/** What tells a process from a later one with the same id: its start time. Undefined where no such process lives. */
export function processIdentity(pid: number): string | undefined {
  if (process.platform !== 'linux') return askPs(pid, 'lstart=')
  const stat = readProc(pid, 'stat')
  // The second field holds the program's name in parentheses, which may itself hold spaces (proc(5)).
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields === undefined || fields[0] === 'Z' ? undefined : fields[19]
}

/** The command line of a process, with spaces between its words; undefined where no such process lives. */
export function commandLine(pid: number): string | undefined {
  if (process.platform !== 'linux') return askPs(pid, 'command=')
  return readProc(pid, 'cmdline')?.replaceAll('\0', ' ')
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(codeOf(error) ?? '')) return undefined
    throw error
  }
}

// ps ends with 1 where no process has the id.
function askPs(pid: number, column: string): string | undefined {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8', timeout: 5000 }).trim()
  } catch {
    return undefined
  }
}

function cannotRun(file: string, error: Error): AppError {
  return new AppError('failed', `The program ${file} cannot be run: ${error.message}`, {
    hint: 'Try: npm ci, or set DATABASE_URL to a PostgreSQL of your own.',
    cause: error,
  })
}
