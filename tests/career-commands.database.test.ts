import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import * as v from 'valibot'
import { jsonResumeSchema } from '../src/contracts/json-resume.ts'
import { reportContent } from '../src/contracts/report.ts'
import { json } from './support/command.ts'
import { nightdesk } from './support/command-here.ts'
import { testDatabase } from './support/database.ts'

async function openDesk(t: TestContext) {
  const { url: databaseUrl } = await testDatabase(t)
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-home-'))
  t.after(async () => await rm(home, { recursive: true, force: true }))
  return async (...args: string[]) =>
    await nightdesk(args, {
      home,
      databaseUrl,
      env: { TZ: 'Africa/Johannesburg', NO_COLOR: '1', EDITOR: 'false' },
    })
}

test('from two entries to skills, a standup and a résumé, each with a next step', async (t) => {
  const run = await openDesk(t)
  await run('log', 'Cut p95 of the search from 310 ms to 40 ms in PostgreSQL', '-p', 'search')
  await run('log', 'Negotiated the Kubernetes contract with Initech', '+private')
  const extracted = await run('extract')
  assert.equal(extracted.code, 0, extracted.stderr)
  assert.match(extracted.stdout, /^1 skill in 1 entry: PostgreSQL\. 1 excerpt new or changed\.\n$/)
  assert.match(extracted.stderr, /engine: offline/)
  assert.match(extracted.stderr, /Next: nightdesk skills/)

  const shown = await run('skills', 'show', 'postgres')
  assert.match(
    shown.stdout,
    /^PostgreSQL {2}database, mentioned: 1 entry in 1 month\n1 excerpt from [\d-]+ to [\d-]+:/,
  )
  assert.match(shown.stdout, /“Cut p95 of the search from 310 ms to 40 ms in PostgreSQL”/)
  const listed = json(await run('skills', '--json'))
  assert.ok(Array.isArray(listed) && listed.length === 1)

  const standup = await run('report', 'standup', '--format', 'markdown')
  assert.match(standup.stdout, /^# Standup, .*\n\n## Done\n\n- Cut p95 .* \([0-9a-f]{8}\)\n$/)
  const status = v.parse(v.looseObject(reportContent.entries), json(await run('report', 'status', '--json')))
  assert.deepEqual([status.kind, status.engine, status.entries], ['status', 'offline', 1])

  const refreshed = await run('resume', 'refresh')
  assert.match(refreshed.stdout, /^Version 1 \([0-9a-f]{8}\): 1 line, each from an entry\.\n$/)
  assert.match((await run('resume', 'refresh')).stdout, /^Nothing changed since version 1 /)
  const resume = v.parse(jsonResumeSchema, json(await run('resume', 'show', '--format', 'json')))
  assert.equal(resume.projects?.[0]?.highlights?.length, 1)
  for (const { stdout, stderr } of [extracted, shown, standup, refreshed, await run('resume')])
    assert.doesNotMatch(stdout + stderr, /Initech|Kubernetes/)
})

test('skills stay merged, renamed and hidden when they are extracted again, and undo takes each back', async (t) => {
  const run = await openDesk(t)
  for (const line of ['Moved the queue to RabbitMQ', 'Tuned Kafka for the shop', 'Cached pages in Redis'])
    await run('log', line)
  await run('extract')
  const names = async () => {
    const listed = v.parse(v.array(v.object({ name: v.string() })), json(await run('skills', '--json')))
    return listed.map(({ name }) => name).sort()
  }
  assert.match(
    (await run('skills', 'merge', 'RabbitMQ', 'kafka')).stdout,
    /^RabbitMQ counts as Kafka from now on\./,
  )
  assert.match((await run('skills', 'rename', 'Kafka', 'Messaging')).stdout, /^Kafka is called Messaging/)
  assert.equal((await run('skills', 'rename', 'Redis', 'messaging')).code, 2)
  await run('skills', 'hide', 'Redis')
  await run('extract', '--again')
  assert.deepEqual(await names(), ['Messaging'])
  const shown = await run('skills', 'show', 'RabbitMQ')
  assert.match(shown.stdout, /^Messaging {2}platform, used: 2 entries/)
  assert.match(shown.stdout, /“Moved the queue to RabbitMQ”/)
  await run('skills', 'hide', 'redis', '--undo')
  assert.deepEqual(await names(), ['Messaging', 'Redis'])
  for (const action of [/return of "Redis"/, /hiding of "Redis"/, /new name/, /merging of/])
    assert.match((await run('undo')).stdout, action)
  assert.deepEqual(await names(), ['Kafka', 'RabbitMQ', 'Redis'])
})

test('a posting is held against the log, requirement by requirement', async (t) => {
  const run = await openDesk(t)
  await run('log', 'Tuned Kafka for the shop')
  const posting = join(await mkdtemp(join(tmpdir(), 'nightdesk-gap-')), 'posting.txt')
  await writeFile(posting, 'Engineer\n- Experience with Kafka\n- Knowledge of COBOL\n')
  const { stdout, code } = await run('skills', 'gap', posting)
  assert.equal(code, 0)
  assert.match(
    stdout,
    /^weak +Experience with Kafka\n.*\n +[0-9a-f]{8} {2}“Tuned Kafka for the shop”\nmissing +Knowledge of COBOL/m,
  )
})

test('reports of every kind are written, listed and shown again, and the next one starts where the last one ended', async (t) => {
  const run = await openDesk(t)
  await run('log', 'Cut p95 of the search from 310 ms to 40 ms (2 h)', '-p', 'search')
  const brag = await run('report', 'brag')
  assert.match(brag.stdout, /^Brag document, .*\n\nHighlights\n {2}- Cut p95 /)
  assert.match((await run('report', 'review')).stdout, /^Review, .*\n\nResults\n {2}- Cut p95 /)
  const sheet = await run('report', 'timesheet', '--format', 'csv')
  assert.match(sheet.stdout, /^section,state,since,hours,text,entries\r\n[\d-]{10},done,,2,search: Cut p95 /)
  assert.match((await run('report', 'standup', '--since', 'today')).stdout, /- Cut p95 /)

  await run('log', 'Wrote the runbook')
  const next = await run('report', 'standup', '--since', 'last-report')
  assert.match(next.stdout, /- Wrote the runbook/)
  assert.doesNotMatch(next.stdout, /Cut p95/)

  const listed = v.parse(
    v.array(v.looseObject({ id: v.string(), kind: v.string() })),
    json(await run('report', 'list', '--json')),
  )
  assert.deepEqual(
    listed.map(({ kind }) => kind),
    ['standup', 'standup', 'timesheet', 'review', 'brag'],
  )
  assert.equal((await run('report', 'show', listed[4]?.id ?? '')).stdout, brag.stdout)
})

test('a report is mailed once, to the person who asks or to the address that was named', async (t) => {
  const run = await openDesk(t)
  await run('log', 'Wrote the runbook')
  const nobody = await run('report', 'standup', '--send')
  assert.equal(nobody.code, 4)
  assert.match(nobody.stderr, /There is no e-mail address of yours .*\nTry: nightdesk me --email/)
  assert.deepEqual(json(await run('report', 'list', '--json')), [])
  await run('me', '--email', 'ada@example.com')
  assert.match((await run('report', 'standup', '--send')).stderr, /Mailed to ada@example\.com\./)
  assert.equal((await run('report', 'brag', '--to', 'boss@example.com')).code, 0)
  const sent = v.parse(
    v.array(v.looseObject({ recipient: v.string(), subject: v.string(), state: v.string() })),
    json(await run('email', 'list', '--json')),
  )
  assert.deepEqual(
    sent.map(({ recipient, subject, state }) => [recipient, subject.split(',')[0], state]),
    [
      ['boss@example.com', 'Brag document', 'sent'],
      ['ada@example.com', 'Standup', 'sent'],
    ],
  )
})

test('a template prints a report in a layout of one’s own; one that cannot be used writes no report', async (t) => {
  const run = await openDesk(t)
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-template-'))
  t.after(async () => await rm(folder, { recursive: true }))
  const [good, bad] = [join(folder, 'good.txt'), join(folder, 'bad.txt')]
  await writeFile(good, '{{#sections}}{{heading}}:{{#points}} {{text}};{{/points}}{{/sections}}')
  await writeFile(bad, '{{salary}}')
  await run('log', 'Wrote the runbook')
  const refused = await run('report', 'standup', '--template', bad)
  assert.deepEqual([refused.code, refused.stdout], [2, ''])
  assert.match(refused.stderr, /The template names "salary", which no report has\./)
  assert.deepEqual(json(await run('report', 'list', '--json')), [])
  assert.equal((await run('report', 'standup', '--template', good)).stdout, 'Done: Wrote the runbook;\n')
})

const refused: readonly [string, readonly string[], number, RegExp][] = [
  ['an unknown skill', ['skills', 'show', 'Cobbling'], 3, /No entry proves a skill named "Cobbling"/],
  ['no résumé yet', ['resume', 'show'], 3, /There is no résumé yet\.\nTry: nightdesk resume refresh/],
  ['a version that is no id', ['resume', 'show', 'v2'], 2, /"v2" is not the id of a résumé/],
  ['a PDF without a file', ['resume', 'render', '--format', 'pdf'], 2, /needs a file to go to/],
  ['a line that is no number', ['resume', 'why', 'first'], 2, /"first" is not the number of a line/],
  ['a file that is not there', ['resume', 'verify', 'nowhere.json'], 3, /There is no file/],
  ['a posting that is not there', ['resume', 'tailor', 'nowhere.txt'], 3, /There is no file/],
  ['two periods', ['report', 'status', '--week', '--month'], 2, /only one can be meant/],
  ['a date with two readings', ['report', 'standup', '--since', '03/04'], 5, /3 April or 4 March/],
  ['a day that has not come', ['report', 'status', '--since', '2099-01-01'], 2, /has not come yet/],
  [
    'an end before its start',
    ['report', 'brag', '--since', '2026-03-02', '--until', '2026-03-01'],
    2,
    /end before/,
  ],
  [
    'a list that ends before it starts',
    ['list', '--since', '2026-03-02', '--until', '2026-03-01'],
    2,
    /"2026-03-02" is not before "2026-03-01"/,
  ],
  ['two layouts', ['report', 'brag', '--format', 'csv', '--template', 'x'], 2, /only one can be meant/],
  ['a recipient that is none', ['report', 'brag', '--to', 'ada'], 2, /"ada" is no e-mail address/],
  ['a template that is not there', ['report', 'brag', '--template', 'nowhere.txt'], 3, /There is no file/],
  ['a report that is not there', ['report', 'show', 'abcd1234'], 3, /abcd1234/],
  ['an unknown format', ['report', 'standup', '--format', 'pdf'], 2, /"pdf"/],
  ['--require-llm without a model', ['extract', '--require-llm'], 4, /LLM_PROVIDER is unset or "offline"/],
]

test('bad input gives one sentence, a hint and its exit code, and writes nothing', async (t) => {
  const run = await openDesk(t)
  for (const [fault, args, code, sentence] of refused) {
    const ran = await run(...args)
    assert.equal(ran.code, code, `${fault}: ${ran.stderr}`)
    assert.match(ran.stderr, sentence)
    assert.equal(ran.stdout, '')
  }
  assert.deepEqual(json(await run('skills', '--json')), [])
})

test('a résumé says why, is verified after it left the desk, compared and held against a posting', async (t) => {
  const run = await openDesk(t)
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-resume-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  await run('log', 'Cut p95 of the search from 310 ms to 40 ms in PostgreSQL', '-p', 'search')
  await run('log', 'Fixed a deadlock in PostgreSQL 16', '-p', 'search')
  await run('extract')
  const first = v.parse(refreshed, json(await run('resume', 'refresh', '--json')))
  assert.deepEqual([first.bullets, first.refused], [2, []])

  const why = await run('resume', 'why', '1')
  assert.match(why.stdout, /^Cut p95 .*\n {2}under +search\n {2}entry +[0-9a-f]{8}, .*\n {2}words +“Cut p95/)
  const { entry } = v.parse(
    v.object({ entry: v.object({ id: v.string() }) }),
    json(await run('resume', 'why', '1', '--json')),
  )
  const uses = await run('entry', 'used-by', entry.id)
  assert.match(uses.stdout, /\n {2}skill {3}PostgreSQL: “.*\n {2}resume {2}[0-9a-f]{8} {2}.*\n {10}“Cut p95/)

  const file = join(folder, 'resume.json')
  await writeFile(file, (await run('resume', 'show', '--format', 'json')).stdout)
  const whole = await run('resume', 'verify', file)
  assert.deepEqual([whole.code, whole.stdout], [0, '2 lines, each proven by its entry.\n'])
  const pdf = await run('resume', 'render', '--format', 'pdf', '-o', join(folder, 'resume.pdf'))
  assert.equal(pdf.code, 0, pdf.stderr)
  assert.equal((await readFile(join(folder, 'resume.pdf'))).subarray(0, 5).toString(), '%PDF-')
  assert.match((await run('resume', 'render', '--format', 'text')).stdout, /^ME\n|- Cut p95 of the search/m)
  assert.match((await run('edit', entry.id, '--weight', '4')).stderr, /^Changed\./m)
  await run('edit', entry.id, 'Cut p95 of the search a little')
  const broken = await run('resume', 'verify', file)
  assert.equal(broken.code, 1)
  assert.match(broken.stdout, /^1 {2}entry-changed: .*\n {3}Cut p95 of the search from 310 ms/)
  assert.match(broken.stderr, /1 of 2 lines .* is not proven/)

  const second = v.parse(refreshed, json(await run('resume', 'refresh', '--json')))
  const diff = await run('resume', 'diff', first.report, second.report)
  assert.match(diff.stdout, /^- Cut p95 .*310 ms.*\n\+ Cut p95 of the search a little\n/)

  await writeFile(join(folder, 'posting.txt'), 'Backend engineer\n\n- PostgreSQL\n- Kubernetes\n')
  const tailored = await run('resume', 'tailor', join(folder, 'posting.txt'))
  assert.match(tailored.stdout, /^weak {5}PostgreSQL\n[^]*\nmissing {2}Kubernetes\n/)
  assert.match((await run('resume', 'show')).stdout, /Cut p95/)
})

const refreshed = v.object({ report: v.string(), bullets: v.number(), refused: v.array(v.unknown()) })

test('a person says how the résumé names them, and stays the same person', async (t) => {
  const { url: databaseUrl, sql, org } = await testDatabase(t)
  const run = async (...args: string[]) => await nightdesk(args, { databaseUrl, env: { NO_COLOR: '1' } })
  await run('log', 'Moved the shop to PostgreSQL', '-p', 'shop')
  const said = await run('me', 'Ada  Lovelace', '--email', 'ada@example.com')
  assert.match(said.stdout, /^Ada Lovelace <ada@example\.com>\n$/)
  assert.match((await run('me', 'Ada', 'Lovelace')).stderr, /Nothing changed/)
  for (const words of [[''], ['--email', 'ada'], ['x'.repeat(101)]])
    assert.equal((await run('me', ...words)).code, 2)
  await run('resume', 'refresh')
  const { basics } = v.parse(jsonResumeSchema, json(await run('resume', 'show', '--json')))
  assert.deepEqual([basics?.name, basics?.email], ['Ada Lovelace', 'ada@example.com'])
  assert.deepEqual(json(await run('me', '--email', '', '--json')), { name: 'Ada Lovelace', email: null })
  assert.equal((json(await run('list', '--json')) as unknown[]).length, 1)
  const changes = await sql`
    select before, after
    from audit_log
    where org_id = ${org} and subject = 'user'
    order by id`
  assert.deepEqual(
    changes.map(({ before, after }) => [before, after]),
    [
      [
        { name: null, email: null },
        { name: 'Ada Lovelace', email: 'ada@example.com' },
      ],
      [
        { name: 'Ada Lovelace', email: 'ada@example.com' },
        { name: 'Ada Lovelace', email: null },
      ],
    ],
  )
})
