import assert from 'node:assert/strict'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import PostalMime from 'postal-mime'
import type { MailDraft } from '../src/contracts/mailer.ts'
import { composeMail, createMailer, openSmtpInbox } from '../src/io/mail/index.ts'
import { scripted } from './support/mail-server.ts'

const draft: MailDraft = {
  from: 'nightdesk <desk@nightdesk.example>',
  to: 'thandi@debonairs.example',
  subject: 'Five for Debonairs – “hot”',
  messageId: '0195-one@nightdesk.example',
  date: new Date('2026-03-04T05:06:07Z'),
  text: 'Hello\n.\n..dots\nend',
  html: '<p>Hello ✓</p>',
  unsubscribe: ['https://desk.example/unsubscribe/abc', 'mailto:leave@nightdesk.example?subject=unsubscribe'],
}
const quiet = new AbortController().signal
const nothing = () => Promise.resolve()

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'nightdesk-mail-'))
  t.after(() => rm(path, { recursive: true, force: true }))
  return path
}

async function sendTo(url: string, beforeEnd: () => Promise<void> = nothing, signal = quiet) {
  const mailer = createMailer({ smtpUrl: url, inbox: '/nonexistent' })
  try {
    return await mailer.send(
      { from: draft.from, to: draft.to, raw: await composeMail(draft) },
      beforeEnd,
      signal,
    )
  } finally {
    await mailer.close()
  }
}

test('a draft is frozen to the same bytes each time, with both bodies and its headers', async () => {
  const raw = await composeMail(draft)
  assert.deepEqual(Buffer.from(raw), Buffer.from(await composeMail(draft)))
  const mail = await PostalMime.parse(raw)
  assert.equal(mail.subject, draft.subject)
  assert.equal(mail.messageId, `<${draft.messageId}>`)
  assert.equal(mail.date, '2026-03-04T05:06:07.000Z')
  assert.equal(mail.text?.trim(), draft.text)
  assert.equal(mail.html?.trim(), draft.html)
  const header = (key: string) => mail.headers.find((one) => one.key === key)?.value
  assert.equal(header('auto-submitted'), 'auto-generated')
  assert.equal(
    header('list-unsubscribe'),
    '<https://desk.example/unsubscribe/abc>, <mailto:leave@nightdesk.example?subject=unsubscribe>',
  )
  assert.equal(header('list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
  assert.match(Buffer.from(raw).toString('latin1'), /^[\r\n\t\x20-\x7e]*$/)
})

test('no field of a draft smuggles a header', async () => {
  const hostile = '\r\nBcc: everyone@example.com'
  const raw = Buffer.from(await composeMail({ ...draft, subject: `hi${hostile}` })).toString('latin1')
  assert.doesNotMatch(raw, /^bcc:/im)
  await assert.rejects(
    composeMail({ ...draft, unsubscribe: [`https://desk.example/x${hostile}`] }),
    /unsubscribe/,
  )
  for (const field of ['from', 'to', 'messageId'] as const)
    await assert.rejects(composeMail({ ...draft, [field]: `${draft[field]}${hostile}` }), field)
  await assert.rejects(composeMail({ ...draft, to: 'a@example.com, b@example.com' }), /one address/)
})

test('an accepted message is sent, byte for byte, and the state is committed before its end', async (t) => {
  const inbox = await openSmtpInbox(await folder(t))
  t.after(() => inbox.close())
  const order: string[] = []
  const outcome = await sendTo(inbox.url, async () => {
    order.push(`before: ${(await inbox.messages()).length} kept`)
  })
  assert.equal(outcome.state, 'sent')
  assert.deepEqual(order, ['before: 0 kept'])
  const [path, ...more] = await inbox.messages()
  assert.deepEqual(more, [])
  assert.equal(path, join(inbox.folder, `${draft.messageId}.eml`))
  assert.equal(
    (await readFile(path ?? '', 'latin1')).trimEnd(),
    Buffer.from(await composeMail(draft))
      .toString('latin1')
      .trimEnd(),
  )
})

test('one click is promised only where there is a web address for it, and a mail to one alone has no way out of a list', async () => {
  const byMail = Buffer.from(
    await composeMail({ ...draft, unsubscribe: ['mailto:leave@nightdesk.example'] }),
  ).toString()
  assert.match(byMail, /^List-Unsubscribe: </m)
  assert.doesNotMatch(byMail, /List-Unsubscribe-Post/)
  assert.doesNotMatch(
    Buffer.from(await composeMail({ ...draft, unsubscribe: [] })).toString(),
    /^List-Unsubscribe/m,
  )
})

test('a second copy of one message can be seen in the inbox', async (t) => {
  const inbox = await openSmtpInbox(await folder(t))
  t.after(() => inbox.close())
  await sendTo(inbox.url)
  await sendTo(inbox.url)
  assert.equal((await inbox.messages()).length, 2)
})

for (const [verb, answer, permanent] of [
  ['CONNECT', '554 no service', false],
  ['CONNECT', null, false],
  ['MAIL', '451 later', false],
  ['RCPT', '450 greylisted', false],
  ['RCPT', '550 no such person', true],
  ['RCPT', null, false],
  ['DATA', '452 full', false],
  ['DATA', '554 not today', true],
  ['DATA', null, false],
] as const)
  test(`${verb} answered with ${answer ?? 'a broken connection'} is refused before anything is committed`, async (t) => {
    const server = await scripted(t, { [verb]: answer })
    let committed = false
    const outcome = await sendTo(server.url, async () => {
      committed = true
    })
    assert.equal(outcome.state, 'refused')
    assert.equal(outcome.state === 'refused' && outcome.permanent, permanent)
    assert.equal(committed, false)
  })

for (const [answer, bounced] of [
  ['550 no such person', true],
  ['550 5.1.1 no such person', true],
  ['553 5.1.3 no address', true],
  ['550 5.2.1 closed', true],
  ['552 5.2.2 over quota', false],
  ['554 5.7.1 relaying denied', false],
  ['550 5.7.26 not signed', false],
  ['550 5.1.8 your domain does not exist', false],
  ['554 no', false],
  ['450 4.1.1 later', false],
] as const)
  test(`RCPT answered with ${answer} ${bounced ? 'says' : 'does not say'} that the address takes no mail`, async (t) => {
    const outcome = await sendTo((await scripted(t, { RCPT: answer })).url)
    assert.equal(outcome.state === 'refused' && outcome.bounced, bounced)
  })

test('a connection that breaks after the last dot leaves the outcome unknown', async (t) => {
  const server = await scripted(t, { DOT: null })
  const outcome = await sendTo(server.url)
  assert.equal(outcome.state, 'unknown')
  assert.ok(server.seen.includes('DOT'))
})

test('a definite answer to the last dot is believed', async (t) => {
  for (const [answer, permanent] of [
    ['451 try later', false],
    ['550 spam', true],
  ] as const) {
    const outcome = await sendTo((await scripted(t, { DOT: answer })).url)
    assert.deepEqual({ ...outcome, error: '' }, { state: 'refused', permanent, bounced: false, error: '' })
  }
})

test('a connection that breaks while the state is committed sends nothing', async (t) => {
  const server = await scripted(t, {})
  const outcome = await sendTo(server.url, async () => {
    for (const socket of server.sockets) socket.destroy()
    for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  })
  assert.deepEqual([outcome.state, outcome.state === 'refused' && outcome.permanent], ['refused', false])
  assert.ok(!server.seen.includes('DOT'))
})

test('a commit that fails keeps the last dot back', async (t) => {
  const server = await scripted(t, {})
  const outcome = await sendTo(server.url, () => Promise.reject(new Error('the database blinked')))
  assert.deepEqual(outcome, {
    state: 'refused',
    permanent: false,
    bounced: false,
    error: 'the database blinked',
  })
  assert.ok(!server.seen.includes('DOT'))
})

test('a stopped transmission is refused before the end and unknown after it', async (t) => {
  const before = new AbortController()
  const early = await sendTo(
    (await scripted(t, {})).url,
    async () => before.abort(new Error('stop')),
    before.signal,
  )
  assert.equal(early.state, 'refused')
  const server = await scripted(t, { DOT: '' })
  const after = new AbortController()
  const sending = sendTo(server.url, nothing, after.signal)
  while (!server.seen.includes('DOT')) await new Promise((resolve) => setImmediate(resolve))
  after.abort(new Error('stop'))
  assert.equal((await sending).state, 'unknown')
})

test('a server that is not there passes', async () => {
  const outcome = await sendTo('smtp://127.0.0.1:1')
  assert.deepEqual([outcome.state, outcome.state === 'refused' && outcome.permanent], ['refused', false])
})

test('without a server a message becomes a file in the inbox folder, complete or not at all', async (t) => {
  const inbox = await folder(t)
  const mailer = createMailer({ smtpUrl: undefined, inbox })
  const mail = { from: draft.from, to: draft.to, raw: await composeMail(draft) }
  const failed = await mailer.send(mail, () => Promise.reject(new Error('no')), quiet)
  assert.equal(failed.state, 'refused')
  assert.deepEqual(await readdir(inbox), [])
  const path = join(inbox, `${draft.messageId}.eml`)
  assert.deepEqual(await mailer.send(mail, nothing, quiet), { state: 'sent', response: path })
  assert.deepEqual(await readdir(inbox), [`${draft.messageId}.eml`])
})
