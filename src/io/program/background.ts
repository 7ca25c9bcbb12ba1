import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { sleep } from '../../base/clock.ts'

/** A program that runs beside this process. */
export interface Background {
  /** Resolves when it has ended, with its exit code; null where a signal ended it or it never started. */
  ended: Promise<number | null>
  /** Asks it to stop and waits; after `grace` milliseconds it is killed. */
  stop(grace: number): Promise<void>
}

export interface BackgroundOptions {
  env: NodeJS.ProcessEnv
  cwd: string
  /** Gets what it prints. */
  log: string
}

/** Starts a program without a terminal, in this process's group: Ctrl-C reaches it too. It never outlives this process. */
export function startBackground(
  program: string,
  args: readonly string[],
  { env, cwd, log }: BackgroundOptions,
): Background {
  const output = openSync(log, 'a', 0o600)
  const child = spawn(program, args, { env, cwd, stdio: ['ignore', output, output] })
  closeSync(output)
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null))
    child.once('exit', (code) => resolve(code))
  })
  const killWithUs = () => void child.kill('SIGKILL')
  process.once('exit', killWithUs)
  void ended.then(() => process.off('exit', killWithUs))
  return {
    ended,
    async stop(grace) {
      child.kill('SIGTERM')
      const late = new AbortController()
      const kill = sleep(grace, late.signal).then(
        () => child.kill('SIGKILL'),
        () => undefined,
      )
      await ended
      late.abort()
      await kill
    },
  }
}

/** Starts a program that outlives this process, and does not wait. May be called while the process exits. */
export function leaveBehind(
  program: string,
  args: readonly string[],
  options: Pick<BackgroundOptions, 'env' | 'cwd'>,
): void {
  spawn(program, args, { ...options, detached: true, stdio: 'ignore' }).unref()
}
