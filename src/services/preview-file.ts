import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Writes a mail as a page into the data folder and asks the desktop to open it. Returns the path, which stands either way. */
export async function openInBrowser(home: string, mail: { id: string; html: string }): Promise<string> {
  const folder = join(home, 'previews')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `edition-${mail.id.slice(-8)}.html`)
  await writeFile(path, mail.html, { mode: 0o600 })
  const [program, ...args] = opener()
  const child = spawn(program, [...args, path], { detached: true, stdio: 'ignore' })
  // A machine without a desktop has no such program; the path is printed anyway.
  child.on('error', () => undefined)
  child.unref()
  return path
}

function opener(): [string, ...string[]] {
  if (process.platform === 'darwin') return ['open']
  return process.platform === 'win32' ? ['explorer'] : ['xdg-open']
}
