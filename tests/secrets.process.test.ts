import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { createScrubber } from '../src/base/scrubber.ts'
import type { Sql } from '../src/contracts/sql.ts'
import { openLog } from '../src/io/log.ts'
import { nightdesk, type Ran } from './support/command.ts'
import { testDatabase } from './support/database.ts'
import { holdsMarker } from './support/leak.ts'
import { scripted } from './support/mail-server.ts'
import { chat, json, openModelServer, text, type Reply } from './support/model-server.ts'
import { webServer } from './support/web-server.ts'

/** Every canary holds it: half a secret is a leak as well. */
const marker = 'CanaryMarker'
const key = `sk-"zq&${marker}/zq+0123456789`
const mailPassword = `mail ${marker}?9/8=`
const collectorKey = `otel-${marker}-13579`
const fileKey = `file-${marker}-24680`
const databasePassword = `data:${marker}@"77`

const quote = 'Debonairs Pizza brings the Real Deal back to every store in the country this week.'
const page = `<html><head><title>The Real Deal is back</title></head><body><article><h1>The Real Deal is back</h1>
  <p>${quote} The pizza is made for sharing, and its flavour is bold, says the kitchen that made the first one.</p>
  <p>The queue went around the corner before noon, and nobody had expected so many people on a Friday.</p>
  </article></body></html>`

/** What each agent is answered: every reply repeats what the request carried in its headers. */
const replies: Record<string, Reply> = {
  'worklog-analyst': (response, request) =>
    json(401, { error: { message: `Incorrect API key provided: ${bearer(request)}`, type: 'auth' } })(
      response,
      request,
    ),
  'report-writer': (response, request) => {
    const id = /id\\*":\\*"([^"\\]+)/.exec(JSON.stringify(request.body.messages))?.[1]
    const point = { text: `Fixed with ${bearer(request)}`, state: 'done', entries: [id] }
    chat(JSON.stringify({ sections: [{ heading: 'Done', points: [point] }] }))(response, request)
  },
  'skill-extractor': (response, request) =>
    text(400, `<h1>Oops</h1>${base64(`Authorization: Bearer ${bearer(request)}`)} ${bearer(request)}`, {
      'x-echo': encodeURIComponent(bearer(request)),
    })(response, request),
  'page-judge': (response, request) =>
    chat(
      JSON.stringify({
        relevance: 90,
        section: 'on brand',
        heading: `The Real Deal ${bearer(request)}`,
        summary: `It is back. ${base64(`user:${bearer(request)}`)}`,
        sentiment: 'positive',
        topics: [bearer(request)],
        entities: [],
        quotes: [quote],
        reason: `Because of ${bearer(request)}`,
        risks: [encodeURIComponent(bearer(request))],
      }),
    )(response, request),
}

function bearer(request: Parameters<Reply>[1]): string {
  return (request.headers.authorization ?? '').replace('Bearer ', '')
}

function base64(plain: string): string {
  return Buffer.from(plain).toString('base64')
}

async function openScene(t: TestContext) {
  const { url, sql } = await testDatabase(t)
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-secrets-'))
  t.after(async () => await rm(home, { recursive: true, force: true }))
  const model = await openModelServer(t, (response, request) => {
    const { json_schema: schema } = request.body.response_format as { json_schema: { name: string } }
    const reply = replies[schema.name] ?? replies['worklog-analyst']
    reply?.(response, request)
  })
  const feed = (): string =>
    `<rss version="2.0"><channel><title>News</title><item><title>The Real Deal is back</title><link>${web.url('/page')}</link>
     <pubDate>${new Date().toUTCString()}</pubDate></item></channel></rss>`
  const web = await webServer(t, {
    '/feed': (_request, response) => response.setHeader('content-type', 'application/rss+xml').end(feed()),
    '/page': page,
  })
  const mail = await scripted(t, {
    EHLO: '250-test\r\n250 AUTH PLAIN',
    get AUTH(): string {
      const login = `${base64(`\0desk\0${mailPassword}`)} (${mailPassword})`
      return mail.seen.filter((verb) => verb === 'AUTH').length === 1
        ? `535 5.7.8 ${login} is refused`
        : '235 welcome'
    },
    DOT: `250 accepted for ${mailPassword}`,
  })
  const mailUrl = mail.url.replace('smtp://', `smtp://desk:${encodeURIComponent(mailPassword)}@`)
  const env = {
    NO_COLOR: '1',
    NIGHTDESK_DEBUG: '1',
    DESK_KEY: key,
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    OTEL_EXPORTER_OTLP_HEADERS: `x-key=${encodeURIComponent(collectorKey)}`,
    SMTP_URL: mailUrl,
    MAIL_FROM: 'desk@example.org',
    NETWORK_ALLOW: web.host,
    LOG_LEVEL: 'trace',
  }
  const databaseUrl = `${url}&password=${encodeURIComponent(databasePassword)}`
  const ran: Record<string, Ran> = {}
  const run = async (...args: string[]) =>
    (ran[args.join(' ')] = await nightdesk(args, { home, databaseUrl, env }))
  await writeFile(join(home, 'key'), `${fileKey}\n`)
  const provider = (id: string, reference: string) =>
    `    - { id: ${id}, kind: openai-compatible, model: small, base_url: "${model.baseUrl}", key: "${reference}" }`
  const models = [
    'models:',
    '  providers:',
    provider('one', 'env:DESK_KEY'),
    provider('two', `file:${join(home, 'key')}`),
    '  routes: { fast: [one], strong: [one], critic: [one] }',
  ]
  await writeFile(join(home, 'nightdesk.yaml'), models.join('\n'))
  const brand = join(home, 'one.yaml')
  const lines = [
    'id: one',
    'display_name: Debonairs Pizza',
    'tone: { persona: Plain. }',
    'keywords: { core: [pizza, sharing] }',
    'recipients: [a@example.com]',
    `sources: [{ kind: feed, url: "${web.url('/feed')}" }]`,
  ]
  await writeFile(brand, lines.join('\n'))
  return { sql, home, run, ran, brand, model, mail }
}

/** Every row of every table as text; bytes as what they say. */
async function dump(sql: Sql): Promise<Record<string, string>> {
  const tables = await sql<{ name: string; schema: string }[]>`
    select table_name as name, table_schema as schema
    from information_schema.tables
    where table_schema in ('nightdesk', 'graphile_worker', 'public')`
  const texts: Record<string, string> = {}
  for (const { name, schema } of tables) {
    const rows = await sql`select * from ${sql(`${schema}.${name}`)}`
    const bytes = (_key: string, value: unknown) =>
      isBytes(value) ? Buffer.from(value.data).toString() : value
    texts[name] = rows.map((row) => JSON.stringify(row, bytes)).join('\n')
  }
  return texts
}

function isBytes(value: unknown): value is { data: number[] } {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer'
}

test('no secret of the environment leaves, although every server repeats it', async (t) => {
  const { sql, home, run, ran, brand, model, mail } = await openScene(t)
  await run('log', 'Fixed the login of the search in PostgreSQL')
  await run('analyze')
  await run('report', 'standup')
  await run('extract', '--no-wait')
  await run('brand', 'add', brand)
  await run('digest', 'run', '--no-wait')
  await run('daemon', '--once')
  const lines = [
    'llm list',
    'llm show two',
    'llm test',
    'usage --by provider',
    `llm record ${join(home, 'answers')} --yes`,
  ]
  for (const args of [...lines, 'doctor', 'jobs list', 'events', 'status', 'email list', 'digest show'])
    await Promise.all([run(...args.split(' ')), run(...args.split(' '), '--json')])
  const [job] = await sql<{ id: string }[]>`select id from jobs where type = 'worklog.analyze'`
  await run('jobs', 'show', job?.id ?? '')
  await run('explain', job?.id ?? '', '--json')
  const tables = await dump(sql)

  // The servers were told the secrets and repeated them.
  const told = new Set(model.requests.map(({ headers }) => headers.authorization))
  assert.deepEqual(told, new Set([`Bearer ${key}`, `Bearer ${fileKey}`]))
  assert.match(ran.analyze?.stderr ?? '', /refused the key \(HTTP 401\)/)
  assert.ok(mail.seen.filter((verb) => verb === 'AUTH').length === 2, mail.seen.join(' '))
  assert.match(tables.deliveries ?? '', /250 accepted for \[secret\]/)
  assert.match(tables.events ?? '', /535 5\.7\.8 .*\[secret\].* is refused/)
  assert.match(tables.evaluations ?? '', /The Real Deal \[secret\]/)
  assert.match(tables.llm_calls ?? '', /Fixed with \[secret\]/)

  const outlets = {
    cassette: await readFile(join(home, 'answers'), 'utf8'),
    ...tables,
    ...Object.fromEntries(Object.entries(ran).map(([args, { stdout, stderr }]) => [args, stdout + stderr])),
  }
  const leaks = Object.entries(outlets).filter(([, said]) => holdsMarker(said, marker))
  assert.deepEqual(
    leaks.map(([outlet, said]) => `${outlet}: ${said.slice(0, 600)}`),
    [],
  )
})

test('no secret reaches the log, by no name of a field', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-log-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const scrubber = createScrubber([key, mailPassword])
  const log = await openLog({ level: 'debug', file: join(folder, 'desk.log'), scrubber })
  log.write('error', `Refused: ${key}`, {
    answer: { headers: [`Basic ${base64(`ann:${mailPassword}`)}`], body: JSON.stringify({ key }) },
    [`field ${key}`]: new Error(`Bearer ${key}`),
  })
  await log.close()
  const [file = ''] = await readdir(folder)
  const said = await readFile(join(folder, file), 'utf8')
  assert.match(said, /Refused: \[secret\]/)
  assert.ok(!holdsMarker(said, marker), said)
})
