import { readFile, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { AppError, codeOf, messageOf } from '../base/app-error.ts'

/** A text file in UTF-8 that a person named. Throws for one that is missing, too large (in bytes) or no text. */
export async function readTextFile(file: string, largest: number): Promise<string> {
  return decodeText(await readBytes(file, largest), file)
}

/** The text of a file's bytes. Throws for bytes that are not UTF-8, and for a NUL, which no text holds. */
export function decodeText(bytes: Uint8Array, file: string): string {
  const hint = 'Save it as UTF-8 text, then try again.'
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new AppError('wrong-use', `"${file}" is not text in UTF-8.`, { hint, cause })
  }
  if (text.includes('\0'))
    throw new AppError('wrong-use', `"${file}" is not text: it holds zero bytes.`, { hint })
  return text
}

/** The bytes of a file that a person named. Throws for one that is missing or too large. */
export async function readBytes(file: string, largest: number): Promise<Uint8Array> {
  try {
    const found = await stat(file)
    if (!found.isFile()) throw new AppError('wrong-use', `"${file}" is not a file.`)
    if (found.size > largest)
      throw new AppError('wrong-use', `"${file}" has ${found.size} bytes; at most ${largest} are read.`)
    return await readFile(file)
  } catch (error) {
    if (error instanceof AppError) throw error
    if (codeOf(error) === 'ENOENT')
      throw new AppError('not-found', `There is no file "${file}".`, {
        hint: `Look what is there: ls "${dirname(file)}"`,
        cause: error,
      })
    throw new AppError('failed', `"${file}" cannot be read: ${messageOf(error)}.`, { cause: error })
  }
}

/** Why a file that a person named could not be written. */
export function notWritten(file: string, error: unknown): AppError {
  const folder = dirname(resolve(file))
  const code = codeOf(error) ?? ''
  const hint = code === 'ENOENT' ? `Try: mkdir -p "${folder}"` : undefined
  const reasons: Record<string, string> = {
    ENOENT: `there is no folder "${folder}".`,
    ENOTDIR: `"${folder}" is not a folder.`,
    EISDIR: 'it is a folder.',
    EACCES: `you may not write into "${folder}".`,
    ENOSPC: 'the disk is full.',
  }
  const reason = reasons[code] ?? `${messageOf(error)}.`
  return new AppError('failed', `"${file}" cannot be written: ${reason}`, { hint, cause: error })
}
