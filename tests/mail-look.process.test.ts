import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { renderAlertMail } from '../src/render/alert-mail.ts'
import { renderDigestMail } from '../src/render/digest-mail.ts'
import {
  linkTroublePage,
  takenBackPage,
  thanksPage,
  votePage,
  welcomePage,
} from '../src/render/feedback-page.ts'
import { unsubscribedPage, unsubscribePage } from '../src/render/unsubscribe-page.ts'
import { openBrowser, type Browser, type View } from './support/browser.ts'
import { sampleEdition, sampleItem } from './support/mail-sample.ts'

/** A folder for pictures of every page: `SHOTS=/tmp/shots node tests/run.ts mail-look`. */
const shots = process.env.SHOTS
const all: View[] = [
  { width: 360, dark: true },
  { width: 800, dark: false },
  { width: 360, dark: false },
  { width: 800, dark: true },
]
const views = shots === undefined ? all.slice(0, 2) : all
const brand = { name: 'Debonairs Pizza', primary: '#c8102e', secondary: '#ffb81c', language: 'en' }
const pale = { ...brand, name: 'Pale', primary: '#ffe900', secondary: '#f4f4f4' }
const item = { heading: 'A town that counts its Friday boxes, and why', site: 'Kasi Plate' }
const links = { action: './abc', changeAction: './def' }
const remark = { rating: 4, note: 'More like this.' }

const rich = [1, 2, 3, 4, 5].map((position) =>
  sampleItem(position, {
    heading: 'Debonairs Pizza brings the Real Deal back to every store in Gauteng and beyond',
    summary: 'The pizza is made for sharing, and its flavour is bold. '.repeat(4),
    quote: 'A box is opened before it reaches the table, says a student who grew up two houses away.',
    risks: ['names alcohol once'],
    url: `https://news.example/${'a-very-long-address-without-a-break'.repeat(4)}/${position}`,
  }),
)

/** What the web has: languages that run the other way, words without an end, no date, no link, no site. */
const odd = [
  sampleItem(1, {
    heading: 'بيتزا جديدة في وسط المدينة: الجميع يشارك الصندوق الكبير، يقول Debonairs',
    summary: 'فتح المطعم الجديد أبوابه أمس في وسط المدينة، وجاء الجميع لمشاهدته.',
    quote: 'فتح المطعم الجديد أبوابه أمس في وسط المدينة.',
    reason: 'pizza ×3',
    publishedAt: null,
  }),
  sampleItem(2, {
    heading:
      '新しいピザの店が昨日、町の中心部に開店した。初日にはみんなが見に来た、と町長は話した。とても混んでいた',
    summary: '新しいピザの店が昨日、町の中心部に開店した。初日にはみんなが見に来た、と町長は話した。'.repeat(
      4,
    ),
    quote: '新しいピザの店が昨日、町の中心部に開店した。',
    alsoAt: [],
  }),
  sampleItem(3, {
    heading: `Donaudampfschifffahrtsgesellschaft${'skapitänswitwenpizza'.repeat(4)} kommt`,
    summary: `Eine Adresse${'ohneEnde'.repeat(20)} steht im Text.`,
    quote: `Zitat${'OhneEnde'.repeat(20)}.`,
    reason: `word${'less'.repeat(30)} ×3`,
    site: `${'subdomain-without-end.'.repeat(3)}example`,
    url: 'file:///srv/saved/page.html',
  }),
  sampleItem(4, {
    section: 'on brand',
    heading: 'Short',
    summary: '',
    quote: null,
    learned: null,
    alsoAt: [],
  }),
]

const pages: Record<string, string> = {
  'mail of odd texts': renderDigestMail({
    ...sampleEdition(odd),
    making: { ...sampleEdition().making, shortfall: 'no other page was good enough' },
    brand: { ...brand, name: 'Ein Markenname, der länger ist als irgendeine Zeile auf einem Telefon' },
  }).html,
  'mail of one': renderDigestMail(sampleEdition([sampleItem(1)])).html,
  'mail of ten': renderDigestMail({
    ...sampleEdition(Array.from({ length: 10 }, (_, index) => sampleItem(index + 1))),
    wanted: 10,
  }).html,
  mail: renderDigestMail(sampleEdition(rich)).html,
  'mail of a pale brand': renderDigestMail({ ...sampleEdition(rich), brand: pale }).html,
  alert: renderAlertMail({
    brand: { name: 'Debonairs Pizza', slug: 'debonairs' },
    failures: [
      {
        jobId: 'a'.repeat(36),
        at: new Date(0),
        error: `none could be read: ${'x'.repeat(90)}`,
        status: 'failed',
      },
    ],
  }).html,
  vote: votePage({ brand, item, vote: 'yes', before: 'no', action: './abc' }),
  'vote of a pale brand': votePage({ brand: pale, item, vote: 'no', before: null, action: './abc' }),
  thanks: thanksPage({ brand, item, vote: 'yes', remark, ...links }),
  'taken back': takenBackPage({ brand, item, vote: 'yes', remark, ...links }),
  trouble: linkTroublePage('expired', brand),
  welcome: welcomePage(),
  unsubscribe: unsubscribePage({
    brand,
    address: 'thandi.with.a.long.name@subdomain.example.com',
    action: './abc',
  }),
  unsubscribed: unsubscribedPage({ brand, address: 'thandi@example.com' }),
}

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const runAxe = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html.slice(0, 160) + ' ' + failureSummary).join(' | ')))`

async function look(browser: Browser, name: string, view: View): Promise<void> {
  await browser.show(pages[name] ?? '', view)
  if (shots !== undefined) {
    await mkdir(shots, { recursive: true })
    const file = `${name.replaceAll(' ', '-')}-${view.width}${view.dark ? '-dark' : ''}.png`
    await writeFile(join(shots, file), await browser.screenshot())
  }
  assert.deepEqual(await browser.evaluate<string[]>(runAxe), [], `${name}, ${JSON.stringify(view)}`)
  const wide = await browser.evaluate<number>('document.documentElement.scrollWidth')
  assert.ok(wide <= view.width, `${name} is ${wide} px wide in ${view.width}`)
  assert.deepEqual(browser.asked(), [], 'nothing is loaded')
}

test('axe finds no fault with mails and pages, light and dark; they fit 360 px and load nothing', async (t) => {
  const browser = await openBrowser(t)
  if (browser === undefined) return t.skip('There is no Chromium on this machine.')
  await browser.evaluate(axe)
  for (const name of Object.keys(pages))
    await t.test(name, async () => {
      for (const view of views) await look(browser, name, view)
    })
})
