import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFeed } from '../src/io/parse/feed.ts'

const address = 'https://example.org/feeds/all.xml'
const atom10 = 'http://www.w3.org/2005/Atom'
const atom03 = 'http://purl.org/atom/ns#'

/** What a feed gives: its title, its link, and of each item title and address. */
type Reading = [title: string, link: string | null, ...items: [title: string | null, url: string][]]

function read(text: string, url = address): Reading {
  const feed = readFeed(text, url)
  return [feed.title, feed.link, ...feed.items.map((item): [string | null, string] => [item.title, item.url])]
}

const rss = (items: string, head = '<title>News</title><link>https://example.org/</link>') =>
  `<?xml version="1.0"?><rss version="2.0"><channel>${head}${items}</channel></rss>`
const one = '<item><title>One</title><link>https://example.org/1</link></item>'
const two = '<item><title>Two</title><link>https://example.org/2</link></item>'
const atom = (entries: string, head = '<title>News</title><link href="https://example.org/"/>') =>
  `<feed xmlns="${atom10}">${head}${entries}</feed>`
const entry = '<entry><title>One</title><link href="https://example.org/1"/></entry>'
const first: Reading = ['News', 'https://example.org/', ['One', 'https://example.org/1']]
const both: Reading = [...first, ['Two', 'https://example.org/2']]

const whole: Record<string, string> = {
  'RSS 2.0': rss(one),
  'RSS 0.91 with its document type': `<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>News</title><link>https://example.org/</link>${one}</channel></rss>`,
  'RSS 0.92 without a version': `<rss><channel><title>News</title><link>https://example.org/</link>${one}</channel></rss>`,
  'RSS with items beside the channel': `<rss version="0.91"><channel><title>News</title><link>https://example.org/</link></channel>${one}</rss>`,
  'RSS with items in a list': rss(`<items>${one}</items>`),
  'RSS without a root': `<channel><title>News</title><link>https://example.org/</link>${one}</channel>`,
  'RSS in capitals': rss(one)
    .toUpperCase()
    .replaceAll('NEWS', 'News')
    .replaceAll('ONE', 'One')
    .replaceAll('HTTPS://EXAMPLE.ORG/', 'https://example.org/')
    .replace('?XML VERSION', '?xml version'),
  'RSS in a namespace of its own': `<rss version="2.0" xmlns="http://backend.userland.com/rss2"><channel><title>News</title><link>https://example.org/</link>${one}</channel></rss>`,
  'RSS in the namespace of Atom': `<rss version="2.0" xmlns="${atom10}"><channel><title>News</title><link>https://example.org/</link>${one}</channel></rss>`,
  'RSS in a namespace nobody knows': `<rss version="2.0" xmlns="urn:strange"><channel><title>News</title><link>https://example.org/</link>${one}</channel></rss>`,
  'RSS under a prefix of its own': `<n:rss version="2.0" xmlns:n="urn:strange"><n:channel><n:title>News</n:title><n:link>https://example.org/</n:link><n:item><n:title>One</n:title><n:link>https://example.org/1</n:link></n:item></n:channel></n:rss>`,
  'RSS 0.90': `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>News</title><link>https://example.org/</link></channel>${one}</rdf:RDF>`,
  'RSS 0.90 of 2001': `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://channel.netscape.com/rdf/simple/0.9/"><channel><title>News</title><link>https://example.org/</link></channel><image><title>Logo</title><link>https://example.org/logo</link></image>${one}<textinput><title>Search</title><link>https://example.org/search</link></textinput></rdf:RDF>`,
  'RSS 1.0': `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://example.org/rss"><title>News</title><link>https://example.org/</link><items><rdf:Seq><rdf:li resource="https://example.org/1"/></rdf:Seq></items></channel><item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link></item></rdf:RDF>`,
  'RSS 1.0 with the item named by its address only': `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>News</title><link>https://example.org/</link></channel><item rdf:about="https://example.org/1"><title>One</title></item></rdf:RDF>`,
  'RSS 1.0 with all prefixes': `<x:RDF xmlns:x="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:y="http://purl.org/rss/1.0/"><y:channel><y:title>News</y:title><y:link>https://example.org/</y:link></y:channel><y:item x:about="https://example.org/1"><y:title>One</y:title></y:item></x:RDF>`,
  'RSS 1.1': `<Channel xmlns="http://purl.org/net/rss1.1#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="x"><title>News</title><link>https://example.org/</link><items rdf:parseType="Collection"><item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link></item></items></Channel>`,
  'RSS whose parts are of Dublin Core': rss(
    '<item><dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">One</dc:title><link>https://example.org/1</link></item>',
    '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">News</dc:title><link>https://example.org/</link>',
  ),
  'Atom 1.0': atom(entry),
  'Atom 1.0 under a prefix': `<a:feed xmlns:a="${atom10}"><a:title>News</a:title><a:link href="https://example.org/"/><a:entry><a:title>One</a:title><a:link href="https://example.org/1"/></a:entry></a:feed>`,
  'Atom 1.0 without a namespace': `<feed><title>News</title><link href="https://example.org/"/>${entry}</feed>`,
  'Atom 1.0 in a namespace nobody knows': `<feed xmlns="urn:strange"><title>News</title><link href="https://example.org/"/>${entry}</feed>`,
  'Atom 0.3': `<feed version="0.3" xmlns="${atom03}"><title>News</title><link rel="alternate" type="text/html" href="https://example.org/"/><entry><title>One</title><link rel="alternate" type="text/html" href="https://example.org/1"/></entry></feed>`,
  'Atom 0.3 with links as text': `<feed version="0.3" xmlns="${atom03}"><title>News</title><link>https://example.org/</link><entry><title>One</title><link>https://example.org/1</link></entry></feed>`,
  'Atom before it had the name':
    '<feed version="0.2" xmlns="http://purl.org/echo/"><title>News</title><link>https://example.org/</link><entry><title>One</title><link>https://example.org/1</link></entry></feed>',
  'Atom with the items of RSS': `<feed xmlns="${atom10}"><title>News</title><link href="https://example.org/"/><item><title>One</title><link>https://example.org/1</link></item></feed>`,
  'Atom with entries in a list': atom(`<entries>${entry}</entries>`),
  'RSS with the entries of Atom': rss(
    `<atom:entry xmlns:atom="${atom10}"><atom:title>One</atom:title><atom:link href="https://example.org/1"/></atom:entry>`,
  ),
  CDF: '<?xml version="1.0"?><CHANNEL HREF="https://example.org/"><TITLE>News</TITLE><ITEM HREF="https://example.org/1"><TITLE>One</TITLE><ABSTRACT>of one</ABSTRACT></ITEM></CHANNEL>',
  'CDF with a base':
    '<CHANNEL BASE="https://example.org/" HREF="/"><TITLE>News</TITLE><ITEM HREF="1"><TITLE>One</TITLE></ITEM></CHANNEL>',
  'CDF with anchors':
    '<CHANNEL><TITLE>News</TITLE><A HREF="https://example.org/"/><ITEM><TITLE>One</TITLE><A HREF="https://example.org/1"/></ITEM></CHANNEL>',
  'JSON Feed 1.1':
    '{"version":"https://jsonfeed.org/version/1.1","title":"News","home_page_url":"https://example.org/","items":[{"id":"1","title":"One","url":"https://example.org/1"}]}',
  'JSON Feed 1 with numbers for ids':
    '{"version":"https://jsonfeed.org/version/1","title":"News","home_page_url":"https://example.org/","items":[{"id":1,"title":"One","url":"https://example.org/1"}]}',
  'JSON Feed with addresses for ids':
    '{"title":"News","home_page_url":"https://example.org/","items":[{"id":"https://example.org/1","title":"One"}]}',
  'JSON Feed with addresses elsewhere':
    '{"title":"News","home_page_url":"https://example.org/","items":[{"id":"1","external_url":"https://example.org/1","title":"One"}]}',
  'JSON Feed with commas before brackets':
    '{"title":"News","home_page_url":"https://example.org/","items":[{"id":"1","title":"One","url":"https://example.org/1",},],}',
  'JSON Feed with a raw line end and a tab':
    '{"title":"News\n","home_page_url":"https://example.org/","items":[{"id":"1","title":"One\t","url":"https://example.org/1"}]}',
  'JSON Feed with numbers that JSON has not':
    '{"title":"News","home_page_url":"https://example.org/","items":[{"id":Infinity,"title":"One","url":"https://example.org/1"}]}',
  'JSON Feed after a mark and a line end':
    '\ufeff\n{"title":"News","home_page_url":"https://example.org/","items":[{"id":"1","title":"One","url":"https://example.org/1"}]}',
}
for (const [name, text] of Object.entries(whole))
  test(`a feed of ${name} is read`, () => assert.deepEqual(read(text), first))

const broken: Record<string, string> = {
  'white space before the declaration': `\n\n  ${rss(one)}`,
  'a mark before it': `\ufeff${rss(one)}`,
  'text before it': `Notice: undefined\n${rss(one)}`,
  'markup before it': `<br />\n<b>Warning</b>: mysql_connect() in <b>/var/www/x.php</b> on line <b>3</b><br />\n${rss(one)}`,
  'a comment before it': `<!-- generator -->\n${rss(one)}`,
  'text behind the end': `${rss(one)}\n<!-- cached 0.1 s --> done`,
  'markup behind the end': `${rss(one)}<script>track()</script>`,
  'no end of the last tag': rss(one).slice(0, -1),
  'a bare ampersand': rss(one).replace('</channel>', '<copyright>Salt & Pepper</copyright></channel>'),
  'entities of HTML that it does not declare': rss(one).replace(
    '<item>',
    '<copyright>&copy; caf&eacute;&nbsp;</copyright><item>',
  ),
  'an unknown entity': rss(one).replace('<item>', '<copyright>&nothing; &;</copyright><item>'),
  'naked markup that is not closed': rss(one).replace(
    '</item>',
    '<description>a<br>b<p>c<img src="x">d</description></item>',
  ),
  'naked markup that is closed twice': rss(one).replace(
    '</item>',
    '<description>a</b></i></p>d</description></item>',
  ),
  'markup closed across': rss(one).replace('</item>', '<description><b>a<i>b</b>c</i></description></item>'),
  'a signs of less': rss(one).replace('</item>', '<description>5 < 6 and <3 and <-</description></item>'),
  'attributes without quotes': rss(one)
    .replace('version="2.0"', 'version=2.0')
    .replace('</item>', '<enclosure url=https://example.org/a.mp3 length=1></item>'),
  'an attribute twice': rss(one).replace('version="2.0"', 'version="2.0" version="0.91"'),
  'control characters': rss(one).replace(
    '</item>',
    '<description>a\u0000b\u0008c\u001bd</description></item>',
  ),
  'a section that does not end': rss(one).replace(
    '</item>',
    '<description><![CDATA[torn</description></item>',
  ),
  'a section within a section': rss(one).replace(
    '</item>',
    '<description><![CDATA[a <![CDATA[b]]> c]]></description></item>',
  ),
  'items that do not end': rss(one).replace('</item>', ''),
  'a prefix that nobody declared': rss(one).replace(
    '</item>',
    '<dc:creator>Ada</dc:creator><slash:comments>4</slash:comments></item>',
  ),
  'an instruction for a style sheet': rss(one).replace(
    '<rss',
    '<?xml-stylesheet type="text/xsl" href="/x.xsl"?><rss',
  ),
  'two declarations': `<?xml version="1.0"?>${rss(one)}`,
  'HTML around it': `<html><body>${rss(one).replace('<?xml version="1.0"?>', '')}</body></html>`,
  'an empty item of the media module': rss(one).replace('</item>', '<media:content/><media:title/></item>'),
  'an entity of its own': rss(one)
    .replace('<rss', '<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY who "One">]><rss')
    .replace('<title>One<', '<title>&who;<'),
  'entities that multiply': rss(one)
    .replace(
      '<rss',
      `<!DOCTYPE rss [<!ENTITY a "${'lol'.repeat(90)}">${'bcdefgh'.replace(/./g, (name) => `<!ENTITY ${name} "${`&${String.fromCharCode(name.charCodeAt(0) - 1)};`.repeat(20)}">`)}]><rss`,
    )
    .replace('</item>', '<description>&h;&h;&h;</description></item>'),
  'an entity that names a file': rss(one)
    .replace('<rss', '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss')
    .replace('</item>', '<description>&f;</description></item>'),
  'a document type that is wrong': rss(one).replace(
    '<rss',
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "https://example.org/dtd"><rss',
  ),
  'a wrong end': rss(one).replace('</channel></rss>', '</rss></channel>'),
  'ends in another case': rss(one).replace('</title>', '</Title>').replace('</item>', '</ITEM>'),
}
for (const [what, text] of Object.entries(broken))
  test(`a feed with ${what} is read`, () => assert.deepEqual(read(text), first))

test('items that do not end before the next begins are two', () => {
  assert.deepEqual(read(rss(`${one}${two}`).replace('</item>', '')), both)
  assert.deepEqual(read(rss(`${one}${two}`).replaceAll('</item>', '')), both)
})

/** Titles: how they stand in RSS, and how they read. */
const rssTitles: readonly [markup: string, reads: string | null][] = [
  ['Plain', 'Plain'],
  ['  white \n\t space  ', 'white space'],
  ['Salt &amp; pepper', 'Salt & pepper'],
  ['Salt &amp;amp; pepper', 'Salt & pepper'],
  ['Salt & pepper', 'Salt & pepper'],
  ['AT&T', 'AT&T'],
  ['<![CDATA[Salt & pepper]]>', 'Salt & pepper'],
  ['<![CDATA[Salt &amp; pepper]]>', 'Salt & pepper'],
  ['&lt;![CDATA[Salt &amp; pepper]]&gt;', 'Salt & pepper'],
  ['Salt\u0008 and\u001f pepper', 'Salt and pepper'],
  ['<![CDATA[ <b>Bold</b> move ]]>', 'Bold move'],
  ['<![CDATA[One ]]>and <![CDATA[two]]>', 'One and two'],
  ['&lt;b&gt;Bold&lt;/b&gt; move', 'Bold move'],
  ['<b>Bold</b> move', 'Bold move'],
  ['Bold<br/>move', 'Bold move'],
  ['1 &lt; 2', '1 < 2'],
  ['1 &amp;lt; 2', '1 < 2'],
  ['2 > 1', '2 > 1'],
  ['2 &gt; 1', '2 > 1'],
  ['1 < 2', '1 < 2'],
  ['I <3 you', 'I <3 you'],
  ['&quot;So&quot; &apos;so&apos;', '"So" \'so\''],
  ['caf&#233; &#xE9; &#XE9;', 'café é é'],
  ['caf&eacute;&nbsp;&euro;5 &mdash; &hellip;', 'café €5 — …'],
  ['caf&amp;eacute;', 'café'],
  ['don&#146;t &#147;quote&#148; &#128;', 'don’t “quote” €'],
  ['don\u0092t', 'don’t'],
  ['an &unknown; entity', 'an &unknown; entity'],
  ['100&#37; sure&#33;', '100% sure!'],
  ['too far &#x110000;', 'too far \ufffd'],
  ['&#128512; smile', '😀 smile'],
  ['soft\u00adhyphen', 'soft\u00adhyphen'],
  ['', null],
  ['   ', null],
  ['<![CDATA[]]>', null],
]
for (const [markup, reads] of rssTitles)
  test(`the title "${markup.trim()}" of RSS reads ${reads ?? 'as none'}`, () => {
    const item = `<item><title>${markup}</title><link>https://example.org/1</link></item>`
    assert.deepEqual(read(rss(item, `<title>${markup}</title>`)), [
      reads ?? '',
      null,
      [reads, 'https://example.org/1'],
    ])
  })

const atomTitles: readonly [attributes: string, markup: string, reads: string | null][] = [
  ['', 'Plain', 'Plain'],
  ['', 'Salt &amp; pepper', 'Salt & pepper'],
  ['', '1 &lt; 2', '1 < 2'],
  ['type="text"', '&lt;b&gt; is a tag', '<b> is a tag'],
  ['type="text"', 'Salt &amp;amp; pepper', 'Salt & pepper'],
  ['type="html"', '&lt;b&gt;Bold&lt;/b&gt; move', 'Bold move'],
  ['type="html"', 'Salt &amp;amp; pepper', 'Salt & pepper'],
  ['type="html"', '1 &amp;lt; 2', '1 < 2'],
  ['type="html"', '<![CDATA[<i>So</i> &eacute;]]>', 'So é'],
  ['type="text/html"', '&lt;b&gt;Bold&lt;/b&gt;', 'Bold'],
  ['type="xhtml"', '<div xmlns="http://www.w3.org/1999/xhtml">Bold <b>move</b></div>', 'Bold move'],
  ['type="xhtml"', '<div xmlns="http://www.w3.org/1999/xhtml">the &lt;b&gt; tag</div>', 'the <b> tag'],
  [
    'type="xhtml"',
    '<x:div xmlns:x="http://www.w3.org/1999/xhtml"><x:p>Bold</x:p><x:p>move</x:p></x:div>',
    'Bold move',
  ],
  ['type="application/xhtml+xml"', '<div>Bold</div>', 'Bold'],
  ['mode="escaped"', '&lt;b&gt;Bold&lt;/b&gt;', 'Bold'],
  ['type="text/html" mode="escaped"', 'Salt &amp;amp; pepper', 'Salt & pepper'],
  ['type="application/xhtml+xml" mode="xml"', '<b>Bold</b> move', 'Bold move'],
  ['mode="base64"', Buffer.from('Bold move').toString('base64'), 'Bold move'],
  [
    'type="application/octet-stream"',
    `\n${Buffer.from('Bold &amp; move').toString('base64')}\n`,
    'Bold & move',
  ],
  ['', '', null],
]
for (const [attributes, markup, reads] of atomTitles)
  test(`the title "${markup.trim()}" of Atom with "${attributes}" reads ${reads ?? 'as none'}`, () => {
    const title = `<title ${attributes}>${markup}</title>`
    assert.deepEqual(read(atom(`<entry>${title}<link href="/1"/></entry>`, title)), [
      reads ?? '',
      null,
      [reads, 'https://example.org/1'],
    ])
  })

for (const markup of ['<b>Bold</b>', 'Salt &amp; pepper', '1 < 2'])
  test(`the title "${markup}" of a JSON Feed stays as it is`, () => {
    assert.deepEqual(
      read(JSON.stringify({ title: markup, items: [{ id: '1', title: markup, url: '/1' }] })),
      [markup, null, [markup, 'https://example.org/1']],
    )
  })

/** Addresses of items: how they stand, and what they are. */
const rssLinks: readonly [markup: string, url: string][] = [
  ['<link>https://example.org/a</link>', 'https://example.org/a'],
  ['<link>\n  https://example.org/a\n</link>', 'https://example.org/a'],
  ['<link><![CDATA[https://example.org/a?b=1&c=2]]></link>', 'https://example.org/a?b=1&c=2'],
  ['<link>https://example.org/a?b=1&amp;c=2</link>', 'https://example.org/a?b=1&c=2'],
  ['<link>https://example.org/a?b=1&c=2</link>', 'https://example.org/a?b=1&c=2'],
  ['<link>https://example.org/a?b=1&copy=2&lang=3</link>', 'https://example.org/a?b=1&copy=2&lang=3'],
  ['<link>https://example.org/a?b=1&#38;c=2</link>', 'https://example.org/a?b=1&c=2'],
  ['<link>/a</link>', 'https://example.org/a'],
  ['<link>a</link>', 'https://example.org/feeds/a'],
  ['<link>?a=1</link>', 'https://example.org/feeds/all.xml?a=1'],
  ['<link>//other.org/a</link>', 'https://other.org/a'],
  ['<link>HTTP://EXAMPLE.org/A</link>', 'http://example.org/A'],
  ['<link>https://example.org/a b</link>', 'https://example.org/a%20b'],
  ['<link>https://example.org/é</link>', 'https://example.org/%C3%A9'],
  ['<link>https://пример.испытание/</link>', 'https://xn--e1afmkfd.xn--80akhbyknj4f/'],
  ['<link href="https://example.org/a"/>', 'https://example.org/a'],
  [
    '<link rel="self" href="https://example.org/self"/><link>https://example.org/a</link>',
    'https://example.org/a',
  ],
  ['<link/><link>https://example.org/a</link>', 'https://example.org/a'],
  ['<link>https://example.org/a</link><link>https://example.org/b</link>', 'https://example.org/a'],
  ['<link/>https://example.org/a', 'https://example.org/a'],
  ['<guid>https://example.org/a</guid>', 'https://example.org/a'],
  ['<guid isPermaLink="true">https://example.org/a</guid>', 'https://example.org/a'],
  ['<guid isPermaLink="true">/a</guid>', 'https://example.org/a'],
  ['<guid isPermaLink="TRUE"> https://example.org/a </guid>', 'https://example.org/a'],
  ['<guid isPermaLink="false">https://example.org/a</guid>', ''],
  ['<guid ispermalink="false">https://example.org/a</guid>', ''],
  ['<guid>12345</guid>', ''],
  ['<guid>tag:example.org,2026:1</guid>', ''],
  ['<link></link><guid>https://example.org/a</guid>', 'https://example.org/a'],
  ['<guid>https://example.org/b</guid><link>https://example.org/a</link>', 'https://example.org/a'],
  [`<atom:link xmlns:atom="${atom10}" href="https://example.org/a"/>`, 'https://example.org/a'],
  [
    `<atom:link xmlns:atom="${atom10}" rel="self" href="https://example.org/s"/><link>https://example.org/a</link>`,
    'https://example.org/a',
  ],
  [`<a10:link xmlns:a10="${atom10}" rel="alternate" href="https://example.org/a"/>`, 'https://example.org/a'],
  ['<comments>https://example.org/c</comments>', ''],
  [
    '<enclosure url="https://example.org/a.mp3" type="audio/mpeg"/><link>https://example.org/a</link>',
    'https://example.org/a',
  ],
  [
    '<source url="https://other.org/rss">Other</source><link>https://example.org/a</link>',
    'https://example.org/a',
  ],
  [
    '<image><link>https://example.org/i</link><title>I</title></image><link>https://example.org/a</link>',
    'https://example.org/a',
  ],
  [
    '<textInput><link>https://example.org/t</link></textInput><link>https://example.org/a</link>',
    'https://example.org/a',
  ],
  [
    '<media:content url="https://example.org/i.jpg"><link>https://example.org/m</link></media:content><link>https://example.org/a</link>',
    'https://example.org/a',
  ],
  ['<link>javascript:alert(1)</link>', ''],
  ['<link>data:text/html,x</link>', ''],
  ['<link>mailto:a@example.org</link>', ''],
  ['<link xml:base="https://other.org/x/">y</link>', 'https://other.org/x/y'],
]
for (const [markup, url] of rssLinks)
  test(`the address of an item with ${markup} is ${url || 'none'}`, () => {
    assert.deepEqual(read(rss(`<item><title>One</title>${markup}</item>`))[2], ['One', url])
  })

const atomLinks: readonly [markup: string, url: string][] = [
  ['<link href="https://example.org/a"/>', 'https://example.org/a'],
  ['<link rel="alternate" href="https://example.org/a"/>', 'https://example.org/a'],
  ['<link rel="ALTERNATE" href="https://example.org/a"/>', 'https://example.org/a'],
  ['<link rel="" href="https://example.org/a"/>', 'https://example.org/a'],
  [
    '<link rel="http://www.iana.org/assignments/relation/alternate" href="https://example.org/a"/>',
    'https://example.org/a',
  ],
  ['<link href="a"/>', 'https://example.org/feeds/a'],
  ['<link href=" /a "/>', 'https://example.org/a'],
  ['<link href="/a?b=1&amp;c=2"/>', 'https://example.org/a?b=1&c=2'],
  ['<link href="/a?b=1&c=2"/>', 'https://example.org/a?b=1&c=2'],
  ['<link rel="self" href="/s"/><link rel="alternate" href="/a"/>', 'https://example.org/a'],
  ['<link rel="edit" href="/e"/><link rel="replies" href="/r"/><link href="/a"/>', 'https://example.org/a'],
  ['<link rel="enclosure" type="audio/mpeg" href="/a.mp3"/><link href="/a"/>', 'https://example.org/a'],
  [
    '<link rel="related" href="/r"/><link rel="via" href="/v"/><link rel="alternate" href="/a"/>',
    'https://example.org/a',
  ],
  [
    '<link rel="alternate" type="application/pdf" href="/a.pdf"/><link rel="alternate" type="text/html" href="/a"/>',
    'https://example.org/a',
  ],
  [
    '<link rel="alternate" type="application/json" href="/a.json"/><link rel="alternate" href="/a"/>',
    'https://example.org/a',
  ],
  ['<link rel="alternate" type="application/xhtml+xml" href="/a"/>', 'https://example.org/a'],
  ['<link rel="alternate" type="application/pdf" href="/a.pdf"/>', 'https://example.org/a.pdf'],
  ['<link rel="self" href="/s"/>', ''],
  ['<link rel="enclosure" href="/a.mp3"/>', ''],
  ['<id>https://example.org/a</id>', 'https://example.org/a'],
  ['<id>tag:example.org,2026:1</id>', ''],
  ['<id>https://example.org/i</id><link href="/a"/>', 'https://example.org/a'],
  ['<content src="/a" type="text/html"/>', 'https://example.org/a'],
  ['<source><title>Other</title><link href="/s"/></source><link href="/a"/>', 'https://example.org/a'],
  [
    '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><link href="/x"/></div></content><link href="/a"/>',
    'https://example.org/a',
  ],
  ['<link/><link href="/a"/>', 'https://example.org/a'],
]
for (const [markup, url] of atomLinks)
  test(`the address of an entry with ${markup} is ${url || 'none'}`, () => {
    assert.deepEqual(read(atom(`<entry><title>One</title>${markup}</entry>`))[2], ['One', url])
  })

const bases: readonly [document: string, link: string, url: string][] = [
  [
    `<feed xmlns="${atom10}" xml:base="https://a.org/x/"><link href="l"/><entry><link href="e"/></entry></feed>`,
    'https://a.org/x/l',
    'https://a.org/x/e',
  ],
  [
    `<feed xmlns="${atom10}" xml:base="https://a.org/x/"><link href="l"/><entry xml:base="y/"><link href="e"/></entry></feed>`,
    'https://a.org/x/l',
    'https://a.org/x/y/e',
  ],
  [
    `<feed xmlns="${atom10}"><link xml:base="/z/" href="l"/><entry><link xml:base="https://b.org/" href="e"/></entry></feed>`,
    'https://example.org/z/l',
    'https://b.org/e',
  ],
  [
    '<rss xml:base="https://a.org/x/"><channel><link>l</link><item><link>e</link></item></channel></rss>',
    'https://a.org/x/l',
    'https://a.org/x/e',
  ],
  [
    '<rss><channel xml:base="https://a.org/"><link>l</link><item xml:base="y/"><link>e</link></item></channel></rss>',
    'https://a.org/l',
    'https://a.org/y/e',
  ],
  [
    `<feed xmlns="${atom10}" xml:base=" https://a.org/x/ "><link href="l"/><entry xml:base="::::"><link href="e"/></entry></feed>`,
    'https://a.org/x/l',
    'https://a.org/x/e',
  ],
  [
    `<feed xmlns="${atom10}" xml:base="https://a.org/x/y?z"><link href="."/><entry><link href="../e"/></entry></feed>`,
    'https://a.org/x/',
    'https://a.org/e',
  ],
]
for (const [document, link, url] of bases)
  test(`addresses of ${document} are resolved`, () => {
    assert.deepEqual(read(document), ['', link, [null, url]])
  })

const headLinks: readonly [head: string, link: string | null][] = [
  ['<link>https://example.org/</link>', 'https://example.org/'],
  ['<link>https://example.org</link>', 'https://example.org/'],
  [
    `<atom:link xmlns:atom="${atom10}" rel="self" href="/f"/><link>https://example.org/</link>`,
    'https://example.org/',
  ],
  [
    `<atom:link xmlns:atom="${atom10}" rel="hub" href="/h"/><atom:link xmlns:atom="${atom10}" rel="alternate" href="/h2"/>`,
    'https://example.org/h2',
  ],
  [`<atom:link xmlns:atom="${atom10}" rel="self" href="/f"/>`, null],
  [
    '<image><title>Logo</title><link>https://example.org/logo</link></image><link>https://example.org/</link>',
    'https://example.org/',
  ],
  ['<link></link>', null],
  ['', null],
]
for (const [head, link] of headLinks)
  test(`the link of a channel with "${head}" is ${link ?? 'none'}`, () =>
    assert.equal(read(rss('', head))[1], link))

test('the title that stands nearest is that of an item, whatever is within it', () => {
  const inner = '<image><title>Wrong</title></image>'
  for (const item of [`<title>One</title>${inner}`, `${inner}<title>One</title>`])
    assert.deepEqual(read(rss(`<item>${item}</item>`))[2], ['One', ''])
  assert.deepEqual(read(atom(`<entry><source><title>Wrong</title></source><title>One</title></entry>`))[2], [
    'One',
    '',
  ])
})

test('ids are what the feed gives, else the address', () => {
  const idOf = (item: string) => readFeed(rss(`<item>${item}</item>`), address).items[0]?.id
  assert.equal(idOf('<guid isPermaLink="false"> a b </guid><link>/1</link>'), 'a b')
  assert.equal(idOf('<link>/1</link>'), 'https://example.org/1')
  assert.equal(
    readFeed('{"items":[{"id":true},{"id":1.5},{"id":[1]}]}', address)
      .items.map(({ id }) => id)
      .join(),
    'true,1.5,',
  )
})

test('what an item says in its longest forms becomes one line without markup', () => {
  const summaryOf = (item: string) => readFeed(rss(`<item>${item}</item>`), address).items[0]?.summary
  assert.equal(
    summaryOf('<description>&lt;p&gt;One&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;</description>'),
    'One two',
  )
  assert.equal(
    summaryOf(
      '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>One</p><script>x()</script>]]></content:encoded>',
    ),
    'One',
  )
  assert.equal(summaryOf('<body xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>two</p></body>'), 'One two')
})

for (const [part, items] of [
  ['<item><title>Three</title><link>https://example.org/3</link><descr', 3],
  ['<item><title>Three</title><link>https://example.org/3<', 2],
  ['<item><title>Thr', 2],
] as const)
  test(`a feed that is cut off within ${part} gives ${items} items`, () => {
    const feed = readFeed(`<rss><channel><title>News</title>${one}${two}${part}`, address)
    assert.deepEqual([feed.items.length, feed.cutOff], [items, true])
  })
