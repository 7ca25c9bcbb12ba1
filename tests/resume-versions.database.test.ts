import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import * as v from 'valibot'
import { jsonResumeSchema } from '../src/contracts/json-resume.ts'
import { schemaFaults } from '../src/io/json-resume/index.ts'
import { json } from './support/command.ts'
import { nightdesk } from './support/command-here.ts'
import { testDatabase } from './support/database.ts'

const fixture = join(import.meta.dirname, 'fixtures/resume.json')

async function openDesk(t: TestContext) {
  const { url: databaseUrl } = await testDatabase(t)
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-home-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const run = async (...args: string[]) =>
    await nightdesk(args, { home: folder, databaseUrl, env: { NO_COLOR: '1' } })
  return { run, folder }
}

test('a JSON Resume is imported without a loss, goes on in later versions, and old ones come back', async (t) => {
  const { run, folder } = await openDesk(t)
  const imported = await run('resume', 'import', fixture)
  assert.match(imported.stdout, /^Imported as [0-9a-f]{8}: 6 lines, 6 of them stated by you\.\nwork 2, /)
  const brought = v.parse(jsonResumeSchema, JSON.parse(await readFile(fixture, 'utf8')))
  const { meta, ...kept } = v.parse(jsonResumeSchema, json(await run('resume', 'show', '--json')))
  const { meta: ownMeta, ...own } = brought
  assert.deepEqual(kept, own)
  assert.deepEqual({ ...meta, nightdesk: undefined }, { ...ownMeta, nightdesk: undefined })

  const { id: entry } = v.parse(
    v.looseObject({ id: v.string() }),
    json(await run('log', 'Cut the build from 12 min to 6 min', '-p', 'ci', '--json')),
  )
  assert.equal((await run('resume', 'refresh')).code, 0)
  const document = v.parse(jsonResumeSchema, json(await run('resume', 'show', '--json')))
  assert.deepEqual(schemaFaults(document), [])
  assert.deepEqual([document.custom, document.work], [brought.custom, brought.work])
  assert.deepEqual(
    document.projects?.map(({ name }) => name),
    ['ci', 'pgtool'],
  )
  const file = join(folder, 'resume.json')
  await writeFile(file, JSON.stringify(document))
  const verified = await run('resume', 'verify', file)
  assert.deepEqual([verified.code, verified.stdout], [0, '1 line proven by its entry; 6 stated by you.\n'])
  assert.match((await run('resume', 'why', '1')).stdout, /none; stated by you/)

  assert.match((await run('resume', 'diff', '1', '2')).stdout, /^\+ Cut the build .*\n6 lines the same\.\n$/)
  assert.match((await run('resume', 'restore', '1')).stdout, /version 1 is the newest again/)
  const listed = v.parse(
    v.array(v.looseObject({ number: v.number() })),
    json(await run('resume', 'list', '--json')),
  )
  assert.deepEqual(
    listed.map(({ number }) => number),
    [3, 2, 1],
  )
  assert.deepEqual(
    v.parse(jsonResumeSchema, json(await run('resume', 'show', '--json'))).projects,
    own.projects,
  )
  assert.equal((await run('resume', 'show', '9')).code, 3)
  assert.equal((await run('resume', 'refresh')).code, 0)
  assert.match((await run('show', entry, '--used-by')).stdout, /resume +[0-9a-f]{8}/)
})

test('what became private after a version was stored is given out by nothing any more', async (t) => {
  const { run, folder } = await openDesk(t)
  await run('log', 'Moved Initech to Kubernetes in 3 weeks', '-p', 'secret')
  await run('log', 'Fixed a deadlock in PostgreSQL', '-p', 'search')
  await run('extract')
  await run('resume', 'refresh')
  const file = join(folder, 'before.json')
  await writeFile(file, (await run('resume', 'show', '--format', 'json')).stdout)
  await writeFile(join(folder, 'posting.txt'), 'Engineer\n\n- Kubernetes\n- PostgreSQL\n')
  const tailored = v.parse(
    v.looseObject({ report: v.string() }),
    json(await run('resume', 'tailor', join(folder, 'posting.txt'), '--json')),
  )
  const entries = v.parse(
    v.array(v.looseObject({ id: v.string(), text: v.string() })),
    json(await run('list', '--json')),
  )
  const secret = entries.find(({ text }) => text.includes('Initech'))
  assert.equal(
    (await run('edit', secret?.id ?? '', 'Moved Initech to Kubernetes in 3 weeks', '+private')).code,
    0,
  )
  const shown = await run('resume', 'show')
  assert.match(shown.stderr, /1 line left out: its entry is private now/)
  const outputs = [
    shown,
    await run('resume', 'show', '1'),
    await run('resume', 'show', '1', '--json'),
    await run('resume', 'show', tailored.report, '--json'),
    await run('resume', 'render', '--format', 'html'),
    await run('resume', 'render', tailored.report),
    await run('resume', 'tailor', join(folder, 'posting.txt'), '--json'),
  ]
  for (const { stdout, code } of outputs) {
    assert.equal(code, 0)
    assert.doesNotMatch(stdout, /Initech|Moved|secret/)
  }
  assert.doesNotMatch((outputs[1]?.stdout ?? '') + (outputs[2]?.stdout ?? ''), /Kubernetes/)
  const verified = await run('resume', 'verify', file)
  assert.equal(verified.code, 1)
  assert.match(verified.stdout, /^\d {2}entry-private: its entry is private now\n/)
})

test('a file made from the résumé is read back: whole ones pass, others fail with what is missing', async (t) => {
  const { run, folder } = await openDesk(t)
  await run('resume', 'import', fixture)
  const theme = join(folder, 'theme')
  await mkdir(theme)
  await writeFile(
    join(theme, 'index.js'),
    'exports.render = (r) => r.work.map((w) => `<h2>${w.company}</h2><p>${w.position}</p>`).join("")',
  )
  for (const name of ['resume.pdf', 'resume.docx', 'resume.html', 'resume.md', 'resume.txt']) {
    const file = join(folder, name)
    const format =
      { pdf: 'pdf', docx: 'docx', html: 'html', md: 'markdown', txt: 'text' }[name.slice(7)] ?? ''
    assert.equal((await run('resume', 'render', '--format', format, '-o', file)).code, 0)
    const checked = await run('resume', 'check', file)
    assert.deepEqual([checked.code, checked.stdout], [0, '37 fields, all in the file.\n'], name)
  }
  const page = join(folder, 'themed.html')
  const themed = await run('resume', 'render', '--theme', theme, '-o', page)
  assert.match(themed.stderr, /The theme does not show 24 fields:\n {2}\/basics\/name: Łucja/)
  const checked = await run('resume', 'check', page)
  assert.equal(checked.code, 1)
  assert.match(checked.stdout, /^missing {2}\/work\/0\/highlights\/0: Cut p95 from 310 ms to 40 ms$/m)
  assert.doesNotMatch(checked.stdout, /Initech/)
  const unknown = await run('resume', 'render', '--theme', 'not-there-at-all')
  assert.deepEqual(
    [unknown.code, /Try: npm install jsonresume-theme-not-there-at-all/.test(unknown.stderr)],
    [3, true],
  )
})
