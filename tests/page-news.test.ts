import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPage } from '../src/io/parse/page/index.ts'

const told = [
  'The council voted on Tuesday night to rebuild the bridge, ending a debate that had divided the city for six years.',
  'Supporters said that the crossing, which was built in 1931, could no longer carry heavy trucks.',
  '“At some point you have to build something,” said a member of the council.',
  'Opponents argued that the plan will ruin small shops, since the waterfront will be closed for fourteen months.',
  'The state will pay for more than half of it, according to documents of the department of transport.',
]
const erzählt = [
  'Die Zahl der Bahnreisenden ist in den ersten zehn Monaten gestiegen, teilte das Ministerium mit.',
  'Grund dafür seien vor allem die hohen Benzinpreise, sagte ein Sprecher.',
]
const 讲述 = [
  '记者从交通运输部获悉，今年前十个月，全国公路客运量同比增长百分之六，铁路和民航客运量也保持较快增长。',
  '业内人士分析，居民收入提高、节假日出行增多，是客运量增长的主要原因，明年上半年这一势头预计将会继续保持。',
  '“今年国庆期间，车站里人山人海，比去年还要多。”北京西站一位工作人员说，加开的列车几乎每一趟都坐满了旅客。',
  '与此同时，货运增速有所放缓。专家认为，这与部分行业库存调整有关，预计明年上半年将逐步恢复。',
]
const paragraphs = (lines: readonly string[]) => lines.map((line) => `<p>${line}</p>`)
const [first = '', second = '', third = '', ...rest] = paragraphs(told)

/** Layouts of news pages, with the lines that are the text of each. */
const layouts: readonly [name: string, html: string, lines: readonly string[]][] = [
  [
    'a body among pleas and reports on comments',
    `<main><article><h1>Bridge</h1><div class="article-body">${paragraphs(told).join('')}</div></article>
     <div data-testid="comments"><p>${'The comments reflect relief and doubt about the plan. '.repeat(3)}</p></div></main>`,
    told,
  ],
  [
    'notices between its paragraphs',
    `<article><h1>Bridge</h1>${first}<div>SKIP ADVERTISEMENT</div><p>Your browser does not support iframes.</p>${second}
     <amp-consent><div>We use cookies to show you what you want to see.</div></amp-consent>${third}
     <div>Related Stories</div>${rest.join('')}<p>© 2026 The Daily. All rights reserved.</p>
     <div><a href="/1"><h3>Fire in a hall</h3><p>A hundred people fought the flames until the morning.</p></a></div></article>`,
    told,
  ],
  [
    'subheads that are called headers',
    `<article><h1>Bridge</h1><div itemprop="articleBody">${first}${second}<h2 class="subheader">A long closure</h2>${third}${rest.join('')}</div></article>`,
    [...told.slice(0, 2), 'A long closure', ...told.slice(2)],
  ],
  [
    'lines that are links between line breaks',
    `<table><tr><td><a href="/1">News</a> <a href="/4">Sports</a> <a href="/5">Weather</a></td><td><h1>Bridge</h1>${told.join('<br><br>')}<br><br><a href="/2">Ferry line adds boats</a><br><a href="/3">Tunnel plan fails again</a><br></td></tr></table>`,
    told,
  ],
  [
    'little that is told, in an article that says so',
    `<meta property="og:type" content="article"><div class="menu"><a href="/1">Politik</a></div><article><h1>Mehr Bahnreisende</h1>
     ${paragraphs(erzählt).join('')}${paragraphs(erzählt.map((line) => line.replace(/[.]$/, ' gestern.'))).join('')}<div>Anzeige</div><p>mmu/dpa</p></article>`,
    [...erzählt, ...erzählt.map((line) => line.replace(/[.]$/, ' gestern.'))],
  ],
  [
    'Chinese furniture around it',
    `<h1>客运量增长</h1><div id="artibody">${paragraphs(讲述).join('')}<p>(责任编辑：王明)</p></div>【<a href="/1">发表评论</a>】【<a href="/2">打印</a>】<p>更多新闻</p>`,
    讲述,
  ],
]
for (const [name, html, lines] of layouts)
  test(`the text of a news page with ${name} is all of it and nothing else`, () => {
    const { text } = readPage(`<html><body>${html}</body></html>`, 'https://news.example/story')
    assert.deepEqual(
      text.split('\n').filter((line) => line !== ''),
      lines,
    )
  })

test('the paragraphs of a text that only structured data hold stay apart', () => {
  const data = JSON.stringify({ '@type': 'NewsArticle', articleBody: told.join('\n\n') })
  const html = `<script type="application/ld+json">${data}</script><h1>Bridge</h1><p>Subscribe to read on.</p>`
  assert.equal(readPage(html, 'https://news.example/story').text, told.join('\n\n'))
})

test('a title that was encoded twice is read, and loses the name of its host', () => {
  const html = `<title>More rain &amp;#8230; and wind - The Daily Planet</title>${first}`
  assert.equal(readPage(html, 'https://www.daily-planet.example/rain').title, 'More rain … and wind')
})
