import { AppError, codeOf, messageOf } from '../base/app-error.ts'
import { createScrubber } from '../base/scrubber.ts'
import { chooseCommand, wantsJson, type Choice } from './choice.ts'
import type { CommandLine } from './command-line.ts'
import { commands, earlyCommands } from './commands/index.ts'
import { openDesk, type DeskOptions, type OpenDesk } from './desk.ts'
import { reportFailure } from './failure.ts'
import { createPrinter, type Printer } from './print.ts'

/** The door: runs the command line of this process and returns its exit code. Nothing is thrown from here. */
export async function main(args: readonly string[]): Promise<number> {
  const { stdout, stderr, env } = process
  const scrubber = createScrubber()
  const print = createPrinter({ json: wantsJson(args), stdout, stderr, env, scrubber })
  const stop = new AbortController()
  const release = listen(stop, print)
  const code = await runLine(args, { print, scrubber, signal: stop.signal, env, cwd: process.cwd() })
  release()
  // A command that was stopped waits for nothing it left behind, such as sessions of a database that is away.
  if (stop.signal.aborted) process.exit(code)
  return code
}

/** Runs one command line with what it is given, and returns its exit code. Nothing is thrown from here. */
export async function runLine(args: readonly string[], options: DeskOptions): Promise<number> {
  try {
    return await runAndClose(args, openDesk(options))
  } catch (thrown) {
    return reportFailure(asInterruption(thrown, options.signal), options.print, options.env)
  }
}

/** Hears Ctrl-C, SIGTERM, closed pipes and errors that nobody awaited. Returns how to stop listening. */
function listen(stop: AbortController, print: Printer): () => void {
  const onSignal = () => {
    if (stop.signal.aborted) process.exit(130)
    stop.abort(new AppError('interrupted', 'Stopped.'))
  }
  const onStray = (thrown: unknown) => process.exit(reportFailure(thrown, print, process.env))
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('uncaughtException', onStray)
  const onUnwritten = (error: Error) => {
    const sentence = `Not all could be printed: ${messageOf(error)}.`
    return reportFailure(new AppError('failed', sentence), print, process.env)
  }
  // Whoever reads stdout has seen enough (`nightdesk list | head`): there is nothing left to do.
  process.stdout.on('error', (error) => process.exit(codeOf(error) === 'EPIPE' ? 0 : onUnwritten(error)))
  process.stderr.on('error', () => undefined)
  return () => {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('uncaughtException', onStray)
  }
}

async function runAndClose(args: readonly string[], desk: OpenDesk): Promise<number> {
  try {
    return await run(chooseCommand(args, Object.keys(commands)), desk)
  } finally {
    await desk.close()
  }
}

async function run(choice: Choice, desk: OpenDesk): Promise<number> {
  if (choice.kind === 'version') return await printVersion(desk.print)
  if (choice.kind === 'overview') return await printOverview(desk.print, choice.complete)
  const load = commands[choice.name]
  if (load === undefined) throw new Error(`The command ${choice.name} is not in the table.`)
  if (startsEarly(choice)) await desk.openEarly()
  const command = await load()
  const { readCommandLine } = await import('./command-line.ts')
  return await act(readCommandLine(command, choice.rest, choice.help), desk)
}

/** Words alone leave nothing to be refused or explained. */
function startsEarly({ name, rest }: { name: string; rest: readonly string[] }): boolean {
  return earlyCommands.includes(name) && rest.length > 0 && rest.every((word) => !word.startsWith('-'))
}

async function act(line: CommandLine, desk: OpenDesk): Promise<number> {
  if (line.kind === 'run') return (await line.command.run(line.input, desk)) ?? 0
  const { helpData, helpOf } = await import('./help.ts')
  desk.print.data(helpData(line.path, line.subject), () => helpOf(line.path, line.subject, desk.print))
  return 0
}

async function printVersion(print: Printer): Promise<number> {
  const { version } = await import('../services/version.ts')
  const known = await version()
  print.data({ version: known, node: process.versions.node }, () => known)
  return 0
}

async function printOverview(print: Printer, complete: boolean): Promise<number> {
  const { fullOverview, helpData, shortOverview } = await import('./help.ts')
  if (!complete && !print.json) {
    print.data(null, () => shortOverview(Object.keys(commands), print))
    return 0
  }
  const loaded = await Promise.all(Object.values(commands).map(async (load) => await load()))
  print.data(
    loaded.map((command) => helpData(command.name, command)),
    () => fullOverview(loaded, print),
  )
  return 0
}

/** After Ctrl-C whatever breaks is the interruption, unless the command has something of its own to say. */
function asInterruption(thrown: unknown, signal: AbortSignal): unknown {
  if (!signal.aborted || thrown instanceof AppError) return thrown
  return new AppError('interrupted', 'Stopped.', { cause: thrown })
}
