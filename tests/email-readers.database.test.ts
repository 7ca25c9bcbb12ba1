import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { openSmtpInbox, readMail } from '../src/io/mail/index.ts'
import { addBrand, removeBrand } from '../src/services/brands.ts'
import { digestOf, runDigest, showDigest } from '../src/services/digest.ts'
import { readBounces, recordBounce } from '../src/services/email-readers.ts'
import { openUnsubscribeLink, unsubscribe } from '../src/services/unsubscribe.ts'
import { updateDigest } from '../src/store/digests.ts'
import { testApp } from './support/app.ts'
import { nightdesk } from './support/command-here.ts'
import { scripted } from './support/mail-server.ts'
import { smallBrand, smallWeb } from './support/small-web.ts'

const readers = ['thandi@example.com', 'sipho@example.com'] as const

async function openDesk(t: TestContext, smtpUrl?: string) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-readers-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const web = await smallWeb(t)
  const inbox = await openSmtpInbox(join(folder, 'mail'))
  t.after(async () => await inbox.close())
  const env = {
    NETWORK_ALLOW: web.host,
    SMTP_URL: smtpUrl ?? inbox.url,
    MAIL_FROM: 'desk@nightdesk.example',
    PUBLIC_URL: 'https://desk.example',
    MAIL_UNSUBSCRIBE: 'Leave <leave@desk.example>',
  }
  const app = await testApp(t, { env })
  await addBrand(app, await smallBrand(folder, web.url('/feed'), { recipients: readers }))
  const run = async () => {
    const job = await runDigest(app, undefined, { wait: true, signal: AbortSignal.timeout(60_000) })
    assert.equal(job.status, 'success', job.error ?? '')
    return await digestOf(app, job)
  }
  /** Forgets what was shown, so that the next edition has pages again. */
  const forget = async () => await app.sql`delete from digests where org_id = ${app.org}`
  const type = async (args: string[], input = '', more: Record<string, string> = {}) => {
    const { home } = app.config
    const ran = await nightdesk(args, { home, databaseUrl: app.config.database.url ?? '', input, env: more })
    return { ...ran, all: `${ran.stdout}${ran.stderr}` }
  }
  return { app, folder, web, inbox, run, forget, type }
}

test('who unsubscribed by the link of the mail is left out of the next edition, and shown; an operator takes it back', async (t) => {
  const { app, inbox, run, forget, type } = await openDesk(t)
  const first = await run()
  assert.deepEqual([first.digest.status, first.deliveries.length], ['sent', 2])
  const mails = await Promise.all((await inbox.messages()).map(async (path) => await readMail(path)))
  const mail = mails.find(({ to }) => to === readers[0])
  const url = /https:\/\/desk\.example\/unsubscribe\/([\w-]+)/.exec(mail?.text ?? '')
  assert.ok(mail?.html.includes(url?.[0] ?? 'no link'))
  const opened = await openUnsubscribeLink(app, url?.[1] ?? '')
  assert.deepEqual([opened.ok && opened.address, opened.ok && opened.done], [readers[0], false])
  await unsubscribe(app, url?.[1] ?? '')
  await forget()
  const second = await run()
  assert.deepEqual(
    [
      second.digest.status,
      second.deliveries.map(({ recipient }) => recipient),
      second.digest.summary.withheld,
    ],
    ['sent', [readers[1]], '1 reader left out: 1 unsubscribed'],
  )
  assert.match((await type(['email', 'stopped'])).all, /thandi@example\.com.*unsubscribed.*debonairs/)
  assert.match(
    (await type(['brand', 'show', 'debonairs'])).all,
    /get none +thandi@example\.com \(unsubscribed\)/,
  )
  assert.match((await type(['email', 'allow', 'Thandi@example.com'])).all, /gets mail again/)
  assert.equal((await type(['email', 'allow', 'thandi@example.com'])).code, 3)
  await forget()
  assert.equal((await run()).deliveries.length, 2)
})

test('who unsubscribed gets nothing from a brand that is removed and added again, or renamed, until invited again', async (t) => {
  const { app, folder, web, inbox, run, type } = await openDesk(t)
  await run()
  const mail = (await Promise.all((await inbox.messages()).map(async (path) => await readMail(path)))).find(
    ({ to }) => to === readers[0],
  )
  const token = /\/unsubscribe\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
  const added = async (slug: string) => {
    const file = await smallBrand(folder, web.url('/feed'), { recipients: ['THANDI@example.com'], slug })
    return (await addBrand(app, file)).stopped.map(({ address }) => address)
  }
  await unsubscribe(app, token)
  await removeBrand(app, 'debonairs')
  assert.deepEqual([await added('debonairs'), await added('debs')], [[readers[0]], [readers[0]]])
  await removeBrand(app, 'debonairs')
  assert.deepEqual([(await run()).digest.status, (await inbox.messages()).length], ['empty', 2])
  assert.match((await type(['email', 'allow', readers[0]])).all, /gets mail again/)
  assert.deepEqual(await added('debs'), [])
  // The link of an old mail, pressed after the brand was renamed, means the brand by its new name too.
  await unsubscribe(app, token)
  assert.deepEqual(await added('debs'), [readers[0]])
})

test('links in a mail are short enough for mail programs that break lines', async (t) => {
  const { inbox, run } = await openDesk(t)
  await run()
  const { text } = await readMail((await inbox.messages())[0] ?? '')
  const votes = [...text.matchAll(/https:\/\/desk\.example\/feedback\/[\w-]+/g)].map(([url]) => url)
  assert.equal(votes.length, 4)
  for (const url of votes) assert.ok(url.length < 100, url)
})

test('an edition whose readers are all gone sends nothing and says so', async (t) => {
  const { app, run, type } = await openDesk(t)
  assert.match((await type(['email', 'unsubscribe', readers[0]])).all, /no more editions of debonairs/)
  await recordBounce(app, readers[1], 'came back')
  const { digest, deliveries } = await run()
  assert.deepEqual([digest.status, deliveries.length], ['empty', 0])
  assert.equal(digest.summary.withheld, '2 readers left out: 1 unsubscribed, 1 bounced')
})

test('an edition that the server refused for good is refused, not held, and says why', async (t) => {
  const server = await scripted(t, { RCPT: '554 5.7.1 relay access denied' })
  const { run, type } = await openDesk(t, server.url)
  const { digest, deliveries } = await run()
  assert.equal(digest.status, 'refused')
  assert.ok(
    deliveries.every(({ state, error }) => state === 'failed' && /relay access denied/.test(error ?? '')),
  )
  const shown = await type(['digest', 'show'])
  assert.match(shown.stdout, /· refused/)
  assert.match(shown.stdout, /! refused for sipho@example\.com[^]*relay access denied/)
  assert.match((await type(['email', 'stopped'])).all, /Every reader gets mail/)
})

test('after an outage all that no server accepted is sent at once, and the edition counts as sent', async (t) => {
  const { app, inbox, run, type } = await openDesk(t)
  const { digest, deliveries } = await run()
  const summary = { ...digest.summary, sent: 0, held: 2 }
  await app.sql`
    update deliveries set state = 'ready', sent_at = null
    where org_id = ${app.org}`
  await updateDigest(app.sql, app.org, digest.id, { ...digest, status: 'held', summary })
  const { SMTP_URL, MAIL_FROM } = { SMTP_URL: inbox.url, MAIL_FROM: 'desk@nightdesk.example' }
  const resent = await type(['email', 'resend', '--unsent'], '', { SMTP_URL, MAIL_FROM })
  assert.match(resent.stdout, /2 of 2 mails sent/)
  assert.equal((await inbox.messages()).length, deliveries.length + 2)
  assert.equal((await showDigest(app, undefined)).digest.status, 'sent')
  assert.match((await type(['email', 'resend', '--unsent'])).stdout, /Every mail was accepted/)
  for (const wrong of [['resend'], ['resend', 'deadbeef', '--unsent']])
    assert.equal((await type(['email', ...wrong])).code, 2)
})

test('a mail is shown as its reader sees it, and raw as it was frozen', async (t) => {
  const { run, type } = await openDesk(t)
  const [delivery] = (await run()).deliveries
  const id = delivery?.id.slice(-8) ?? ''
  const shown = (await type(['email', 'show', id])).stdout
  assert.ok(shown.startsWith(`${delivery?.subject}  ${id} · sent\n`), shown)
  assert.match(shown, /\n✓ .*@example\.com/)
  assert.match(shown, /\n +Why: .*[^=]\n/)
  assert.doesNotMatch(shown, /=C2=B7|Content-Type/)
  assert.match((await type(['email', 'show', id, '--raw'])).stdout, /\nContent-Type: multipart\/alternative;/)
})

test('the test mail says each step, what is not as it could be, and what failed', async (t) => {
  const { inbox, type } = await openDesk(t)
  const env = { SMTP_URL: inbox.url, MAIL_FROM: 'desk@nightdesk.example' }
  const tested = await type(['email', 'test', 'you@example.com'], '', env)
  assert.equal(tested.code, 0, tested.stderr)
  for (const said of [
    /over https only\n +Set PUBLIC_URL/,
    /! Not signed/,
    /! Connected, not encrypted/,
    /✓ Accepted: /,
  ])
    assert.match(tested.stderr, said)
  const { subject, to } = await readMail((await inbox.messages())[0] ?? '')
  assert.deepEqual([subject, to], ['nightdesk: a test mail', 'you@example.com'])
  assert.match(tested.stdout, /^Look for /)
  assert.match(
    (await type(['email', 'test', 'you@example.com'])).stdout,
    /^Nothing was sent to you@example\.com\.$/m,
  )
  const failed = await type(['email', 'test', 'you@example.com'], '', {
    ...env,
    SMTP_URL: 'smtp://127.0.0.1:1',
  })
  assert.equal(failed.code, 1)
  assert.match(failed.stderr, /error: Nothing listens at 127\.0\.0\.1:1[^]*Check the port in SMTP_URL/)
})

const report = (messageId: string, address: string, status: string) =>
  [
    'From: mailer-daemon@example.com',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    'MIME-Version: 1.0',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Sorry.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.com',
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    `Status: ${status}`,
    'Diagnostic-Code: smtp; 550 no such',
    '  person',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: <${messageId}>`,
    'Subject: Five',
    '',
    '--b--',
    '',
  ].join('\r\n')

test('a report of a mail server stops an address that our mail went to, for good only, and nobody else', async (t) => {
  const { app, run, type } = await openDesk(t)
  const { deliveries } = await run()
  const [one] = deliveries.filter(({ recipient }) => recipient === readers[0])
  const id = one?.messageId ?? ''
  const outcomes = async (text: string) => (await readBounces(app, text)).map(({ outcome }) => outcome)
  assert.deepEqual(await outcomes(report(id, 'stranger@example.com', '5.1.1')), ['foreign'])
  assert.deepEqual(await outcomes(report('other@nightdesk.example', readers[0], '5.1.1')), ['foreign'])
  assert.deepEqual(await outcomes(report(id, readers[0], '5.2.2')), ['passing'])
  const typed = await type(['email', 'bounced', '-'], report(id, readers[0], '5.1.1'))
  assert.match(typed.stdout, /thandi@example\.com: gets no more mail \(5\.1\.1 550 no such person\)/)
  assert.deepEqual(await outcomes(report(id, readers[0], '5.1.1')), ['known'])
  assert.equal((await type(['email', 'bounced', '-'], 'Hello')).code, 2)
  assert.equal((await type(['email', 'bounced', 'nobody'])).code, 2)
})
