import assert from 'node:assert/strict'
import { test } from 'node:test'
import iconv from 'iconv-lite'
import { decodeText } from '../src/io/parse/charset.ts'
import { readFeed } from '../src/io/parse/feed.ts'

/** How feeds say what their bytes are. */
const sayings = ['declaration', 'header', 'wrong header', 'wrong declaration', 'nothing'] as const
type Saying = (typeof sayings)[number]

const sentences = {
  western: 'Élodie’s café à Genève – très bien, naïve façade',
  latin: 'Élodies café à Genève, très bien, naïve façade',
  dos: 'Élodies café à Genève',
  central: 'Zażółć gęślą jaźń, Łódź i Kraków',
  czech: 'Příliš žluťoučký kůň úpěl',
  turkish: 'Pijamalı hasta yağız şoföre çabucak güvendi',
  baltic: 'Įlinkdama fechtuotojo špaga sublykčiojusi pragręžė apvalų arbūzą',
  russian: 'Вчера в городе открылась новая пиццерия, и все пришли посмотреть',
  ukrainian: 'Учора в місті відкрилася нова піцерія, і всі прийшли її побачити',
  greek: 'Χθες άνοιξε στην πόλη μια νέα πιτσαρία και ήρθαν όλοι',
  hebrew: 'אתמול נפתחה בעיר פיצרייה חדשה וכולם באו לראות',
  arabic: 'افتتح أمس مطعم جديد للبيتزا في المدينة وجاء الجميع لرؤيته',
  thai: 'เมื่อวานนี้ร้านพิซซ่าแห่งใหม่เปิดในเมืองและทุกคนมาดู',
  vietnamese: 'Tôi có thể ăn thủy tinh mà không hại gì',
  japanese: '昨日、町に新しいピザの店ができました。みんなが見に来ました。',
  korean: '어제 도시에 새로운 피자 가게가 문을 열었고 모두가 보러 왔습니다',
  simplified: '昨天城里开了一家新的比萨店，大家都来看。',
  traditional: '昨天城裡開了一家新的披薩店，大家都來看。',
} as const

const table: readonly [keyof typeof sentences, readonly string[]][] = [
  ['western', ['windows-1252', 'macintosh', 'utf-8']],
  ['latin', ['iso-8859-1', 'iso-8859-15', 'latin1', 'ISO_8859-1', 'l1', 'cp819']],
  ['dos', ['cp437', 'cp850', 'ibm850', 'CP858', '437', 'csPC8CodePage437']],
  ['central', ['windows-1250', 'iso-8859-2', 'cp852', 'latin2', 'utf-8']],
  ['czech', ['windows-1250', 'iso-8859-2', 'cp852', 'maccenteuro']],
  ['turkish', ['windows-1254', 'iso-8859-9', 'cp857', 'latin5']],
  ['baltic', ['windows-1257', 'iso-8859-13', 'cp775']],
  ['russian', ['windows-1251', 'koi8-r', 'iso-8859-5', 'cp866', 'cp855', 'maccyrillic', 'utf-8']],
  ['ukrainian', ['windows-1251', 'koi8-u', 'cp1125', 'utf-8']],
  ['greek', ['windows-1253', 'iso-8859-7', 'cp869', 'utf-8']],
  ['hebrew', ['windows-1255', 'iso-8859-8', 'cp862', 'utf-8']],
  ['arabic', ['windows-1256', 'iso-8859-6', 'utf-8']],
  ['thai', ['windows-874', 'tis-620', 'utf-8']],
  ['vietnamese', ['tcvn', 'viscii', 'utf-8']],
  ['japanese', ['shift_jis', 'euc-jp', 'x-sjis', 'windows-31j', 'utf-8']],
  ['korean', ['euc-kr', 'cp949', 'ks_c_5601-1987', 'utf-8']],
  ['simplified', ['gb2312', 'gbk', 'gb18030', 'utf-8']],
  ['traditional', ['big5', 'big5-hkscs', 'utf-8']],
]

/** Sets that are guessed from their bytes where nothing names them. */
const guessable = new Set(
  'windows-1252 windows-1250 windows-1251 windows-1253 windows-1254 windows-1255 windows-1256 windows-874 koi8-r iso-8859-5 shift_jis euc-jp euc-kr gb2312 big5 utf-8'.split(
    ' ',
  ),
)

function feedBytes(sentence: string, set: string, saying: Saying): Uint8Array {
  const declared = saying === 'wrong declaration' ? 'utf-8' : set
  const declaration =
    saying === 'declaration' || saying === 'wrong declaration'
      ? `<?xml version="1.0" encoding="${declared}"?>`
      : '<?xml version="1.0"?>'
  return iconv.encode(
    `${declaration}<rss version="2.0"><channel><title>${sentence}</title><link>https://example.org/</link><item><title>${sentence}</title><link>https://example.org/1</link></item></channel></rss>`,
    set,
  )
}

const headers: Record<Saying, (set: string) => string> = {
  declaration: () => 'text/xml',
  header: (set) => `application/rss+xml; charset="${set}"`,
  'wrong header': () => 'text/xml; charset=utf-8',
  'wrong declaration': () => 'text/xml',
  nothing: () => '',
}

const cases = table.flatMap(([language, sets]) =>
  sets.flatMap((set) =>
    sayings
      .filter((saying) => guessable.has(set) || !/wrong|nothing/.test(saying))
      .map((saying) => ({ language, set, saying })),
  ),
)
for (const { language, set, saying } of cases)
  test(`a ${language} feed in ${set} is read where it says so by ${saying}`, () => {
    const bytes = feedBytes(sentences[language], set, saying)
    const feed = readFeed(decodeText(bytes, headers[saying](set)), 'https://example.org/feed')
    assert.equal(feed.title, sentences[language])
    assert.deepEqual(
      feed.items.map(({ title, url }) => [title, url]),
      [[sentences[language], 'https://example.org/1']],
    )
  })

const title = 'Élodie’s 新闻 Новости'
const plainFeed = (declaration: string, text: string) =>
  `${declaration}<rss version="2.0"><channel><title>${text}</title></channel></rss>`
const titleOf = (bytes: Uint8Array, contentType = 'text/xml') =>
  readFeed(decodeText(bytes, contentType), 'https://example.org/feed').title

const declarations = ['<?xml version="1.0" encoding="utf-16"?>', '<?xml version="1.0"?>', '\n', '']
for (const set of ['utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])
  for (const mark of [true, false])
    test(`a feed in ${set} ${mark ? 'with' : 'without'} a mark is read, whatever it says it is`, () => {
      for (const declaration of declarations)
        for (const type of ['text/xml', 'text/xml; charset=utf-8', `application/xml; charset=${set}`])
          assert.equal(
            titleOf(iconv.encode(plainFeed(declaration, title), set, { addBOM: mark }), type),
            title,
          )
    })

/** Bytes of the code pages that no encoder here writes, by hand: title and ASCII in pairs of hexadecimal digits. */
function ebcdic(text: string, special: Record<string, number>): Uint8Array {
  const letters = '81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99 a2 a3 a4 a5 a6 a7 a8 a9'.split(' ')
  const signs: Record<string, number> = {
    ' ': 0x40,
    '<': 0x4c,
    '>': 0x6e,
    '?': 0x6f,
    '/': 0x61,
    '=': 0x7e,
    '"': 0x7f,
    '.': 0x4b,
    '-': 0x60,
    _: 0x6d,
    ...special,
  }
  return Uint8Array.from(text, (character) => {
    const letter = character.charCodeAt(0) - 97
    if (letter >= 0 && letter < 26) return Number.parseInt(letters[letter] ?? '', 16)
    if (/\d/.test(character)) return 0xf0 + Number(character)
    return signs[character] ?? 0x6f
  })
}

for (const [set, special] of [
  ['cp037', { Ø: 0x80, '[': 0xba }],
  ['ibm037', { é: 0x51 }],
  ['EBCDIC-CP-US', { '|': 0x4f }],
  ['cp500', { '[': 0x4a }],
  ['ebcdic-cp-be', { '!': 0x4f }],
  ['ibm1140', { '€': 0x9f }],
  ['cp273', { Ä: 0x4a, ß: 0xa1 }],
  ['cp1026', { ş: 0x6a, ı: 0x79 }],
  ['cp875', { α: 0x8a, ύ: 0xb7 }],
] as const)
  test(`a feed in EBCDIC, code page ${set}, is read`, () => {
    const text = `one ${Object.keys(special).join('')} two`
    const bytes = ebcdic(plainFeed(`<?xml version="1.0" encoding="${set.toLowerCase()}"?>`, text), special)
    assert.equal(titleOf(bytes), text)
  })

test('sets that shift between alphabets in seven bits are decoded', () => {
  const japanese = '\u001b$B%K%e!<%9\u001b(B'
  assert.equal(
    titleOf(Buffer.from(plainFeed('<?xml version="1.0" encoding="ISO-2022-JP"?>', japanese), 'latin1')),
    'ニュース',
  )
  assert.equal(
    titleOf(Buffer.from(plainFeed('<?xml version="1.0" encoding="hz-gb-2312"?>', 'a ~{VPND~} b'), 'latin1')),
    'a 中文 b',
  )
})

test('UTF-8 with stray bytes of windows-1252 keeps both', () => {
  const bytes = Buffer.concat([
    Buffer.from('<rss><channel><title>Новости дня “здесь” caf'),
    Buffer.from([0xe9, 0x20, 0x92]),
    Buffer.from('</title></channel></rss>'),
  ])
  assert.equal(titleOf(bytes, 'text/xml; charset=utf-8'), 'Новости дня “здесь” café ’')
})

test('a header that names a set of eight bits does not stand against sound UTF-8, nor a name that nobody knows', () => {
  const bytes = Buffer.from(plainFeed('<?xml version="1.0" encoding="gb2312"?>', title))
  for (const set of ['iso-8859-1', 'windows-1251', 'shift_jis', 'utf-16', 'none', 'x-unknown', 'utf-7'])
    assert.equal(titleOf(bytes, `text/xml; charset=${set}`), title)
})
