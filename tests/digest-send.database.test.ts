import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { newId } from '../src/base/id.ts'
import { JobError } from '../src/contracts/job.ts'
import { composeMail, createMailer, openSmtpInbox } from '../src/io/mail/index.ts'
import {
  addDeliveries,
  claimDelivery,
  decideDelivery,
  findDelivery,
  startTransmission,
} from '../src/store/deliveries.ts'
import { digestSend } from '../src/workflows/index.ts'
import { allowAddress, listSuppressions, suppressAddress } from '../src/store/suppressions.ts'
import { testDatabase } from './support/database.ts'
import { addBrandRow, addEdition } from './support/edition.ts'
import { scripted } from './support/mail-server.ts'
import { fakeContext } from './support/workflow-context.ts'

async function openOutbox(t: TestContext) {
  const database = await testDatabase(t)
  const { sql, org } = database
  const id = newId()
  const draft = {
    from: 'desk@nightdesk.example',
    to: 'thandi@example.com',
    subject: 'Five',
    messageId: `${id}@nightdesk.example`,
  }
  const raw = await composeMail({
    ...draft,
    date: new Date(0),
    text: 'hi',
    html: '<p>hi',
    unsubscribe: ['mailto:a@b.example'],
  })
  const { from: sender, to: recipient, ...rest } = draft
  await addDeliveries(sql, org, [
    { id, key: id, digestId: null, jobId: null, sender, recipient, ...rest, raw },
  ])
  const send = async (smtpUrl: string) => {
    const context = fakeContext(database)
    const mail = createMailer({ smtpUrl, inbox: '/nonexistent' })
    try {
      const result = await digestSend.run({ deliveryId: id }, { ...context, mail })
      return { result, notes: context.notes.map(({ name }) => name) }
    } finally {
      await mail.close()
    }
  }
  const state = async () => (await findDelivery(sql, org, id))?.state
  return { sql, org, id, send, state }
}

async function openInbox(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-send-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const inbox = await openSmtpInbox(folder)
  t.after(async () => await inbox.close())
  return inbox
}

function isKind(kind: string): (thrown: unknown) => boolean {
  return (thrown) => thrown instanceof JobError && thrown.kind === kind
}

test('two attempts at once, and one more later, send one message', async (t) => {
  const { send, state } = await openOutbox(t)
  const inbox = await openInbox(t)
  await Promise.allSettled([send(inbox.url), send(inbox.url), send(inbox.url)])
  assert.equal(await state(), 'sent')
  assert.deepEqual((await send(inbox.url)).result, { state: 'sent' })
  assert.equal((await inbox.messages()).length, 1)
})

test('a connection that breaks after acceptance is held and never sent again by itself', async (t) => {
  const { send, state } = await openOutbox(t)
  const server = await scripted(t, { DOT: null })
  const { result, notes } = await send(server.url)
  assert.deepEqual([result, notes], [{ state: 'unknown' }, ['mail-unknown']])
  assert.deepEqual((await send(server.url)).result, { state: 'unknown' })
  assert.equal(await state(), 'unknown')
  assert.equal(server.seen.filter((verb) => verb === 'DOT').length, 1)
})

test('a refusal that passes is tried again; a refusal for good is not', async (t) => {
  const { send, state } = await openOutbox(t)
  const answers: Record<string, string | null> = { RCPT: '450 greylisted' }
  const server = await scripted(t, answers)
  await assert.rejects(send(server.url), isKind('unavailable'))
  assert.equal(await state(), 'ready')
  answers.RCPT = null
  await assert.rejects(send(server.url), isKind('unavailable'))
  answers.RCPT = '550 no such person'
  await assert.rejects(send(server.url), isKind('bad-input'))
  assert.equal(await state(), 'failed')
  const seen = server.seen.length
  assert.deepEqual((await send(server.url)).result, { state: 'failed' })
  assert.equal(server.seen.length, seen)
})

test('what a crash left before its end is sent; what it left after it is held', async (t) => {
  const inbox = await openInbox(t)
  const before = await openOutbox(t)
  await claimDelivery(before.sql, before.org, before.id)
  assert.deepEqual((await before.send(inbox.url)).result, { state: 'sent' })
  const after = await openOutbox(t)
  const claimed = await claimDelivery(after.sql, after.org, after.id)
  assert.ok(claimed !== undefined)
  await startTransmission(after.sql, after.org, claimed)
  assert.deepEqual((await after.send(inbox.url)).result, { state: 'unknown' })
  assert.equal((await inbox.messages()).length, 1)
})

test('a delivery that is gone is said', async (t) => {
  const context = fakeContext(await testDatabase(t))
  await assert.rejects(digestSend.run({ deliveryId: newId() }, context), /is gone/)
})

test('a person decides of a mail that is held: it is sent again, or counts as sent; both stand in the audit log', async (t) => {
  const { sql, org, id, send, state } = await openOutbox(t)
  const server = await scripted(t, { DOT: null })
  const decide = async (wanted: 'ready' | 'sent') => {
    const change = { id: newId(), userId: null, action: 'email', subject: 'delivery', subjectId: id }
    return await decideDelivery(sql, org, { id, state: wanted }, change)
  }
  await send(server.url)
  assert.equal(await decide('ready'), true)
  assert.deepEqual((await send(server.url)).result, { state: 'unknown' })
  assert.equal(await decide('sent'), true)
  assert.equal(await state(), 'sent')
  assert.equal(await decide('ready'), false)
  const changes = await sql<{ after: { state: string } }[]>`
    select after
    from audit_log
    where org_id = ${org}
    order by id`
  assert.deepEqual(
    changes.map(({ after }) => after.state),
    ['ready', 'sent'],
  )
})

test('an address that bounced is recorded, and gets no mail until an operator allows it', async (t) => {
  const { sql, org, id, send, state } = await openOutbox(t)
  const server = await scripted(t, { RCPT: '550 5.1.1 no such person' })
  await assert.rejects(send(server.url), isKind('bad-input'))
  const [bounce] = await listSuppressions(sql, org, 9)
  assert.deepEqual([bounce?.address, bounce?.brand, bounce?.reason], ['thandi@example.com', null, 'bounced'])
  assert.match(bounce?.detail ?? '', /5\.1\.1 no such person/)
  const change = (action: string) => ({ id: newId(), userId: null, action, subject: 'x', subjectId: null })
  const again = async () => await decideDelivery(sql, org, { id, state: 'ready' }, change('email'))
  await again()
  const seen = server.seen.length
  const stopped = await send(server.url)
  assert.deepEqual(
    [stopped, await state()],
    [{ result: { state: 'stopped' }, notes: ['mail-stopped'] }, 'stopped'],
  )
  assert.equal(server.seen.length, seen)
  assert.equal((await allowAddress(sql, org, 'THANDI@example.com', change('allow'))).length, 1)
  await again()
  assert.deepEqual((await send((await openInbox(t)).url)).result, { state: 'sent' })
})

test('who unsubscribes from a brand after its mail was frozen does not get it; the wish counts once and is audited', async (t) => {
  const { sql, org, id, send } = await openOutbox(t)
  const brandId = await addBrandRow({ sql, org })
  const { digestId } = await addEdition({ sql, org }, brandId)
  await sql`update deliveries set digest_id = ${digestId} where org_id = ${org} and id = ${id}`
  const leave = async (brand: string) => {
    const wish = {
      id: newId(),
      address: 'Thandi@Example.com',
      brand,
      reason: 'unsubscribed',
      detail: 'x',
    } as const
    const change = {
      id: newId(),
      userId: null,
      action: 'unsubscribe',
      subject: 'suppression',
      subjectId: wish.id,
    }
    return await suppressAddress(sql, org, wish, change)
  }
  assert.deepEqual(
    [await leave('another'), await leave('debonairs'), await leave('debonairs')],
    [true, true, false],
  )
  assert.deepEqual((await send((await openInbox(t)).url)).result, { state: 'stopped' })
  const changes = await sql`select id from audit_log where org_id = ${org} and action = 'unsubscribe'`
  assert.equal(changes.length, 2)
})
