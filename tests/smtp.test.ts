import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { callbackify } from 'node:util'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { AppError } from '../src/base/app-error.ts'
import type { DkimSettings } from '../src/contracts/config.ts'
import type { MailDraft, MailOutcome } from '../src/contracts/mailer.ts'
import { createMailer, openDkimSigner, trySmtp, type MailTrialPart } from '../src/io/mail/index.ts'
import { SmtpPool } from '../src/io/mail/smtp-pool.ts'
import { mailAdvice } from '../src/services/mail-advice.ts'
import { checkDkim } from './support/dkim-check.ts'
import { scripted } from './support/mail-server.ts'

const draft: MailDraft = {
  from: 'nightdesk <desk@nightdesk.example>',
  to: 'thandi@example.com',
  subject: 'Five – “hot”',
  messageId: '0195-one@nightdesk.example',
  date: new Date('2026-03-04T05:06:07Z'),
  text: 'Hello  \n\n.dots\n\n\n',
  html: '<p>Hello ✓</p>',
  unsubscribe: ['https://desk.example/unsubscribe/abc', 'mailto:leave@nightdesk.example'],
}
const quiet = new AbortController().signal
const nothing = () => Promise.resolve()
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const dkim: DkimSettings = { domain: 'nightdesk.example', selector: 'desk2026', key: { pem } }

/** A mail server of smtp-server's; `seen` has a line for each login and message, with how its connection stood. */
async function openServer(t: TestContext, options: SMTPServerOptions) {
  const seen: string[] = []
  const messages: string[] = []
  const sessions = new Set<string>()
  const server = new SMTPServer({
    disableReverseLookup: true,
    closeTimeout: 100,
    logger: false,
    onAuth({ method, username, password, accessToken }, _session, done) {
      seen.push(`${method} ${username} ${password ?? accessToken}`)
      return password === 'secret' || accessToken === 'token-2'
        ? done(null, { user: username })
        : done(new Error('Wrong password'))
    },
    onData(stream, { id, secure }, done) {
      sessions.add(id)
      callbackify(text)(stream, (error, body) => {
        messages.push(body)
        seen.push(secure ? 'encrypted' : 'open')
        done(error)
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  t.after(async () => await new Promise<void>((resolve) => server.close(() => resolve())))
  const address = listener.address()
  assert.ok(typeof address === 'object' && address !== null)
  return { port: address.port, seen, messages, sessions }
}

type Mailer = ReturnType<typeof createMailer>

function openMailer(t: TestContext, settings: Partial<Parameters<typeof createMailer>[0]>): Mailer {
  const mailer = createMailer({ smtpUrl: undefined, inbox: '/nonexistent', ...settings })
  t.after(async () => await mailer.close())
  return mailer
}

async function send(mailer: Mailer, signal = quiet): Promise<MailOutcome> {
  return await mailer.send({ ...draft, raw: await mailer.compose(draft) }, nothing, signal)
}

test('a signed message arrives with a DKIM signature that holds, over the headers of one-click unsubscribe too', async (t) => {
  const { port, messages } = await openServer(t, { authOptional: true, disabledCommands: ['STARTTLS'] })
  const mailer = openMailer(t, { smtpUrl: `smtp://127.0.0.1:${port}`, dkim })
  assert.deepEqual(Buffer.from(await mailer.compose(draft)), Buffer.from(await mailer.compose(draft)))
  assert.equal((await send(mailer)).state, 'sent')
  const { record, recordName } = await openDkimSigner(dkim)
  const [message = ''] = messages
  const { valid, fields, tags } = checkDkim(message, record)
  assert.equal(valid, true)
  assert.deepEqual(
    [tags.d, tags.s, recordName],
    ['nightdesk.example', 'desk2026', 'desk2026._domainkey.nightdesk.example'],
  )
  for (const field of [
    'from',
    'to',
    'subject',
    'date',
    'message-id',
    'list-unsubscribe',
    'list-unsubscribe-post',
  ])
    assert.ok(fields.includes(field), field)
  for (const [from, to] of [
    ['Hello', 'Hallo'],
    ['One-Click', 'Two-Click'],
    ['unsubscribe/abc', 'unsubscribe/abd'],
    ['thandi@', 'sipho@'],
  ] as const)
    assert.equal(checkDkim(message.replace(from, to), record).valid, false, from)
})

test('a DKIM key is read from a file, and one that cannot sign is refused with what to type', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-dkim-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'dkim.pem')
  await writeFile(file, pem)
  const inFile = await openDkimSigner({ ...dkim, key: { file } })
  assert.equal(inFile.record, (await openDkimSigner(dkim)).record)
  const elliptic = generateKeyPairSync('ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
  for (const key of [{ file: join(folder, 'none') }, { pem: 'nonsense' }, { pem: elliptic }])
    await assert.rejects(
      openDkimSigner({ ...dkim, key }),
      (error) =>
        error instanceof AppError && error.code === 'not-configured' && /openssl/.test(error.hint ?? ''),
    )
})

test('a login goes out encrypted: by STARTTLS, or from the start', async (t) => {
  for (const secure of [false, true]) {
    const { port, seen } = await openServer(t, { secure })
    const scheme = secure ? 'smtps' : 'smtp'
    const smtpUrl = `${scheme}://us%40er:secret@127.0.0.1:${port}?tls.rejectUnauthorized=false`
    assert.equal((await send(openMailer(t, { smtpUrl }))).state, 'sent')
    assert.deepEqual(seen, ['PLAIN us@er secret', 'encrypted'])
  }
})

test('an access token is asked for with the refresh token, and logs in', async (t) => {
  const asked: string[] = []
  const tokens = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push(body)
      const [access_token, expires_in] = [`token-${asked.length + 1}`, 3600]
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ access_token, expires_in }))
    })
  })
  tokens.listen(0, '127.0.0.1')
  await once(tokens, 'listening')
  t.after(() => tokens.close())
  const address = tokens.address()
  assert.ok(typeof address === 'object' && address !== null)
  const oauth = {
    clientId: 'me',
    clientSecret: 'hush',
    refreshToken: 'again',
    url: `http://127.0.0.1:${address.port}/token`,
  }
  const { port, seen } = await openServer(t, { authMethods: ['XOAUTH2'] })
  const smtpUrl = `smtp://desk@127.0.0.1:${port}?tls.rejectUnauthorized=false`
  assert.equal((await send(openMailer(t, { smtpUrl, oauth }))).state, 'sent')
  assert.deepEqual(seen, ['XOAUTH2 desk token-2', 'encrypted'])
  assert.match(asked[0] ?? '', /refresh_token=again/)
})

test('one connection serves many messages, and no more are open at a time than are allowed', async (t) => {
  const { port, messages, sessions } = await openServer(t, {
    authOptional: true,
    disabledCommands: ['STARTTLS'],
  })
  const mailer = openMailer(t, { smtpUrl: `smtp://127.0.0.1:${port}`, connections: 2 })
  for (let turn = 0; turn < 5; turn += 1) assert.equal((await send(mailer)).state, 'sent')
  assert.equal(sessions.size, 1)
  await Promise.all(Array.from({ length: 10 }, async () => await send(mailer)))
  assert.deepEqual([messages.length, sessions.size], [15, 2])
})

test('a kept connection that died is replaced, and the message is sent once', async (t) => {
  const server = await scripted(t, {})
  const mailer = openMailer(t, { smtpUrl: server.url })
  await send(mailer)
  for (const socket of server.sockets) socket.destroy()
  assert.equal((await send(mailer)).state, 'sent')
  assert.equal(server.seen.filter((verb) => verb === 'DOT').length, 2)
})

test('messages keep the pace that was set', async (t) => {
  const server = await scripted(t, {})
  const mailer = openMailer(t, { smtpUrl: server.url, perMinute: 1 })
  assert.equal((await send(mailer)).state, 'sent')
  const late = await send(mailer, AbortSignal.timeout(50))
  assert.equal(late.state, 'refused')
  assert.equal(server.seen.filter((verb) => verb === 'DOT').length, 1)
})

const trial = (smtpUrl: string) => ({
  settings: {
    smtpUrl,
    from: draft.from,
    inbox: '/nonexistent',
    unsubscribe: undefined,
    dkim,
    oauth: undefined,
    connections: 1,
    perMinute: undefined,
  },
  draft,
  signal: quiet,
})

test('a trial tells each step, and whether the key that others look up is the one that signs', async (t) => {
  const { port } = await openServer(t, {})
  const { record } = await openDkimSigner(dkim)
  const records = [
    [[[record.slice(0, 200), record.slice(200)]], 'found'],
    [[['v=DKIM1; p=AAAA']], 'other'],
    [undefined, 'missing'],
  ] as const
  for (const [found, expected] of records) {
    const parts: MailTrialPart[] = []
    const url = `smtp://user:secret@127.0.0.1:${port}?tls.rejectUnauthorized=false`
    const lookUp = async () =>
      found === undefined
        ? await Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))
        : found.map((pieces) => [...pieces])
    await trySmtp({ ...trial(url), onPart: (part) => parts.push(part), lookUp })
    assert.deepEqual(
      parts.map(({ part }) => part),
      ['dkim', 'connect', 'login', 'send'],
    )
    assert.equal(parts[0]?.part === 'dkim' && parts[0].record, expected)
  }
})

test('what goes wrong is named, with what to set', async (t) => {
  const encrypted = await openServer(t, { secure: true })
  const open = await openServer(t, {})
  const plain = await openServer(t, { disabledCommands: ['STARTTLS'] })
  const cases: [string, RegExp, RegExp][] = [
    ['smtp://no-such-host.invalid:25', /no server under the name/, /Check the host/],
    ['smtp://127.0.0.1:1', /Nothing listens/, /587/],
    [`smtps://127.0.0.1:${open.port}`, /does not begin encrypted: [a-z ]+\.$/, /smtp:\/\//],
    [`smtps://127.0.0.1:${encrypted.port}`, /certificate/, /NODE_EXTRA_CA_CERTS/],
    [`smtp://u:secret@127.0.0.1:${plain.port}?requireTLS=true`, /does not encrypt/, /smtps:\/\//],
    [
      `smtp://u:wrong@127.0.0.1:${open.port}?tls.rejectUnauthorized=false`,
      /refused the login/,
      /app password/,
    ],
    [(await scripted(t, { MAIL: '550 5.1.8 not you' })).url, /does not take mail from/, /MAIL_FROM/],
    [(await scripted(t, { RCPT: '554 5.7.1 relay denied' })).url, /does not take mail to thandi/, /relaying/],
    [
      (await scripted(t, { MAIL: '530 5.7.0 Authentication required' })).url,
      /wants a login/,
      /user:password/,
    ],
    [(await scripted(t, { RCPT: '450 4.2.0 Greylisted' })).url, /takes no mail just now/, /some minutes/],
    [(await scripted(t, { DOT: '554 5.7.26 unsigned' })).url, /refused the message/, /DKIM/],
  ]
  for (const [url, what, hint] of cases) {
    let reached = 'settings'
    const onPart = ({ part }: MailTrialPart) => (reached = part)
    const lookUp = async () => await Promise.resolve([])
    const failed = await trySmtp({ ...trial(url), onPart, lookUp }).then(
      () => assert.fail(url),
      (error: unknown) => mailAdvice(error, { smtpUrl: url, reached, address: draft.to, from: draft.from }),
    )
    assert.match(failed.sentence, what, `${url}: ${failed.sentence}`)
    assert.match(failed.hint, hint)
  }
})

test('a connection that comes back to a closed pool is ended, and no timer is left', async () => {
  const said: string[] = []
  const connection = Object.assign(new EventEmitter(), {
    quit: () => void said.push('quit'),
    close: () => void said.push('close'),
  })
  const open = async () => await Promise.resolve(connection as unknown as SMTPConnection)
  const pool = new SmtpPool({ open }, { connections: 1, perMinute: undefined })
  const lease = await pool.take(quiet, { fresh: false })
  pool.close()
  const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  pool.keep(lease)
  const after = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  assert.deepEqual([said, after], [['quit'], before])
})
