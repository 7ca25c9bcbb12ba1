import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as v from 'valibot'
import { sha256 } from '../src/base/hash.ts'
import { newId } from '../src/base/id.ts'
import { jsonResumeSchema } from '../src/contracts/json-resume.ts'
import { reportContent } from '../src/contracts/report.ts'
import type { ReportContent } from '../src/contracts/report.ts'
import { readResumeMeta } from '../src/contracts/resume-proof.ts'
import { enqueueJob } from '../src/jobs/index.ts'
import type { App } from '../src/services/app.ts'
import {
  hideSkill,
  listSkills as skillList,
  mergeSkills,
  renameSkill,
  unhideSkill,
} from '../src/services/skills.ts'
import { undoChange } from '../src/services/undo.ts'
import { logEntry } from '../src/services/worklog.ts'
import { insertEntries, removeEntry, updateEntry } from '../src/store/entries.ts'
import type { NewEntry } from '../src/store/entries.ts'
import { countReports, findReport, latestReport } from '../src/store/reports.ts'
import { listResumes } from '../src/store/resumes.ts'
import { listSkills, skillEvidence } from '../src/store/skills.ts'
import { report, resume, skills } from '../src/workflows/index.ts'
import { testApp } from './support/app.ts'
import { testDatabase } from './support/database.ts'
import type { TestDatabase } from './support/database.ts'
import { fakeContext } from './support/workflow-context.ts'

const noun = { one: 'report', many: 'reports', list: 'nightdesk report standup' }
const secret = 'Rehearsed the Kubernetes talk for the acquisition by Initech'

const log: readonly [string, string, string | null, boolean?][] = [
  [
    '2026-11-19T10:00:00Z',
    'Cut p95 of the search from 310 ms to 40 ms with an index in PostgreSQL.',
    'search',
  ],
  ['2026-11-19T12:00:00Z', 'Reviewed PRs in TypeScript', 'search'],
  ['2026-11-19T13:00:00Z', 'Plan to rewrite the importer in Rust', 'search'],
  ['2026-11-20T09:00:00Z', 'Blocked by the missing access to Grafana', null],
  ['2026-10-02T09:00:00Z', 'Fixed a deadlock in PostgreSQL', null],
  ['2026-11-20T10:00:00Z', secret, 'search', true],
]

test('skills are found with verbatim evidence; private and planned ones are not', async (t) => {
  const desk = await testDatabase(t)
  await fill(desk)
  const context = fakeContext(desk)
  const result = await skills.run({ again: false }, context)
  assert.equal(result.entries, 5)
  assert.equal(result.engine, 'offline')
  const found = await listSkills(desk.sql, desk.org)
  const names = found.map(({ name }) => name)
  assert.ok(
    ['PostgreSQL', 'Code review', 'TypeScript', 'Grafana'].every((name) => names.includes(name)),
    names.join(),
  )
  assert.ok(!names.includes('Rust') && !names.includes('Kubernetes'), names.join())
  const [first] = found
  assert.deepEqual([first?.name, first?.entries, first?.months], ['PostgreSQL', 2, 2])
  assert.match(first?.excerpt ?? '', /^Cut p95 of the search/)
  await everyExcerptIsVerbatim(desk)
})

test('of another person in the org, nothing is in one’s skills and résumé', async (t) => {
  const desk = await testDatabase(t)
  await fill(desk)
  const userId = newId()
  await desk.sql`insert into users (id, org_id, name) values (${userId}, ${desk.org}, 'bob')`
  const bob = { ...desk, userId }
  await fill(bob, [['2026-11-19T10:00:00Z', 'Moved the billing of the shop to Kafka in 3 weeks', 'billing']])
  const context = fakeContext(desk)
  const { skills: found } = await skills.run({ again: false }, context)
  const names = async (of: string) =>
    (await listSkills(desk.sql, desk.org, of)).map(({ name }) => name).sort()
  assert.doesNotMatch(JSON.stringify([found, context.prompts, context.notes]), /Kafka/)
  assert.deepEqual(await names(userId), [])
  await skills.run({ again: false }, fakeContext(bob))
  assert.deepEqual(await names(userId), ['Kafka'])
  assert.ok(!(await names(desk.userId)).includes('Kafka'))
  const [kafka] = await listSkills(desk.sql, desk.org, userId)
  assert.ok(kafka)
  assert.equal((await skillEvidence(desk.sql, desk.org, kafka.id, desk.userId)).length, 0)

  for (const one of [desk, bob]) {
    const { id: jobId } = await enqueueJob(desk.sql, desk.org, { type: 'resume.refresh', payload: {} })
    await resume.run({ rephrase: false }, fakeContext({ ...one, jobId }))
  }
  assert.doesNotMatch(await newestResume(desk), /Kafka|billing/)
  const other = await newestResume(bob)
  assert.match(other, /Kafka/)
  assert.doesNotMatch(other, /PostgreSQL|search/)
  assert.equal((await listResumes(desk.sql, desk.org, userId)).length, 1)
})

test('two people of an org merge, rename and hide the same skill each for themselves', async (t) => {
  const app = await testApp(t)
  const userId = newId()
  await app.sql`insert into users (id, org_id, name) values (${userId}, ${app.org}, 'bob')`
  const bob = { ...app, userId }
  for (const one of [app, bob]) {
    await logEntry(one, 'Moved the shop to PostgreSQL with Docker and Kubernetes', { zone: 'UTC' })
    await skills.run({ again: false }, fakeContext(one))
  }
  const names = async (of: App) => (await skillList(of)).map(({ name }) => name).sort()
  assert.deepEqual(await names(bob), ['Docker', 'Kubernetes', 'PostgreSQL'])
  await hideSkill(app, 'PostgreSQL')
  await renameSkill(app, 'k8s', 'Cluster work')
  await mergeSkills(app, 'Docker', 'Cluster work')
  assert.deepEqual(await names(app), ['Cluster work'])
  assert.deepEqual(await names(bob), ['Docker', 'Kubernetes', 'PostgreSQL'])
  await assert.rejects(unhideSkill(bob, 'PostgreSQL'), { code: 'not-found' })
  await renameSkill(bob, 'Kubernetes', 'Cluster work')
  await undoChange(app)
  assert.deepEqual(await names(app), ['Cluster work', 'Docker'])
  assert.deepEqual(await names(bob), ['Cluster work', 'Docker', 'PostgreSQL'])
})

test('looking again for skills changes nothing, and reads nothing unless told to', async (t) => {
  const desk = await testDatabase(t)
  await fill(desk)
  await skills.run({ again: false }, fakeContext(desk))
  const before = await evidenceRows(desk)
  const idle = await skills.run({ again: false }, fakeContext(desk))
  assert.deepEqual([idle.entries, idle.evidence, idle.removed], [0, 0, 0])
  const again = await skills.run({ again: true }, fakeContext(desk))
  assert.deepEqual([again.entries, again.evidence, again.removed], [5, 0, 0])
  assert.deepEqual(await evidenceRows(desk), before)
})

test('evidence follows its entry: an edit replaces it, a deletion and a private mark hide it', async (t) => {
  const desk = await testDatabase(t)
  const entries = await fill(desk)
  await skills.run({ again: false }, fakeContext(desk))
  const [cut, reviewed, , blocked] = entries
  assert.ok(cut && reviewed && blocked)
  const change = (action: string) => {
    return { id: newId(), userId: desk.userId, action, subject: 'entry', subjectId: null }
  }
  const text = 'Cut p95 of the search with Redis'
  await updateEntry(desk.sql, desk.org, { ...cut, text, hash: sha256(text) }, change('edit'))
  await removeEntry(desk.sql, desk.org, reviewed.id, change('remove'))
  await updateEntry(desk.sql, desk.org, { ...blocked, private: true }, change('edit'))
  const stale = (await listSkills(desk.sql, desk.org)).map(({ name }) => name)
  assert.ok(!stale.includes('TypeScript') && !stale.includes('Grafana'), stale.join())
  await skills.run({ again: false }, fakeContext(desk))
  const found = await listSkills(desk.sql, desk.org)
  assert.equal(found.find(({ name }) => name === 'PostgreSQL')?.entries, 1)
  assert.equal(found.find(({ name }) => name === 'Redis')?.entries, 1)
  await everyExcerptIsVerbatim(desk)
})

test('an excerpt that a model made up, or took from a plan or another entry, is not kept', async (t) => {
  const desk = await testDatabase(t)
  const [cut, , planned] = await fill(desk)
  assert.ok(cut && planned)
  const excerpt = (entry: string, quote: string) => ({ entry, quote, confidence: 0.9 })
  const answer = () => ({
    skills: [
      { name: 'k8s', category: 'other', excerpts: [excerpt(cut.id, 'ran Kubernetes in production')] },
      { name: 'Rust', category: 'language', excerpts: [excerpt(planned.id, 'rewrite the importer in Rust')] },
      { name: 'Postgres', category: 'other', excerpts: [excerpt(cut.id, 'an index in PostgreSQL')] },
      { name: 'Search tuning', category: 'other', excerpts: [excerpt(cut.id, 'Cut p95 of the search')] },
    ],
  })
  const result = await skills.run({ again: false }, fakeContext({ ...desk, answer }))
  assert.equal(result.engine, 'fake/model')
  assert.deepEqual(result.skills, ['PostgreSQL', 'Search tuning'])
  await everyExcerptIsVerbatim(desk)
})

test('a standup says what was done since the last working day, what is planned and what blocks', async (t) => {
  const desk = await testDatabase(t)
  const entries = await fill(desk)
  const result = await report.run(standup, await inJob(desk))
  const stored = await findReport(desk.sql, desk.org, { userId: desk.userId, typed: result.report }, noun)
  const content = stored.content as ReportContent
  assert.deepEqual([content.from, content.to, stored.engine], ['2026-11-19', '2026-11-20', 'offline'])
  assert.deepEqual(
    content.sections.map(({ heading, points }) => [heading, points.flatMap((point) => point.entries)]),
    [
      ['Done', [entries[0]?.id, entries[1]?.id]],
      ['Next', [entries[2]?.id]],
      ['Blockers', [entries[3]?.id]],
    ],
  )
  assert.match(stored.rendered, /^Standup, Friday 20 November 2026/)
})

test('a job that writes its report twice stores it once', async (t) => {
  const desk = await testDatabase(t)
  await fill(desk)
  const context = await inJob(desk)
  const first = await report.run(standup, context)
  const second = await report.run(standup, fakeContext({ ...desk, jobId: context.jobId }))
  assert.equal(second.report, first.report)
  assert.equal(await countReports(desk.sql, desk.org, 'standup'), 1)
})

test('a report without entries asks nobody and says that nothing was logged', async (t) => {
  const desk = await testDatabase(t)
  const context = await inJob(desk)
  const result = await report.run({ ...standup, kind: 'status' }, context)
  assert.deepEqual([result.entries, context.prompts.length], [0, 0])
  const stored = await latestReport(desk.sql, desk.org, 'status')
  assert.match(stored?.rendered ?? '', /Nothing was logged/)
})

test('a résumé is valid JSON Resume, proves every line by an entry and its hash, and is versioned', async (t) => {
  const desk = await testDatabase(t)
  const entries = await fill(desk)
  await skills.run({ again: false }, fakeContext(desk))
  const first = await resume.run({ rephrase: false }, await inJob(desk))
  assert.equal(first.changed, true)
  const document = v.parse(jsonResumeSchema, (await latestReport(desk.sql, desk.org, 'resume'))?.content)
  const proofs = readResumeMeta(document).bullets
  assert.equal(proofs.length, 3)
  for (const { path, entry, hash } of proofs) {
    const source = entries.find(({ id }) => id === entry)
    assert.equal(hash, source?.hash)
    assert.ok(source?.text.includes(at(document, path)), path)
  }
  assert.deepEqual(
    document.projects?.map(({ name }) => name),
    ['search', 'Other work'],
  )
  const later = new Date('2026-11-21T09:00:00Z')
  const same = await resume.run({ rephrase: false }, await inJob(desk, { now: later }))
  assert.deepEqual([same.changed, same.report], [false, first.report])
  await fill(desk, [['2026-11-21T08:00:00Z', 'Shipped 3 features of the editor', 'editor']])
  const next = await resume.run({ rephrase: false }, await inJob(desk, { now: later }))
  assert.equal(next.changed, true)
  assert.equal(await countReports(desk.sql, desk.org, 'resume'), 2)
})

test('a model that rephrases is held to the gate: what passes is proven, what does not is refused and shown', async (t) => {
  const desk = await testDatabase(t)
  const [cut] = await fill(desk)
  assert.ok(cut)
  const lines = [
    'Reduced search p95 by 87 % with a PostgreSQL index',
    'Led the search team to 97 % lower latency',
  ]
  const answer = (agent: string, input: unknown) => {
    if (agent === 'claim-judge')
      return { opinions: [{ line: lines[0], verdict: 'supported', reason: '', quotes: [] }] }
    const { project } = v.parse(v.looseObject({ project: v.string() }), input)
    return { highlights: project === 'search' ? lines.map((text) => ({ text, entry: cut.id })) : [] }
  }
  const context = fakeContext({ ...desk, answer, jobId: (await inJob(desk)).jobId })
  const result = await resume.run({ rephrase: true }, context)
  assert.deepEqual([result.bullets, result.refused.map(({ text }) => text)], [1, [lines[1]]])
  assert.ok(context.notes.some(({ name, message }) => name === 'line-refused' && message.includes('97 %')))
  const document = v.parse(jsonResumeSchema, (await latestReport(desk.sql, desk.org, 'resume'))?.content)
  const [proof] = readResumeMeta(document).bullets
  assert.deepEqual([proof?.form, proof?.shown], ['rephrased', ['87 % = 1 − 40 ms / 310 ms']])
  assert.doesNotMatch(JSON.stringify(document), /Led the search/)
})

test('a model that objects takes a rephrased line out of the résumé, and is named for it', async (t) => {
  const desk = await testDatabase(t)
  const [cut] = await fill(desk)
  assert.ok(cut)
  const line = 'Reduced search p95 by 87 % with a PostgreSQL index'
  const answer = (agent: string, input: unknown) => {
    if (agent === 'claim-judge')
      return { opinions: [{ line, verdict: 'unsupported', reason: 'too bold', quotes: [] }] }
    const { project } = v.parse(v.looseObject({ project: v.string() }), input)
    return { highlights: project === 'search' ? [{ text: line, entry: cut.id }] : [] }
  }
  const context = fakeContext({ ...desk, answer, jobId: (await inJob(desk)).jobId })
  const result = await resume.run({ rephrase: true }, context)
  assert.deepEqual(
    [result.bullets, result.refused.map(({ reasons }) => reasons)],
    [0, [['the model objects: too bold']]],
  )
})

test('a private entry reaches no question, evidence, report or résumé', async (t) => {
  const desk = await testDatabase(t)
  await fill(desk)
  const context = await inJob(desk)
  await skills.run({ again: true }, context)
  await report.run(standup, context)
  await report.run({ ...standup, kind: 'status' }, context)
  await resume.run({ rephrase: false }, context)
  const rows = await desk.sql`
    select content::text as text from reports
    union all
    select rendered from reports
    union all
    select excerpt from skill_evidence
    union all
    select name from skills`
  assert.ok(rows.length > 6)
  for (const text of [
    ...context.prompts,
    ...rows.map((row) => String(row.text)),
    JSON.stringify(context.notes),
  ])
    assert.doesNotMatch(text, /Initech|Kubernetes/)
})

const badPayloads: readonly [string, unknown, RegExp][] = [
  ['no kind', { zone: 'UTC' }, /kind/],
  ['an unknown kind', { kind: 'poem', zone: 'UTC' }, /kind|standup/],
  ['a zone that is none', { kind: 'standup', zone: 'Mars/Olympus' }, /is no time zone/],
  ['a day that is none', { kind: 'status', zone: 'UTC', from: '03/04' }, /date/i],
  [
    'an end before its start',
    { kind: 'status', zone: 'UTC', from: '2026-11-02', to: '2026-11-01' },
    /ends before/,
  ],
]

for (const [fault, payload, complaint] of badPayloads)
  test(`a report is not started with ${fault}`, () => {
    const parsed = v.safeParse(report.payload, payload)
    assert.equal(parsed.success, false)
    assert.match(JSON.stringify(parsed.issues?.map(({ message, path }) => [message, path?.[0]])), complaint)
  })

test('standups since the last one tell each entry once, and carry a blocker until it is over', async (t) => {
  const desk = await testDatabase(t)
  const told = async () => {
    const context = await inJob(desk)
    const { report: id } = await report.run({ ...standup, sinceLast: true }, context)
    const { content } = await findReport(desk.sql, desk.org, { userId: desk.userId, typed: id }, noun)
    const { sections } = v.parse(reportContent, content)
    return sections.map(({ heading, points }) => `${heading}: ${points.map(({ text }) => text).join(' | ')}`)
  }
  await report.run(standup, await inJob(desk, { now: new Date('2026-11-17T16:00:00Z') }))
  await fill(desk, [
    ['2026-11-18T09:00:00Z', 'Trained Bob', null],
    ['2026-11-20T09:00:00Z', 'Fixed the login', null],
    ['2026-11-20T10:00:00Z', 'Blocked by the missing access to Grafana', null],
  ])
  // A standup about one project says nothing of the others.
  await report.run({ ...standup, project: 'shop' }, await inJob(desk))
  const blocked = 'Blockers: Blocked by the missing access to Grafana'
  assert.deepEqual(await told(), ['Done: Trained Bob | Fixed the login', blocked])
  assert.deepEqual(await told(), [blocked])
  await fill(desk, [['2026-11-20T14:00:00Z', 'Wrote the runbook', null]])
  assert.deepEqual(await told(), ['Done: Wrote the runbook', blocked])
  assert.deepEqual(await told(), [blocked])
  await fill(desk, [['2026-11-20T15:00:00Z', 'Got access to Grafana', null]])
  assert.deepEqual(await told(), ['Done: Got access to Grafana'])
  assert.deepEqual(await told(), [])
})

const standup = {
  kind: 'standup',
  zone: 'Europe/Berlin',
  period: null,
  from: null,
  to: null,
  sinceLast: false,
  project: null,
  all: false,
  sendTo: null,
} as const

async function fill({ sql, org, userId }: TestDatabase, lines = log) {
  const entries: NewEntry[] = lines.map(([at, text, project, hidden = false]) => ({
    id: newId(),
    at: new Date(at),
    zone: 'Europe/Berlin',
    text,
    project,
    tags: [],
    private: hidden,
    weight: null,
    hash: sha256(text),
  }))
  const change = { id: newId(), userId, action: 'log', subject: 'entry', subjectId: null }
  await insertEntries(sql, org, entries, change)
  return entries
}

async function newestResume({ sql, org, userId }: TestDatabase): Promise<string> {
  return JSON.stringify((await latestReport(sql, org, 'resume', userId))?.content)
}

/** A context whose job is in the database. */
async function inJob(desk: TestDatabase, options: { jobId?: string; now?: Date } = {}) {
  const { id } = await enqueueJob(desk.sql, desk.org, { type: 'report.generate', payload: {} })
  return fakeContext({ ...desk, jobId: id, ...options })
}

async function evidenceRows({ sql, org }: TestDatabase) {
  return await sql`
    select *
    from skill_evidence
    where org_id = ${org}
    order by skill_id, entry_id, start_at`
}

async function everyExcerptIsVerbatim({ sql, org }: TestDatabase): Promise<void> {
  const texts = new Map(
    (await sql`select id, text from entries`).map((row) => [String(row.id), String(row.text)]),
  )
  const found = await listSkills(sql, org)
  assert.ok(found.length > 0)
  for (const skill of found)
    for (const { entryId, start, end, excerpt } of await skillEvidence(sql, org, skill.id))
      assert.equal(texts.get(entryId)?.slice(start, end), excerpt)
}

/** The value at an RFC 6901 pointer. */
function at(document: unknown, pointer: string): string {
  let value = document
  for (const key of pointer.split('/').slice(1)) value = Reflect.get(Object(value), key)
  return String(value)
}
