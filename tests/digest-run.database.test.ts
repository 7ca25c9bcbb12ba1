import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import PostalMime from 'postal-mime'
import type { Job } from '../src/contracts/job.ts'
import { openSmtpInbox } from '../src/io/mail/index.ts'
import type { App } from '../src/services/app.ts'
import { addBrand } from '../src/services/brands.ts'
import { digestOf, listDigests, previewDigest, runDigest, showDigest } from '../src/services/digest.ts'
import { listEmails } from '../src/services/email.ts'
import { explainJob } from '../src/services/explain.ts'
import { openFeedbackLink, vote } from '../src/services/feedback.ts'
import { followJob } from '../src/services/follow.ts'
import { retryJob, timelineOf } from '../src/services/jobs.ts'
import { testApp } from './support/app.ts'
import { chat, openModelServer } from './support/model-server.ts'

const today = new Date().toUTCString()

/** A page of the small web: its title, its text, and what may be wrong with it. */
interface SmallPage {
  title: string
  text: string
  status?: number
}

const kitchen =
  'The kitchen opened early and the neighbours came by to see what was new on the menu that week. ' +
  'Nobody had expected so many people, and the queue went around the corner before noon. '
const street =
  'On Vilakazi Street a box is opened before it reaches the table, says a student who grew up two houses away. ' +
  'Her grandmother cuts every slice in half, so that the last guest gets as much as the first one did. '

const pages: Record<string, SmallPage> = {
  '/real-deal': {
    title: 'Debonairs Pizza brings back the Real Deal',
    text: `Debonairs Pizza brings the Real Deal back to every store. The pizza is made for sharing, and its flavour is bold. ${kitchen}`,
  },
  '/sharing': {
    title: 'Why pizza is the food of sharing in Soweto',
    text: `Pizza and sharing belong together in Soweto, where every flavour has a street of its own. ${street}`,
  },
  '/copy-of-sharing': {
    title: 'Why pizza is the food of sharing in Soweto (again)',
    text: `Pizza and sharing belong together in Soweto, where every flavour has a street of its own. ${street}`,
  },
  '/tax': {
    title: 'Revenue service moves its deadline',
    text: `The deadline of the revenue service moves to the end of the month for companies with more than ten employees. It said that forms must be complete, and that fines apply from the first day. Accountants asked for more time last year.`,
  },
  '/gone': { title: 'Gone', text: '', status: 410 },
}

/** Paths at which the web asks to come again at once. */
const busy = new Set<string>()

function answer(path: string, response: ServerResponse): void {
  if (busy.has(path)) return void response.writeHead(503, { 'retry-after': '0' }).end()
  const page = pages[path]
  if (path === '/feed') return void response.setHeader('content-type', 'application/rss+xml').end(feed())
  if (path === '/cut' || path === '/broken')
    return void response
      .setHeader('content-type', 'application/rss+xml')
      .end(
        path === '/cut' ? feed().slice(0, feed().lastIndexOf('</item>')) : '<rss><channel><item><title>x</ti',
      )
  if (page === undefined || page.status !== undefined)
    return void response
      .writeHead(page?.status ?? 404, { 'content-type': 'text/html' })
      .end('<p>Nothing here.')
  const { title, text } = page
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(
    `<!doctype html><html lang="en"><head><title>${title}</title></head><body><article><h1>${title}</h1><p>${text}</p></article></body></html>`,
  )
}

function feed(): string {
  const items = Object.entries(pages).map(
    ([path, { title }]) =>
      `<item><title>${title}</title><link>${base}${path}</link><pubDate>${today}</pubDate></item>`,
  )
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>${base}</link>${items.join('')}</channel></rss>`
}

let base = ''

async function openWeb(t: TestContext): Promise<string> {
  const server = createServer((request, response) => answer(request.url ?? '', response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  assert.ok(typeof address === 'object' && address !== null)
  base = `http://127.0.0.1:${address.port}`
  return `127.0.0.1:${address.port}`
}

function brandFile(sources: readonly string[]): string {
  return [
    'id: debonairs',
    'display_name: Debonairs Pizza',
    'tone: { persona: Playful and community-driven. }',
    'keywords: { core: [pizza, sharing, flavour], products: [Real Deal] }',
    'colours: { primary: "#c8102e", secondary: "#ffb81c" }',
    'recipients: [thandi@example.com, sipho@example.com, Thandi@Example.com]',
    'sources:',
    ...sources.map((source) => `  - { kind: feed, name: ${source.slice(1)}, url: "${base}${source}" }`),
  ].join('\n')
}

async function openDesk(
  t: TestContext,
  sources: readonly string[],
  { smtp = true, ...more }: { smtp?: boolean; model?: Record<string, string> } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-digest-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const host = await openWeb(t)
  const inbox = await openSmtpInbox(join(folder, 'mail'))
  t.after(async () => await inbox.close())
  const env: Record<string, string> = {
    NETWORK_ALLOW: host,
    MAIL_FROM: 'nightdesk <desk@nightdesk.example>',
    ...more.model,
  }
  if (smtp) env.SMTP_URL = inbox.url
  const app = await testApp(t, { env })
  const file = join(folder, 'brand.yaml')
  await writeFile(file, brandFile(sources))
  await addBrand(app, file)
  return { app, inbox }
}

async function runEdition(app: App): Promise<Job> {
  return await runDigest(app, undefined, { wait: true, signal: AbortSignal.timeout(60_000) })
}

test('an edition reads, judges, chooses and sends one mail to each reader, with links that vote', async (t) => {
  const { app, inbox } = await openDesk(t, ['/feed'])
  const job = await runEdition(app)
  assert.equal(job.status, 'success', job.error ?? '')
  const { digest, items, deliveries } = await digestOf(app, job)
  assert.equal(digest.status, 'sent')
  const [run] = await app.sql<
    { id: string; status: string; result: unknown; error: unknown; whole: boolean }[]
  >`
    select id, status, result->>'status' as result, error_message as error,
      date_trunc('milliseconds', started_at) <= ${digest.createdAt} and completed_at >= ${digest.finishedAt} as whole
    from agent_runs
    where org_id = ${app.org}`
  assert.deepEqual(run, { id: job.id, status: 'success', result: 'sent', error: null, whole: true })
  const fates = Object.fromEntries(items.map(({ url, fate }) => [url.slice(base.length), fate]))
  assert.deepEqual(fates, {
    '/real-deal': 'chosen',
    '/sharing': fates['/copy-of-sharing'] === 'chosen' ? 'duplicate' : 'chosen',
    '/copy-of-sharing': fates['/sharing'] === 'chosen' ? 'duplicate' : 'chosen',
    '/tax': 'passed-over',
    '/gone': 'rejected',
  })
  assert.match(items.find(({ url }) => url.endsWith('/gone'))?.reason ?? '', /^gone: /)
  for (const { url, evaluation, position } of items.filter(({ fate }) => fate === 'chosen')) {
    assert.ok(evaluation !== null && position !== null)
    const page = pages[url.slice(base.length)]
    for (const { text } of evaluation.quotes)
      assert.ok(page?.text.includes(text) || page?.title.includes(text), text)
  }
  assert.deepEqual(
    deliveries.map(({ state }) => state),
    ['sent', 'sent'],
  )
  const messages = await inbox.messages()
  assert.equal(messages.length, 2)
  const mails = await Promise.all(
    messages.map(async (path) => await PostalMime.parse(await readFile(path, 'latin1'))),
  )
  const readers = mails.flatMap(({ to }) => to?.map(({ address }) => address ?? '') ?? [])
  assert.deepEqual(new Set(readers), new Set(['sipho@example.com', 'thandi@example.com']))
  const token = /\/feedback\/([\w.-]+)/.exec(mails[0]?.text ?? '')?.[1] ?? ''
  assert.equal((await openFeedbackLink(app, token)).ok, true)
  assert.equal((await vote(app, token)).ok, true)
  assert.match((await previewDigest(app, undefined)).html, /Debonairs Pizza/)
})

test('what was shown is not shown again: the next edition is empty, sends nothing and says so', async (t) => {
  const { app, inbox } = await openDesk(t, ['/feed'])
  await runEdition(app)
  const job = await runEdition(app)
  assert.equal(job.status, 'success', job.error ?? '')
  const { digest, items } = await digestOf(app, job)
  assert.equal(digest.status, 'empty')
  assert.equal(items.filter(({ reason }) => reason?.startsWith('shown in the edition') === true).length, 2)
  assert.equal((await inbox.messages()).length, 2)
  assert.equal((await listDigests(app, { limit: 9 })).length, 2)
  await assert.rejects(previewDigest(app, digest.id.slice(-8)), /no page to show/)
  assert.notEqual(
    (await previewDigest(app, undefined)).id,
    digest.id,
    'the newest mail is that of an older one',
  )
})

test('a source that fails fails its own job and not the edition, and without a server mail becomes files', async (t) => {
  const { app } = await openDesk(t, ['/feed', '/nothing'], { smtp: false })
  const job = await runEdition(app)
  assert.equal(job.status, 'success', job.error ?? '')
  const { digest, deliveries } = await showDigest(app, undefined)
  assert.equal(digest.status, 'sent')
  assert.equal(digest.summary.sourcesRead, 1)
  assert.match(JSON.stringify(digest.summary.sourcesFailed), /nothing.*answered 404/)
  for (const { response } of deliveries) {
    assert.ok(response?.startsWith(join(app.config.home, 'inbox')))
    assert.match(await readFile(response ?? '', 'latin1'), /^Subject: /m)
  }
  assert.equal((await listEmails(app, 9)).length, 2)
})

test('a model judges by its wire, its quotes are those of the page, and the edition says who judged', async (t) => {
  const model = await openModelServer(t, (response, request) => {
    const asked = JSON.stringify(request.body)
    const quote =
      /(?:Debonairs Pizza brings the|Pizza and sharing|The deadline)[^.]{20,120}\./.exec(asked)?.[0] ?? ''
    const judgement = {
      relevance: asked.includes('revenue service') ? 3 : 81,
      section: 'on brand',
      heading: 'A slice of news',
      summary: 'It is about pizza, and about who shares it.',
      sentiment: 'positive',
      topics: ['pizza'],
      entities: ['Soweto'],
      quotes: [quote],
      reason: 'It is about the brand.',
      risks: [],
    }
    chat(JSON.stringify(judgement))(response, request)
  })
  const { app } = await openDesk(t, ['/feed'], {
    model: {
      LLM_PROVIDER: 'openai-compatible',
      LLM_BASE_URL: model.baseUrl,
      LLM_MODEL: 'small',
      LLM_API_KEY: 'sk-test-key',
    },
  })
  const job = await runEdition(app)
  assert.equal(job.status, 'success', job.error ?? '')
  const { digest, items } = await digestOf(app, job)
  assert.deepEqual([digest.status, digest.engine], ['sent', 'openai-compatible/small'])
  assert.equal(model.requests.length, 4)
  for (const { evaluation, url } of items.filter(({ fate }) => fate === 'chosen'))
    assert.ok(pages[url.slice(base.length)]?.text.includes(evaluation?.quotes[0]?.text ?? 'none'))
})

test('an edition of which no source could be read fails in one sentence, and is no empty edition', async (t) => {
  const { app, inbox } = await openDesk(t, ['/nothing', '/gone'])
  const job = await runEdition(app)
  assert.equal(job.status, 'failed')
  assert.match(
    job.error ?? '',
    /^None of the 2 sources of Debonairs Pizza could be read, so nothing is sent: nothing: .* answered 404\.$/,
  )
  assert.equal(job.errorKind, 'bad-input')
  const { digest } = await showDigest(app, undefined)
  assert.deepEqual([digest.status, digest.engine], ['failed', null])
  assert.equal(digest.summary.sourcesRead, 0)
  assert.equal((await inbox.messages()).length, 0)
})

test('an edition without a source fails as its source did, judges nothing, and reads again when a person repeats it', async (t) => {
  const { app, inbox } = await openDesk(t, ['/feed'])
  busy.add('/feed')
  t.after(() => busy.delete('/feed'))
  const job = await runEdition(app)
  assert.deepEqual([job.status, job.errorKind, job.retryCount], ['failed', 'unavailable', 0])
  assert.match(
    job.error ?? '',
    /^The only source of Debonairs Pizza could not be read.*: feed: .* answered 503\.$/,
  )
  const told = (await timelineOf(app, job)).map(({ message }) => message)
  assert.ok(told.includes('Waits for 1 job that it started: source.read'), told.join('\n'))
  for (const attempt of [2, 3, 4])
    assert.ok(told.some((message) => message.endsWith(`Trying again in 0 s, attempt ${attempt} of 4`)))
  assert.doesNotMatch(told.join('\n'), /Judging|chosen/)
  const why = (await explainJob(app, job.id)).sentences.join(' ')
  assert.match(why, /What it started was tried again to its limit/)
  busy.delete('/feed')
  const again = await followJob(app, (await retryJob(app, job.id)).id, {
    signal: AbortSignal.timeout(60_000),
  })
  assert.equal(again.status, 'success', again.error ?? '')
  assert.ok((await inbox.messages()).length > 0)
})

function askedModel(baseUrl: string): Record<string, string> {
  return {
    LLM_PROVIDER: 'openai-compatible',
    LLM_BASE_URL: baseUrl,
    LLM_MODEL: 'small',
    LLM_API_KEY: 'sk-test-key',
  }
}

test('an edition of which no page could be judged fails, counts them, and names no engine', async (t) => {
  const model = await openModelServer(t, chat('{"relevance":"none"}'))
  const { app } = await openDesk(t, ['/feed'], { model: askedModel(model.baseUrl) })
  const job = await runEdition(app)
  assert.equal(job.status, 'failed')
  assert.match(job.error ?? '', /^None of 4 pages could be judged, so nothing is sent: .*page-judge/)
  const { digest } = await showDigest(app, undefined)
  assert.deepEqual([digest.status, digest.engine, digest.summary.failed], ['failed', null, 4])
  assert.match(JSON.stringify(digest.summary.notJudged), /"pages":4/)
})

test('an edition of which some pages could not be judged is sent and says so', async (t) => {
  const judgement = {
    relevance: 81,
    section: 'on brand',
    heading: 'A slice of news',
    summary: 'It is about pizza, and about who shares it.',
    sentiment: 'positive',
    topics: ['pizza'],
    entities: [],
    quotes: ['Debonairs Pizza brings the Real Deal back to every store.'],
    reason: 'It is about the brand.',
    risks: [],
  }
  const model = await openModelServer(t, (response, request) => {
    const isBrand = JSON.stringify(request.body).includes('Title: Debonairs Pizza brings back')
    chat(isBrand ? JSON.stringify(judgement) : '{}')(response, request)
  })
  const { app } = await openDesk(t, ['/feed'], { model: askedModel(model.baseUrl) })
  const job = await runEdition(app)
  assert.equal(job.status, 'success', job.error ?? '')
  const { digest } = await digestOf(app, job)
  assert.deepEqual([digest.status, digest.engine], ['sent', 'openai-compatible/small'])
  assert.equal(
    digest.summary.shortfall,
    '3 pages could not be judged and every other page was shown before, a copy or refused',
  )
  assert.match((await previewDigest(app, undefined)).text, /Not judged: 3 pages: /)
})

test('a feed that is cut off gives its whole items with a warning; one without any fails its own job', async (t) => {
  const { app } = await openDesk(t, ['/cut', '/broken'])
  const job = await runEdition(app)
  assert.equal(job.status, 'success', job.error ?? '')
  const { digest, items } = await digestOf(app, job)
  assert.equal(items.length, 5)
  assert.match(
    JSON.stringify(digest.summary.sourcesFailed),
    /"broken","error":"[^"]*could not be parsed: It is a feed that is cut off before its first item ends\."/,
  )
  const warned = await app.sql<{ message: string }[]>`
    select message from events where org_id = ${app.org} and name = 'source-broken'`
  assert.equal(warned.length, 1)
  assert.match(warned[0]?.message ?? '', /^cut: .* is cut off; 5 items before the cut are whole$/)
})
