import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFeed } from '../src/io/parse/feed.ts'

const base = 'https://example.org/feeds/all.xml'
const rss = (items: string, head = '') =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>The News</title><link>https://example.org/</link>${head}${items}</channel></rss>`
const atom = (entries: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>The News</title><link rel="self" href="${base}"/><link href="/"/>${entries}</feed>`

const only = (text: string) => {
  const feed = readFeed(text, base)
  assert.equal(feed.items.length, 1)
  return { feed, item: feed.items[0] }
}

const item = (name: string) => `<item><title>${name}</title><link>/${name}</link></item>`
const entry = (name: string) => `<entry><title>${name}</title><link href="/${name}"/></entry>`
const cut: readonly [name: string, whole: string][] = [
  ['RSS', rss(`${item('one')}${item('two')}${item('three')}`)],
  ['Atom', atom(`${entry('one')}${entry('two')}${entry('three')}`)],
]

for (const [name, whole] of cut) {
  test(`a ${name} feed that is cut off keeps the items that are whole and says so`, () => {
    for (const end of ['three</ti', '<title>three', 'link', '</channel', '</feed'].map((end) =>
      whole.lastIndexOf(end),
    )) {
      if (end < whole.indexOf('two</title>') + 40) continue
      const { items, cutOff } = readFeed(whole.slice(0, end), base)
      assert.deepEqual([items.slice(0, 2).map(({ title }) => title), cutOff], [['one', 'two'], true])
      assert.ok(items.every(({ url }) => url !== ''))
    }
    assert.equal(readFeed(whole, base).cutOff, false)
  })

  test(`a ${name} feed that is cut off before its first item ends says so and offers none`, () => {
    for (const part of ['one</ti', 'one<', 'The News</']) {
      const { items, cutOff } = readFeed(whole.slice(0, whole.indexOf(part) + part.length), base)
      assert.deepEqual([items, cutOff], [[], true])
    }
  })
}

test('a feed that is whole and offers nothing is no broken one', () => {
  for (const text of [rss(''), atom(''), '<rss version="2.0"/>'])
    assert.deepEqual(readFeed(text, base).items, [])
})

test('JSON that is cut off is refused in one sentence', () => {
  const feed = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'News',
    items: [{ id: 'a' }],
  })
  assert.throws(
    () => readFeed(feed.slice(0, -4), base),
    /^TypeError: It is no JSON, though it starts like it: [^\n]*\.$/,
  )
})

test('RSS 2.0 is read with all that an item says', () => {
  const { feed, item } = only(
    rss(
      '<item><title>Pizza &amp; you</title><link>/pizza</link><guid isPermaLink="false">7</guid><pubDate>Fri, 20 Nov 2026 09:30:00 +0200</pubDate><description>&lt;p&gt;Shared &amp;amp; warm&lt;/p&gt;</description></item>',
    ),
  )
  assert.equal(feed.title, 'The News')
  assert.equal(feed.link, 'https://example.org/')
  assert.deepEqual(item, {
    id: '7',
    url: 'https://example.org/pizza',
    title: 'Pizza & you',
    summary: 'Shared & warm',
    publishedAt: new Date('2026-11-20T07:30:00Z'),
  })
})

test('Atom 1.0 is read with all that an entry says', () => {
  const { feed, item } = only(
    atom(
      '<entry><id>tag:example.org,2026:1</id><title type="html">Pizza &amp;amp; &lt;b&gt;you&lt;/b&gt;</title><link rel="edit" href="/edit"/><link rel="alternate" href="/pizza"/><updated>2026-11-21T00:00:00Z</updated><published>2026-11-20T00:00:00Z</published><summary>Warm</summary></entry>',
    ),
  )
  assert.equal(feed.link, 'https://example.org/')
  assert.deepEqual(item, {
    id: 'tag:example.org,2026:1',
    url: 'https://example.org/pizza',
    title: 'Pizza & you',
    summary: 'Warm',
    publishedAt: new Date('2026-11-20T00:00:00Z'),
  })
})

test('RSS 1.0 is read, with prefixes of its own choice', () => {
  const { feed, item } = only(
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:s="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/"><s:channel r:about="x"><s:title>The News</s:title><s:link>https://example.org/</s:link></s:channel><s:item r:about="https://example.org/1"><s:title>One</s:title><s:link>https://example.org/1</s:link><d:date>2026-11-20</d:date></s:item></r:RDF>',
  )
  assert.equal(feed.title, 'The News')
  assert.equal(item?.url, 'https://example.org/1')
  assert.equal(item?.publishedAt?.toISOString(), '2026-11-20T00:00:00.000Z')
})

test('RSS 0.91 and a JSON Feed are read', () => {
  assert.equal(
    only(
      '<rss version="0.91"><channel><title>Old</title><item><title>One</title><link>https://example.org/1</link></item></channel></rss>',
    ).item?.title,
    'One',
  )
  const { feed, item } = only(
    '{"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://example.org/","items":[{"id":"1","url":"/1","content_html":"<p>Hi</p>","date_published":"2026-11-20T10:00:00Z"}]}',
  )
  assert.equal(feed.title, 'J')
  assert.equal(item?.url, 'https://example.org/1')
  assert.equal(item?.summary, 'Hi')
})

test('the titles of media and podcasts do not stand for that of an item', () => {
  const { item } = only(
    '<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><item><media:content><media:title>Photo</media:title></media:content><itunes:title>Episode</itunes:title><title>One</title><link>https://example.org/1</link></item></channel></rss>',
  )
  assert.equal(item?.title, 'One')
})

for (const [what, items] of [
  ['a guid for a link', '<item><title>One</title><guid>https://example.org/1</guid></item>'],
  [
    'an atom link',
    '<item><title>One</title><atom:link xmlns:atom="http://www.w3.org/2005/Atom" href="https://example.org/1"/></item>',
  ],
  [
    'a link in CDATA with white space',
    '<item><title>One</title><link>\n <![CDATA[ https://example.org/1 ]]>\n</link></item>',
  ],
  [
    'a bare ampersand',
    '<item><title>One</title><link>https://example.org/1</link><description>Salt & pepper &copy; all</description></item>',
  ],
  ['elements left open', '<item><title>One</title><link>https://example.org/1</link><description>torn'],
  ['text before the declaration', '<item><title>One</title><link>https://example.org/1</link></item>'],
] as const)
  test(`a feed with ${what} is read`, () => {
    const text = what === 'text before the declaration' ? `\n<!-- x -->\n junk ${rss(items)}` : rss(items)
    assert.equal(only(text).item?.url, 'https://example.org/1')
    assert.equal(only(text).item?.title, 'One')
  })

test('addresses are resolved by xml:base and scripts are none', () => {
  assert.equal(
    only(atom('<entry xml:base="https://other.org/x/"><id>1</id><link href="y"/></entry>')).item?.url,
    'https://other.org/x/y',
  )
  assert.equal(only(rss('<item><title>x</title><link>javascript:alert(1)</link></item>')).item?.url, '')
})

for (const [text, iso] of [
  ['Fri, 20 Nov 2026 09:30:00 GMT', '2026-11-20T09:30:00.000Z'],
  ['Fri, 20 Nov 2026 09:30 EST', '2026-11-20T14:30:00.000Z'],
  ['20 Nov 26 09:30 +0200', '2026-11-20T07:30:00.000Z'],
  ['Thu, 20 November 2026 9:30:00 PDT', '2026-11-20T16:30:00.000Z'],
  ['2026-11-20T09:30:00+05:30', '2026-11-20T04:00:00.000Z'],
  ['2026-11-20 09:30:00', '2026-11-20T09:30:00.000Z'],
  ['20261120', '2026-11-20T00:00:00.000Z'],
  ['2026-11', '2026-11-01T00:00:00.000Z'],
  ['2026', '2026-01-01T00:00:00.000Z'],
  ['Fri Nov 20 09:30:00 2026', '2026-11-20T09:30:00.000Z'],
  ['November 20, 2026', '2026-11-20T00:00:00.000Z'],
  ['Nov 20, 2026 2:05 pm', '2026-11-20T14:05:00.000Z'],
  ['20.11.2026', '2026-11-20T00:00:00.000Z'],
  ['11/20/2026', '2026-11-20T00:00:00.000Z'],
  ['Fri, 20 Nov 2026 09:30:00 +0000 (UTC)', '2026-11-20T09:30:00.000Z'],
  ['Friday, 20-Nov-26 09:30:00 GMT', '2026-11-20T09:30:00.000Z'],
  ['Fri, 20 Nov 2026 9:30:00 Z', '2026-11-20T09:30:00.000Z'],
  ['Fri,20 Nov 2026 09:30:00 GMT', '2026-11-20T09:30:00.000Z'],
  ['Mon, 20 Nov 2026 09:30:00 GMT', '2026-11-20T09:30:00.000Z'],
  ['Fri, 20 Nov 2026', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20T09:30:00.123Z', '2026-11-20T09:30:00.000Z'],
  ['2026-11-20T09:30:00.123456+0200', '2026-11-20T07:30:00.000Z'],
  ['2026-11-20T09:30+02:00', '2026-11-20T07:30:00.000Z'],
  ['2026-11-20 09:30:00 +0200', '2026-11-20T07:30:00.000Z'],
  ['2026-11-20T09:30:00 EST', '2026-11-20T14:30:00.000Z'],
  ['20261120T093000Z', '2026-11-20T09:30:00.000Z'],
  ['2026-324', '2026-11-20T00:00:00.000Z'],
  ['Fri, 2026/11/20 09:30:00 EDT', '2026-11-20T13:30:00.000Z'],
  ['Fri Nov 20 09:30:00 PST 2026', '2026-11-20T17:30:00.000Z'],
  ['11/20/2026 2:05:00 PM', '2026-11-20T14:05:00.000Z'],
  ['20.11.2026 09:30', '2026-11-20T09:30:00.000Z'],
  ['2026년 11월 20일 09:30:00', '2026-11-20T09:30:00.000Z'],
  ['2026-11-20 오후 2:05:00', '2026-11-20T14:05:00.000Z'],
  ['Παρ, 20 Νοέ 2026 12:00:00 EST', '2026-11-20T17:00:00.000Z'],
  ['2026-november-20T9:15+01:00', '2026-11-20T08:15:00.000Z'],
  ['Пт, 20 ноя 2026 12:30:00 +0300', '2026-11-20T09:30:00.000Z'],
  ['ven., 20 nov. 2026 09:30:00 +0100', '2026-11-20T08:30:00.000Z'],
  ['Fr, 20 Dez 2026 09:30:00 +0100', '2026-12-20T08:30:00.000Z'],
  ['1795167000', '2026-11-20T09:30:00.000Z'],
  ['1795167000000', '2026-11-20T09:30:00.000Z'],
  ['soon', null],
  ['Fri, 30 Foo 2026 09:30:00 GMT', null],
  ['12345', null],
  ['0000-00-00', null],
] as const)
  test(`the date "${text}" is ${iso ?? 'none'}`, () => {
    const { item } = only(rss(`<item><title>x</title><pubDate>${text}</pubDate></item>`))
    assert.equal(item?.publishedAt?.toISOString() ?? null, iso)
  })
