import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { json } from './support/command.ts'
import { nightdesk } from './support/command-here.ts'
import { testDatabase } from './support/database.ts'

async function openDesk(t: TestContext) {
  const { url: databaseUrl } = await testDatabase(t)
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-home-'))
  t.after(async () => await rm(home, { recursive: true, force: true }))
  const run = async (...args: string[]) =>
    await nightdesk(args, { home, databaseUrl, env: { NO_COLOR: '1' } })
  const add = async (slug: string) => {
    const file = join(home, `${slug}.yaml`)
    const lines = [
      `id: ${slug}`,
      'display_name: Brand',
      'tone: { persona: Plain. }',
      'keywords: { core: [pizza] }',
      'recipients: [a@example.com]',
      'sources: [{ kind: feed, url: "http://127.0.0.1:1/feed" }]',
    ]
    await writeFile(file, lines.join('\n'))
    const added = await run('brand', 'add', file)
    assert.equal(added.code, 0, added.stderr)
  }
  return { run, add }
}

test('lists are empty before the first edition and say what to type', async (t) => {
  const { run } = await openDesk(t)
  for (const [args, said] of [
    [['digest'], /There is no edition yet/],
    [['feedback'], /Nobody has voted yet/],
    [['email'], /No mail was made yet/],
  ] as const) {
    const listed = await run(...args)
    assert.equal(listed.code, 0, listed.stderr)
    assert.match(listed.stdout, said)
    assert.match(listed.stderr, /Next: nightdesk digest/)
    assert.deepEqual(json(await run(...args, '--json')), [])
  }
})

test('a list that nothing fits names its filters and says what to type', async (t) => {
  const { run, add } = await openDesk(t)
  await add('one')
  for (const [line, said, next] of [
    ['digest list --brand one', 'No edition fits --brand one.', 'nightdesk digest run one'],
    ['feedback list --brand one', 'No vote fits --brand one.', 'nightdesk feedback list'],
    ['email list --unknown', 'No mail is held: nobody has to decide.', 'nightdesk email list'],
    [
      'jobs list --status failed --since 7d -n 5',
      'No job fits --status failed --since 7d.',
      'nightdesk jobs list',
    ],
    ['jobs', 'There is no job yet.', 'nightdesk analyze'],
    ['report list --kind brag', 'No report fits --kind brag.', 'nightdesk report brag'],
    ['search pizza --tag auth', 'No entry fits pizza --tag auth.', 'nightdesk search pizza'],
  ] as const) {
    const listed = await run(...line.split(' '))
    assert.equal(listed.stdout, `${said}\n`, listed.stderr)
    assert.ok(listed.stderr.startsWith(`Next: ${next}\n`), listed.stderr)
  }
  assert.match((await run('tail', '--level', 'error')).stderr, /^No event fits --level error\.\n/)
})

test('bad input gives one sentence, a hint and its exit code', async (t) => {
  const { run, add } = await openDesk(t)
  const refused = async (code: number, said: RegExp, ...args: string[]) => {
    const ran = await run(...args)
    assert.equal(ran.code, code, `${args.join(' ')}: ${ran.stderr}`)
    assert.match(ran.stderr, said)
    assert.match(ran.stderr, /Try: |An id ends|Did you mean|Known/)
  }
  await refused(3, /There is no brand yet/, 'digest', 'run')
  await refused(3, /There is no edition yet/, 'digest', 'show')
  await refused(2, /is not the id of an edition/, 'digest', 'show', 'latest')
  await refused(3, /There is no edition whose id ends in "deadbeef"/, 'digest', 'show', 'deadbeef')
  await refused(2, /only one can be printed/, 'digest', 'preview', '--html', '--text')
  await refused(3, /There is no mail whose id ends in "deadbeef"/, 'email', 'show', 'deadbeef')
  await add('one')
  await add('two')
  await refused(5, /There are 2 brands: one and two/, 'digest', 'run')
  const unknown = await run('digest', 'run', 'onee')
  assert.notEqual(unknown.code, 0)
  assert.match(unknown.stderr, /onee/)
  await refused(2, /is not a port/, 'daemon', '--http-port', '99999')
})

test('an edition whose only source fails ends with 1 and one sentence, and is shown with its job', async (t) => {
  const { run, add } = await openDesk(t)
  await add('one')
  const ran = await run('digest', 'run')
  assert.equal(ran.code, 1, ran.stderr)
  assert.match(ran.stderr, /The only source of Brand could not be read, so nothing is sent: /)
  assert.equal(ran.stderr.split('so nothing is sent').length, 2, 'the reason is told once')
  assert.match(ran.stderr, /^error: The job digest\.run \w+ ended as failed\.$/m)
  assert.match(ran.stderr, /^Try: nightdesk jobs show \w+, then nightdesk digest run$/m)
  const { digest } = json(await run('digest', 'show', '--json')) as { digest: { id: string; status: string } }
  assert.equal(digest.status, 'failed')
  const shown = await run('digest', 'show', digest.id.slice(-8), '--all')
  assert.doesNotMatch(shown.stderr, /preview/)
  assert.match(shown.stdout, /Nothing was sent: the job ended as failed/)
  assert.match(shown.stdout, /\n! 127\.0\.0\.1:1: http:/)
  assert.equal(shown.stdout.split('was not read').length, 2, shown.stdout)
  assert.match(shown.stdout, /0 sources read, 1 failed/)
  const sources = await run('source', 'list')
  assert.match(sources.stdout, /\d+ failures?: 127\.0\.0\.1 is not a public address\.$/m)
  const listed = json(await run('digest', 'list', '--json')) as { id: string }[]
  assert.deepEqual(
    listed.map(({ id }) => id),
    [digest.id],
  )
  const silent = await run('digest', 'run', '--json')
  assert.match(silent.stderr, /ended as failed: The only source of Brand could not be read/)
})
