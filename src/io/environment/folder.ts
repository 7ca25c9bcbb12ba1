import { accessSync, constants, statSync } from 'node:fs'
import { codeOf } from '../../base/app-error.ts'

export type FolderState = 'missing' | 'no-folder' | 'not-writable' | 'open-to-others' | 'fine'

/** How a folder stands that is to hold what is ours. `open-to-others`: others may write into it. */
export function inspectFolder(path: string): FolderState {
  try {
    const found = statSync(path)
    if (!found.isDirectory()) return 'no-folder'
    accessSync(path, constants.W_OK | constants.X_OK)
    return (found.mode & 0o022) === 0 ? 'fine' : 'open-to-others'
  } catch (error) {
    const code = codeOf(error) ?? ''
    if (code === 'ENOENT') return 'missing'
    if (code === 'ENOTDIR') return 'no-folder'
    if (['EACCES', 'EROFS', 'EPERM'].includes(code)) return 'not-writable'
    throw error
  }
}
