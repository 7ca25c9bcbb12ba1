import { Command as Parser, CommanderError, Option as ParserOption } from 'commander'
import { AppError } from '../base/app-error.ts'
import { unknownName } from '../base/registry.ts'
import { count, didYouMean } from '../base/text.ts'
import type { AnyCommand, Command, CommandGroup, CommandInput } from './command.ts'
import { commonOptions, type Option } from './option.ts'

type Options = Record<string, Option<unknown>>

/** What was typed after a command's name: a request for help, or a command with its words and options. */
export type CommandLine =
  | { kind: 'help'; path: string; subject: AnyCommand }
  | { kind: 'run'; path: string; command: Command; input: CommandInput<Options> }

/** Finds the verb of a group and reads words and options. Throws an AppError for everything that was mistyped. */
export function readCommandLine(loaded: AnyCommand, rest: readonly string[], help: boolean): CommandLine {
  if (!('commands' in loaded)) return readCommand(loaded, loaded.name, rest, help)
  const [word, ...others] = rest
  const verb = loaded.commands.find(({ name }) => name === word)
  if (verb !== undefined) return readCommand(verb, `${loaded.name} ${verb.name}`, others, help)
  const standard = loaded.commands.find(({ name }) => name === loaded.default)
  const isVerb = word !== undefined && !word.startsWith('-')
  if (isVerb && standard?.usage === undefined) throw unknownVerb(loaded, word)
  if (!help && standard === undefined && word !== undefined && !['--json', '--help', '-h'].includes(word))
    throw new AppError('wrong-use', `nightdesk ${loaded.name} needs a command before "${word}".`, {
      hint: `Try: nightdesk ${loaded.name} --help`,
    })
  if (help || standard === undefined || word === '--help' || word === '-h')
    return { kind: 'help', path: loaded.name, subject: loaded }
  return readCommand(standard, loaded.name, rest, help)
}

function unknownVerb(group: CommandGroup, word: string): AppError {
  return unknownName(
    `${group.name} command`,
    word,
    group.commands.map(({ name }) => name),
  )
}

function readCommand(command: Command, path: string, rest: readonly string[], help: boolean): CommandLine {
  if (help) return { kind: 'help', path, subject: command }
  const parser = parserOf(command, path)
  const { operands, unknown } = split(parser, rest)
  if (parser.getOptionValue('help') === true) return { kind: 'help', path, subject: command }
  if (unknown[0] !== undefined) throw unknownOption(unknown[0], parser)
  checkWords(operands, parser)
  const options = readOptions(command.options ?? {}, parser)
  const typed = typedOptions(command.options ?? {}, parser)
  return { kind: 'run', path, command, input: { words: operands, typed, options } }
}

function parserOf(command: Command, path: string): Parser {
  const parser = new Parser(path).helpOption(false).exitOverride()
  parser.configureOutput({ writeErr: () => undefined })
  for (const { flags, summary } of commonOptions) parser.option(flags, summary)
  for (const option of Object.values(command.options ?? {})) parser.addOption(parserOption(option))
  for (const word of (command.usage ?? '').split(/\s+/u).filter(Boolean)) parser.argument(word)
  return parser
}

/** An option that may be given several times takes one value each time, so that the words after it stay words. */
function parserOption({ flags, summary }: Option<unknown>): ParserOption {
  const option = new ParserOption(flags.replace('...', ''), summary)
  if (!flags.includes('...')) return option
  return option.argParser((value: string, earlier: string[] | undefined) => [...(earlier ?? []), value])
}

function split(parser: Parser, rest: readonly string[]): { operands: string[]; unknown: string[] } {
  try {
    return parser.parseOptions([...rest])
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown
    const flags = /'(.+)'/u.exec(thrown.message)?.[1] ?? 'given last'
    throw new AppError('wrong-use', `The option ${flags} needs a value.`, { hint: helpHint(parser) })
  }
}

function unknownOption(typed: string, parser: Parser): AppError {
  const name = typed.split('=')[0] ?? typed
  const near = didYouMean(
    name,
    parser.options.flatMap(({ long, short }) => [long, short].filter((flag) => flag !== undefined)),
  )
  const takesWords = parser.registeredArguments.some(({ variadic }) => variadic)
  const asText = takesWords ? `Try: nightdesk ${parser.name()} -- "${typed}" if it is text` : helpHint(parser)
  return new AppError('wrong-use', `nightdesk ${parser.name()} has no option "${name}".`, {
    hint: near === undefined ? asText : `Did you mean ${near}?`,
  })
}

function checkWords(words: readonly string[], parser: Parser): void {
  const expected = parser.registeredArguments
  const missing = expected[words.length]
  if (missing?.required)
    throw new AppError('wrong-use', `nightdesk ${parser.name()} needs <${missing.name()}>.`, {
      hint: helpHint(parser),
    })
  const extra = words[expected.length]
  if (extra === undefined || expected.at(-1)?.variadic) return
  const takes = expected.length === 0 ? 'takes no words' : `takes ${count(expected.length, 'word')}`
  throw new AppError('wrong-use', `nightdesk ${parser.name()} ${takes}; "${extra}" is one too many.`, {
    hint: helpHint(parser),
  })
}

function helpHint(parser: Parser): string {
  return `Try: nightdesk ${parser.name()} --help`
}

function readOptions(options: Options, parser: Parser): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([key, option]) => [
      key,
      option.read(parser.getOptionValue(parserOption(option).attributeName())),
    ]),
  )
}

/** The words of each option that was given; one that may be given several times is repeated. */
function typedOptions(options: Options, parser: Parser): Record<string, readonly string[]> {
  const given = Object.entries(options).flatMap(([key, option]): [string, string[]][] => {
    const known = parserOption(option)
    const name = known.attributeName()
    if (parser.getOptionValueSource(name) !== 'cli') return []
    const flag = known.long ?? known.flags
    const raw: unknown = parser.getOptionValue(name)
    const values = [raw].flat().filter((value) => typeof value === 'string')
    return [[key, values.length === 0 ? [flag] : values.flatMap((value) => [flag, value])]]
  })
  return Object.fromEntries(given)
}
