import { spawn } from 'node:child_process'
import { codeOf } from '../../base/app-error.ts'

export { leaveBehind, startBackground, type Background } from './background.ts'
export { startProgram, type Running } from './output.ts'

/** Whether a process of this host runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

// What a shell reports for a program that a signal ended (POSIX, 2.8.2): 128 and more.
const killedBySignal = 130

/** Runs a program on this terminal and waits for it; returns its exit code. Rejects with ENOENT where it is missing. */
export function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env } })
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? killedBySignal))
  })
}
