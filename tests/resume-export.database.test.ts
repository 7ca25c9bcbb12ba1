import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import * as v from 'valibot'
import { sha256 } from '../src/base/hash.ts'
import { resumeScore } from '../src/contracts/resume-score.ts'
import { json } from './support/command.ts'
import { nightdesk } from './support/command-here.ts'
import { testDatabase } from './support/database.ts'
import { webServer } from './support/web-server.ts'

async function openDesk(t: TestContext, env: Record<string, string> = {}) {
  const { url: databaseUrl } = await testDatabase(t)
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-home-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const run = async (...args: string[]) =>
    await nightdesk(args, { home: folder, databaseUrl, env: { NO_COLOR: '1', ...env } })
  await run('log', 'Cut p95 of the search from 310 ms to 40 ms for Initech', '-p', 'search')
  await run('log', 'Fixed a deadlock in PostgreSQL. Lunch with Ana.', '-p', 'search')
  await run('resume', 'refresh')
  return { run, folder }
}

test('the evidence of a résumé leaves as one ZIP: quotes with commitments, redacted, nothing of the rest', async (t) => {
  const { run, folder } = await openDesk(t)
  const file = join(folder, 'evidence.zip')
  const done = await run('resume', 'export', '--evidence', '--redact', 'Initech', '-o', file)
  assert.match(done.stdout, /2 of 2 lines with evidence/)
  const bytes = await readFile(file)
  const files = Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]),
  )
  assert.deepEqual(Object.keys(files).sort(), ['README.txt', 'SHA256SUMS', 'evidence.json', 'resume.json'])
  assert.doesNotMatch(Object.values(files).join('\n'), /Initech|Lunch/i)
  const evidence = v.parse(
    v.array(v.looseObject({ line: v.string(), quote: v.string(), commitment: v.string(), text: v.null() })),
    JSON.parse(files['evidence.json'] ?? ''),
  )
  assert.deepEqual(
    evidence.map(({ quote }) => quote),
    ['Cut p95 of the search from 310 ms to 40 ms for ███████', 'Fixed a deadlock in PostgreSQL'],
  )
  const openings = v.parse(
    v.array(v.object({ path: v.string(), entry: v.string(), salt: v.string(), commitment: v.string() })),
    JSON.parse(await readFile(join(folder, 'evidence.openings.json'), 'utf8')),
  )
  const secret = 'Fixed a deadlock in PostgreSQL. Lunch with Ana.'
  assert.equal(evidence[1]?.commitment, sha256((openings[1]?.salt ?? '') + secret))
  assert.equal((await stat(join(folder, 'evidence.openings.json'))).mode & 0o777, 0o600)
  await writeFile(join(folder, 'shown.json'), files['resume.json'] ?? '')
  assert.equal((await run('resume', 'verify', join(folder, 'shown.json'))).code, 0)
  await writeFile(join(folder, 'shown.json'), (files['resume.json'] ?? '').replace('310 ms', '320 ms'))
  assert.equal((await run('resume', 'verify', join(folder, 'shown.json'))).code, 1)
  assert.ok(files.SHA256SUMS?.includes(`${sha256(files['evidence.json'] ?? '')}  evidence.json`))
  await run('resume', 'export', '--evidence', '--redact', 'Initech', '-o', file)
  assert.deepEqual(await readFile(file), bytes)
  assert.equal((await run('resume', 'export')).code, 2)
})

test('two versions are scored side by side, by rules, a person or a model, and each score is kept', async (t) => {
  const { run } = await openDesk(t)
  await run('log', 'Wrote the runbook', '-p', 'search')
  await run('resume', 'refresh')
  const scores = v.parse(v.array(resumeScore), json(await run('resume', 'score', '1', '2', '--json')))
  assert.deepEqual(
    scores.map(({ by, model, rubric, marks }) => [by, model, rubric, marks.length]),
    [
      ['heuristic', 'rules', 1, 6],
      ['heuristic', 'rules', 1, 6],
    ],
  )
  assert.notEqual(scores[0]?.inputHash, scores[1]?.inputHash)
  assert.match((await run('resume', 'score', '1', '2')).stdout, /^criterion +1 +2 +why\nresults +/)
  const marks = ['results', 'deeds', 'proof', 'brevity', 'focus', 'contact'].flatMap((name) => [
    '--mark',
    `${name}=4`,
  ])
  const [own] = v.parse(
    v.array(resumeScore),
    json(await run('resume', 'score', '--by', 'self', ...marks, '--json')),
  )
  assert.deepEqual([own?.by, own?.total], ['self', 80])
  assert.equal((await run('resume', 'score', '--by', 'self', '--mark', 'style=4')).code, 2)
  const [asked] = v.parse(v.array(resumeScore), json(await run('resume', 'score', '--by', 'llm', '--json')))
  assert.deepEqual([asked?.by, asked?.model, asked?.marks.length], ['llm', 'rules', 6])
  const kinds = v.parse(
    v.array(v.looseObject({ kind: v.string() })),
    json(await run('resume', 'list', '--json')),
  )
  assert.equal(kinds.filter(({ kind }) => kind === 'resume-score').length, 6)
})

test('a posting is read from its web address, through the guard, or from a page that was saved', async (t) => {
  const page = `<!doctype html><title>Search engineer</title><main><h1>Search engineer</h1><p>We look for somebody who makes our search better and keeps the database healthy for all our customers around the world.</p><ul><li>Experience with PostgreSQL in production</li><li>Kubernetes</li></ul></main>`
  const server = await webServer(t, { '/job': page })
  const { run, folder } = await openDesk(t, { NETWORK_ALLOW: server.host })
  await writeFile(join(folder, 'job.html'), page)
  const tailored = await run('resume', 'tailor', server.url('/job'))
  assert.match(
    tailored.stdout,
    /^weak {5}Experience with PostgreSQL in production\n[^]*\nmissing {2}Kubernetes\n/m,
  )
  assert.equal((await run('resume', 'tailor', join(folder, 'job.html'))).stdout, tailored.stdout)
  const gone = await run('resume', 'tailor', server.url('/gone'))
  assert.deepEqual([gone.code, /the server answers 404/.test(gone.stderr)], [1, true])
  const guarded = await run('resume', 'tailor', 'http://127.0.0.1:9/job')
  assert.equal(guarded.code, 1)
})

test('a letter quotes the log, is kept, and loses what becomes private', async (t) => {
  const { run, folder } = await openDesk(t)
  const posting = join(folder, 'posting.txt')
  await writeFile(
    posting,
    'Search engineer\n\n- PostgreSQL in production\n- p95 of the search\n- Kubernetes\n',
  )
  const written = await run('resume', 'letter', posting)
  assert.match(written.stdout, /^Dear hiring team,\n\nI am writing about the position of Search engineer\./)
  assert.match(
    written.stdout,
    /You ask for: PostgreSQL in production\.\nFrom my work: Fixed a deadlock in PostgreSQL\.\n/,
  )
  assert.doesNotMatch(written.stdout, /Kubernetes|Lunch/)
  assert.equal((await run('resume', 'letter')).stdout, written.stdout)
  const [entry] = v.parse(
    v.array(v.looseObject({ id: v.string() })),
    json(await run('list', 'deadlock', '--json')),
  )
  const found =
    entry ?? v.parse(v.array(v.looseObject({ id: v.string() })), json(await run('list', '--json')))[0]
  await run('edit', found?.id ?? '', 'Fixed a deadlock in PostgreSQL. Lunch with Ana.', '+private')
  const again = await run('resume', 'letter')
  assert.match(again.stderr, /1 line left out/)
  assert.doesNotMatch(again.stdout, /deadlock/)
  await writeFile(posting, 'Cook\n\n- Experience with soufflés\n')
  assert.equal((await run('resume', 'letter', posting)).code, 1)
})
