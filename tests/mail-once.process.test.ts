import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { newId } from '../src/base/id.ts'
import type { DeliveryState } from '../src/contracts/digest.ts'
import { composeMail } from '../src/io/mail/index.ts'
import { enqueueJobs, jobFor } from '../src/jobs/index.ts'
import type { App } from '../src/services/app.ts'
import { listEmails } from '../src/services/email.ts'
import { freePort } from '../src/services/demo-environment.ts'
import { addDeliveries, type NewDelivery } from '../src/store/deliveries.ts'
import { digestSend } from '../src/workflows/index.ts'
import { testApp } from './support/app.ts'
import { nightdesk } from './support/command.ts'
import { deadlyMailServer, deadlyMoments, type DeadlyMailServer } from './support/deadly-mail-server.ts'

/** The whole proof: `MAILS=200 KILLS=25 node tests/run.ts mail-once`. */
const mails = Number(process.env.MAILS ?? 50)
const kills = Number(process.env.KILLS ?? 6)
/** One connection in fifty is dropped after acceptance. */
const dropEvery = 50
const fleet = ['d1', 'd2']
const from = 'desk@nightdesk.example'
const door = join(import.meta.dirname, '../bin/nightdesk.js')

/** Frozen mails, a reader and a job each. */
async function fillOutbox(app: App): Promise<void> {
  const messages: NewDelivery[] = []
  for (let number = 0; number < mails; number += 1) {
    const [id, recipient] = [newId(), `r${number}@example.com`]
    const messageId = `${id}@nightdesk.example`
    const draft = { from, to: recipient, subject: 'Five', messageId, date: new Date(0), unsubscribe: [] }
    const raw = await composeMail({ ...draft, text: 'Hello', html: '<p>Hello' })
    const row = {
      id,
      key: id,
      digestId: null,
      jobId: null,
      sender: from,
      recipient,
      subject: 'Five',
      messageId,
      raw,
    }
    messages.push(row)
  }
  await addDeliveries(app.sql, app.org, messages)
  const jobs = messages.map(({ id }) => jobFor(digestSend, { deliveryId: id }))
  await enqueueJobs(app.sql, app.org, jobs)
}

/** Daemons that are killed at chosen moments of a transmission, one at a time, and started again. */
function startFleet(t: TestContext, app: App, server: DeadlyMailServer) {
  const living = new Map<string, ChildProcess>()
  let killed = 0
  let ended = false
  const start = async (name: string) => {
    const port = await freePort()
    const child = spawn(process.execPath, [door, 'daemon', '--http-port', String(port), '--grace', '1s'], {
      env: {
        ...process.env,
        NIGHTDESK_HOME: app.config.home,
        DATABASE_URL: app.config.database.url ?? '',
        SMTP_URL: `smtp://127.0.0.1:${server.port}?name=${name}`,
        MAIL_FROM: from,
      },
      stdio: 'ignore',
    })
    living.set(name, child)
    child.once('exit', () => {
      living.delete(name)
      if (!ended) void start(name)
    })
  }
  server.onMoment = (moment, name) => {
    const victim = living.get(name)
    if (killed >= kills || victim === undefined || moment !== deadlyMoments[killed % deadlyMoments.length])
      return
    killed += 1
    living.delete(name)
    victim.kill('SIGKILL')
  }
  t.after(async () => {
    ended = true
    for (const child of living.values()) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  })
  for (const name of fleet) void start(name)
  return { killed: () => killed }
}

/** Resolves when no mail is left that is not decided. */
async function settled(app: App, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const states = (await listEmails(app, mails)).map(({ state }) => state)
    if (states.every((state) => state !== 'ready' && state !== 'sending' && state !== 'transmitting')) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

test('with daemons killed at every moment and connections dropped, no mail is sent twice or falsely counted as sent', async (t) => {
  const server = await deadlyMailServer(t, dropEvery)
  const app = await testApp(t, { env: { SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: from } })
  await fillOutbox(app)
  const { killed } = startFleet(t, app, server)
  await settled(app, AbortSignal.timeout(110_000 + kills * 4000))

  const deliveries = await listEmails(app, mails)
  const inState = (wanted: DeliveryState) => deliveries.filter(({ state }) => state === wanted)
  const twice = [...server.accepted].filter(([, times]) => times > 1)
  const falselySent = inState('sent').filter(({ recipient }) => server.accepted.get(recipient) !== 1)
  const unknown = inState('unknown')
  t.diagnostic(
    `${mails} mails, ${server.dropped.length} connections dropped after acceptance, ${killed()} kills: ` +
      `${twice.length} sent twice, ${falselySent.length} falsely sent, ${unknown.length} unknown`,
  )
  assert.equal(killed(), kills)
  assert.deepEqual([twice, falselySent], [[], []])
  assert.equal(inState('sent').length + unknown.length, mails)
  for (const recipient of server.dropped) assert.ok(unknown.some((each) => each.recipient === recipient))

  // Every unknown one is listed, and a person can decide of it.
  const type = async (...args: string[]) =>
    await nightdesk(args, {
      home: app.config.home,
      databaseUrl: app.config.database.url ?? '',
      env: { SMTP_URL: `smtp://127.0.0.1:${server.port}`, MAIL_FROM: from },
    })
  const listed = await type('email', 'list', '--unknown', '--json')
  assert.equal((JSON.parse(listed.stdout) as unknown[]).length, unknown.length)
  const [arrived] = unknown.filter(({ recipient }) => server.accepted.has(recipient))
  assert.equal((await type('email', 'mark-sent', arrived?.id ?? '')).code, 0)
  const [lost] = unknown.filter(({ id }) => id !== arrived?.id)
  if (lost !== undefined) {
    const before = server.accepted.get(lost.recipient) ?? 0
    const resent = await type('email', 'resend', lost.id, '--yes')
    assert.equal(resent.code, 0, resent.stderr)
    assert.equal(server.accepted.get(lost.recipient), before + 1)
  }
})
