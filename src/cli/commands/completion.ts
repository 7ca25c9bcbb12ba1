import { AppError } from '../../base/app-error.ts'
import { didYouMean } from '../../base/text.ts'
import { completionScript, shells, type Shell } from '../completion.ts'
import { defineCommand } from '../command.ts'

export const completion = defineCommand({
  name: 'completion',
  summary: 'print a script that completes commands in bash, zsh or fish',
  usage: '<shell>',
  examples: [
    'source <(nightdesk completion bash)',
    'source <(nightdesk completion zsh)',
    'nightdesk completion fish > ~/.config/fish/completions/nightdesk.fish',
  ],
  async run({ words: [word = ''] }, desk) {
    const shell = readShell(word)
    const { commands } = await import('./index.ts')
    const loaded = await Promise.all(Object.values(commands).map(async (load) => await load()))
    const script = completionScript(shell, loaded)
    desk.print.data({ shell, script }, () => script.trimEnd())
    // Where the script is piped into a shell, talk would show up at every login.
    if (desk.print.room !== undefined) desk.print.next(toTryIt(shell))
  },
})

/** What switches it on in the shell of this moment. */
function toTryIt(shell: Shell): string {
  const script = `nightdesk completion ${shell}`
  return shell === 'fish' ? `${script} | source` : `source <(${script})`
}

function readShell(word: string): Shell {
  const shell = shells.find((candidate) => candidate === word)
  if (shell !== undefined) return shell
  throw new AppError(
    'wrong-use',
    `There is no completion for "${word}"; there is for ${shells.join(', ')}.`,
    {
      hint: `Try: nightdesk completion ${didYouMean(word, shells) ?? 'bash'}`,
    },
  )
}
