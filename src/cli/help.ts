import type { AnyCommand, Command, CommandGroup } from './command.ts'
import { commonOptions } from './option.ts'
import type { Printer } from './print.ts'

type Paint = Printer['paint']

/** How the overview groups the commands. A command that no group names stands under the last one. */
const sections: readonly { title: string; names: readonly string[] }[] = [
  {
    title: 'Log and reports',
    names: ['log', 'list', 'show', 'edit', 'rm', 'undo', 'analyze', 'extract', 'skills', 'report', 'resume'],
  },
  { title: 'Digest', names: ['digest', 'brand', 'source', 'feedback'] },
  { title: 'Jobs and daemon', names: ['jobs', 'tail', 'schedule', 'daemon', 'status'] },
  { title: 'Desk', names: ['demo', 'db', 'doctor', 'completion'] },
]

const slogan = 'nightdesk: log your work by day; the desk reads, judges and writes by night.'

/** The page for `nightdesk` alone. Fits a terminal of 80 by 24. */
export function shortOverview(names: readonly string[], paint: Paint): string {
  const width = Math.max(...sections.map(({ title }) => title.length))
  const groups = grouped(names).map(
    ({ title, names }) => `  ${paint('bold', title.padEnd(width))}  ${wrapped(names, width + 4)}`,
  )
  return [
    slogan,
    '',
    ...groups,
    '',
    paint('bold', 'Start here'),
    '  nightdesk log "Fixed the login page for Acme"    write down what you did',
    '  nightdesk report standup                         hear it back, ready to say',
    '  nightdesk digest run                             read the web for your brand',
    '  nightdesk demo                                   see all of it in a minute',
    '',
    'Every command: nightdesk help     One command: nightdesk help log',
  ].join('\n')
}

/** The page for `nightdesk --help`: each command with its summary, each verb of a noun. */
export function fullOverview(commands: readonly AnyCommand[], paint: Paint): string {
  const byName = new Map(commands.map((command) => [command.name, command]))
  const groups = grouped([...byName.keys()]).flatMap(({ title, names }) => [
    paint('bold', title),
    ...columns(names.map((name) => overviewRow(byName.get(name)))),
    '',
  ])
  return [
    slogan,
    '',
    'Usage: nightdesk <command> [words] [options]',
    '',
    ...groups,
    paint('bold', 'With every command'),
    ...columns(commonOptions.map(({ flags, summary }) => [flags, summary])),
    ...columns([['-V, --version', 'print the version (before a command)']]),
  ].join('\n')
}

/** Help for one command or one noun. */
export function helpOf(path: string, subject: AnyCommand, paint: Paint): string {
  return 'commands' in subject ? groupHelp(subject, paint) : commandHelp(path, subject, paint)
}

/** What help says, for programs: `nightdesk help <command> --json`. */
export function helpData(path: string, subject: AnyCommand): object {
  if ('commands' in subject) {
    const commands = subject.commands.map((command) => helpData(`${path} ${command.name}`, command))
    return { command: path, summary: subject.summary, commands }
  }
  const options = Object.values(subject.options ?? {}).map(({ flags, summary }) => ({ flags, summary }))
  return {
    command: path,
    summary: subject.summary,
    usage: usageOf(path, subject),
    options,
    examples: subject.examples,
  }
}

function grouped(names: readonly string[]): { title: string; names: string[] }[] {
  const placed = new Set(sections.flatMap((section) => section.names))
  const others = names.filter((name) => !placed.has(name))
  return sections
    .map((section, index) => ({
      title: section.title,
      names: [
        ...section.names.filter((name) => names.includes(name)),
        ...(index === sections.length - 1 ? others : []),
      ],
    }))
    .filter((section) => section.names.length > 0)
}

/** Names in lines of at most 80 characters that start at `indent`. */
function wrapped(names: readonly string[], indent: number): string {
  const lines = ['']
  for (const name of names) {
    const line = lines.at(-1) ?? ''
    if (indent + line.length + name.length + 2 > 80) lines.push(name)
    else lines[lines.length - 1] = line === '' ? name : `${line}  ${name}`
  }
  return lines.join(`\n${' '.repeat(indent)}`)
}

function overviewRow(command: AnyCommand | undefined): [string, string] {
  if (command === undefined) return ['', '']
  if (!('commands' in command)) return [command.name, command.summary]
  const verbs = command.commands.map(({ name }) => name).join(', ')
  return [command.name, `${command.summary} (${verbs})`]
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(14, ...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}

function groupHelp(group: CommandGroup, paint: Paint): string {
  const rows = group.commands.map((command): [string, string] => [
    [command.name, command.usage].filter(Boolean).join(' '),
    command.name === group.default ? `${command.summary} (also without the word)` : command.summary,
  ])
  return [
    sentence(group.summary),
    '',
    `Usage: nightdesk ${group.name} <command>`,
    '',
    paint('bold', 'Commands'),
    ...columns(rows),
    '',
    ...exampleLines(
      group.commands.flatMap(({ examples }) => examples.slice(0, 1)),
      paint,
    ),
    '',
    `More about one: nightdesk help ${group.name} ${group.commands[0]?.name ?? ''}`,
  ].join('\n')
}

function commandHelp(path: string, command: Command, paint: Paint): string {
  const rows = [...Object.values(command.options ?? {}), ...commonOptions].map(
    ({ flags, summary }): [string, string] => [
      flags.replace('...', ''),
      flags.includes('...') ? `${summary} (may be repeated)` : summary,
    ],
  )
  return [
    sentence(command.summary),
    '',
    `Usage: ${usageOf(path, command)}`,
    '',
    paint('bold', 'Options'),
    ...columns(rows),
    '',
    ...exampleLines(command.examples, paint),
  ].join('\n')
}

function usageOf(path: string, command: Command): string {
  return ['nightdesk', path, command.usage, '[options]'].filter(Boolean).join(' ')
}

function exampleLines(examples: readonly string[], paint: Paint): string[] {
  return [paint('bold', 'Examples'), ...examples.map((example) => `  ${paint('cyan', example)}`)]
}

function sentence(summary: string): string {
  const text = summary.charAt(0).toUpperCase() + summary.slice(1)
  return /[.!?]$/u.test(text) ? text : `${text}.`
}
