import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { newId } from '../src/base/id.ts'
import { newSealKey, seal, type SealKey } from '../src/base/seal.ts'
import type { Vote } from '../src/contracts/digest.ts'
import type { Log } from '../src/contracts/log.ts'
import { sleep } from '../src/base/clock.ts'
import { runDaemon, runDaemonOnce } from '../src/daemon/main.ts'
import { openServer } from '../src/daemon/server.ts'
import { openClient } from '../src/io/postgres/index.ts'
import { runJob } from '../src/services/jobs.ts'
import { worklog } from '../src/workflows/index.ts'
import { mailLinkBytes } from '../src/domain/mail-link.ts'
import { addDeliveries } from '../src/store/deliveries.ts'
import { settleItems, recordFound } from '../src/store/digest-items.ts'
import { lookCounts, newestFeedback } from '../src/store/feedback.ts'
import { addFirstSigningKey } from '../src/store/signing-keys.ts'
import { listSuppressions } from '../src/store/suppressions.ts'
import { testApp } from './support/app.ts'
import { addBrandRow, addEdition, offer } from './support/edition.ts'

const log: Log = { write: () => undefined, close: () => Promise.resolve() }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const month = 30 * 86_400_000

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

async function openDesk(t: TestContext, env: Record<string, string> = {}) {
  const app = await testApp(t, { env })
  const key = newSealKey()
  await addFirstSigningKey(app.sql, app.org, key)
  const { digestId } = await addEdition(app, await addBrandRow(app))
  const item = offer('https://news.example/pizza')
  await recordFound(app.sql, app.org, digestId, [item])
  await settleItems(app.sql, app.org, digestId, [
    { id: item.id, fate: 'chosen', reason: 'best', position: 1 },
  ])
  const delivery = newId()
  const mail = {
    sender: 'desk@example.com',
    recipient: 'thandi@example.com',
    subject: 'Five',
    messageId: 'a@b',
  }
  const row = { ...mail, id: delivery, key: delivery, digestId, jobId: null, raw: Buffer.from('mail') }
  await addDeliveries(app.sql, app.org, [row])
  let ready = true
  const server = await openServer(app, { host: '127.0.0.1', port: 0, log, ready: () => ready })
  t.after(async () => await server.close())
  const token = (vote: Vote, { by = key, ends = Date.now() + month }: { by?: SealKey; ends?: number } = {}) =>
    seal(mailLinkBytes({ kind: 'vote', delivery, position: 1, vote }), by, new Date(ends))
  const leave = (address = 'thandi@example.com') =>
    seal(
      mailLinkBytes({ kind: 'unsubscribe', brand: 'debonairs', address }),
      key,
      new Date(Date.now() + month),
    )
  const looks = async () => await lookCounts(app.sql, app.org, {})
  const votes = async () =>
    (await newestFeedback(app.sql, app.org, { limit: 9 })).map((one) => `${one.recipient} ${one.vote}`)
  return { app, server, key, token, leave, looks, votes, setReady: (value: boolean) => (ready = value) }
}

function ask(
  base: string,
  path: string,
  method = 'GET',
  headersAndBody: Record<string, string> = {},
): Promise<Answer> {
  const { body: sentBody = '', ...headers } = headersAndBody
  return new Promise((resolve, reject) => {
    const sent = request(`${base}${path}`, { method, headers, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    sent.on('error', reject).end(sentBody)
  })
}

test('a link shows a page and counts nothing; its button counts; a change of mind stands', async (t) => {
  const { server, token, votes } = await openDesk(t)
  const path = `/feedback/${token('yes')}`
  const page = await ask(server.url, path)
  assert.equal(page.status, 200)
  assert.match(page.body, /<form method="post" action="\.\/[^"]+">/)
  assert.match(page.body, /Title of https:\/\/news\.example\/pizza/)
  assert.deepEqual(await votes(), [])
  const thanks = await ask(server.url, path, 'POST', form)
  assert.equal(thanks.status, 200)
  assert.deepEqual(await votes(), ['thandi@example.com yes'])
  const change = /action="\.\/([^"]+)"/.exec(thanks.body)?.[1] ?? ''
  assert.equal(
    (await ask(server.url, `/feedback/${change}`, 'POST', { ...form, origin: 'null' })).status,
    200,
  )
  assert.deepEqual(await votes(), ['thandi@example.com no'])
  await ask(server.url, `/feedback/${change}`, 'POST', form)
  assert.deepEqual(await votes(), ['thandi@example.com no'])
})

test('the root of the server says whose it is', async (t) => {
  const { server } = await openDesk(t)
  const welcome = await ask(server.url, '/')
  assert.equal(welcome.status, 200)
  assert.match(welcome.body, /nightdesk is here/)
})

test('a vote takes a rating and a sentence, keeps them through a change of mind, and can be taken back', async (t) => {
  const { app, server, token, votes } = await openDesk(t)
  const path = `/feedback/${token('yes')}`
  await ask(server.url, path, 'POST', form)
  const said = new URLSearchParams({ rating: '4', note: 'More\n of <b>this</b> ' }).toString()
  const kept = await ask(server.url, path, 'POST', { ...form, body: said })
  assert.match(kept.body, /More of &lt;b&gt;this&lt;\/b&gt;/)
  await ask(server.url, `/feedback/${token('no')}`, 'POST', form)
  await ask(server.url, path, 'POST', { ...form, body: 'rating=9&note=' })
  const [one] = await newestFeedback(app.sql, app.org, { limit: 9 })
  assert.deepEqual([one?.vote, one?.rating, one?.note], ['yes', 4, 'More of <b>this</b>'])
  const back = await ask(server.url, path, 'POST', { ...form, body: 'take-back=yes' })
  assert.match(back.body, /taken back/)
  assert.deepEqual(await votes(), [])
})

test('scanners vote nothing: HEAD, GET, prefetch, and posts that no button of the page makes; looks are counted apart', async (t) => {
  const { server, token, votes, looks } = await openDesk(t)
  const path = `/feedback/${token('yes')}`
  const page = await ask(server.url, path)
  const links = [...page.body.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link]) => link)
  assert.deepEqual(links, [])
  const answers = [
    await ask(server.url, path, 'HEAD'),
    await ask(server.url, path, 'GET', { 'sec-purpose': 'prefetch;prerender' }),
    await ask(server.url, path, 'GET', { purpose: 'prefetch' }),
    await ask(server.url, path, 'HEAD', { 'x-purpose': 'preview' }),
    await ask(server.url, path, 'POST', { ...form, purpose: 'prefetch' }),
    await ask(server.url, path, 'POST', { 'content-type': 'text/plain' }),
    await ask(server.url, path, 'POST', { 'content-type': 'application/json' }),
    await ask(server.url, path, 'POST'),
    await ask(server.url, path, 'POST', { ...form, origin: 'https://evil.example' }),
    await ask(server.url, path, 'POST', { ...form, 'sec-fetch-site': 'cross-site' }),
    await ask(server.url, path, 'POST', { ...form, host: 'evil.example' }),
    await ask(server.url, path, 'PUT', form),
  ]
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 503, 503, 503, 503, 415, 415, 415, 403, 403, 421, 404],
  )
  assert.deepEqual(await votes(), [])
  assert.deepEqual(await looks(), { page: 1, head: 1, prefetch: 3 })
})

test('a link that was changed, has ended, or is of a key or item that is gone counts nothing and says why', async (t) => {
  const { app, server, key, token, leave, votes } = await openDesk(t)
  const whole = token('yes')
  const ends = new Date(Date.now() + month)
  const nobody = mailLinkBytes({ kind: 'vote', delivery: newId(), position: 1, vote: 'yes' })
  const cases = [
    [`${whole.slice(0, -1)}${whole.endsWith('x') ? 'y' : 'x'}`, 404],
    [`${whole.startsWith('x') ? 'y' : 'x'}${whole.slice(1)}`, 404],
    [`${whole}=`, 404],
    [token('yes', { by: newSealKey() }), 404],
    [leave(), 404],
    [seal(Buffer.of(0), key, ends), 404],
    [seal(Buffer.of(7, ...nobody.slice(1)), key, ends), 404],
    [seal(nobody, key, ends), 410],
    [token('yes', { ends: Date.now() - 1000 }), 410],
    ['nothing', 404],
    ['%00', 404],
    ['x'.repeat(2040), 404],
  ] as const
  for (const [path, status] of cases) {
    const answer = await ask(server.url, `/feedback/${path}`, 'POST', form)
    assert.equal(answer.status, status, path.slice(0, 40))
    assert.match(answer.body, /<h1>/)
  }
  await app.sql`delete from digests where org_id = ${app.org}`
  assert.equal((await ask(server.url, `/feedback/${whole}`)).status, 410)
  assert.deepEqual(await votes(), [])
})

const oneClick = 'List-Unsubscribe=One-Click'
const multipart = `--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n`

test('one click unsubscribes: a POST from anywhere, without a login or a redirect, however often; a GET only asks', async (t) => {
  const { app, server, leave } = await openDesk(t)
  const stopped = async () => (await listSuppressions(app.sql, app.org, 9)).map(({ address }) => address)
  const path = `/unsubscribe/${leave('Thandi@example.com')}`
  const page = await ask(server.url, path)
  assert.match(page.body, /<form method="post"[^]*name="List-Unsubscribe" value="One-Click"/)
  await ask(server.url, path, 'HEAD')
  for (const body of ['', 'yes=1'])
    assert.equal((await ask(server.url, path, 'POST', { ...form, body })).status, 400)
  assert.deepEqual(await stopped(), [])
  const foreign = { ...form, origin: 'https://mail.example', 'sec-fetch-site': 'cross-site' }
  const answers = [
    await ask(server.url, path, 'POST', { ...foreign, body: oneClick }),
    await ask(server.url, path, 'POST', {
      'content-type': 'multipart/form-data; boundary=x',
      body: multipart,
    }),
  ]
  for (const { status, headers, body } of answers) {
    assert.deepEqual([status, headers.location, headers['set-cookie']], [200, undefined, undefined])
    assert.match(body, /no more editions of <strong>Debonairs Pizza/)
  }
  assert.deepEqual(await stopped(), ['thandi@example.com'])
  await ask(server.url, `/unsubscribe/${leave('b@example.com')}`, 'POST', {
    'content-type': 'multipart/form-data; boundary=x',
    body: multipart,
  })
  assert.deepEqual(await stopped(), ['b@example.com', 'thandi@example.com'])
  assert.match((await ask(server.url, path)).body, /You are unsubscribed/)
})

test('a link to unsubscribe works after its edition and its brand are gone, and no other link does it', async (t) => {
  const { app, server, leave, token } = await openDesk(t)
  await app.sql`delete from brands where org_id = ${app.org}`
  assert.equal(
    (await ask(server.url, `/unsubscribe/${leave()}`, 'POST', { ...form, body: oneClick })).status,
    200,
  )
  assert.equal((await listSuppressions(app.sql, app.org, 9)).length, 1)
  const whole = leave()
  for (const other of [token('yes'), `${whole.slice(0, -1)}${whole.endsWith('x') ? 'y' : 'x'}`])
    assert.equal(
      (await ask(server.url, `/unsubscribe/${other}`, 'POST', { ...form, body: oneClick })).status,
      404,
    )
})

test('behind a proxy that passes its path on, or takes it off, the pages answer and their forms post to each other', async (t) => {
  const { server, token, leave, votes } = await openDesk(t, { PUBLIC_URL: 'https://example.com/desk/' })
  const host = { host: 'example.com' }
  for (const prefix of ['/desk', '']) {
    assert.match((await ask(server.url, `${prefix}/`, 'GET', host)).body, /nightdesk is here/)
    const page = await ask(server.url, `${prefix}/feedback/${token('yes')}`, 'GET', host)
    const action = /action="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const target = new URL(action, `https://example.com${prefix}/feedback/x`).pathname
    const posted = { ...host, ...form, origin: 'https://example.com', 'sec-fetch-site': 'same-origin' }
    assert.equal((await ask(server.url, target, 'POST', posted)).status, 200)
    assert.equal((await ask(server.url, `${prefix}/unsubscribe/${leave()}`, 'GET', host)).status, 200)
  }
  assert.deepEqual(await votes(), ['thandi@example.com yes'])
})

test('every answer forbids scripts, frames and indexing', async (t) => {
  const { server, token } = await openDesk(t)
  for (const path of [`/feedback/${token('yes')}`, '/feedback/nothing', '/nowhere', '/healthz']) {
    const { headers } = await ask(server.url, path)
    assert.match(String(headers['content-security-policy']), /default-src 'none'/)
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(String(headers['x-robots-tag']), /noindex/)
  }
})

test('it is alive while it runs, and ready while its worker and its database are', async (t) => {
  const { server, setReady, app } = await openDesk(t)
  assert.equal((await ask(server.url, '/healthz')).status, 200)
  assert.equal((await ask(server.url, '/readyz')).status, 200)
  setReady(false)
  assert.equal((await ask(server.url, '/readyz')).status, 503)
  setReady(true)
  await app.sql.end({ timeout: 1 })
  const answer = await ask(server.url, '/readyz')
  assert.deepEqual([answer.status, (JSON.parse(answer.body) as { database: boolean }).database], [503, false])
})

test('a port that is taken is said with what to type', async (t) => {
  const { app, server } = await openDesk(t)
  const port = Number(new URL(server.url).port)
  await assert.rejects(openServer(app, { host: '127.0.0.1', port, log, ready: () => true }), /in use already/)
})

test('the daemon serves and works until it is told to stop, then leaves no worker and a log without secrets', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-log-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const app = await testApp(t, { env: { LOG_FILE: join(folder, 'daemon.log') } })
  app.scrubber.add('127.0.0.1:')
  const stop = new AbortController()
  t.signal.addEventListener('abort', () => stop.abort())
  const seen: string[] = []
  const options = { host: '127.0.0.1', port: 0, concurrency: 1, only: [], grace: 1000, signal: stop.signal }
  await runDaemon(app, {
    ...options,
    onStart({ url }) {
      seen.push(url)
      void ask(url, '/healthz').then(({ status }) => stop.abort(seen.push(String(status))))
    },
  })
  assert.equal(seen[1], '200')
  await assert.rejects(ask(seen[0] ?? '', '/healthz'), /ECONNREFUSED/)
  assert.equal((await app.sql`select id from workers`).length, 0)
  const lines = (await readFile(join(folder, 'daemon.1.log'), 'utf8')).trim().split('\n')
  const messages = lines.map((line) => (JSON.parse(line) as { msg: string }).msg)
  assert.deepEqual(messages, ['The daemon has started', 'The daemon stops', 'The daemon has stopped'])
  assert.match(lines[0] ?? '', /\[secret\]/)
})

test('once: what a schedule has due is done with all that comes of it, then the daemon ends', async (t) => {
  const app = await testApp(t, { env: { LOG_LEVEL: 'silent' } })
  await addBrandRow(app)
  await app.sql`
    insert into schedules (id, org_id, name, type, payload, cron, zone, next_at)
    values (${newId()}, ${app.org}, 'digest-debonairs', 'digest.run', ${app.sql.json({ brand: 'debonairs' })},
      '0 7 * * *', 'UTC', ${new Date(Date.now() - 1000)})`
  const options = { concurrency: 2, only: [], signal: AbortSignal.timeout(30_000) }
  const done = await runDaemonOnce(app, options)
  assert.deepEqual(
    done.map(({ type, status }) => [type, status]),
    [['digest.run', 'success']],
  )
  assert.equal((await runDaemonOnce(app, options)).length, 0)
  const jobs = await app.sql<{ status: string }[]>`select status from jobs where org_id = ${app.org}`
  assert.deepEqual(
    jobs.map(({ status }) => status),
    ['success'],
  )
  const [digest] = await app.sql<{ status: string }[]>`select status from digests where org_id = ${app.org}`
  assert.equal(digest?.status, 'empty')
})

test('once: a daemon whose lease is lost in the middle of a job goes on with another one', async (t) => {
  const app = await testApp(t, { env: { LOG_LEVEL: 'silent' } })
  const { sql } = app
  const { id } = await runJob(app, worklog, { again: false }, { wait: false, signal: AbortSignal.timeout(1) })
  const holder = await openClient(app.database.application)
  t.after(async () => await holder.end())
  await holder.query('begin; lock table entries in access exclusive mode')
  const limit = AbortSignal.timeout(30_000)
  const running = runDaemonOnce(app, { concurrency: 2, only: [], signal: limit })
  while ((await sql`select from jobs where id = ${id} and status = 'running'`).length === 0)
    await sleep(20, limit)
  await sql`
    select pg_terminate_backend(pid)
    from pg_locks
    where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`
  await holder.query('commit')
  await running
  const [job] = await sql<{ status: string }[]>`select status from jobs where id = ${id}`
  assert.equal(job?.status, 'success')
})
