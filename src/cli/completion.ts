import type { AnyCommand, Command } from './command.ts'
import { commonOptionsOf } from './option.ts'

export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

interface Place {
  /** What was typed so far: `jobs list`. Empty for the first word. */
  path: string
  /** What may follow, with a summary each. */
  words: readonly { word: string; summary: string }[]
}

/** A script that teaches a shell the commands, verbs and options of the table. */
export function completionScript(shell: Shell, commands: readonly AnyCommand[]): string {
  const places = placesOf(commands)
  if (shell === 'bash') return bashScript(places)
  return shell === 'zsh' ? zshScript(places) : fishScript(places)
}

function placesOf(commands: readonly AnyCommand[]): Place[] {
  const first = commands.map(({ name, summary }) => ({ word: name, summary }))
  return [
    { path: '', words: [...first, { word: 'help', summary: 'show help' }] },
    { path: 'help', words: first },
    ...commands.flatMap(placesOfCommand),
  ]
}

function placesOfCommand(command: AnyCommand): Place[] {
  if (!('commands' in command)) return [{ path: command.name, words: optionWords(command) }]
  const verbs = command.commands.map(({ name, summary }) => ({ word: name, summary }))
  return [
    { path: command.name, words: verbs },
    ...command.commands.map((verb) => ({ path: `${command.name} ${verb.name}`, words: optionWords(verb) })),
  ]
}

function optionWords(command: Command): { word: string; summary: string }[] {
  return [...Object.values(command.options ?? {}), ...commonOptionsOf(command)].map(({ flags, summary }) => ({
    word: /--[a-z-]+/u.exec(flags)?.[0] ?? flags,
    summary,
  }))
}

function bashScript(places: readonly Place[]): string {
  const cases = places.map(({ path, words }) => {
    const list = words.map(({ word }) => word).join(' ')
    return `    '${path}') words='${list}' ;;`
  })
  return `# Bash completion for nightdesk. In ~/.bashrc: source <(nightdesk completion bash)
_nightdesk() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path='' words=''
  if ((COMP_CWORD > 1)); then path="\${COMP_WORDS[1]}"; fi
  if ((COMP_CWORD > 2)); then
    case "\${COMP_WORDS[1]}" in
    ${nouns(places).join('|')}) path="$path \${COMP_WORDS[2]}" ;;
    esac
  fi
  case "$path" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _nightdesk nightdesk
`
}

function zshScript(places: readonly Place[]): string {
  const cases = places.map(({ path, words }) => {
    const list = words.map(({ word, summary }) => quote(`${word}:${summary}`)).join(' ')
    return `    '${path}') found=(${list}) ;;`
  })
  return `#compdef nightdesk
# Zsh completion for nightdesk. In ~/.zshrc, after compinit: source <(nightdesk completion zsh)
_nightdesk() {
  local place=''
  local -a found
  if ((CURRENT > 2)); then place="$words[2]"; fi
  if ((CURRENT > 3)); then
    case "$words[2]" in
    ${nouns(places).join('|')}) place="$place $words[3]" ;;
    esac
  fi
  case "$place" in
${cases.join('\n')}
  esac
  if ((\${#found})); then _describe nightdesk found; else _files; fi
}
compdef _nightdesk nightdesk
`
}

function fishScript(places: readonly Place[]): string {
  const lines = places.flatMap(({ path, words }) => {
    const condition = `test (__nightdesk_path) = "${path}"`
    return words.map(({ word, summary }) => {
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${word}`
      return `complete -c nightdesk -f -n ${fishQuote(condition)} ${what} -d ${fishQuote(summary)}`
    })
  })
  return `# Fish completion for nightdesk. Once: nightdesk completion fish > ~/.config/fish/completions/nightdesk.fish
function __nightdesk_path
  set -l typed (commandline -opc)
  set -e typed[1]
  if contains -- "$typed[1]" ${nouns(places).join(' ')}
    echo (string join ' ' -- $typed[1..2])
  else
    echo "$typed[1]"
  end
end
${lines.join('\n')}
`
}

/** The commands that have verbs. */
function nouns(places: readonly Place[]): string[] {
  return places.flatMap(({ path }) => (path.includes(' ') ? [path.split(' ')[0] ?? ''] : [])).filter(isFirst)
}

function isFirst(word: string, index: number, words: readonly string[]): boolean {
  return words.indexOf(word) === index
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function fishQuote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
