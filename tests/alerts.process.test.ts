import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { openSmtpInbox, readMail, type ReadMail } from '../src/io/mail/index.ts'
import { listJobs } from '../src/jobs/index.ts'
import { startAlerts } from '../src/services/alerts.ts'
import type { App } from '../src/services/app.ts'
import { addBrand } from '../src/services/brands.ts'
import { freePort } from '../src/services/demo-environment.ts'
import { runDigest } from '../src/services/digest.ts'
import { followJob } from '../src/services/follow.ts'
import { dueAlerts, takeAlert } from '../src/store/alerts.ts'
import { updateDigest } from '../src/store/digests.ts'
import { testApp } from './support/app.ts'
import { nightdesk } from './support/command.ts'
import { addEdition, addJob } from './support/edition.ts'
import { smallBrand } from './support/small-web.ts'

const door = join(import.meta.dirname, '../bin/nightdesk.js')

/** A desk whose brand reads from an address that is refused, so that its editions fail at once. */
async function openDesk(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-alerts-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const inbox = await openSmtpInbox(join(folder, 'mail'))
  t.after(async () => await inbox.close())
  const env = { SMTP_URL: inbox.url, MAIL_FROM: 'desk@nightdesk.example' }
  const app = await testApp(t, { env })
  const alertsTo = 'alerts_to: [ops@example.com, Lead@example.com, OPS@example.com]'
  const more = [alertsTo, 'schedule: "0 0 1 1 *"']
  await addBrand(
    app,
    await smallBrand(folder, 'http://127.0.0.1:1/feed', { recipients: ['thandi@example.com'], more }),
  )
  const desk = { NIGHTDESK_HOME: app.config.home, DATABASE_URL: app.config.database.url ?? '' }
  const mails = async (): Promise<ReadMail[]> => await Promise.all((await inbox.messages()).map(readMail))
  return { app, mails, env: { ...process.env, ...env, ...desk }, ownEnv: env }
}

async function startDaemon(t: TestContext, env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, [door, 'daemon', '--http-port', String(await freePort())], {
    env,
    stdio: 'ignore',
  })
  t.after(async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  return child
}

/** Waits until so many alert jobs have ended. */
async function alertsEnded(app: App, number: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const jobs = await listJobs(app.sql, app.org, { type: 'digest.alert', limit: 20 })
    if (jobs.filter(({ status }) => status === 'success').length >= number) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function failEdition(app: App): Promise<string> {
  const job = await runDigest(app, 'debonairs', { wait: false, signal: AbortSignal.timeout(60_000) })
  const ended = await followJob(app, job.id, { timeoutMs: 60_000, signal: AbortSignal.timeout(60_000) })
  assert.equal(ended.status, 'failed')
  return job.id
}

test('two daemons tell alerts_to of failing editions once an hour, with what failed and what to type', async (t) => {
  const { app, mails, env } = await openDesk(t)
  const signal = AbortSignal.timeout(90_000)
  await startDaemon(t, env)
  await startDaemon(t, env)
  const first = await failEdition(app)
  await alertsEnded(app, 1, signal)
  const told = await mails()
  assert.deepEqual(told.map(({ to }) => to).toSorted(), ['Lead@example.com', 'ops@example.com'])
  for (const { subject, text } of told) {
    assert.match(subject, /^Debonairs Pizza: 1 edition failed$/)
    assert.match(text, /The only source of Debonairs Pizza could not be read/)
    assert.match(text, new RegExp(`nightdesk explain ${first.slice(-8)}[^]*nightdesk digest run debonairs`))
  }
  // Within the hour nobody is told again, however often it fails and whoever looks.
  await failEdition(app)
  await failEdition(app)
  assert.deepEqual(await Promise.all([startAlerts(app), startAlerts(app)]), [[], []])
  assert.equal((await mails()).length, 2)
  // An hour later all that failed since is told in one mail.
  await app.sql`update alerts set sent_at = sent_at - interval '61 minutes' where org_id = ${app.org}`
  await app.sql`
    update jobs set finished_at = finished_at - interval '61 minutes'
    where org_id = ${app.org} and id = ${first}`
  await alertsEnded(app, 2, signal)
  const again = (await mails()).filter(({ subject }) => subject.includes('2 editions failed'))
  assert.equal(again.length, 2)
  assert.equal((await mails()).length, 4)
})

test('of many who take one alert at once, one gets it, and the same job gets it again', async (t) => {
  const { app } = await openDesk(t)
  const jobs = await Promise.all(Array.from({ length: 8 }, async () => await addJob(app)))
  const take = async (jobId: string) => await takeAlert(app.sql, app.org, { brand: 'debonairs', jobId })
  const taken = await Promise.all(jobs.map(async (jobId) => ({ jobId, got: await take(jobId) })))
  const winners = taken.filter(({ got }) => got !== undefined)
  assert.equal(winners.length, 1)
  assert.deepEqual(await take(winners[0]?.jobId ?? ''), winners[0]?.got)
})

test('an edition whose mails the server refused is told too, and an edition that some got is not', async (t) => {
  const { app } = await openDesk(t)
  const brandId =
    (await app.sql<{ id: string }[]>`select id from brands where org_id = ${app.org}`)[0]?.id ?? ''
  const refused = async (sent: number) => {
    const { digestId, jobId } = await addEdition(app, brandId)
    const summary = { sent, refused: 2 }
    await updateDigest(app.sql, app.org, digestId, {
      status: 'refused',
      subject: 'Five',
      summary,
      engine: null,
    })
    return jobId
  }
  await refused(1)
  assert.equal((await dueAlerts(app.sql)).length, 0)
  const jobId = await refused(0)
  assert.deepEqual([...(await dueAlerts(app.sql))], [{ org: app.org, brand: 'debonairs', jobId }])
})

test('a failing edition is also told where system cron runs the desk', async (t) => {
  const { app, mails, ownEnv } = await openDesk(t)
  const type = async (...args: string[]) =>
    await nightdesk(args, {
      home: app.config.home,
      databaseUrl: app.config.database.url ?? '',
      env: ownEnv,
    })
  await runDigest(app, 'debonairs', { wait: false, signal: AbortSignal.timeout(60_000) })
  const once = await type('daemon', '--once')
  assert.equal(once.code, 0, once.stderr)
  assert.equal((await mails()).length, 2)
  await app.sql`update alerts set sent_at = sent_at - interval '61 minutes' where org_id = ${app.org}`
  await app.sql`update jobs set finished_at = finished_at - interval '2 hours' where org_id = ${app.org}`
  for (const expected of [4, 4]) {
    assert.equal((await type('digest', 'run')).code, 1)
    assert.equal((await mails()).length, expected)
  }
})
