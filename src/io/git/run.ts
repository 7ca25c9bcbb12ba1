import { delimiter, dirname, isAbsolute } from 'node:path'
import { AppError, codeOf } from '../../base/app-error.ts'
import { startProgram, type Running } from '../program/index.ts'

/**
 * A repository is untrusted data: its own configuration could name programs for hooks, monitors, pagers, signatures,
 * diffs and transports. These options win over it. It may belong to somebody else, since nothing of it is run.
 */
const options = [
  '--no-pager',
  '--no-optional-locks',
  '--no-replace-objects',
  '--literal-pathspecs',
  ...[
    'safe.directory=*',
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.attributesFile=/dev/null',
    'core.quotePath=true',
    'log.showSignature=false',
    'log.mailmap=true',
    'diff.external=',
    'diff.noprefix=false',
    'diff.mnemonicPrefix=false',
    'diff.orderFile=/dev/null',
    'diff.suppressBlankEmpty=false',
    'gc.auto=0',
    'maintenance.auto=false',
  ].flatMap((setting) => ['-c', setting]),
]

const kept = [
  'HOME',
  'XDG_CONFIG_HOME',
  'TMPDIR',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
]

/** The environment of git: of ours only what finds it and the person's own configuration. Nothing is fetched or asked. */
function environment(env: NodeJS.ProcessEnv, folder: string): Record<string, string> {
  const own = kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]))
  return {
    ...Object.fromEntries(own),
    ...pathOf(env),
    LC_ALL: 'C',
    // A damaged repository is not looked for in the folders above it.
    GIT_CEILING_DIRECTORIES: dirname(folder),
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
  }
}

/** git is started inside the repository: a relative folder of PATH, or an empty one, would be one of its own. */
function pathOf({ PATH = '' }: NodeJS.ProcessEnv): Record<string, string> {
  const folders = PATH.split(delimiter).filter((folder) => isAbsolute(folder))
  // Without PATH the system looks where programs usually are; with an empty one, in the repository.
  return folders.length === 0 ? {} : { PATH: folders.join(delimiter) }
}

export interface GitPlace {
  /** The work tree, or the folder of a bare repository. */
  folder: string
  env: NodeJS.ProcessEnv
  signal?: AbortSignal | undefined
}

/** Starts git in a repository. Throws where there is no git. */
export function startGit({ folder, env, signal }: GitPlace, args: readonly string[]): Running {
  const running = startProgram('git', [...options, ...args], {
    cwd: folder,
    env: environment(env, folder),
    signal,
  })
  return { ...running, ended: running.ended.catch(explain) }
}

/** What git prints, and whether it ended well. */
export async function askGit(
  place: GitPlace,
  args: readonly string[],
): Promise<{ ok: boolean; text: string; complaint: string }> {
  const { input, output, ended } = startGit(place, args)
  input.end()
  let text = ''
  output.setEncoding('utf8')
  for await (const chunk of output) text += String(chunk)
  const { code, complaint } = await ended
  return { ok: code === 0, text, complaint }
}

function explain(error: unknown): never {
  if (codeOf(error) === 'ENOENT')
    throw new AppError('not-configured', 'There is no program "git" on this machine. Nothing was imported.', {
      hint: 'Install git, then try again.',
      cause: error,
    })
  throw error
}
