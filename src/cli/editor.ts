import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../base/app-error.ts'

/** The command that opens a file for editing; it may hold arguments (`code --wait`). */
export function editorOf(env: NodeJS.ProcessEnv): string | undefined {
  return env.VISUAL || env.EDITOR || undefined
}

/**
 * Opens a text in the person's editor and returns what was saved. The file lies in a folder of its own that only the
 * person can enter, and is gone afterwards. Throws where the editor cannot be started or ends with an error.
 */
export async function editText(text: string, env: NodeJS.ProcessEnv): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-'))
  const file = join(folder, 'ENTRY.txt')
  try {
    await writeFile(file, text, { mode: 0o600 })
    await openEditor(editorOf(env) ?? 'vi', file, env)
    return await readFile(file, 'utf8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The lines that are neither blank nor start with `#`. */
export function writtenLines(text: string): string[] {
  return text.split(/\r\n|[\n\r]/u).filter((line) => line.trim() !== '' && !line.startsWith('#'))
}

// What a shell ends with where it finds no such command.
const notThere = 127
const hint = 'Name another before the same command: EDITOR=nano nightdesk …'

/** Looks for the command first, so that the shell has nothing to complain of. `NAME=value` may stand before it. */
function editorScript(editor: string): string {
  const look = `case "$1" in *=*) ;; *) command -v "$1" >/dev/null 2>&1 || exit ${notThere} ;; esac`
  return `file=$1; set -- ${editor}; ${look}; ${editor} "$file"`
}

async function openEditor(editor: string, file: string, env: NodeJS.ProcessEnv): Promise<void> {
  const code = await new Promise<number | null>((resolve, reject) => {
    // The shell splits the editor's own arguments; the file goes in as one word.
    const child = spawn('/bin/sh', ['-c', editorScript(editor), 'sh', file], { stdio: 'inherit', env })
    child.on('error', reject).on('close', resolve)
  })
  if (code === 0) return
  if (code === notThere)
    throw new AppError('failed', `There is no editor "${editor}" on this machine. Nothing was changed.`, {
      hint,
    })
  throw new AppError(
    'failed',
    `The editor "${editor}" ended with ${code ?? 'a signal'}. Nothing was changed.`,
    { hint },
  )
}
