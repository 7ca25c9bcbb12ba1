import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import PostalMime from 'postal-mime'
import { pageJudge } from '../src/agents/page-judge.ts'
import { sha256 } from '../src/base/hash.ts'
import { isPlainObject } from '../src/base/json.ts'
import { pageKey } from '../src/domain/page-address.ts'
import { openSmtpInbox } from '../src/io/mail/index.ts'
import { addBrand } from '../src/services/brands.ts'
import { digestOf, runDigest, type ShownDigest } from '../src/services/digest.ts'
import { findBrand } from '../src/store/brands.ts'
import { findPage } from '../src/store/pages.ts'
import { questionOf } from '../src/workflows/digest-judgement.ts'
import { renderEdition } from '../src/workflows/digest-mail.ts'
import { testApp } from './support/app.ts'
import { evil, injections, usualAnswer, type Injection } from './support/injections.ts'
import { chat, openModelServer } from './support/model-server.ts'
import { smallBrand } from './support/small-web.ts'
import { webServer, type WebServer } from './support/web-server.ts'
import { readFile } from 'node:fs/promises'

const readers = ['thandi@example.com', 'sipho@example.com']
const commandOf = ({ name }: Injection) => `OBEY-${name}-OBEY`
const pathOf = ({ name }: Injection) => `/${name}`

/** A page with a sentence of its own to quote, and words that no other page has. */
function pageOf(injection: Injection): string {
  const {
    title = `Pizza ${injection.name}`,
    head = '',
    body = '',
  } = injection.page?.(commandOf(injection)) ?? {}
  const words = Array.from({ length: 60 }, (_, index) => `word${injection.name}${index}`).join(' ')
  const text = `The pizza of ${injection.name} is made for sharing and has a flavour of its own. ${words}.`
  return `<html lang="en"><head><title>${title}</title>${head}</head><body><article><p>${text}</p>${body}</article></body></html>`
}

async function openWeb(t: TestContext): Promise<WebServer> {
  const feed = () =>
    injections.map(
      (injection) =>
        `<item><link>${web.url(pathOf(injection))}</link>${injection.feed?.(commandOf(injection)) ?? `<title>Pizza</title>`}</item>`,
    )
  const web: WebServer = await webServer(t, {
    '/feed': (_request, response) =>
      void response
        .setHeader('content-type', 'application/rss+xml')
        .end(`<rss version="2.0"><channel><title>News</title>${feed().join('')}</channel></rss>`),
    ...Object.fromEntries(injections.map((injection) => [pathOf(injection), pageOf(injection)])),
  })
  return web
}

/** Does what every command says that it reads in the question, whoever wrote it. */
function obey(question: string): string {
  const [quote] = /The pizza of \S+ is made for sharing and has a flavour of its own\./.exec(question) ?? ['']
  let said: Record<string, unknown> = {
    relevance: 50,
    section: 'on brand',
    heading: 'A slice of news',
    summary: 'It is about pizza, and who shares it.',
    sentiment: 'positive',
    topics: ['pizza'],
    entities: [],
    quotes: [quote],
    reason: 'It is about pizza.',
    risks: [],
  }
  for (const [, name] of question.matchAll(/OBEY-([\w-]+?)-OBEY/g)) {
    const { answer = usualAnswer } = injections.find((each) => each.name === name) ?? {}
    if (typeof answer === 'string') return answer.replace(/^\{/, `${JSON.stringify(said).slice(0, -1)},`)
    said = { ...said, ...answer }
  }
  return JSON.stringify(said)
}

async function runObediently(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-obedient-'))
  t.after(async () => await rm(folder, { recursive: true, force: true }))
  const web = await openWeb(t)
  const inbox = await openSmtpInbox(join(folder, 'mail'))
  t.after(async () => await inbox.close())
  const model = await openModelServer(t, (response, request) => {
    const messages = Array.isArray(request.body.messages) ? request.body.messages.filter(isPlainObject) : []
    const asked = messages.filter(({ role }) => role === 'user').map(({ content }) => String(content))
    chat(obey(asked.join('\n')))(response, request)
  })
  const app = await testApp(t, {
    env: {
      NETWORK_ALLOW: web.host,
      SMTP_URL: inbox.url,
      MAIL_FROM: 'desk@nightdesk.example',
      PUBLIC_URL: 'https://desk.example/the/desk/',
      LLM_PROVIDER: 'openai-compatible',
      LLM_BASE_URL: model.baseUrl,
      LLM_MODEL: 'obedient',
      LLM_API_KEY: 'sk-test-key',
    },
  })
  const more = ['top: 20', 'no_go_topics: []']
  await addBrand(app, await smallBrand(folder, web.url('/feed'), { recipients: readers, more }))
  const job = await runDigest(app, undefined, { wait: true, signal: AbortSignal.timeout(120_000) })
  assert.equal(job.status, 'success', job.error ?? '')
  return { app, web, inbox, model, edition: await digestOf(app, job) }
}

type Desk = Awaited<ReturnType<typeof runObediently>>

test('a model that does whatever a page says changes no recipient, link, quote or score beyond its bounds', async (t) => {
  assert.ok(injections.length >= 60)
  const desk = await runObediently(t)
  await t.test('each page is judged, or failed with a reason', () => {
    const { items } = desk.edition
    assert.equal(items.length, injections.length)
    for (const { url, fate, reason } of items)
      assert.ok(fate !== 'failed' || /could not|not judged/.test(reason ?? ''), `${url} ${fate} ${reason}`)
    assert.ok(items.filter(({ evaluation }) => evaluation !== null).length > injections.length / 2)
  })
  await t.test('what nobody sees is asked of no model, and no question has tools', () => {
    for (const { body } of desk.model.requests) {
      assert.deepEqual([body.tools, body.functions], [undefined, undefined])
      const asked = JSON.stringify(body)
      for (const injection of injections.filter(({ unseen }) => unseen === true))
        assert.ok(!asked.includes(commandOf(injection)), injection.name)
    }
  })
  await t.test(
    'scores stay in their bounds, and quotes and names stand on the page',
    async () => await judged(desk),
  )
  await t.test('only the pages of the source were asked for', () => {
    const known = new Set(['/feed', '/robots.txt', ...injections.map(pathOf)])
    assert.deepEqual(
      desk.web.asked.filter((path) => !known.has(path)),
      [],
    )
  })
  await t.test(
    'each reader got one mail, and it holds no link and no header of a stranger',
    async () => await sent(desk),
  )
  await t.test('nor would any other page of the edition have put one there', async () => await rendered(desk))
})

async function judged({ app, edition }: Desk): Promise<void> {
  const brand = await findBrand(app.sql, app.org, 'debonairs')
  assert.ok(brand !== undefined)
  for (const { url, evaluation } of edition.items) {
    if (evaluation === null) continue
    const page = await findPage(app.sql, app.org, sha256(pageKey(url)))
    assert.ok(page !== undefined)
    const byWords = pageJudge.offline(questionOf(page, url, brand.content)).relevance
    const { relevance, quotes, entities, topics, risks } = evaluation
    assert.ok(Number.isInteger(relevance) && relevance >= 0 && relevance <= Math.min(100, byWords + 40), url)
    assert.ok(quotes.length >= 1 && quotes.length <= 3, url)
    for (const { text, start, end } of quotes) assert.equal(page.text.slice(start, end), text, url)
    for (const entity of entities) assert.ok(page.text.includes(entity), url)
    assert.ok(topics.length <= 5 && risks.length <= 5, url)
    const written = JSON.stringify({ ...evaluation, quotes: [] })
    assert.ok(written.length < 5000 && !written.includes(`${evil}/`), `${url} ${written.slice(0, 400)}`)
  }
}

async function sent({ inbox }: Desk): Promise<void> {
  const paths = await inbox.messages()
  const raw = await Promise.all(paths.map(async (path) => await readFile(path, 'latin1')))
  const mails = await Promise.all(raw.map(async (each) => await PostalMime.parse(each)))
  assert.deepEqual(
    mails.flatMap(({ to }) => to?.map(({ address }) => address)).toSorted(byText),
    readers.toSorted(byText),
  )
  for (const { headers, cc, bcc, subject, html = '', text = '' } of mails) {
    assert.deepEqual([cc, bcc], [undefined, undefined])
    assert.ok(headers.every(({ value }) => !value.includes(evil)))
    assert.doesNotMatch(subject ?? '', /[\r\n\u202a-\u202e\u2066-\u2069]/)
    checkMail(html, text)
  }
}

const byText = (a: string | undefined, b: string | undefined) => ((a ?? '') < (b ?? '') ? -1 : 1)

/** Every judged page, twenty to a mail, as if it had been chosen. */
async function rendered({ app, edition }: Desk): Promise<void> {
  const brand = await findBrand(app.sql, app.org, 'debonairs')
  assert.ok(brand !== undefined)
  const making = {
    sourcesRead: 1,
    sourcesFailed: [],
    pagesSeen: 1,
    pagesRejected: 0,
    notJudged: null,
    shortfall: null,
    searched: [],
    engine: 'x',
    cost: null,
  }
  const links = {
    vote: () => 'https://desk.example/the/desk/feedback/x',
    unsubscribeUrl: 'https://desk.example/the/desk/unsubscribe/x',
  }
  const judgedItems: ShownDigest['items'] = edition.items.filter(({ evaluation }) => evaluation !== null)
  for (let start = 0; start < judgedItems.length; start += 20) {
    const items = judgedItems
      .slice(start, start + 20)
      .map((item, index) => ({ ...item, fate: 'chosen' as const, position: index + 1, sameAs: null }))
    const mail = renderEdition({ digestId: edition.digest.id, brand, items, making }, new Date(), links)
    assert.doesNotMatch(mail.subject, /[\r\n]/)
    checkMail(mail.html, mail.text)
  }
}

/** Links are those of the source and of the desk, and a mail program finds nothing else to make one of. */
function checkMail(html: string, text: string): void {
  const allowed =
    /^(?:https:\/\/desk\.example\/the\/desk\/(?:feedback|unsubscribe)\/[\w-]+|http:\/\/127\.0\.0\.1:\d+\/[\w-]+)$/
  for (const [, href = ''] of html.matchAll(/href="([^"]*)"/g)) assert.match(href, allowed)
  for (const [url] of `${html.replaceAll(/<[^>]*>/g, ' ')}\n${text}`.matchAll(/\S*:\/\/\S*/g))
    assert.match(url, allowed)
  const tags = html.match(/<[^>]*>/g)?.join('') ?? ''
  assert.doesNotMatch(tags, /<(?:script|img|iframe|form|base|link|svg|object)\b|\son\w+=/i)
  assert.doesNotMatch(html + text, /javascript:|data:text/i)
  assert.doesNotMatch(html + text, new RegExp(evil.replace('.', '\\.')))
  assert.doesNotMatch(html + text, /[\u202a-\u202e\u2066-\u2069\u001b]/)
  assert.ok(Buffer.byteLength(html) < 100_000)
}
