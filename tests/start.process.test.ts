import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

const root = join(import.meta.dirname, '..')
const door = 'bin/nightdesk.js'

/** Makes Node believe that it is an old one. */
const pretendOld = `data:text/javascript,${encodeURIComponent(
  `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } })`,
)}`

/** A place with bin/ and a program that stands for src/ or dist/. */
async function checkout(t: TestContext, program: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-start-'))
  t.after(async () => await rm(folder, { recursive: true }))
  await cp(join(root, 'bin'), join(folder, 'bin'), { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await mkdir(join(folder, 'src/cli'), { recursive: true })
  await writeFile(join(folder, 'src/cli/main.ts'), program)
  return folder
}

async function withNode(folder: string): Promise<void> {
  await mkdir(join(folder, 'node_modules/node/bin'), { recursive: true })
  await symlink(process.execPath, join(folder, 'node_modules/node/bin/node'))
}

async function build(folder: string, builtAt: Date): Promise<void> {
  await mkdir(join(folder, 'dist/cli'), { recursive: true })
  await writeFile(join(folder, 'dist/cli/main.js'), says('dist'))
  await writeFile(join(folder, 'dist/built'), '')
  await utimes(join(folder, 'dist/built'), builtAt, builtAt)
}

function says(word: string): string {
  return `export async function main(words) { console.log(['${word}', ...words].join(' ')); return 7 }`
}

function start(folder: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
}

const soon = () => new Date(Date.now() + 60_000)

test('a checkout runs src/ while nothing is built', async (t) => {
  const folder = await checkout(t, says('src'))
  const { status, stdout } = start(folder, door, 'a', 'b')
  assert.equal(stdout, 'src a b\n')
  assert.equal(status, 7)
})

test('a checkout runs dist/ while nothing in src/ changed after it was built', async (t) => {
  const folder = await checkout(t, says('src'))
  await build(folder, soon())
  assert.equal(start(folder, door).stdout, 'dist\n')
})

test('a checkout runs src/ when one of its files is newer than the build', async (t) => {
  const folder = await checkout(t, says('src'))
  await build(folder, new Date(Date.now() - 60_000))
  assert.equal(start(folder, door).stdout, 'src\n')
})

test('a package has dist/ only', async (t) => {
  const folder = await checkout(t, says('src'))
  await build(folder, new Date(0))
  await rm(join(folder, 'src'), { recursive: true })
  assert.equal(start(folder, door).stdout, 'dist\n')
})

test('an old Node starts the one of the checkout, with the same words and exit code', async (t) => {
  const folder = await checkout(t, says('src'))
  await withNode(folder)
  const { status, stdout } = start(folder, '--import', pretendOld, door, 'a', '--b')
  assert.equal(stdout, 'src a --b\n')
  assert.equal(status, 7)
})

test('an old Node alone says what to install', async (t) => {
  const folder = await checkout(t, says('src'))
  const { status, stdout, stderr } = start(folder, '--import', pretendOld, door)
  assert.equal(status, 1)
  assert.equal(stdout, '')
  assert.match(
    stderr,
    /^error: nightdesk needs Node 22\.19 or newer; this is Node 18\.20\.0\.\nTry: install Node 24/,
  )
})

test('an old Node hands signals on and ends as its child ended', async (t) => {
  const waits = `export async function main() { console.log('up'); await new Promise(() => setInterval(() => {}, 1000)) }`
  const folder = await checkout(t, waits)
  await withNode(folder)
  const child = spawn(process.execPath, ['--import', pretendOld, door], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  const [code, signal] = await once(child, 'exit')
  assert.deepEqual([code, signal], [null, 'SIGTERM'])
})
