import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { json, nightdesk } from './support/command.ts'
import { testDatabase } from './support/database.ts'

test('a file is counted, imported once, and taken back by one undo; mistakes say what to type', async (t) => {
  const { url: databaseUrl } = await testDatabase(t)
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-home-'))
  t.after(async () => await rm(home, { recursive: true, force: true }))
  const run = async (...args: string[]) =>
    await nightdesk(args, { home, databaseUrl, env: { TZ: 'Europe/Berlin', NO_COLOR: '1' } })
  const file = join(home, 'log.txt')
  await writeFile(
    file,
    '[2026-04-03 09:00] Fixed it +auth\n[2026-04-04 09:00] Shipped it\n[2026-02-31 09:00] Never\n',
  )
  const rejected = [{ line: 3, why: '"2026-02-31 09:00" is no date' }]

  const counted = await run('import', file, '--dry-run')
  assert.match(counted.stdout, /2 entries would be imported, 2026-04-03 to 2026-04-04/)
  assert.match(counted.stdout, /rejected {2}line 3: "2026-02-31 09:00" is no date/)
  assert.deepEqual(json(await run('list', '--json')), [])

  const first = json(await run('import', file, '--json', '--project', 'web')) as Record<string, unknown>
  assert.deepEqual([first.imported, first.skipped, first.rejected], [2, 0, rejected])
  const second = json(await run('import', file, '--json')) as Record<string, unknown>
  assert.deepEqual([second.imported, second.skipped, second.rejected], [0, 2, rejected])
  assert.match((await run('import', file)).stdout, /^ {2}skipped {3}already there: 2$/m)
  assert.match((await run('undo')).stdout, /Undid the import of 2 entries/)
  assert.deepEqual(json(await run('list', '--json')), [])

  for (const [args, code, hint] of [
    [['import', join(home, 'none.txt')], 3, /There is no file[^]*ls "/],
    [['import', home], 2, /nightdesk import git/],
    [['import', file, '--format', 'jrn'], 2, /jrnl/],
    [['import', 'git', home], 3, /no git repository/],
    [['import', 'git', home, '--author', ''], 2, /The author "" is everybody/],
    [['import', file, '--tag', 'two words'], 2, /A tag is one word/],
    [['import', file, '--columns', 'when=1'], 2, /--columns date=When/],
  ] as const) {
    const refused = await run(...args)
    assert.equal(refused.code, code, args.join(' '))
    assert.match(refused.stderr, hint)
  }
})

test('a file of which nothing can be read is no success', async (t) => {
  const { url: databaseUrl } = await testDatabase(t)
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-home-'))
  t.after(async () => await rm(home, { recursive: true, force: true }))
  const file = join(home, 'table.csv')
  await writeFile(file, 'a,b\n1,2\n')
  const result = await nightdesk(['import', file], { home, databaseUrl, env: { NO_COLOR: '1' } })
  assert.equal(result.code, 1)
  assert.match(result.stdout, /^0 entries imported\.\n {2}rejected {2}line 1: no column says the date/)
})

test('undo and trash of a long import show a screenful and say that there is more', async (t) => {
  const { url: databaseUrl } = await testDatabase(t)
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-home-'))
  t.after(async () => await rm(home, { recursive: true, force: true }))
  const run = async (...args: string[]) =>
    await nightdesk(args, { home, databaseUrl, env: { NO_COLOR: '1' } })
  const file = join(home, 'log.txt')
  await writeFile(
    file,
    Array.from(
      { length: 25 },
      (_, day) => `[2026-04-${String(day + 1).padStart(2, '0')} 09:00] Did it\n`,
    ).join(''),
  )
  await run('import', file)
  assert.match((await run('undo')).stdout, /Undid the import of 25 entries[^]*\n {2}and 15 more\n$/)
  const shown = await run('trash')
  assert.equal(shown.stdout.trim().split('\n').length, 1 + 20)
  assert.match(shown.stderr, /The last 20 entries removed; there are more\.[^]*nightdesk trash list -n 80/)
  assert.equal((json(await run('trash', 'list', '-n', '30', '--json')) as unknown[]).length, 25)
})
