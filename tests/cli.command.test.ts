import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { commands } from '../src/cli/commands/index.ts'
import { json, nightdesk } from './support/command.ts'
import { testDatabase } from './support/database.ts'

const root = join(import.meta.dirname, '..')
const door = join(root, 'bin/nightdesk.js')
const names = Object.keys(commands)

/** Packages that cost too much to be loaded by what people type most. */
const heavy =
  'ink react undici cheerio htmlparser2 nodemailer graphile-worker @ai-sdk zod fastify pg pino marked croner @modelcontextprotocol'.split(
    ' ',
  )

/** Tells on stderr when the command has begun to listen for signals. */
const saysWhenListening = `data:text/javascript,${encodeURIComponent(
  `process.on('newListener', (name) => { if (name === 'SIGTERM') process.stderr.write('listening') })`,
)}`

function temporary(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightdesk-cli-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return folder
}

/** The packages among `heavy` that a command line loads. */
async function heavyOnes(args: string[], options: { home: string; databaseUrl?: string }): Promise<string[]> {
  const list = join(options.home, 'modules')
  const recorder = join(root, 'tests/support/record-modules.ts')
  const env = { NODE_OPTIONS: `--import=${recorder}`, NIGHTDESK_TEST_MODULES: list }
  const { code, stderr } = await nightdesk(args, { ...options, env })
  assert.equal(code, 0, stderr)
  const modules = readFileSync(list, 'utf8').split('\n')
  assert.ok(modules.some((url) => url.includes('/cli/main.')))
  return heavy.filter((name) => modules.some((url) => url.includes(`/node_modules/${name}/`)))
}

test('nightdesk alone shows a short page that fits 80 by 24 and names every command', async () => {
  const { code, stdout } = await nightdesk([])
  const lines = stdout.trimEnd().split('\n')
  assert.equal(code, 0)
  assert.ok(lines.length <= 23, `${lines.length} lines`)
  assert.deepEqual(
    lines.filter((line) => line.length > 80),
    [],
  )
  for (const name of names) assert.match(stdout, new RegExp(`\\b${name}\\b`), name)
})

test('--help lists every command with its summary, as text and as JSON', async () => {
  const [text, data] = await Promise.all([nightdesk(['--help']), nightdesk(['help', '--json'])])
  assert.equal(text.code, 0)
  for (const name of names) assert.match(text.stdout, new RegExp(`^ {2}${name} +\\w`, 'mu'))
  assert.deepEqual(
    (json(data) as { command: string }[]).map(({ command }) => command).sort(),
    [...names].sort(),
  )
})

test('help for a command is the same however it is asked for', async () => {
  const asked = await Promise.all([
    nightdesk(['help', 'log']),
    nightdesk(['log', '-h']),
    nightdesk(['-h', 'log']),
  ])
  assert.deepEqual(
    asked.map(({ stdout }) => stdout === asked[0]?.stdout),
    [true, true, true],
  )
  assert.match(asked[0]?.stdout ?? '', /Usage: nightdesk log \[text\.\.\.\] \[options\]/)
})

test('help offers --json only where it changes something', async () => {
  const [psql, url] = await Promise.all([nightdesk(['help', 'db', 'psql']), nightdesk(['help', 'db', 'url'])])
  assert.doesNotMatch(psql.stdout, /--json/)
  assert.match(url.stdout, /--json/)
})

test('options without a command of a group are refused, but --json and --help show its help', async () => {
  const refused = await nightdesk(['entry', '--since', '2d'])
  assert.deepEqual(
    [refused.code, refused.stdout, refused.stderr],
    [2, '', 'error: nightdesk entry needs a command before "--since".\nTry: nightdesk entry --help\n'],
  )
  assert.equal((json(await nightdesk(['entry', '--json'])) as { command: string }).command, 'entry')
})

test('--version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  assert.equal((await nightdesk(['--version'])).stdout, `${version}\n`)
})

test('an unknown command is refused with the nearest one, on stderr only', async () => {
  const { code, stdout, stderr } = await nightdesk(['lgo', 'text'])
  assert.deepEqual([code, stdout], [2, ''])
  assert.equal(stderr, 'error: There is no command named "lgo".\nDid you mean log?\n')
})

test('with --json an error is one JSON object on stderr', async () => {
  const { code, stderr } = await nightdesk(['log', '--projct', 'x', '--json'])
  assert.equal(code, 2)
  assert.deepEqual(JSON.parse(stderr), {
    error: {
      code: 'wrong-use',
      message: 'nightdesk log has no option "--projct".',
      hint: 'Did you mean --project?',
    },
  })
})

test('a reader that closes the pipe early is no error', async () => {
  const child = spawn(process.execPath, [door, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const [code] = await once(child, 'close')
  assert.deepEqual([code, stderr], [0, ''])
})

test(
  'a disk that is full is told of, for what was printed is not whole',
  { skip: !existsSync('/dev/full') },
  () => {
    const full = openSync('/dev/full', 'w')
    const { status, stderr } = spawnSync(process.execPath, [door, '--help'], {
      stdio: ['ignore', full, 'pipe'],
    })
    closeSync(full)
    assert.equal(status, 1)
    assert.match(String(stderr), /^error: Not all could be printed: ENOSPC.*\n$/)
  },
)

test('Ctrl-C ends a command with exit code 130 and nothing is logged', async (t) => {
  const { url, sql } = await testDatabase(t)
  const env = { ...process.env, DATABASE_URL: url, NIGHTDESK_HOME: temporary(t) }
  const args = ['--import', saysWhenListening, door, 'log', '-']
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'ignore', 'pipe'] })
  child.stdin.write('half a sen')
  await once(child.stderr, 'data')
  child.kill('SIGINT')
  const [code, signal] = await once(child, 'close')
  assert.deepEqual([code ?? signal, [...(await sql`select id from entries`)]], [130, []])
})

test('log writes one row and ends; its JSON is the entry', async (t) => {
  const { url, sql } = await testDatabase(t)
  const ran = await nightdesk(['log', '--json', 'Fixed the login page'], {
    databaseUrl: url,
    home: temporary(t),
  })
  assert.equal(ran.code, 0, ran.stderr)
  assert.equal(ran.stderr, '')
  const [row] = await sql<{ id: string; text: string }[]>`select id, text from entries`
  assert.equal(row?.text, 'Fixed the login page')
  assert.equal((json(ran) as { id: string }).id, row?.id)
})

test('log, tail and --help load no heavy package', async (t) => {
  const { url } = await testDatabase(t)
  assert.deepEqual(
    await heavyOnes(['log', 'Fixed the login page'], { databaseUrl: url, home: temporary(t) }),
    [],
  )
  assert.deepEqual(await heavyOnes(['tail'], { databaseUrl: url, home: temporary(t) }), [])
  assert.deepEqual(await heavyOnes(['--help'], { home: temporary(t) }), [])
  assert.deepEqual(await heavyOnes([], { home: temporary(t) }), [])
})

test('the completion of bash is accepted by bash and completes commands, verbs and options', async () => {
  const { stdout } = await nightdesk(['completion', 'bash'])
  const complete = (...words: string[]) => {
    const ask = `${stdout}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=${words.length - 1}
      _nightdesk; printf '%s\\n' "\${COMPREPLY[@]}"`
    const ran = spawnSync('bash', ['-c', ask], { encoding: 'utf8' })
    assert.equal(ran.stderr, '')
    return ran.stdout.trim().split('\n')
  }
  assert.equal(spawnSync('bash', ['-n'], { input: stdout, encoding: 'utf8' }).stderr, '')
  assert.deepEqual(complete('nightdesk', 'comp'), ['completion'])
  assert.deepEqual(complete('nightdesk', 'brand', 'che'), ['check'])
  assert.deepEqual(complete('nightdesk', 'log', '--proj'), ['--project'])
  assert.ok(complete('nightdesk', 'brand', 'check', '--').includes('--json'))
})

test('a shell without completion is refused', async () => {
  const { code, stderr } = await nightdesk(['completion', 'fihs'])
  assert.equal(code, 2)
  assert.match(stderr, /"fihs".*\nTry: nightdesk completion fish/)
})

test('the tour with a model is refused before anything is made where no model is configured', async () => {
  const { code, stderr } = await nightdesk(['demo', '--llm', '--once'], { cwd: tmpdir() })
  assert.equal(code, 4)
  assert.match(
    stderr,
    /^error: No model is set \(LLM_PROVIDER is unset or "offline"\), and demo --llm refuses to work offline\.$/m,
  )
  assert.doesNotMatch(stderr, /data folder/)
})

test('where the brand file that ships is not in the folder, the hint says where it lies', async (t) => {
  const ran = await nightdesk(['brand', 'check', 'brand/debonairs.yaml'], { cwd: temporary(t) })
  const [, file = ''] = /The one that ships: nightdesk brand check (\S+)/.exec(ran.stderr) ?? []
  assert.equal(ran.code, 3)
  assert.equal((await nightdesk(['brand', 'check', file], { cwd: temporary(t) })).code, 0, ran.stderr)
})
