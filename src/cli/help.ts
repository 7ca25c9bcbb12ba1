import type { AnyCommand, Command, CommandGroup } from './command.ts'
import { commonOptions, commonOptionsOf } from './option.ts'
import { wrapLines } from './paragraph.ts'
import type { Printer } from './print.ts'

/** What a page needs of the terminal. */
type Page = Pick<Printer, 'paint' | 'room'>

/** How the overview groups the commands. A command that no group names stands under the last one. */
const sections: readonly { title: string; names: readonly string[] }[] = [
  {
    title: 'Log and reports',
    names: [
      'log',
      'import',
      'list',
      'search',
      'show',
      'edit',
      'amend',
      'link',
      'history',
      'entry',
      'rm',
      'trash',
      'undo',
      'analyze',
      'extract',
      'skills',
      'report',
      'resume',
      'me',
    ],
  },
  { title: 'Digest', names: ['digest', 'brand', 'source', 'email', 'feedback'] },
  {
    title: 'Jobs and daemon',
    names: ['jobs', 'explain', 'tail', 'events', 'schedule', 'daemon', 'status', 'top'],
  },
  { title: 'Models', names: ['llm', 'usage', 'eval'] },
  { title: 'Desk', names: ['demo', 'prove', 'db', 'doctor', 'completion', 'inspect'] },
]

const slogan = 'nightdesk: log your work by day; the desk reads, judges and writes by night.'

/** The page for `nightdesk` alone. Fits a terminal of 80 by 24. */
export function shortOverview(names: readonly string[], { paint, room = usualRoom }: Page): string {
  const width = Math.max(...sections.map(({ title }) => title.length))
  const indent = width + 4
  const wide = Math.min(room, usualRoom)
  const groups = grouped(names).map(({ title, names }) => {
    const lines = wrapWords(names, Math.max(12, wide - indent), '  ')
    return `  ${paint('bold', title.padEnd(width))}  ${lines.join(`\n${' '.repeat(indent)}`)}`
  })
  return [
    ...wrapWords(slogan.split(' '), wide, ' '),
    '',
    ...groups,
    '',
    paint('bold', 'Start here'),
    ...starts.flatMap(([command, wish]) =>
      wide < usualRoom ? [`  ${command}`, `      ${wish}`] : [`  ${command.padEnd(startWidth)}${wish}`],
    ),
    '',
    ...wrapWords(['Every command: nightdesk help', 'One command: nightdesk help log'], wide, '     '),
  ].join('\n')
}

const usualRoom = 80
const startWidth = 49
const starts: readonly (readonly [command: string, wish: string])[] = [
  ['nightdesk log "Fixed the login page for Acme"', 'write down what you did'],
  ['nightdesk report standup', 'hear it back, ready to say'],
  ['nightdesk digest run', 'read the web for your brand'],
  ['nightdesk demo', 'see all of it in a minute'],
]

/** The page for `nightdesk --help`: each command with its summary, each verb of a noun. */
export function fullOverview(commands: readonly AnyCommand[], page: Page): string {
  const { paint } = page
  const byName = new Map(commands.map((command) => [command.name, command]))
  const groups = grouped([...byName.keys()]).flatMap(({ title, names }) => [
    paint('bold', title),
    ...columns(
      names.map((name) => overviewRow(byName.get(name))),
      page,
    ),
    '',
  ])
  return [
    wrapLines(slogan, page.room),
    '',
    'Usage: nightdesk <command> [words] [options]',
    '',
    ...groups,
    paint('bold', 'With every command'),
    ...columns(
      [
        ...commonOptions.map(({ flags, summary }): [string, string] => [flags, summary]),
        ['-V, --version', 'print the version (before a command)'],
      ],
      page,
    ),
  ].join('\n')
}

/** Help for one command or one noun. */
export function helpOf(path: string, subject: AnyCommand, page: Page): string {
  return 'commands' in subject ? groupHelp(subject, page) : commandHelp(path, subject, page)
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

/** Words in lines of at most `wide` characters. */
function wrapWords(words: readonly string[], wide: number, space: string): string[] {
  const lines: string[] = []
  for (const word of words) {
    const line = lines.at(-1)
    if (line === undefined || line.length + space.length + word.length > wide) lines.push(word)
    else lines[lines.length - 1] = `${line}${space}${word}`
  }
  return lines
}

function overviewRow(command: AnyCommand | undefined): [string, string] {
  if (command === undefined) return ['', '']
  if (!('commands' in command)) return [command.name, command.summary]
  const verbs = command.commands.map(({ name }) => name).join(', ')
  return [command.name, `${command.summary} (${verbs})`]
}

/** Two columns; the right one is wrapped where the terminal ends. */
function columns(rows: readonly (readonly [string, string])[], { room = Infinity }: Page): string[] {
  const width = Math.max(14, ...rows.map(([left]) => left.length))
  const indent = width + 4
  const wide = Math.max(30, room - indent)
  return rows.map(([left, right]) => {
    const lines = wrapWords(capitalized(right).split(' '), wide, ' ')
    return `  ${left.padEnd(width)}  ${lines.join(`\n${' '.repeat(indent)}`)}`
  })
}

function groupHelp(group: CommandGroup, page: Page): string {
  const rows = group.commands.map((command): [string, string] => [
    [command.name, command.usage].filter(Boolean).join(' '),
    command.name === group.default ? `${command.summary} (also without the word)` : command.summary,
  ])
  return [
    wrapLines(sentence(group.summary), page.room),
    '',
    `Usage: nightdesk ${group.name} <command>`,
    '',
    page.paint('bold', 'Commands'),
    ...columns(rows, page),
    '',
    ...exampleLines(
      group.commands.flatMap(({ examples }) => examples.slice(0, 1)),
      page,
    ),
    '',
    `More about one: nightdesk help ${group.name} ${group.commands[0]?.name ?? ''}`,
  ].join('\n')
}

function commandHelp(path: string, command: Command, page: Page): string {
  const rows = [...Object.values(command.options ?? {}), ...commonOptionsOf(command)].map(
    ({ flags, summary }): [string, string] => [
      flags.replace('...', ''),
      flags.includes('...') ? `${summary} (may be repeated)` : summary,
    ],
  )
  return [
    wrapLines(sentence(command.summary), page.room),
    '',
    `Usage: ${usageOf(path, command)}`,
    '',
    page.paint('bold', 'Options'),
    ...columns(rows, page),
    '',
    ...exampleLines(command.examples, page),
  ].join('\n')
}

function usageOf(path: string, command: Command): string {
  return ['nightdesk', path, command.usage, '[options]'].filter(Boolean).join(' ')
}

function exampleLines(examples: readonly string[], { paint }: Page): string[] {
  return [paint('bold', 'Examples'), ...examples.map((example) => `  ${paint('cyan', example)}`)]
}

function sentence(summary: string): string {
  const text = capitalized(summary)
  return /[.!?]$/u.test(text) ? text : `${text}.`
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
