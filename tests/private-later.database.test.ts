import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import * as v from 'valibot'
import { newId } from '../src/base/id.ts'
import { enqueueJob } from '../src/jobs/index.ts'
import type { Job } from '../src/contracts/job.ts'
import { reportKinds } from '../src/contracts/report.ts'
import type { Workflow } from '../src/contracts/workflow.ts'
import { analysisOf, analyzeWorkflow } from '../src/services/analysis.ts'
import type { App } from '../src/services/app.ts'
import { recordCassette } from '../src/services/cassette.ts'
import { recordBounce } from '../src/services/email-readers.ts'
import { listEmails, resendEmail, resendUnsent, showEmail } from '../src/services/email.ts'
import { entryHistory } from '../src/services/entry-history.ts'
import { linkEntries } from '../src/services/entry-links.ts'
import { listTrash, purgeTrash, restoreEntry } from '../src/services/entry-trash.ts'
import { casesOfJob } from '../src/services/eval-cases.ts'
import { followJob } from '../src/services/follow.ts'
import { newestJobs, runJob, showJob } from '../src/services/jobs.ts'
import { readPosting } from '../src/services/posting.ts'
import {
  newestReports,
  readReport,
  reportIdOf,
  reportRequest,
  reportWorkflow,
} from '../src/services/reports.ts'
import { exportEvidence } from '../src/services/resume-evidence.ts'
import { renderResume } from '../src/services/resume-file.ts'
import { letterIdOf, letterWorkflow, readLetter } from '../src/services/resume-letter.ts'
import { diffResumes, explainLine, usesOfEntry } from '../src/services/resume-proof.ts'
import { scoreByRules } from '../src/services/resume-score.ts'
import { resumeVersions } from '../src/services/resume-versions.ts'
import { readResume, resumeWorkflow, tailorWorkflow } from '../src/services/resume.ts'
import { addSchedule, runSchedule } from '../src/services/schedules.ts'
import { extractWorkflow, listSkills } from '../src/services/skills.ts'
import { undoChange } from '../src/services/undo.ts'
import { amendEntry, editEntry, logEntry, removeEntry, showEntry } from '../src/services/worklog.ts'
import { testApp } from './support/app.ts'

const zone = 'UTC'
const secret = 'zanzibar'
const wait = { wait: true, timeoutMs: 20_000, signal: new AbortController().signal }
const posting = 'You bring:\n- Kubernetes\n- PostgreSQL\n'

/** What was written from the entries while all of them were open. */
interface Written {
  reports: string[]
  resume: string
  view: string
  letter: string
  mails: string[]
}

test('an entry that is private later, or gone for good, is told to nobody any more, and to no other user ever', async (t) => {
  const ada = await testApp(t)
  const bob = await colleague(ada, 'bob')
  const text = `Moved the ${secret} cluster to Kubernetes, 40% faster (2 h)`
  const { id } = await logEntry(ada, text, { zone, project: secret })
  await logEntry(ada, 'Fixed a deadlock in PostgreSQL (1 h)', { zone, project: 'ops' })
  const written = await writeAll(ada)
  await recordCall(ada, id, text)
  await recordCritic(ada, written)
  assert.match(await everyExit(ada, written), new RegExp(secret, 'u'), 'the walk reads what is open')

  await t.test('another user of the org is refused all of it', async () => {
    const { reports, resume, view, letter, mails } = written
    const [report = '', mail = ''] = [reports[0], mails[0]]
    const notFound = { code: 'not-found' }
    const doors: (() => Promise<unknown>)[] = [
      async () => await readReport(bob, report),
      async () => await readResume(bob, resume),
      async () => await readResume(bob, view),
      async () => await readLetter(bob, letter),
      async () => await renderResume(bob, resume, 'text', undefined),
      async () => await scoreByRules(bob, resume),
      async () => await diffResumes(bob, resume, view),
      async () => await exportEvidence(bob, join(ada.config.home, 'bob.zip'), evidenceWish(resume)),
      async () => await showEmail(bob, mail),
      async () => await showEntry(bob, id),
      async () => await entryHistory(bob, id),
      async () => await usesOfEntry(bob, id),
      async () => await editEntry(bob, id, { zone, text: 'mine' }),
      async () => await amendEntry(bob, id, 'mine'),
      async () => await removeEntry(bob, id),
      async () => await restoreEntry(bob, id),
      async () => await undoChange(bob),
    ]
    for (const door of doors) await assert.rejects(door, notFound)
    for (const { id: job } of await newestJobs(ada, { limit: 100 }))
      await assert.rejects(async () => await casesOfJob(bob, job), notFound)
    const { id: own } = await logEntry(bob, 'Painted the fence', { zone })
    await assert.rejects(linkEntries(bob, [own, id], false), notFound)
    const lists = [
      await newestReports(bob, { kind: undefined, limit: 100 }),
      await resumeVersions(bob),
      await listTrash(bob, 10),
    ]
    assert.deepEqual(lists.flat(), [])
    assert.doesNotMatch(JSON.stringify([await jobsOf(bob), await listSkills(bob)]), /zanzibar|You bring/u)
    assert.equal((await showEntry(ada, id)).text, text, 'and nothing of it changed')
  })

  await t.test('a schedule tells the log of who made it, whoever runs it', async () => {
    const payload = JSON.stringify({ kind: 'status', zone })
    const request = { cron: '0 9 * * *', zone, missed: undefined, payload }
    await addSchedule(bob, { ...request, name: 'bobs', type: 'report.generate' })
    const report = reportIdOf(await runSchedule(ada, 'bobs', wait))
    const { content } = await readReport(bob, report)
    assert.match(JSON.stringify(content), /fence/u)
    assert.doesNotMatch(JSON.stringify(content), /deadlock|zanzibar/u)
    await assert.rejects(readReport(ada, report), { code: 'not-found' })
  })

  await t.test(
    'private now: no report, résumé, letter, mail, score, evidence or suite tells it',
    async () => {
      await editEntry(ada, id, { zone, private: true })
      const told = await everyExit(ada, written)
      assert.doesNotMatch(told, new RegExp(secret, 'u'))
      assert.match(told, /deadlock/u, 'the other entry is still told')
    },
  )

  await t.test('a mail that was frozen before is written anew before it is sent', async () => {
    const [mail = '', later = ''] = written.mails
    await ada.sql`delete from suppressions where org_id = ${ada.org}`
    const frozen = (await listEmails(ada, 10)).find((each) => each.id === mail)
    assert.ok(frozen)
    await resendEmail(ada, frozen, wait)
    const sent = await sentMails(ada)
    assert.equal(sent.length, 1)
    assert.match(sent[0] ?? '', new RegExp(frozen.messageId, 'u'))
    assert.match(sent[0] ?? '', /deadlock/u)
    assert.doesNotMatch(sent[0] ?? '', new RegExp(secret, 'u'))
    assert.match(await messageOf(ada, later), new RegExp(secret, 'u'), 'one that was not sent yet holds it')
  })

  await t.test('deleted for good: no table holds it, and what told it says how many lines went', async () => {
    await removeEntry(ada, id)
    await recordLarge(ada, id)
    assert.equal(await purgeTrash(ada, 0), 1)
    assert.deepEqual(await tablesWith(ada, secret), [])
    const { content, rendered } = await readReport(ada, written.reports[0] ?? '')
    assert.equal(content.erased, 1)
    assert.match(rendered, /1 line was deleted for good\./u)
    assert.equal((await readResume(ada, written.resume)).erased, 1)
    assert.equal((await readLetter(ada, written.letter)).content.erased, 1)
    assert.match(await everyExit(ada, written), /deadlock/u)
  })

  await t.test(
    'a mail that told it is not sent as it stood, and one of a report that was undone not at all',
    async () => {
      await resendUnsent(ada, { signal: wait.signal })
      const sent = await sentMails(ada)
      assert.equal(sent.length, 2)
      assert.ok(sent.every((mail) => mail.includes('deadlock') && !mail.includes(secret)))
      const undone = await mailed(ada, 'carol@example.com')
      await ada.sql`delete from suppressions where org_id = ${ada.org}`
      await ada.sql`delete from reports where org_id = ${ada.org} and id = ${undone.report}`
      const [mail] = (await listEmails(ada, 10)).filter((each) => each.id === undone.mail)
      assert.ok(mail)
      assert.equal((await resendEmail(ada, mail, wait)).status, 'failed')
      assert.equal((await sentMails(ada)).length, 2)
    },
  )
})

async function colleague(app: App, name: string): Promise<App> {
  const userId = newId()
  await app.sql`insert into users (id, org_id, name) values (${userId}, ${app.org}, ${name})`
  return { ...app, userId }
}

async function run<Payload>(app: App, workflow: Workflow<Payload>, payload: Payload): Promise<Job> {
  const job = await runJob(app, workflow, payload, wait)
  assert.equal(job.status, 'success', job.error ?? '')
  return job
}

async function writeAll(app: App): Promise<Written> {
  await run(app, analyzeWorkflow, { again: false })
  await run(app, extractWorkflow, { again: false })
  const reports: string[] = []
  for (const kind of reportKinds) {
    const request = await reportRequest(app, { kind, zone, period: null, since: undefined })
    reports.push(reportIdOf(await run(app, reportWorkflow, request)))
  }
  const stored = v.object({ report: v.string() })
  const resume = v.parse(stored, (await run(app, resumeWorkflow, { rephrase: false })).result).report
  const wish = await readPosting(app, '-', posting, wait.signal)
  const view = v.parse(stored, (await run(app, tailorWorkflow, wish)).result).report
  const letter = letterIdOf(await run(app, letterWorkflow, wish))
  const mails = [(await mailed(app, 'ada@example.com')).mail, (await mailed(app, 'lead@example.com')).mail]
  // The second one is as after an outage: nobody accepted it yet.
  await app.sql`update deliveries set state = 'ready', error = null where id = ${mails[1] ?? ''}`
  return { reports, resume, view, letter, mails }
}

/** What a model said of the résumé, in its words and without the ids of entries. */
async function recordCritic(app: App, { resume }: Written): Promise<void> {
  await scoreByRules(app, resume)
  const why = `"${secret}" is a strong line`
  await app.sql`
    update reports
    set content = content || jsonb_build_object('by', 'llm', 'marks',
          jsonb_build_array(jsonb_build_object('criterion', 'results', 'points', 4, 'why', ${why}::text))),
        rendered = ${why}
    where org_id = ${app.org}
      and kind = 'resume-score'`
  const job = await enqueueJob(app.sql, app.org, {
    type: 'resume.score',
    payload: { resume },
    userId: app.userId,
  })
  await app.sql`update jobs set status = 'success', started_at = now(), finished_at = now() where id = ${job.id}`
  await app.sql`
    insert into llm_calls (id, org_id, job_id, sequence, agent, agent_version, request_hash, input, provider, model,
      state, answer, finished_at)
    values (${newId()}, ${app.org}, ${job.id}, 0, 'resume-critic', 1, 'hash',
      ${app.sql.json({ resume: { basics: { summary: secret } } })}, 'openai', 'small', 'done',
      ${app.sql.json({ text: why, finishReason: 'stop' })}, now())`
}

/** A result with refused lines, too large for the row of its job. */
async function recordLarge(app: App, entry: string): Promise<void> {
  const [job] = await newestJobs(app, { limit: 1, type: 'resume.refresh' })
  const content = JSON.stringify({ refused: [{ text: secret, entries: [entry] }] })
  await app.sql`
    insert into artifacts (id, org_id, job_id, name, media_type, bytes, sha256, content)
    values (${newId()}, ${app.org}, ${job?.id ?? ''}, 'result.json', 'application/json', ${content.length}, 'hash',
      ${Buffer.from(content)})`
}

/** A report whose mail is frozen and held back. */
async function mailed(app: App, send: string): Promise<{ report: string; mail: string }> {
  await recordBounce(app, send, 'full')
  const wish = { kind: 'status', zone, period: null, since: undefined, send } as const
  const job = await runJob(app, reportWorkflow, await reportRequest(app, wish), wait)
  assert.match(job.error ?? '', /is stopped/u)
  const [mail] = await listEmails(app, 1)
  const [report] = await newestReports(app, { kind: 'status', limit: 1 })
  return { report: report?.id ?? '', mail: mail?.id ?? '' }
}

/** A question of the analysis as a model would have been asked it. */
async function recordCall(app: App, entry: string, text: string): Promise<void> {
  const [job] = await newestJobs(app, { limit: 1, type: 'worklog.analyze' })
  const output = { id: entry, kind: 'done', outcome: null, numbers: [], people: [], tickets: [], systems: [] }
  await app.sql`
    insert into llm_calls (id, org_id, job_id, sequence, agent, agent_version, request_hash, input, provider, model,
      state, answer, finished_at)
    values (${newId()}, ${app.org}, ${job?.id ?? ''}, 0, 'worklog-analyst', 1, 'hash',
      ${app.sql.json({ entries: [{ id: entry, at: '2026-11-20T10:00:00Z', text }] })}, 'openai', 'small', 'done',
      ${app.sql.json({ text: JSON.stringify({ entries: [output], note: text }), finishReason: 'stop' })}, now())`
}

function evidenceWish(version: string) {
  return { version, masked: [], whole: true }
}

/** All that leaves the desk of a user, as one text. */
async function everyExit(app: App, { reports, resume, view, letter }: Written): Promise<string> {
  const told: unknown[] = [await newestReports(app, { kind: undefined, limit: 100 })]
  for (const report of reports) told.push(await readReport(app, report))
  for (const version of [resume, view]) {
    told.push(await readResume(app, version), await scoreByRules(app, version))
    for (const format of ['markdown', 'html', 'text'] as const)
      told.push(await renderResume(app, version, format, undefined))
    const zip = join(app.config.home, `${newId()}.zip`)
    await exportEvidence(app, zip, evidenceWish(version))
    told.push(Object.values(unzipSync(await readFile(zip))).map((file) => strFromU8(file)))
  }
  told.push(await readLetter(app, letter), await diffResumes(app, resume, view))
  told.push(await explainLine(app, 1, resume), await listSkills(app), await jobsOf(app))
  for (const job of await newestJobs(app, { limit: 100 })) {
    if (job.type === 'worklog.analyze') told.push(await analysisOf(app, job))
    told.push(await casesOfJob(app, job.id).catch(String))
    const file = join(app.config.home, `${newId()}.json`)
    const recorded = recordCassette(app, file, { job: job.id, days: 1, replace: true })
    told.push(await recorded.then(async () => await readFile(file, 'utf8')).catch(String))
  }
  return JSON.stringify(told)
}

async function jobsOf(app: App): Promise<unknown> {
  const jobs = await newestJobs(app, { limit: 100 })
  return [jobs, await Promise.all(jobs.map(async ({ id }) => await showJob(app, id)))]
}

async function sentMails(app: App): Promise<string[]> {
  const inbox = join(app.config.home, 'inbox')
  const files = (await readdir(inbox).catch(() => [])).filter((name) => name.endsWith('.eml'))
  return await Promise.all(files.map(async (name) => await readFile(join(inbox, name), 'utf8')))
}

async function messageOf(app: App, id: string): Promise<string> {
  return (await showEmail(app, id)).message
}

async function tablesWith({ sql }: App, word: string): Promise<string[]> {
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name
    from information_schema.tables
    where table_schema in ('nightdesk', 'graphile_worker') and table_type = 'BASE TABLE'`
  const holding: string[] = []
  for (const { name } of tables) {
    const rows = await sql.unsafe(`select 1 from ${name} t where t::text ilike '%${word}%' limit 1`)
    if (rows.length > 0) holding.push(name)
  }
  const bytes = await sql<{ name: string }[]>`
    select 'deliveries.raw' as name from deliveries where strpos(convert_from(raw, 'UTF8'), ${word}) > 0
    union
    select 'artifacts.content' from artifacts where strpos(convert_from(content, 'UTF8'), ${word}) > 0`
  return [...holding, ...bytes.map(({ name }) => name)]
}

test("a job of nobody, from a schedule without an owner, reads nobody's log", async (t) => {
  const bob = await testApp(t)
  const kinds = { 'report.generate': { kind: 'status', zone } }
  for (const type of ['skills.extract', 'worklog.analyze', 'resume.refresh', 'report.generate'] as const) {
    const payload = type in kinds ? kinds['report.generate'] : {}
    const { id: job } = await enqueueJob(bob.sql, bob.org, { type, payload, trigger: 'schedule' })
    const { status, error } = await followJob(bob, job, wait)
    assert.deepEqual([type, status], [type, 'failed'])
    assert.match(error ?? '', /belongs to nobody/u)
  }
})
