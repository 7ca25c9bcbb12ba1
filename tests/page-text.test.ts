import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPage } from '../src/io/parse/page/index.ts'

/** Three paragraphs of a language, and what stands around and between them on the pages of its newspapers. */
interface Sample {
  language: string
  paragraphs: readonly [string, string, string]
  around: readonly string[]
}

const english =
  'The new pizza shop has opened its doors in the middle of the town, and everybody came to see it on the first day, '
const samples: readonly Sample[] = [
  {
    language: 'en',
    paragraphs: [
      `${english}said the mayor, who had waited for years and did not hide it from anybody who asked her.`,
      `${english}and the owners say that they will stay, whatever the weather of the coming winter may bring to them.`,
      `${english}which is why the street was closed until midnight, and the buses went another way around the square.`,
    ],
    around: [
      '<p>By Ada Byte</p>',
      '<p>March 12, 2026</p>',
      '<figure><img src="x.jpg"><figcaption>The owners before their oven. Photo: Grace Bit</figcaption></figure>',
      '<p><strong>Read more: <a href="/b">The town that had no oven for a hundred years and more</a></strong></p>',
      '<p><a href="/c">Mayor to open a second square next year, she says</a></p>',
      '<p>Sign up for our newsletter and <a href="/n">get the news of the town</a> every morning.</p>',
      '<div>Advertisement</div>',
      '<p>ADVERTISEMENT</p>',
      '<h3>Related articles</h3><ul><li><a href="/d">A bakery closes after forty years</a></li><li><a href="/e">Ovens get dearer</a></li></ul>',
      '<p>Ada Byte is a reporter in Cape Town and writes about food.</p>',
    ],
  },
  {
    language: 'de',
    paragraphs: [
      'Die neue Pizzeria hat mitten in der Stadt ihre Türen geöffnet, und am ersten Tag kamen alle, um sie zu sehen, sagte die Bürgermeisterin gestern.',
      'Die Besitzer wollen bleiben, ganz gleich, was für ein Wetter der kommende Winter ihnen bringt, und sie haben schon den zweiten Ofen bestellt.',
      'Deshalb war die Straße bis Mitternacht gesperrt, und die Busse fuhren einen anderen Weg um den Platz, was nicht allen Fahrgästen gefiel.',
    ],
    around: [
      '<p>Von Ada Byte</p>',
      '<p>Lesen Sie auch: <a href="/b">Die Stadt ohne Ofen</a></p>',
      '<p>Foto: dpa</p>',
      '<p>Anzeige</p>',
    ],
  },
  {
    language: 'ru',
    paragraphs: [
      'Новая пиццерия открыла свои двери в самом центре города, и в первый день все пришли на неё посмотреть, сказала вчера мэр города журналистам.',
      'Владельцы говорят, что останутся, какой бы ни была погода наступающей зимой, и что они уже заказали вторую печь у мастера из соседней области.',
      'Поэтому улица была закрыта до полуночи, а автобусы ходили другим путём вокруг площади, что понравилось далеко не всем пассажирам этого города.',
    ],
    around: [
      '<p>Читайте также: <a href="/b">Город без печи</a></p>',
      '<p>Фото: ТАСС</p>',
      '<p>Подписывайтесь на наш <a href="/t">канал</a></p>',
    ],
  },
  {
    language: 'el',
    paragraphs: [
      'Η νέα πιτσαρία άνοιξε τις πόρτες της στη μέση της πόλης και την πρώτη μέρα ήρθαν όλοι να τη δουν, είπε χθες η δήμαρχος στους δημοσιογράφους.',
      'Οι ιδιοκτήτες λένε ότι θα μείνουν, όποιον καιρό κι αν φέρει ο χειμώνας που έρχεται, και ότι έχουν ήδη παραγγείλει τον δεύτερο φούρνο τους.',
      'Γι’ αυτό ο δρόμος έμεινε κλειστός μέχρι τα μεσάνυχτα και τα λεωφορεία πήγαιναν από άλλο δρόμο γύρω από την πλατεία, κάτι που δεν άρεσε σε όλους.',
    ],
    around: ['<p>Διαβάστε επίσης: <a href="/b">Η πόλη χωρίς φούρνο</a></p>', '<p>Πηγή: ΑΠΕ</p>'],
  },
  {
    language: 'zh',
    paragraphs: [
      '新的比萨店昨天在市中心开张，第一天所有的人都来看热闹。市长说，她等这一天已经等了很多年，对此毫不掩饰。店主们表示，无论即将到来的冬天天气如何，他们都会留下来继续经营。',
      '为此，街道一直封闭到午夜，公共汽车绕广场改道行驶，这并不是所有乘客都喜欢的。不过大多数居民认为，这样的日子一年只有一次，大家应该多一点耐心，也多一点笑容。',
      '店主还说，他们已经向邻市的师傅订购了第二个烤炉，预计明年春天就能送到。到那时，每天可以多做两百个比萨，再也不会有人在门口排队等上一个小时以上了。',
    ],
    around: ['<p>相关阅读：<a href="/b">没有烤炉的城市</a></p>', '<p>分享</p>'],
  },
  {
    language: 'ja',
    paragraphs: [
      '新しいピザの店が昨日、町の中心部に開店した。初日にはみんなが見に来た、と町長は話した。町長は何年もこの日を待っていたことを隠さなかった。店主たちは、これから来る冬の天気がどうであっても、ここに残るつもりだと話している。',
      'そのため通りは真夜中まで閉鎖され、バスは広場の周りを別の道で走った。すべての乗客がそれを喜んだわけではない。それでも住民の多くは、こういう日は一年に一度しかないのだから、少し我慢しようと考えている。',
      '店主たちはまた、隣の市の職人に二つ目の窯を注文したと話した。来年の春には届く予定で、そうなれば一日に二百枚多く焼けるようになり、店の前で一時間以上並ぶ人はもういなくなるはずだという。',
    ],
    around: ['<p>関連記事：<a href="/b">窯のない町</a></p>'],
  },
  {
    language: 'ar',
    paragraphs: [
      'افتتح مطعم البيتزا الجديد أبوابه في وسط المدينة، وجاء الجميع لرؤيته في اليوم الأول، كما قالت رئيسة البلدية أمس للصحفيين الذين حضروا الافتتاح هناك.',
      'يقول أصحاب المطعم إنهم سيبقون مهما كان الطقس في الشتاء القادم، وإنهم طلبوا بالفعل الفرن الثاني من حرفي في المدينة المجاورة قبل أسبوعين من الآن.',
      'ولهذا السبب ظل الشارع مغلقا حتى منتصف الليل، وسارت الحافلات في طريق آخر حول الميدان، وهو ما لم يعجب جميع الركاب الذين انتظروا طويلا في البرد.',
    ],
    around: ['<p>اقرأ أيضا: <a href="/b">مدينة بلا فرن</a></p>'],
  },
]

const frame = (content: string, language: string, title: string) =>
  `<html lang="${language}"><head><title>${title}</title><meta property="og:title" content="${title}"><meta name="author" content="Ada Byte"></head><body><div id="top"><ul class="menu"><li><a href="/">Start</a></li><li><a href="/s">Sport</a></li><li><a href="/f">Food</a></li></ul></div>${content}<div class="footer">© Example</div></body></html>`

/** The same article as templates of different years have it: with elements for its parts, in tables, with line ends. */
const layouts: Record<string, (title: string, blocks: readonly string[]) => string> = {
  'elements for each part': (title, blocks) =>
    `<main><article><h1>${title}</h1>${blocks.join('')}</article></main>`,
  'divisions only': (title, blocks) =>
    `<div id="wrap"><div id="content"><h1>${title}</h1>${blocks.join('').replaceAll('<p>', '<div>').replaceAll('</p>', '</div>')}</div></div>`,
  'a table': (title, blocks) =>
    `<table width="100%"><tr><td width="150"><a href="/a">Start</a><br><a href="/b">Sport</a><br><a href="/c">Food</a><br><a href="/d">Shop</a></td><td><font size="4"><b>${title}</b></font>${blocks.join('')}</td></tr></table>`,
  'line ends between paragraphs': (title, blocks) =>
    `<div id="text"><h2>${title}</h2>${blocks.map((block) => block.replaceAll('<p>', '').replaceAll('</p>', '<br><br>')).join('')}</div>`,
}

const title = 'Pizza opens'
for (const { language, paragraphs } of samples)
  for (const [layout, write] of Object.entries(layouts))
    test(`the paragraphs of an article in ${language} are read from ${layout}`, () => {
      const blocks = paragraphs.map((paragraph) => `<p>${paragraph}</p>`)
      const { text } = readPage(frame(write(title, blocks), language, title), 'https://example.org/1')
      for (const paragraph of paragraphs)
        assert.ok(text.includes(paragraph), `${paragraph}\nis missing in\n${text}`)
      for (const word of ['Start', 'Sport', '©']) assert.ok(!text.includes(word), text)
    })

for (const { language, paragraphs, around } of samples)
  test(`what interrupts an article in ${language} is left out, and every paragraph is kept`, () => {
    const blocks = paragraphs.flatMap((paragraph, index) => [
      ...around.filter((block) => index === 0 && /<p>(?:By|Von|March)/.test(block)),
      `<p>${paragraph}</p>`,
      ...around.filter((block, place) => place % 3 === index && !/<p>(?:By|Von|March)/.test(block)),
    ])
    const { text } = readPage(
      frame(`<article><h1>${title}</h1>${blocks.join('')}</article>`, language, title),
      'https://example.org/1',
    )
    assert.equal(text, paragraphs.join('\n\n'))
  })

test('a page of links keeps its paragraphs of links, and an article its own', () => {
  const links = Array.from({ length: 12 }, (_, index) => `<p><a href="/${index}">${english}${index}</a></p>`)
  const list = readPage(
    frame(`<main>${links.join('')}</main>`, 'en', 'News'),
    'https://example.org/news',
  ).text
  assert.equal(list.match(/The new pizza shop/g)?.length, 12)
})

test('a page names its language where the first place is empty, and all who wrote it', () => {
  const data =
    '<script type="application/ld+json">{"@type":"NewsArticle","inLanguage":"fr-FR","author":[{"@type":"Person","name":"Ada Byte"},{"@type":"Person","name":"Bob Bit"}]}</script>'
  const said = readPage(
    `<html lang=""><head>${data}</head><body><p>${english}</p></body></html>`,
    'https://example.org/1',
  )
  assert.deepEqual([said.language, said.author], ['fr', 'Ada Byte, Bob Bit'])
  const locale = readPage(
    '<html lang=" "><head><meta property="og:locale" content="de_DE"></head><body>x</body></html>',
    'https://example.org/1',
  )
  assert.equal(locale.language, 'de')
})

test('a page that was encoded twice is read as it was meant, and one that was not is left alone', () => {
  const twice = (text: string) => Buffer.from(text, 'utf8').toString('latin1')
  const read = (text: string) =>
    readPage(`<html><body><p>${text}</p></body></html>`, 'https://example.org/1').text
  const said = '„Für Ärzte“ – ein Übermaß an Café, привет 漢字'
  assert.equal(read(twice(said)), said)
  assert.equal(read('It doesnâ€™t cost Â£5 or â‚¬6'), 'It doesn’t cost £5 or €6')
  assert.equal(read(`Ärzte in Österreich: ${twice('’')}`), 'Ärzte in Österreich: ’')
  for (const plain of ['São João, à 5 °C', '3 ×\u00a05, 4 ×\u00a06, 7 ×\u00a08', 'È “così”, É vero'])
    assert.equal(read(plain), plain.replaceAll('\u00a0', ' '))
})

test('what is said about the authors below an article goes, by whichever name, and a question that opens its answer stays', () => {
  const bios = [
    'Bob Bit is a professor of ovens in Cape Town.',
    'Adeline started the paper in 2010 and lives by the sea.',
  ]
  const story = [1, 2, 3]
    .map((part) => `<p>${english}as Adeline was told in part ${part} of it.</p>`)
    .join('')
  const page = (end: string) =>
    readPage(
      `<head><meta name="author" content="Adeline Byte and Bob Bit"></head><body><article><h1>The shop</h1>${story}${end}</article></body>`,
      'https://example.org/1',
    ).text
  const plain = page('')
  assert.match(plain, /as Adeline was told in part 3/)
  assert.equal(page(bios.map((bio) => `<p>${bio}</p>`).join('')), plain)
  assert.equal(page('<p>About the author</p><p>She has baked since 1990.</p>'), plain)
  const answer = `<h2 role="button">Who bakes?</h2><p>${english}so the mayor bakes as well.</p>`
  assert.match(page(answer), /Who bakes\?\s+The new pizza shop.*the mayor bakes/)
})
