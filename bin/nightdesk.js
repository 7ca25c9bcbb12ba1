#!/usr/bin/env node
// The only hand-written JavaScript: it must start under Node 18 to say what is missing there.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

if (isOldNode()) await startAgainUnderNewNode()
else await start()

async function start() {
  const cache = process.env.XDG_CACHE_HOME || (process.env.HOME && join(process.env.HOME, '.cache'))
  // Not imported by name: Node 18 lacks the function, and a whole namespace costs a millisecond.
  if (cache) process.getBuiltinModule('node:module').enableCompileCache(join(cache, 'nightdesk', 'compile'))
  const door = isBuilt() ? join(root, 'dist/cli/main.js') : join(root, 'src/cli/main.ts')
  const { main } = await import(pathToFileURL(door).href)
  process.exitCode = await main(process.argv.slice(2))
}

function isOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  return major < 22 || (major === 22 && minor < 19)
}

/** A package has dist/ only. In a checkout dist/ counts while nothing in src/ changed after it was built. */
function isBuilt() {
  const source = join(root, 'src')
  if (!existsSync(source)) return true
  const mark = statSync(join(root, 'dist/built'), { throwIfNoEntry: false })
  return mark !== undefined && newestChange(source) <= mark.mtimeMs
}

/** Paths are put together by hand: `join` would take most of the time. */
function newestChange(folder) {
  let newest = statSync(folder).mtimeMs
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    const changed = entry.isDirectory() ? newestChange(path) : statSync(path).mtimeMs
    if (changed > newest) newest = changed
  }
  return newest
}

async function startAgainUnderNewNode() {
  const node = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (!existsSync(node)) return sayWhatToInstall()
  const { spawn } = await import('node:child_process')
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  // A terminal sends Ctrl-C to both of us; only the child decides what it means.
  const atTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY
  process.on('SIGINT', () => !atTerminal && child.kill('SIGINT'))
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', sayWhatToInstall)
  child.on('exit', (code, signal) => {
    if (signal === null) process.exitCode = code ?? 1
    else {
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    }
  })
}

function sayWhatToInstall() {
  process.stderr.write(
    `error: nightdesk needs Node 22.19 or newer; this is Node ${process.versions.node}.\n` +
      'Try: install Node 24 from https://nodejs.org, or run npm ci in a checkout, which brings its own.\n',
  )
  process.exitCode = 1
}
