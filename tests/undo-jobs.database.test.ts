import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Workflow } from '../src/contracts/workflow.ts'
import { analyzeWorkflow } from '../src/services/analysis.ts'
import type { App } from '../src/services/app.ts'
import { runJob } from '../src/services/jobs.ts'
import { newestReports, reportRequest, reportWorkflow } from '../src/services/reports.ts'
import { importResume } from '../src/services/resume-import.ts'
import { readResume, resumeWorkflow } from '../src/services/resume.ts'
import { extractWorkflow, listSkills, showSkill } from '../src/services/skills.ts'
import { undoChange } from '../src/services/undo.ts'
import { editEntry, logEntry, showEntry } from '../src/services/worklog.ts'
import { testApp } from './support/app.ts'

const zone = 'UTC'

async function run<Payload>(app: App, workflow: Workflow<Payload>, payload: Payload): Promise<void> {
  const wait = { wait: true, timeoutMs: 30_000, signal: new AbortController().signal }
  const job = await runJob(app, workflow, payload, wait)
  assert.equal(job.status, 'success', job.error ?? '')
}

test('undo takes back what jobs made, one job at a time, down to the entry itself', async (t) => {
  const app = await testApp(t)
  const { id } = await logEntry(app, 'Moved the shop to PostgreSQL', { zone })
  await run(app, extractWorkflow, { again: false })
  await editEntry(app, id, { zone, text: 'Moved the shop to Kubernetes' })
  await run(app, extractWorkflow, { again: false })
  await run(app, analyzeWorkflow, { again: false })
  await run(
    app,
    reportWorkflow,
    await reportRequest(app, { kind: 'standup', zone, period: null, since: undefined }),
  )
  assert.equal((await newestReports(app, { kind: 'standup', limit: 5 })).length, 1)

  const undone: string[] = []
  const undo = async () => void undone.push((await undoChange(app)).action)
  await undo()
  assert.equal((await newestReports(app, { kind: 'standup', limit: 5 })).length, 0)
  await undo()
  assert.equal((await showEntry(app, id)).analysis, null)
  await undo()
  assert.deepEqual(await names(app), [])
  await undo()
  assert.deepEqual(await names(app), ['PostgreSQL'])
  assert.equal((await showSkill(app, 'PostgreSQL')).evidence[0]?.entryId, id)
  await undo()
  assert.deepEqual(await names(app), [])
  await undo()
  assert.deepEqual(undone, ['report', 'analyze', 'extract', 'edit', 'extract', 'log'])
})

test('undo passes over what a schedule did', async (t) => {
  const app = await testApp(t)
  await logEntry(app, 'Moved the shop to PostgreSQL', { zone })
  await run(app, analyzeWorkflow, { again: false })
  await app.sql`update jobs set trigger = 'schedule' where org_id = ${app.org}`
  assert.equal((await undoChange(app)).action, 'log')
})

test('a résumé that went on from an import is written anew once the import is undone', async (t) => {
  const app = await testApp(t)
  await logEntry(app, 'Moved the shop to PostgreSQL', { zone })
  const { id } = await importResume(app, join(import.meta.dirname, 'fixtures/resume.json'))
  await run(app, resumeWorkflow, { rephrase: false })
  await app.sql`update jobs set trigger = 'schedule' where org_id = ${app.org}`
  assert.equal((await undoChange(app)).action, 'report')
  assert.notEqual((await readResume(app, undefined)).id, id)
  assert.ok((await readResume(app, undefined)).content.work)
  await run(app, resumeWorkflow, { rephrase: false })
  const { content } = await readResume(app, undefined)
  assert.equal(content.work, undefined)
  assert.deepEqual(content.projects?.[0]?.highlights, ['Moved the shop to PostgreSQL'])
})

async function names(app: App): Promise<string[]> {
  return (await listSkills(app)).map(({ name }) => name)
}
