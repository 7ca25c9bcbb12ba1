import type { Config } from '../contracts/config.ts'
import type { App } from '../services/app.ts'
import type { Option } from './option.ts'
import type { Printer } from './print.ts'

/** What a command works with. Everything is opened on first use and closed by `main`. */
export interface Desk {
  app(): Promise<App>
  /** The configuration alone, for what works without a database. */
  config(): Promise<Config>
  print: Printer
  /** All of standard input, as text. */
  input(): Promise<string>
  /** True when a person sits at the terminal and can answer. */
  interactive: boolean
  /** Fires on Ctrl-C and SIGTERM. */
  signal: AbortSignal
  env: NodeJS.ProcessEnv
  cwd: string
}

export type OptionValues<Options> = {
  [Key in keyof Options]: Options[Key] extends Option<infer Value> ? Value : never
}

/** What a person typed after a command's name. */
export interface TypedLine {
  /** The words after the command, in order; `[text...]` and `<id>` alike. */
  words: readonly string[]
  /** The options that were given, as words: `{ tag: ['--tag', 'auth'] }`. */
  typed: Readonly<Record<string, readonly string[]>>
}

export interface CommandInput<Options> extends TypedLine {
  options: OptionValues<Options>
}

export type AnyCommand = Command | CommandGroup

export interface Command<Options extends Record<string, Option<unknown>> = Record<string, Option<unknown>>> {
  name: string
  summary: string
  /** The words it takes: `<id>`, `[text...]`. */
  usage?: string
  options?: Options
  /** Whole lines as a person types them; help shows them and the docs test runs those of the README. */
  examples: readonly string[]
  /** False where `--json` changes nothing; help leaves it out. */
  json?: false
  /** Returns an exit code where it is not 0. */
  run(input: CommandInput<Options>, desk: Desk): Promise<number | void>
}

export interface CommandGroup {
  name: string
  summary: string
  commands: readonly Command[]
  /** The name of the command that runs when only the noun is typed. */
  default?: string
}

/** Declares a command: `nightdesk <verb>`. */
export function defineCommand<Options extends Record<string, Option<unknown>>>(
  command: Command<Options>,
): Command<Options> {
  return command
}

/** Declares a noun with its verbs: `nightdesk <noun> <verb>`. */
export function defineGroup(group: CommandGroup): CommandGroup {
  return group
}
