import { spawn } from 'node:child_process'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '../../base/app-error.ts'
import { isPlainObject } from '../../base/json.ts'
import { stripControls } from '../../base/text.ts'

/** A theme on the disk: its file to load, and the folders that it may read. */
export interface Theme {
  name: string
  entry: string
  folders: string[]
}

export interface ThemeLimits {
  /** Milliseconds until it is ended; 20 seconds where absent. */
  timeoutMs?: number
  /** Megabytes of its heap; 256 where absent. */
  memoryMb?: number
  signal?: AbortSignal
}

const largestPage = 10_000_000
const longestTalk = 4000

/**
 * Finds a `jsonresume-theme-*` by its name, with or without that beginning, or by the path of its folder: from `cwd`
 * up, then where npm installs for the machine. Throws not-found that says what to type.
 */
export function findTheme(typed: string, cwd: string): Theme {
  const isPath = /^[./~]|[\\/]/u.test(typed) && !typed.startsWith('@')
  if (isPath) return themeIn(resolve(cwd, typed), typed)
  const name = /^(?:@[^/]+\/)?jsonresume-theme-/u.test(typed) ? typed : `jsonresume-theme-${typed}`
  if (!/^(?:@[\w.-]+\/)?jsonresume-theme-[\w.-]+$/u.test(name))
    throw new AppError('wrong-use', `"${typed}" is not the name of a theme.`, {
      hint: 'Try: --theme jsonresume-theme-even',
    })
  const folder = modulesAbove(cwd)
    .map((modules) => join(modules, name))
    .find((folder) => existsSync(join(folder, 'package.json')))
  if (folder !== undefined) return themeIn(folder, name)
  throw new AppError('not-found', `The theme "${name}" is not installed.`, {
    hint: `Try: npm install ${name}`,
  })
}

/** Lets a theme make the page of a résumé, in a process that can read the theme and do nothing else. */
export async function renderWithTheme(
  theme: Theme,
  resume: unknown,
  limits: ThemeLimits = {},
): Promise<string> {
  const { timeoutMs = 20_000, memoryMb = 256, signal } = limits
  const runner = fileURLToPath(
    new URL(import.meta.url.endsWith('.ts') ? './sandbox.ts' : './sandbox.js', import.meta.url),
  )
  const readable = [runner, ...theme.folders.map((folder) => `${folder}${sep}*`)]
  const flags = [
    '--permission',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${memoryMb}`,
    '--no-warnings',
  ]
  const child = spawn(process.execPath, [...flags, runner], {
    cwd: theme.folders[0],
    env: {},
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    ...(signal === undefined ? {} : { signal }),
  })
  const page: Buffer[] = []
  let bytes = 0
  let talk = ''
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= largestPage) page.push(chunk)
    else child.kill('SIGKILL')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    if (talk.length < longestTalk) talk += chunk.toString()
  })
  // A theme that ends before it has read everything closes the pipe; its exit code says why.
  child.stdin.on('error', () => undefined)
  child.stdin.end(JSON.stringify({ entry: theme.entry, resume }))
  const code = await new Promise<number | null>((done, fail) => {
    child.on('error', fail)
    child.on('close', done)
  })
  if (code === 0) return Buffer.concat(page).toString('utf8')
  throw new AppError(
    'failed',
    `The theme "${theme.name}" did not work: ${whyOf(code, bytes, talk, timeoutMs)}`,
    {
      hint: 'Try: nightdesk resume render --format html -o resume.html',
    },
  )
}

function whyOf(code: number | null, bytes: number, talk: string, timeoutMs: number): string {
  if (bytes > largestPage) return `its page is larger than ${largestPage} bytes.`
  if (code === null)
    return `it was ended, after ${timeoutMs / 1000} seconds at the latest or for want of memory.`
  const line = /^\w*Error(?: \[\w+\])?: .*$/mu.exec(talk)?.[0] ?? talk.trim().split('\n').at(-1) ?? ''
  return /heap out of memory/u.test(talk) ? 'it took too much memory.' : stripControls(line).slice(0, 300)
}

/** `node_modules` from a folder up, then the global one: beside the `node` that runs, and where npm says. */
function modulesAbove(cwd: string): string[] {
  const places: string[] = []
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    places.push(join(folder, 'node_modules'))
    if (dirname(folder) === folder) break
  }
  const prefixes = [
    process.env.npm_config_prefix,
    process.env.PREFIX,
    dirname(dirname(process.execPath)),
    '/usr/local',
    '/usr',
  ]
  return [
    ...places,
    ...prefixes.flatMap((prefix) => (prefix === undefined ? [] : [join(prefix, 'lib', 'node_modules')])),
  ]
}

function themeIn(folder: string, name: string): Theme {
  if (!existsSync(folder))
    throw new AppError('not-found', `There is no theme in "${folder}".`, {
      hint: 'Try: npm install jsonresume-theme-even',
    })
  const real = realpathSync(folder)
  const modules = [folder, real].flatMap((path) => {
    const at = path.lastIndexOf(`${sep}node_modules${sep}`)
    return at === -1 ? [] : [path.slice(0, at + `${sep}node_modules`.length)]
  })
  return { name, entry: entryOf(real, name), folders: [...new Set([real, ...modules])] }
}

/** The file that a package is loaded by: `exports` of ".", else `main`, else `index.js`. */
function entryOf(folder: string, name: string): string {
  const described: unknown = existsSync(join(folder, 'package.json'))
    ? JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    : {}
  const { exports, main } = isPlainObject(described) ? described : {}
  const wanted = exportOf(exports) ?? (typeof main === 'string' && main !== '' ? main : 'index.js')
  const candidates = [wanted, `${wanted}.js`, join(wanted, 'index.js')].map((path) => resolve(folder, path))
  const entry = candidates.find(
    (path) => path.startsWith(folder + sep) && /\.[cm]?js$/u.test(path) && existsSync(path),
  )
  if (entry !== undefined) return entry
  throw new AppError('wrong-use', `"${name}" has no file to load; is it a theme?`, {
    hint: 'Try: npm install jsonresume-theme-even',
  })
}

function exportOf(exports: unknown): string | undefined {
  if (typeof exports === 'string') return exports
  if (!isPlainObject(exports)) return undefined
  for (const key of ['.', 'node', 'import', 'module', 'default', 'require']) {
    const found = exportOf(exports[key])
    if (found !== undefined) return found
  }
  return undefined
}
