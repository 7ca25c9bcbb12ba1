import { AppError } from '../base/app-error.ts'
import { unknownName } from '../base/registry.ts'
import { didYouMean } from '../base/text.ts'

/** What the first words of a command line ask for. */
export type Choice =
  | { kind: 'version' }
  /** Help for everything: the short page, or each command with its summary. */
  | { kind: 'overview'; complete: boolean }
  | { kind: 'command'; name: string; rest: readonly string[]; help: boolean }

const globalOptions = ['--json', '--help', '--version', '-h', '-V']

/** True when a command line asks for JSON; what follows `--` is text. */
export function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--')
  return (end === -1 ? args : args.slice(0, end)).includes('--json')
}

/** Reads the words up to the command's name. Throws an AppError for a name or an option that does not exist. */
export function chooseCommand(args: readonly string[], names: readonly string[]): Choice {
  const start = args.findIndex((arg) => !globalOptions.includes(arg))
  const leading = start === -1 ? args : args.slice(0, start)
  const help = leading.includes('--help') || leading.includes('-h')
  if (leading.includes('--version') || leading.includes('-V')) return { kind: 'version' }
  const [name, ...rest] = start === -1 ? [] : args.slice(start)
  if (name === undefined) return { kind: 'overview', complete: help }
  if (name.startsWith('-')) throw unknownGlobalOption(name)
  if (name === 'help') return chooseHelp(rest, names)
  if (!names.includes(name)) throw unknownName('command', name, names)
  return { kind: 'command', name, rest, help }
}

/** `nightdesk help [command]` */
function chooseHelp(words: readonly string[], names: readonly string[]): Choice {
  const [name, ...rest] = words.filter((word) => !globalOptions.includes(word))
  if (name === undefined) return { kind: 'overview', complete: true }
  if (!names.includes(name)) throw unknownName('command', name, names)
  return { kind: 'command', name, rest, help: true }
}

function unknownGlobalOption(name: string): AppError {
  const near = didYouMean(name, globalOptions)
  return new AppError('wrong-use', `There is no option "${name}" before a command.`, {
    hint: near === undefined ? 'Try: nightdesk help' : `Did you mean ${near}?`,
  })
}
