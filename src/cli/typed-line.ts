import { AppError } from '../base/app-error.ts'
import type { Desk } from './command.ts'

/** Runs a command line on a desk of its own, as if a person had typed it. Throws what the command throws. */
export async function runTypedLine(words: readonly string[], desk: Desk): Promise<void> {
  const [{ commands }, { readCommandLine }] = await Promise.all([
    import('./commands/index.ts'),
    import('./command-line.ts'),
  ])
  const [name = '', ...rest] = words
  const load = commands[name]
  if (load === undefined) throw new Error(`The command ${name} is not in the table.`)
  const line = readCommandLine(await load(), rest, false)
  if (line.kind !== 'run') throw new Error(`"${words.join(' ')}" asks for help.`)
  const code = (await line.command.run(line.input, desk)) ?? 0
  if (code !== 0) throw new AppError('failed', `"nightdesk ${words.join(' ')}" ended with exit code ${code}.`)
}

/** The words as a shell takes them. */
export function shellLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `"${word.replaceAll(/["\\$`]/g, '\\$&')}"`))
    .join(' ')
}
