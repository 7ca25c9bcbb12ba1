import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { openSmtpInbox } from '../src/io/mail/index.ts'
import { addBrand } from '../src/services/brands.ts'
import { freePort } from '../src/services/demo-environment.ts'
import { digestOf, runDigest } from '../src/services/digest.ts'
import { followJob } from '../src/services/follow.ts'
import { testApp } from './support/app.ts'

const door = join(import.meta.dirname, '../bin/nightdesk.js')
const sources = 3
const pagesOfEach = 4

/** Words that no two pages share, so that none is a copy of another. */
function article(name: string): string {
  const words = Array.from({ length: 60 }, (_, index) => `word${name}${index}`)
  return `The pizza of ${name} is made for sharing and has a flavour of its own. ${words.join(' ')}.`
}

/** A web of small feeds and pages. `onPage` is told of each page that is asked for, before it is answered. */
async function openWeb(t: TestContext, onPage: (count: number) => void): Promise<URL> {
  let count = 0
  const server = createServer((request, response) => {
    const [, kind = '', name = ''] = (request.url ?? '').split('/')
    const origin = `http://${request.headers.host}`
    if (kind === 'feed') {
      const names = Array.from({ length: pagesOfEach }, (_, index) => `${name}${index}`)
      const items = names.map(
        (page) => `<item><title>Pizza ${page}</title><link>${origin}/page/${page}</link></item>`,
      )
      return void response
        .setHeader('content-type', 'application/rss+xml')
        .end(
          `<rss version="2.0"><channel><title>${name}</title><link>${origin}</link>${items.join('')}</channel></rss>`,
        )
    }
    if (kind !== 'page') return void response.writeHead(404).end()
    count += 1
    onPage(count)
    const html = `<html lang="en"><title>Pizza ${name}</title><body><article><h1>Pizza ${name}</h1><p>${article(name)}</p></article></html>`
    return void response.setHeader('content-type', 'text/html').end(html)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  return new URL(`http://127.0.0.1:${address.port}`)
}

/** A daemon of its own, on a free port; killed at the end at the latest. */
function startDaemon(t: TestContext, env: Record<string, string>, port: number): ChildProcess {
  const child = spawn(process.execPath, [door, 'daemon', '--http-port', String(port), '--grace', '1s'], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
  t.after(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  })
  return child
}

test('a daemon that is killed in the middle of an edition loses no source, and each reader gets one mail', async (t) => {
  let first: ChildProcess | undefined
  const web = await openWeb(t, (count) => {
    if (count === 3) first?.kill('SIGKILL')
  })
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-crash-'))
  const inbox = await openSmtpInbox(join(folder, 'mail'))
  t.after(async () => {
    await inbox.close()
    await rm(folder, { recursive: true, force: true })
  })
  const shared = { NETWORK_ALLOW: web.host, SMTP_URL: inbox.url, MAIL_FROM: 'desk@nightdesk.example' }
  const app = await testApp(t, { env: shared })
  const feeds = Array.from(
    { length: sources },
    (_, index) => `  - { kind: feed, name: s${index}, url: "${web.origin}/feed/${'abc'[index]}" }`,
  )
  const file = join(folder, 'brand.yaml')
  const lines = [
    'id: crash',
    'display_name: Crash',
    'tone: { persona: Plain. }',
    'keywords: { core: [pizza, sharing, flavour] }',
  ]
  await writeFile(
    file,
    [...lines, 'recipients: [a@example.com, b@example.com]', 'sources:', ...feeds].join('\n'),
  )
  await addBrand(app, file)
  const { id } = await runDigest(app, 'crash', { wait: false, signal: t.signal })

  const env = { ...shared, NIGHTDESK_HOME: app.config.home, DATABASE_URL: app.config.database.url ?? '' }
  first = startDaemon(t, env, await freePort())
  const [, signal] = (await once(first, 'exit')) as [number | null, string | null]
  assert.equal(signal, 'SIGKILL')
  startDaemon(t, env, await freePort())
  const job = await followJob(app, id, { timeoutMs: 60_000, signal: t.signal })

  assert.equal(job.status, 'success', job.error ?? '')
  const { digest, items, deliveries } = await digestOf(app, job)
  assert.deepEqual([digest.status, digest.summary.sourcesRead], ['sent', sources])
  assert.equal(items.length, sources * pagesOfEach)
  assert.ok(
    items.every(({ fate }) => fate !== 'found' && fate !== 'failed'),
    JSON.stringify(items.map(({ fate, reason }) => [fate, reason])),
  )
  assert.deepEqual(
    deliveries.map(({ state }) => state),
    ['sent', 'sent'],
  )
  const mails = await Promise.all(
    (await inbox.messages()).map(async (path) => await readFile(path, 'latin1')),
  )
  assert.deepEqual(
    mails.map((mail) => /^To: (.*)\r$/m.exec(mail)?.[1]).toSorted((a = '', b = '') => (a < b ? -1 : 1)),
    ['a@example.com', 'b@example.com'],
  )
})
