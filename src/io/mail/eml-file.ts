import { randomUUID } from 'node:crypto'
import { link, mkdir, unlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { codeOf } from '../../base/app-error.ts'
import { sha256 } from '../../base/hash.ts'

/** A message that is written, but not yet seen under its name. */
export interface StagedMessage {
  /** Puts the message under its name and returns the absolute path. */
  publish(): Promise<string>
  discard(): Promise<void>
}

/**
 * Writes a message into a folder under a hidden name. Publishing is atomic and never replaces a file: a second copy
 * of one message gets a number, so that a message that was sent twice can be seen.
 */
export async function stageMessage(folder: string, raw: Uint8Array): Promise<StagedMessage> {
  const directory = resolve(folder)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const hidden = join(directory, `.${randomUUID()}.part`)
  await writeFile(hidden, raw, { mode: 0o600, flush: true })
  return {
    async publish() {
      const path = await linkUnderFreeName(hidden, directory, nameOf(raw))
      await unlink(hidden)
      return path
    },
    discard: () => unlink(hidden),
  }
}

async function linkUnderFreeName(hidden: string, directory: string, name: string): Promise<string> {
  for (let copy = 1; ; copy += 1) {
    const path = join(directory, copy === 1 ? `${name}.eml` : `${name}.${copy}.eml`)
    try {
      await link(hidden, path)
      return path
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
}

function nameOf(raw: Uint8Array): string {
  const head = Buffer.from(raw.subarray(0, 65_536)).toString('latin1').split('\r\n\r\n', 1)[0] ?? ''
  const id = /^message-id:\s*<([^>\r\n]{1,200})>/im.exec(head)?.[1]
  const name = id?.replace(/[^\w.@-]/g, '_').replace(/^\.+/, '_')
  return name || sha256(raw).slice(0, 32)
}
