import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as v from 'valibot'
import { analyzeWorkflow } from '../src/services/analysis.ts'
import { openApp } from '../src/services/app.ts'
import { readConfig } from '../src/services/config.ts'
import { runJob } from '../src/services/jobs.ts'
import { readPosting } from '../src/services/posting.ts'
import { showPerson } from '../src/services/person.ts'
import { readReport, reportIdOf, reportRequest, reportWorkflow } from '../src/services/reports.ts'
import { resumeWorkflow, tailorWorkflow } from '../src/services/resume.ts'
import { extractWorkflow } from '../src/services/skills.ts'
import { editEntry, logEntry } from '../src/services/worklog.ts'
import { testApp } from './support/app.ts'
import { chat, openModelServer } from './support/model-server.ts'

const zone = 'UTC'
const secret = 'zanzibar'

test('a private entry stands in no report, résumé, job, event, log line or request to a model, whatever is done', async (t) => {
  const app = await testApp(t)
  await logEntry(app, `Migrated the ${secret} database to PostgreSQL, 40% faster +private +${secret}tag`, {
    zone,
    project: `${secret}project`,
  })
  await logEntry(app, 'Migrated the shop database to PostgreSQL, 40% faster', { zone })
  const lines: string[] = []
  const server = await openModelServer(t, chat('{"nonsense":true}'))
  const env = {
    NIGHTDESK_HOME: app.config.home,
    DATABASE_URL: app.config.database.url ?? '',
    LLM_PROVIDER: 'openai-compatible',
    LLM_BASE_URL: server.baseUrl,
    LLM_MODEL: 'small',
    LLM_API_KEY: 'none',
  }
  const log = (level: string, message: string, data?: unknown) =>
    void lines.push(JSON.stringify([level, message, data]))
  const asking = await openApp(readConfig(env, app.config.home), { log })
  t.after(async () => await asking.close())

  for (const each of [app, asking]) {
    const wait = { wait: true, timeoutMs: 20_000, signal: new AbortController().signal }
    await runJob(each, analyzeWorkflow, { again: true }, wait)
    await runJob(each, extractWorkflow, { again: true }, wait)
    for (const kind of ['standup', 'status', 'brag', 'review', 'timesheet'] as const)
      await runJob(
        each,
        reportWorkflow,
        await reportRequest(each, { kind, zone, period: null, since: undefined }),
        wait,
      )
    await showPerson(each)
    await runJob(each, resumeWorkflow, { rephrase: each === asking }, wait)
    await runJob(
      each,
      tailorWorkflow,
      await readPosting(
        each,
        '-',
        'We need PostgreSQL and database migrations.',
        AbortSignal.timeout(60_000),
      ),
      wait,
    )
  }

  const asked = server.requests.map(({ body }) => JSON.stringify(body))
  assert.ok(
    asked.some((body) => body.includes('shop database')),
    'the model was asked about the other entry',
  )
  assert.deepEqual(
    asked.filter((body) => body.includes(secret)),
    [],
  )
  assert.deepEqual(
    lines.filter((line) => line.includes(secret)),
    [],
  )
  const tables = await app.sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name
    from information_schema.tables
    where table_schema in ('nightdesk', 'graphile_worker') and table_type = 'BASE TABLE'`
  const holding: string[] = []
  for (const { name } of tables) {
    const rows = await app.sql.unsafe(`select 1 from ${name} t where t::text like '%${secret}%' limit 1`)
    if (rows.length > 0) holding.push(name)
  }
  assert.deepEqual(holding.sort(), ['nightdesk.audit_log', 'nightdesk.entries'])
})

test('a stored report is read without the lines of entries that are private since, and a résumé is no report', async (t) => {
  const app = await testApp(t)
  const { id } = await logEntry(app, `Moved ${secret} to Kubernetes (2 h)`, { zone, project: 'a' })
  await logEntry(app, 'Fixed the login (1 h)', { zone, project: 'b' })
  const wait = { wait: true, timeoutMs: 20_000, signal: new AbortController().signal }
  const request = await reportRequest(app, { kind: 'timesheet', zone, period: null, since: undefined })
  const report = reportIdOf(await runJob(app, reportWorkflow, request, wait))
  assert.equal((await readReport(app, report)).content.hours, 3)
  await editEntry(app, id, { zone, private: true })
  const open = await readReport(app, report)
  assert.deepEqual([open.leftOut, open.content.hours], [1, 1])
  assert.ok(open.rendered.includes('Fixed the login'))
  assert.ok(!JSON.stringify(open).includes(secret))

  const { result } = await runJob(app, resumeWorkflow, { rephrase: false }, wait)
  const resume = v.parse(v.object({ report: v.string() }), result).report
  await assert.rejects(readReport(app, resume), /is no report: Résumé of /)
})
