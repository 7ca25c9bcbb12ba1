import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { json, nightdesk as startNightdesk, type CommandOptions } from './support/command.ts'
import { nightdesk } from './support/command-here.ts'
import { testDatabase } from './support/database.ts'

// Times are printed as this process understands them.
process.env.TZ = 'Africa/Johannesburg'

interface Printed {
  id: string
  at: string
  text: string
  tags: string[]
  private: boolean
}

async function openDesk(t: TestContext) {
  const { url: databaseUrl } = await testDatabase(t)
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-home-'))
  t.after(async () => await rm(home, { recursive: true, force: true }))
  const run = async (args: readonly string[], options: CommandOptions = {}) =>
    await nightdesk(args, {
      home,
      databaseUrl,
      ...options,
      env: { NO_COLOR: '1', ...options.env },
    })
  const list = async () => json(await run(['list', '--json'])) as Printed[]
  return { run, list, home, databaseUrl }
}

test('log echoes the local time that it understood, and list shows the entry under its day', async (t) => {
  const { run } = await openDesk(t)
  assert.match((await run(['list'])).stdout, /Nothing is logged yet/)
  const none = await run(['list', 'x', '--tag', 'y', '-n', '3'])
  assert.equal(none.stdout, 'No entry fits x --tag y.\n')
  assert.match(none.stderr, /Next: nightdesk search x\n {6}nightdesk list\n/)
  const logged = await run(['log', '-d', '2026-04-03 09:00', '-p', 'web', 'Fixed the login page', '+auth'])
  assert.equal(logged.code, 0)
  assert.match(
    logged.stdout,
    /✓ Fri 3 Apr 2026 09:00 {2}Fixed the login page \[web\] \+auth {2}[0-9a-f]{8}\n/,
  )
  assert.match(logged.stderr, /Next: nightdesk list/)
  const listed = await run(['list'])
  assert.match(
    listed.stdout,
    /^Fri 3 Apr 2026\n {2}09:00 {2}[0-9a-f]{8} {2}Fixed the login page \[web\] \+auth\n$/,
  )
})

test('a date with two readings exits with 5 and says what to type', async (t) => {
  const { run, list } = await openDesk(t)
  const refused = await run(['log', '2026-01-01: x', '-d', '03/04'])
  assert.equal(refused.code, 5)
  assert.match(refused.stderr, /"03\/04" can be 3 April or 4 March/)
  assert.match(refused.stderr, /nightdesk log -d \d{4}-04-03 "2026-01-01: x"/)
  assert.deepEqual(await list(), [])
})

test('an empty text, an unknown date and a bad id are wrong use', async (t) => {
  const { run } = await openDesk(t)
  for (const args of [['log', ''], ['log', '+tag'], ['log'], ['log', '-d', 'soon', 'x'], ['show', 'x']])
    assert.equal((await run(args)).code, 2, args.join(' '))
  assert.equal((await run(['show', 'abcdef01'])).code, 3)
  const refused = await run(['log', '-d', 'soon', 'x', '--json'])
  assert.deepEqual(Object.keys((JSON.parse(refused.stderr) as { error: object }).error), [
    'code',
    'message',
    'hint',
  ])
})

test('each line of standard input is an entry', async (t) => {
  const { run, list } = await openDesk(t)
  await run(['log', '-'], { input: '2026-04-01: one +a\r\n\r\n2026-04-02 09:30: two\n' })
  await run(['log'], { input: '2026-04-03: three' })
  assert.deepEqual(
    (await list()).map(({ text, at }) => [text, at]),
    [
      ['three', '2026-04-03T10:00:00.000Z'],
      ['two', '2026-04-02T07:30:00.000Z'],
      ['one', '2026-04-01T10:00:00.000Z'],
    ],
  )
})

test('without a text the editor opens, comments are ignored, and an empty file logs nothing', async (t) => {
  const { run, list, home } = await openDesk(t)
  const editor = join(home, 'an editor')
  await writeFile(
    editor,
    '#!/bin/sh\ngrep -q "^# What did you do" "$1" && echo "From the editor +ed" >> "$1"\n',
  )
  await chmod(editor, 0o755)
  assert.equal((await run(['log'], { env: { EDITOR: `"${editor}"` } })).code, 0)
  const untouched = await run(['log'], { env: { VISUAL: 'true', EDITOR: 'false' } })
  assert.match(untouched.stdout, /nothing was logged/)
  assert.equal((await run(['log'], { env: { EDITOR: 'false' } })).code, 1)
  const missing = await run(['log'], { env: { EDITOR: 'nosuch --wait' } })
  assert.match(missing.stderr, /^error: There is no editor "nosuch --wait" on this machine\./)
  assert.deepEqual(
    (await list()).map(({ text, tags }) => [text, tags]),
    [['From the editor', ['ed']]],
  )
})

test('an entry in the editor keeps a tag that begins like a word of its text', async (t) => {
  const { run, list } = await openDesk(t)
  await run(['log', 'Moved to +api-v2 at last', '+api'])
  const [entry] = await list()
  await run(['edit', entry?.id.slice(-8) ?? ''], { env: { EDITOR: "sed -i 's/at last/today/'" } })
  assert.deepEqual(
    (await list()).map(({ text, tags }) => [text, tags.toSorted()]),
    [['Moved to +api-v2 today', ['api', 'api-v2']]],
  )
})

test('show, edit, rm and undo work on the last characters of an id', async (t) => {
  const { run, list } = await openDesk(t)
  const { id } = json(await run(['log', 'Fixed it', '+auth', '--json'])) as Printed
  const tail = id.slice(-8)
  assert.match((await run(['show', tail])).stdout, /Fixed it\n.*when/)
  assert.equal((await run(['edit', tail, 'Fixed it for good', '--private'])).code, 0)
  assert.deepEqual(
    (await list()).map(({ text, tags, private: hidden }) => [text, tags, hidden]),
    [['Fixed it for good', ['auth'], true]],
  )
  for (const [words, said] of [
    [['--tag', 'bad tag'], /"bad tag" cannot be a tag/],
    [['--private', '--public'], /exclude each other/],
    [[''], /Nothing was changed/],
    [[], /nobody is here to write it\.\nTry: nightdesk edit [0-9a-f]{8} "The new text"/],
  ] as const) {
    const refused = await run(['edit', tail, ...words])
    assert.equal(refused.code, 2)
    assert.match(refused.stderr, said)
  }
  const asked = await run(['rm', tail])
  assert.equal(asked.code, 5)
  assert.match(asked.stderr, new RegExp(`nightdesk rm ${tail} --yes`))
  assert.equal((await run(['rm', tail, '--yes'])).code, 0)
  assert.deepEqual(await list(), [])
  assert.match((await run(['undo'])).stdout, /Undid the removal of "Fixed it for good"/)
  assert.match((await run(['undo'])).stdout, /Undid the change of/)
  assert.deepEqual(
    (await list()).map(({ text }) => text),
    ['Fixed it'],
  )
  await run(['undo'])
  assert.equal((await run(['undo'])).code, 3)
})

test('the text of an entry reaches the terminal without its escape sequences', async (t) => {
  const { run } = await openDesk(t)
  const logged = await run(['log', 'a\u001b[31mred\u202e b'])
  assert.match(logged.stdout, /ared b/)
  assert.match((await run(['list'])).stdout, /ared b/)
})

test('ten commands that log at once lose nothing', async (t) => {
  const { run, list } = await openDesk(t)
  const ran = await Promise.all(Array.from({ length: 10 }, (_, index) => run(['log', `entry ${index}`])))
  assert.deepEqual(new Set(ran.map(({ code }) => code)), new Set([0]))
  assert.equal(new Set((await list()).map(({ text }) => text)).size, 10)
})

test('analyze reads the entries as a job and prints what the log says', async (t) => {
  const { run } = await openDesk(t)
  await run(['log', 'Blocked by the legal review +private'])
  await run(['log', 'Cut p95 from 2.4 s to 310 ms', '+perf', '-p', 'shop'])
  const analyzed = await run(['analyze'])
  assert.equal(analyzed.code, 0)
  assert.match(
    analyzed.stdout,
    /^2 entries analyzed now \(offline\), 1 of them private\.\n\n1 entry of the last 90 days, on 1 day/,
  )
  assert.match(analyzed.stdout, /projects {2}shop 1\n/)
  assert.doesNotMatch(analyzed.stdout + analyzed.stderr, /legal/)
  const again = json(await run(['analyze', '--json'])) as { analyzed: number; overview: { entries: number } }
  assert.deepEqual([again.analyzed, again.overview.entries], [0, 1])
})

test('log with a plain text loads no library for dates', async (t) => {
  const { home, databaseUrl } = await openDesk(t)
  const hook = join(home, 'hook.mjs')
  await writeFile(
    hook,
    `import { registerHooks } from 'node:module'
     registerHooks({ resolve(name, context, next) {
       if (/luxon|chrono/.test(name)) throw new Error('loaded ' + name)
       return next(name, context)
     } })`,
  )
  const env = { NODE_OPTIONS: `--import=${hook}` }
  const log = async (text: string) => await startNightdesk(['log', text], { home, databaseUrl, env })
  assert.equal((await log('Fixed the deploy of last Friday +auth')).code, 0)
  assert.match((await log('yesterday: fixed it')).stderr, /loaded/)
})
