import assert from 'node:assert/strict'
import { test } from 'node:test'
import stringWidth from 'string-width'
import { contrastOf, paletteOf } from '../src/render/colour.ts'
import { renderDigestMail } from '../src/render/digest-mail.ts'
import { html, safeHref } from '../src/render/html.ts'
import { inboxPage } from '../src/render/inbox-page.ts'
import { sampleEdition as data, sampleItem as item } from './support/mail-sample.ts'
import { siteShown } from '../src/workflows/digest-mail.ts'

const hostile = '<script>alert(1)</script>"\'><img src=x onerror=y>&\u202e\u001b[31m'

test('both parts say every item: heading, site, day, score, summary, why, quote and votes', () => {
  const mail = renderDigestMail(data())
  for (const part of [mail.html, mail.text])
    for (const words of [
      'Heading 5',
      'News · 10 April · 80 of 100',
      'pizza ×3',
      'A quote of the page.',
      'like 3 items you said yes to',
      'other.example, third.example',
      'yes-5',
      'no-5',
      '410 Gone',
    ])
      assert.ok(part.includes(words), words)
  assert.equal(mail.subject, 'Debonairs Pizza: Heading 1 + 4 more')
})

test('it says what the edition cost: nothing without a model, what is known, and what is not', () => {
  const said = (cost: { calls: number; dollars: number; unpriced: number } | null) => {
    const sample = data()
    const mail = renderDigestMail({ ...sample, making: { ...sample.making, cost } })
    return /Cost: (.*)/.exec(mail.text)?.[1]
  }
  assert.equal(said(null), 'nothing, no model was asked')
  assert.equal(said({ calls: 12, dollars: 0.0312, unpriced: 0 }), 'US$ 0.0312 for 12 calls to a model')
  assert.equal(said({ calls: 1, dollars: 0, unpriced: 1 }), 'unknown, no price is set; 1 call to a model')
  assert.equal(
    said({ calls: 3, dollars: 1.5, unpriced: 2 }),
    'US$ 1.50 for 3 calls to a model, and 2 without a price',
  )
})

test('the two parts stand in order, and a part without items is left out', () => {
  const both = renderDigestMail(data()).text
  assert.ok(both.indexOf('ON THE BRAND') < both.indexOf('IN THE MARKET'))
  const market = renderDigestMail(data([item(1, { section: 'market' })])).text
  assert.ok(!market.includes('ON THE BRAND'))
})

test('a short edition says why it is short, and which pages nobody could judge', () => {
  const sample = data([item(1), item(2)])
  const notJudged = { pages: 3, reason: 'the model was busy' }
  const shortfall = '3 pages could not be judged and no other page was good enough'
  const mail = renderDigestMail({ ...sample, making: { ...sample.making, notJudged, shortfall } })
  for (const part of [mail.html, mail.text].map((text) => text.replace(/\s+/g, ' '))) {
    assert.ok(part.includes(`Five were wanted; ${shortfall}.`))
    assert.match(part, /Not judged.*3 pages: the model was busy/)
  }
  assert.doesNotMatch(renderDigestMail(data()).text, /wanted|Not judged/)
})

test('a day of another year than the edition names it, by the year of the reader', () => {
  const old = renderDigestMail(data([item(1, { publishedAt: new Date('2025-11-28T10:00:00Z') })]))
  for (const part of [old.html, old.text]) assert.ok(part.includes('News · 28 November 2025 · 80 of 100'))
  const newYear = {
    ...data([item(1, { publishedAt: new Date('2026-12-31T22:30:00Z') })]),
    at: new Date('2027-01-01T04:00:00Z'),
  }
  assert.ok(renderDigestMail(newYear).text.includes('News · 1 January · 80 of 100'))
})

test('text from outside is escaped wherever it stands', () => {
  const fields = {
    heading: hostile,
    site: hostile,
    summary: hostile,
    reason: hostile,
    quote: hostile,
    risks: [hostile],
  }
  const sample = data([item(1, fields)])
  const mail = renderDigestMail({
    ...sample,
    brand: { ...sample.brand, name: hostile },
    making: {
      ...sample.making,
      engine: hostile,
      searched: [hostile],
      sourcesFailed: [{ name: hostile, error: hostile }],
    },
  })
  assert.ok(!/<script|<img/i.test(mail.html))
  assert.ok(!/[\u202e\u001b]/.test(mail.html + mail.text))
})

test('why a source was not read is told to its end, and what is too long is seen to be cut', () => {
  const failure = (error: string) => {
    const sample = data([item(1)])
    const making = { ...sample.making, sourcesFailed: [{ name: 'Coast', error }] }
    return renderDigestMail({ ...sample, making }).text.replaceAll(/\s+/g, ' ')
  }
  const told = 'http://coast.example/a-long-address/feed.xml was not read: The body is larger than 5 MiB.'
  assert.ok(failure(told).includes(`Coast (${told})`))
  assert.match(failure('word '.repeat(100)), /word…\)/)
})

test('a subject is one line of at most ninety characters', () => {
  const { subject } = renderDigestMail(
    data([item(1, { heading: `Long\r\nBcc: x@y.example ${'word '.repeat(60)}` }), item(2)]),
  )
  assert.ok(subject.length <= 95 && !/[\r\n]/.test(subject), subject)
})

test('links are those of the items and their votes, and nothing is loaded from anywhere', () => {
  const mail = renderDigestMail(data())
  const links = [...mail.html.matchAll(/(?:href|src|action|background)="([^"]*)"/g)].map((match) => match[1])
  const expected = [1, 2, 3, 4, 5].flatMap((position) => [
    `https://news.example/${position}`,
    `https://desk.example/v/yes-${position}`,
    `https://desk.example/v/no-${position}`,
  ])
  expected.push('https://desk.example/unsubscribe/abc')
  assert.deepEqual(new Set(links), new Set(expected))
  assert.equal(links.length, expected.length)
  assert.ok(!/<img|<link|@import|url\(/.test(mail.html))
})

test('an address that is not of the web never becomes a link', () => {
  for (const url of [
    'javascript:alert(1)',
    'data:text/html,x',
    ' JavaScript:x',
    'file:///etc/passwd',
    'nonsense',
  ])
    assert.equal(safeHref(url), '#')
  assert.ok(!renderDigestMail(data([item(1, { url: 'javascript:alert(1)' })])).html.includes('javascript'))
})

test('a mail of the longest texts stays under 100 kB, where mail programs cut it, with twenty items too', () => {
  const long = 'w<&"\' '.repeat(4000)
  const items = Array.from({ length: 20 }, (_, index) =>
    item(index + 1, {
      heading: long,
      summary: long,
      quote: long,
      reason: long,
      risks: [long, long, long, long],
      site: long,
      learned: long,
      alsoAt: [long, long, long, long, long, long],
    }),
  )
  const mail = renderDigestMail(data(items.slice(0, 5)))
  assert.ok(Buffer.byteLength(mail.html) < 60_000, String(mail.html.length))
  assert.ok(Buffer.byteLength(renderDigestMail(data(items)).html) < 100_000)
})

test('a page without an address of the web has no link, and parts without words are left out', () => {
  const file = item(1, {
    url: 'file:///srv/saved/a.html',
    summary: '',
    reason: '',
    site: 'Saved pages',
  })
  const { html: mail, text } = renderDigestMail(data([file]))
  assert.match(mail, /1\. Heading 1<\/span>/)
  assert.doesNotMatch(mail + text, /href="#"|   Read: |file:|>Why<|Why: /)
  assert.match(text, /Saved pages · 10 April/)
})

test('a page of a saved file is shown as one, whatever site it claims to be of', () => {
  const sources = [
    { kind: 'file', url: 'file:///srv/Saved' },
    { kind: 'feed', url: 'https://news.example/feed', name: 'News' },
  ]
  assert.equal(
    siteShown({ url: 'https://bank.example/a', source: 'Saved' }, sources),
    'bank.example (saved file)',
  )
  assert.equal(siteShown({ url: 'file:///srv/a.html', source: 'Saved' }, sources), 'Saved (saved file)')
  assert.equal(siteShown({ url: 'https://bank.example/a', source: 'News' }, sources), 'bank.example')
})

test('the text part breaks what has no spaces, by the cells that it takes', () => {
  const heading = '新しいピザの店が昨日、町の中心部に開店した。'.repeat(4)
  const { text } = renderDigestMail(
    data([item(1, { heading, summary: 'x'.repeat(200), quote: '🍕'.repeat(60) })]),
  )
  const lines = text.split('\n').filter((line) => !line.includes('://'))
  assert.ok(
    lines.every((line) => stringWidth(line) <= 72),
    lines.join('\n'),
  )
  assert.equal(text.replaceAll(/[\s|]/g, '').includes(heading), true)
})

test('the text part keeps its lines short, except for addresses', () => {
  const lines = renderDigestMail(data([item(1, { summary: 'word '.repeat(60) })])).text.split('\n')
  assert.ok(lines.every((line) => line.length <= 72 || line.includes('https://')))
})

test('the HTML says its language, hides the preheader, and has one heading of each level in order', () => {
  const { html } = renderDigestMail(data())
  assert.match(html, /<html lang="en"/)
  assert.match(html, /Also: Heading 2, Heading 3 and Heading 4\./)
  assert.deepEqual([...html.matchAll(/<h([1-3])/g)].map((match) => match[1]).join(''), '123332332')
  assert.ok(
    [...html.matchAll(/<table/g)].length === [...html.matchAll(/<table\s+role="presentation"/g)].length,
  )
})

for (const primary of ['#c8102e', '#ffff00', '#000', '#ffffff', '#777777', '#abcd'])
  test(`text in the colours of a brand of ${primary} can be read, and its buttons are seen`, () => {
    const palette = paletteOf({ primary, secondary: '#ffb81c' })
    assert.ok(contrastOf(palette.onPrimary, palette.primary) >= 4.4)
    assert.ok(contrastOf(palette.primaryInk, '#ffffff') >= 4.5)
    assert.ok(contrastOf(palette.primaryInkDark, '#1b1b1f') >= 4.5)
    assert.ok(contrastOf(palette.edge, '#ffffff') >= 3)
    assert.ok(contrastOf(palette.edgeDark, '#1b1b1f') >= 3)
  })

test('a template escapes text and lists of text, and leaves its own pieces as they are', () => {
  const made = html`<p title="${'"a"'}">${['<b>', html`<i>${'&'}</i>`]}${null}${0}${false}</p>`
  assert.equal(made.toString(), '<p title="&quot;a&quot;">&lt;b&gt;<i>&amp;</i>0</p>')
})

test('a mail is looked at in a frame that runs nothing', () => {
  const page = inboxPage({
    subject: hostile,
    from: 'a',
    to: 'b',
    html: `<head></head>${hostile}`,
    text: hostile,
  })
  assert.ok(!page.includes('<script>'))
  assert.match(page, /Content-Security-Policy"\s+content="default-src 'none'; style-src 'unsafe-inline'/)
})
