import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPage } from '../src/io/parse/page/index.ts'
import { dateInText } from '../src/io/parse/written-date.ts'

const story =
  '<p>' + 'The new pizza shop has opened its doors in the middle of the town. '.repeat(12) + '</p>'
const dayOf = (html: string, url = 'https://example.org/story') =>
  readPage(html, url).publishedAt?.toISOString().slice(0, 10) ?? null
const page = (before: string, after = '', { head = '', lang = 'en' } = {}) =>
  `<html lang="${lang}"><head><title>Pizza opens</title>${head}</head><body><div>${before}<h1>Pizza opens</h1>${after}${story}</div></body></html>`
const data = (things: unknown) => ({
  head: `<script type="application/ld+json">${JSON.stringify(things)}</script>`,
})

/** How a day stands in a text of a language: all of them the twelfth of March 2019. */
const written: readonly [language: string, text: string][] = [
  ['en', 'March 12, 2019'],
  ['en', '12th of March 2019'],
  ['en', 'Mar. 12th, 2019'],
  ['en-GB', '12/03/2019'],
  ['en-US', '3/12/2019'],
  ['de', '12. März 2019'],
  ['de', '12.3.2019'],
  ['de', '12.03.19'],
  ['de-AT', 'Dienstag, 12. Maerz 2019, 10:15 Uhr'],
  ['fr', 'mardi 12 mars 2019 à 10h15'],
  ['fr', 'le 12/03/2019'],
  ['es', '12 de marzo del 2019'],
  ['ca', '12 de març de 2019'],
  ['pt', '12 de março de 2019'],
  ['it', '12 marzo 2019'],
  ['nl', '12 maart 2019'],
  ['sv', 'den 12 mars 2019'],
  ['da', '12. marts 2019'],
  ['fi', '12. maaliskuuta 2019'],
  ['pl', '12 marca 2019 r.'],
  ['cs', '12. března 2019'],
  ['hu', '2019. március 12., kedd'],
  ['ro', '12 martie 2019'],
  ['hr', '12. ožujka 2019.'],
  ['lt', '2019 m. kovo 12 d.'],
  ['ru', '12 марта 2019 г.'],
  ['th', '12 มี.ค. 2562'],
  ['th', '12 มี.ค. 62 10:30'],
  ['hi', '12 मार्च 2019'],
  ['ar-LB', '12 آذار 2019'],
  ['fa', '۲۱ اسفند ۱۳۹۷'],
  ['fa', '1397/12/21'],
  ['zh-TW', '民國108年3月12日'],
  ['uk', '12 березня 2019'],
  ['bg', '12 март 2019'],
  ['el', '12 Μαρτίου 2019'],
  ['tr', '12 Mart 2019 Salı'],
  ['vi', '12 tháng 3, 2019'],
  ['id', '12 Maret 2019'],
  ['ar', '١٢ مارس ٢٠١٩'],
  ['he', '12 במרץ 2019'],
  ['th', '12 มีนาคม 2562'],
  ['zh', '2019年3月12日 10:15'],
  ['ja', '平成31年 (2019年3月12日)'],
  ['ko', '2019. 3. 12.'],
  ['ko', '2019년 3월 12일'],
  ['ja', '平成31年3月12日'],
  ['ja', '２０１９年３月１２日'],
  ['th', 'วันที่ 12 มีนาคม พ.ศ. 2562'],
  ['th', '12/03/2562'],
  ['zh-TW', '108年3月12日'],
  ['bn', 'প্রকাশ: ১২ মার্চ ২০১৯, ১০:১৫'],
  ['ta', '12 மார்ச் 2019'],
  ['mr', '12 मार्च 2019'],
  ['ur', '12 مارچ 2019'],
  ['my', '၁၂ မတ် ၂၀၁၉'],
  ['ar', '١٢ آذار/مارس ٢٠١٩'],
  ['pt-BR', '12.mar.2019 às 10h15'],
  ['lv', '2019. gada 12. marts'],
  ['uz', '2019-yil 12-mart'],
  ['kk', '2019 жылғы 12 наурыз'],
  ['mn', '2019 оны 3-р сарын 12'],
  ['fil', 'Marso 12, 2019'],
  ['en', 'Mar-12-2019'],
  ['en-US', 'Published 3/12/19'],
  ['en-US', '03-12-2019, 10:15 AM'],
  ['nl', '12-03-2019'],
]
for (const [lang, text] of written)
  test(`"${text}" is a day on a page in ${lang}`, () => {
    assert.equal(dayOf(page('', `<p>${text}</p>`, { lang })), '2019-03-12')
    assert.equal(dayOf(page(`<span class="date">${text}</span>`, '', { lang })), '2019-03-12')
  })

/** Where pages say on which day they were published, with other days around it. */
const places: readonly [name: string, html: string, url?: string][] = [
  [
    'JSON-LD',
    page('', '<p>1 May 2020</p>', {
      head: '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-03-12T23:00:00-05:00","dateModified":"2020-01-01"}</script>',
    }),
  ],
  [
    'JSON-LD of its graph',
    page('', '', {
      head: '<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2019-03-12"},{"@type":"Organization"}]}</script>',
    }),
  ],
  [
    'a meta element of Open Graph',
    page('', '', {
      head: '<meta property="article:published_time" content="2019-03-12T10:00:00Z"><meta property="article:modified_time" content="2020-01-01">',
    }),
  ],
  [
    'a meta element of Dublin Core',
    page('', '', { head: '<meta name="DC.date.issued" content="2019-03-12">' }),
  ],
  [
    'a meta element of a publisher',
    page('', '', { head: '<meta name="sailthru.date" content="Tue, 12 Mar 2019 10:00:00 GMT">' }),
  ],
  ['a meta element in French', page('', '', { head: '<meta name="date" content="12 mars 2019">' })],
  ['microdata', page('', '<span itemprop="datePublished" content="2019-03-12">yesterday</span>')],
  ['microdata in words', page('', '<time itemprop="datePublished">12 March 2019</time>')],
  ['a time element', page('<time datetime="2018-01-01">x</time>', '<time datetime="2019-03-12">x</time>')],
  [
    'a time element among changes',
    page(
      '',
      '<time class="updated" datetime="2020-01-01">x</time> <time class="entry-date published" datetime="2019-03-12">x</time>',
    ),
  ],
  [
    'an abbreviation with a title',
    page('', '<abbr class="published" title="2019-03-12T10:00:00+01:00">Tuesday</abbr>'),
  ],
  ['its address', page('', ''), 'https://example.org/2019/03/12/pizza'],
  ['its address in one number', page('', ''), 'https://example.org/news/20190312/pizza.html'],
  ['its address by name of the month', page('', ''), 'https://example.org/food/2019/mar/12/pizza'],
  [
    'its address, against what is in the text',
    page('', '<p>1 May 2020</p>'),
    'https://example.org/2019-03-12-pizza',
  ],
  ['a byline', page('', '<p class="byline">By Ada Byte | March 12, 2019 | Food</p>')],
  [
    'a word before it',
    page('<p>Today is 20 May 2021</p>', '<div><span>Published:</span> <span>12 March 2019</span></div>'),
  ],
  [
    'a German word before it',
    page('<p>20.5.2021</p>', '<p>Veröffentlicht am 12.03.2019 von Ada</p>', { lang: 'de' }),
  ],
  [
    'a word on the line before',
    page('', `${story}<div>Дата публикации</div><div>12.03.2019</div>`, { lang: 'ru' }),
  ],
  [
    'a line under the headline',
    page(
      '<p>Friday, 20 May 2021</p><p>Menu</p><p>Sport</p><p>Food</p><p>Travel</p><p>More</p><p>Search</p><p>Shop</p><p>Help</p><p>Login</p>',
      '<p>12 March 2019</p>',
    ),
  ],
  ['a line above the headline', page('<p>12 March 2019</p>', '')],
  [
    'the word for a state, where nothing else is',
    page('', `${story}<footer>Stand: 12.03.2019</footer>`, { lang: 'de' }),
  ],
  [
    'a word before it, after the day of a change',
    page('', '<p>Updated: 1 May 2020 | Published: 12 March 2019</p>'),
  ],
  [
    'a meta element, however it is spelt',
    page('', '', { head: '<meta name="Pub_Date" content="2019-03-12">' }),
  ],
  [
    'JSON-LD that is no JSON',
    page('', '', {
      head: '<script type="application/ld+json">{"@type":"NewsArticle","headline":"A "new" shop","datePublished":"2019-03-12"}</script>',
    }),
  ],
  [
    'the address of a year with its month',
    page('', '', { lang: 'zh' }),
    'https://example.org/2019-03/12/content_1.htm',
  ],
  ['a timestamp for a script', page('', '<span class="date" data-timestamp="1552384800">long ago</span>')],
  [
    'a day under the headline, not in a caption',
    page('', '<figure><figcaption>The shop on 1 May 2018</figcaption></figure><p>12 March 2019</p>'),
  ],
  ['a change, where nothing else is', page('', '<p>Last updated: 12 March 2019</p>')],
  [
    'JSON-LD with prefixes',
    page(
      '',
      '',
      data([
        {
          '@type': ['http://schema.org/NewsArticle'],
          'http://schema.org/datePublished': [{ '@value': '2019-03-12' }],
        },
      ]),
    ),
  ],
  ['JSON-LD in seconds', page('', '', data({ '@type': 'NewsArticle', datePublished: 1_552_384_800 }))],
  ['JSON-LD in one number', page('', '', data({ '@type': 'NewsArticle', datePublished: '20190312101500' }))],
  [
    'JSON-LD as JavaScript writes it',
    page(
      '',
      '',
      data({
        '@type': 'NewsArticle',
        datePublished: 'Tue Mar 12 2019 10:15:00 GMT+0100 (Central European Standard Time)',
      }),
    ),
  ],
  [
    'a day of JSON-LD that comes first',
    page('', '', { lang: 'en-GB', ...data({ '@type': 'NewsArticle', datePublished: '12/03/2019 10:15' }) }),
  ],
  [
    'JSON-LD, whatever it lists before',
    page(
      '',
      '',
      data([
        {
          '@type': 'ItemList',
          itemListElement: [
            { '@type': 'NewsArticle', headline: 'Another story', datePublished: '2018-01-01' },
          ],
        },
        { '@type': 'VideoObject', datePublished: '2018-01-02' },
        { '@type': 'NewsArticle', headline: 'Pizza opens', datePublished: '2019-03-12' },
      ]),
    ),
  ],
  [
    'the article of JSON-LD that the page is',
    page(
      '',
      '',
      data({
        '@graph': [
          { '@type': 'BlogPosting', headline: 'Another story', datePublished: '2018-01-01' },
          { '@type': 'BlogPosting', headline: 'Pizza opens', datePublished: '2019-03-12' },
        ],
      }),
    ),
  ],
  [
    'what is shown, where a program filled in the first day of its clock',
    page('', '<p>12 March 2019</p>', data({ '@type': 'NewsArticle', datePublished: '1970-01-01T00:00:00Z' })),
  ],
  [
    'what is shown, where data name the year alone',
    page('', '<p>12 March 2019</p>', data({ '@type': 'NewsArticle', datePublished: '2019' })),
  ],
  [
    'the day of a rewriting months later, where readers see no other',
    page(
      '',
      '<p>Updated March 12, 2019</p>',
      data({ '@type': 'Article', datePublished: '2015-01-01', dateModified: '2019-03-12' }),
    ),
  ],
  [
    'data, where readers see the day of publication too',
    page(
      '',
      '<p>March 12, 2019 (updated 1 May 2020)</p>',
      data({ '@type': 'Article', datePublished: '2019-03-12', dateModified: '2020-05-01' }),
    ),
  ],
  [
    'a meta element in JSON',
    page('', '', {
      head: `<meta name="parsely-page" content='{"title":"Pizza","pub_date":"2019-03-12T10:15:00Z"}'>`,
    }),
  ],
  [
    'a meta element, before the moment at which a server answered',
    page('', '', {
      head: '<meta http-equiv="date" content="2020-01-01"><meta name="created" content="2019-03-12">',
    }),
  ],
  [
    'a meta element of a program that nobody knows',
    page('', '', {
      head: '<meta name="acme:content-publish-time" content="12/03/2019 10:15:00 πμ">',
      lang: 'el',
    }),
  ],
  ['RDFa', page('', '<span property="dc:date dc:created" content="2019-03-12T10:15:00+01:00">x</span>')],
  [
    'microdata, beside that of another story',
    page(
      '<div class="related"><meta itemprop="datePublished" content="2018-01-01"></div>',
      '<meta itemprop="datePublished" content="2019-03-12">',
    ),
  ],
  [
    'the second time of a template',
    page(
      '',
      '<span class="posted-on"><time class="updated" datetime="2020-03-12">x</time><time class="entry-date" datetime="2019-03-12">x</time></span>',
    ),
  ],
  [
    'the address of a Chinese office',
    page('', ''),
    'https://www.example.gov.cn/xw/201903/t20190312_5301.htm',
  ],
  [
    'the address of a year with month and day',
    page('', ''),
    'https://example.org/n1/2019/0312/c1002-30970.html',
  ],
  [
    'the dateline of a release',
    page(
      '',
      '<p>CAPE TOWN, South Africa, March 12, 2019 (GLOBE NEWSWIRE) -- The shop opened its doors in the middle of town, where many people had waited for it.</p>',
    ),
  ],
]
for (const [name, html, url] of places)
  test(`the day of publication is found by ${name}`, () => assert.equal(dayOf(html, url), '2019-03-12'))

const traps: readonly [name: string, html: string][] = [
  ['the year of a copyright', page('', '<footer>© 2019 Example</footer>')],
  ['the day of a copyright', page('', '<footer>Copyright 12 March 2019 Example</footer>')],
  [
    'a comment',
    page(
      '',
      `${story}<div class="comments"><div class="comment"><time datetime="2020-01-01">1 January 2020</time></div></div>`,
    ),
  ],
  [
    'a day in the middle of a sentence',
    page(
      '',
      '<p>The shop was first announced on 3 April 2018 by its owners, who had waited for it for several years, and it opened later.</p>',
    ),
  ],
  ['the end of an offer', page('', '<p>Valid until 12 March 2030</p>')],
  [
    'the day of a review',
    page('', '<div itemprop="review"><meta itemprop="datePublished" content="2020-01-01"></div>'),
  ],
  ['the birth of a person', page('', '', data({ '@type': 'Person', birthDate: '1980-01-01' }))],
  ['a version', page('', '<p>Version 1.12.19</p>')],
  ['a telephone number', page('', '<p>Tel. 030/12.12.19.20</p>')],
]
for (const [name, html] of traps)
  test(`${name} is no day of publication`, () => assert.equal(dayOf(html), null))

const beside: readonly [name: string, html: string][] = [
  [
    'related articles before it',
    page(
      '<div class="related"><time datetime="2021-01-01">x</time></div>',
      '<time datetime="2019-03-12">x</time>',
    ),
  ],
  [
    'the day of a reader in the header',
    page(
      '<header>Saturday, March 14, 2026</header><p>a</p><p>b</p><p>c</p><p>d</p><p>e</p><p>f</p><p>g</p><p>h</p>',
      '<p>March 12, 2019</p>',
    ),
  ],
  ['a change named first', page('', '<p>Updated 1 May 2020</p><p>First published 12 March 2019</p>')],
  [
    'a list of latest stories',
    page('<aside><p>Latest</p><time datetime="2021-01-01">x</time></aside>', '<p>12 March 2019</p>'),
  ],
  ['events', page('<div class="events"><p>2 May 2021</p></div>', '<p>12 March 2019</p>')],
]
for (const [name, html] of beside)
  test(`the day of publication is found beside ${name}`, () => assert.equal(dayOf(html), '2019-03-12'))

test('days that do not exist, and numbers that are none, are no dates', () => {
  for (const text of [
    '30 February 2019',
    '31.04.2019',
    '12 products 2019',
    '10.0.0.1',
    '1/2',
    '2019',
    'March 2019',
  ])
    assert.equal(dateInText(text), null)
})
