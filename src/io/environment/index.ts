import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { AppError, codeOf, messageOf } from '../../base/app-error.ts'

export { dotEnvProblems } from './problems.ts'
export { inspectFolder, type FolderState } from './folder.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** The variables of the process on top of those of `.env` in the folder; an empty value counts as none. */
export function readEnvironment(env: Environment, cwd: string): Environment {
  const merged: Record<string, string | undefined> = {}
  for (const source of [readFile(join(cwd, '.env')), env])
    for (const [name, value] of Object.entries(source))
      if (value !== undefined && value.trim() !== '') merged[name] = value.trim()
  return merged
}

/** Where data goes that nobody said where to put: /var/lib for root, else by the XDG Base Directory Specification. */
export function defaultHome(env: Environment): string {
  if (process.getuid?.() === 0) return '/var/lib/nightdesk'
  // The specification says to ignore a path that is not absolute.
  const shared = env.XDG_DATA_HOME?.startsWith('/')
    ? env.XDG_DATA_HOME
    : join(homeFolder(env), '.local/share')
  return join(shared, 'nightdesk')
}

export function homeFolder(env: Environment): string {
  if (env.HOME) return env.HOME
  try {
    // Unlike homedir(), which believes an empty HOME.
    return userInfo().homedir
  } catch (error) {
    throw new AppError('not-configured', 'Neither HOME nor the system says where your home folder is.', {
      hint: 'Set NIGHTDESK_HOME to a folder that you may write to.',
      cause: error,
    })
  }
}

function readFile(file: string): Environment {
  try {
    return parseEnv(readFileSync(file, 'utf8'))
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return {}
    throw new AppError('not-configured', `"${file}" cannot be read: ${messageOf(error)}`, {
      hint: 'Mend the file or its permissions, or run nightdesk in another folder.',
      cause: error,
    })
  }
}
