import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import PostalMime from 'postal-mime'
import { embeddedServer } from '../src/io/postgres/index.ts'
import { json, nightdesk } from './support/command.ts'

const door = join(import.meta.dirname, '../bin/nightdesk.js')

interface Running {
  output: { stdout: string; stderr: string }
  ended: Promise<number | null>
  /** Resolves when stderr or stdout holds the text. */
  said(text: string): Promise<void>
  signal(name: NodeJS.Signals): void
}

/** Starts a command through bin/ and hears what it says; stopped when the test ends. */
function start(t: TestContext, args: readonly string[], env: Record<string, string>): Running {
  const names = ['PATH', 'HOME', 'TMPDIR', 'XDG_CACHE_HOME'] as const
  const own = Object.fromEntries(names.map((name) => [name, process.env[name] ?? '']))
  const child = spawn(process.execPath, [door, ...args], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...own, TMPDIR: own.TMPDIR === '' ? '/tmp' : own.TMPDIR, ...env },
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  t.after(async () => {
    child.kill('SIGTERM')
    await ended
  })
  return {
    output,
    ended,
    signal: (name) => void child.kill(name),
    said: async (text) => {
      const heard = () => `${output.stdout}${output.stderr}`.includes(text)
      const more = () => Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), ended])
      while (!heard()) if (typeof (await more()) === 'number') break
      assert.ok(heard(), `It ended without saying "${text}":\n${output.stderr}`)
    },
  }
}

/** A desk and a key of the user, which the tour must leave alone. */
const usersOwn = {
  DATABASE_URL: 'postgres://nobody@127.0.0.1:9/not-mine',
  OPENAI_API_KEY: 'sk-canary-not-to-be-used',
}

function homeOf({ output }: Running): string {
  const home = /A data folder of its own: (\S+)/.exec(output.stderr)?.[1]
  assert.ok(home, output.stderr)
  return home
}

async function forget(home: string): Promise<void> {
  await embeddedServer({ home }).erase()
  await rm(home, { recursive: true, force: true })
}

test('the tour ends with an e-mailed edition, while another one beside it is interrupted and cleans up', async (t) => {
  const tour = start(t, ['demo', '--once'], usersOwn)
  const other = start(t, ['demo', '--once'], usersOwn)
  await other.said('$ nightdesk analyze')
  other.signal('SIGINT')
  assert.equal(await other.ended, 130, other.output.stderr)
  assert.ok(!existsSync(homeOf(other)), 'an interrupted tour leaves no folder')
  assert.match(other.output.stderr, new RegExp(`Stopping the tour; its desk in ${homeOf(other)} is deleted`))
  assert.match(
    other.output.stderr,
    /error: The tour was stopped, and its desk is deleted\.\nTry: nightdesk demo\n$/,
  )

  assert.equal(await tour.ended, 0, tour.output.stderr)
  const home = homeOf(tour)
  t.after(() => forget(home))
  assert.equal((await embeddedServer({ home }).status()).running, false)
  assert.match(tour.output.stderr, /engine: offline/)
  const { stdout } = tour.output
  assert.equal(stdout.match(/^ {3}\d+ of 100 · (on brand|market)$/gm)?.length, 5, stdout)
  assert.equal(stdout.match(/^ {3}Why: \S/gm)?.length, 5)
  assert.equal(stdout.match(/^ {3}“.+”$/gm)?.length, 5)

  const paths = stdout.split('\n').filter((line) => /^\/.*\.eml$/.test(line))
  assert.equal(paths.length, 1, 'the path of the e-mail stands alone on one line')
  const mail = await PostalMime.parse(await readFile(paths[0] ?? ''))
  assert.equal(mail.to?.[0]?.address, 'brand.team@example.com')
  const yes = /^ {3}Yes: +(\S+)$/m.exec(stdout)?.[1] ?? ''
  assert.ok(mail.html?.includes(yes.replaceAll('&', '&amp;')), 'the link is the one of the mail')

  await votesCount(t, home, yes)
})

/** As the tour advises: a daemon on the desk that it left, and the link of the mail. */
async function votesCount(t: TestContext, home: string, link: string): Promise<void> {
  const env = { NIGHTDESK_HOME: home, HTTP_PORT: new URL(link).port }
  const daemon = start(t, ['daemon'], env)
  const votes = async () => json(await nightdesk(['feedback', 'list', '--json'], { env }))
  try {
    const page = await until(daemon, link)
    assert.deepEqual(await votes(), [], 'opening the link counts nothing')
    const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
    assert.ok(action, page)
    // As the button of a form does.
    const voted = await fetch(new URL(action, link), { method: 'POST', body: new URLSearchParams() })
    assert.equal(voted.status, 200, await voted.text())
    assert.deepEqual(
      ((await votes()) as { vote: string }[]).map(({ vote }) => vote),
      ['yes'],
    )
  } finally {
    daemon.signal('SIGTERM')
    await daemon.ended
  }
}

async function until(daemon: Running, link: string): Promise<string> {
  let over = false
  void daemon.ended.then(() => (over = true))
  while (!over) {
    const response = await fetch(link).catch(() => undefined)
    if (response !== undefined) return await response.text()
    await setTimeout(50)
  }
  throw new Error(`The daemon ended:\n${daemon.output.stderr}`)
}
