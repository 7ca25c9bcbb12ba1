import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../src/base/app-error.ts'
import { readBrand } from '../src/io/yaml.ts'
import { brandText } from './support/brand.ts'

const good = `id: acme
display_name: Acme
tone:
  persona: kind
keywords:
  core: [anvil]
sources:
  - kind: feed
    url: https://example.com/feed
recipients:
  - team@example.com
`

/** Each: what is done to the good file, and the one line that must be said. */
const bad: readonly [name: string, text: string, said: string][] = [
  ['an empty file', '', 'x.yaml:1:1: the file is empty'],
  ['a file of comments', '# nothing\n\n  # here\n', 'x.yaml:1:1: the file is empty'],
  ['a text instead of keys', 'hello', 'x.yaml:1:1: the file must be a group of keys, not "hello"'],
  ['a list instead of keys', '- a\n- b\n', 'x.yaml:1:1: the file must be a group of keys, not a list'],
  [
    'a list for a group',
    `${good}queries: [a, b]\n`,
    'x.yaml:12:10: queries must be a group of keys, not a list',
  ],
  [
    'a text for a source',
    good.replace('- kind: feed\n    url:', '-'),
    'x.yaml:8:5: sources[0] must be a group of keys, not "https://example.com/feed"',
  ],
  [
    'a text in which the parser stumbles again and again',
    `${good}hello\nthere: x: y\n- "z" z\n`,
    'x.yaml:12:1: this is not YAML: Implicit keys need to be on a single line',
  ],
  ['a tab', `${good}tone2:\n\tpersona: x\n`, 'x.yaml:13:1: a tab indents this line; YAML wants spaces'],
  ['a key given twice', `${good}id: other\n`, 'x.yaml:12:1: this key stands here for the second time'],
  ['an open quote', good.replace('Acme', '"Acme'), 'x.yaml:12:1: this is not YAML: Missing closing "quote'],
  [
    'an open bracket',
    good.replace('[anvil]', '[anvil'),
    'x.yaml:7:1: this is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
  ],
  [
    'a second document',
    `${good}---\nid: b\n`,
    'x.yaml:12:1: a second document starts here; one file holds one',
  ],
  [
    'a tag of its own',
    good.replace('kind\n', '!run kind\n'),
    'x.yaml:4:12: this is not YAML: Unresolved tag: !run',
  ],
  [
    'an alias of nothing',
    good.replace('kind\n', '*who\n'),
    'x.yaml:4:12: *who refers to &who, which does not stand before it',
  ],
  [
    'deep nesting',
    `${good}aliases: ${'['.repeat(101)}`,
    'x.yaml:12:1: this is nested more than 100 levels deep',
  ],
  ['deep dashes', `${'- '.repeat(400)}x`, 'x.yaml:1:1: this is nested more than 100 levels deep'],
  ['a missing key', good.replace('display_name: Acme\n', ''), 'x.yaml:1:1: display_name is missing'],
  [
    'a missing inner key',
    good.replace('persona: kind', 'style_guide: [be kind]'),
    'x.yaml:4:3: tone.persona is missing',
  ],
  [
    'a mistyped key',
    `${good}recipents: [a@example.com]\n`,
    'x.yaml:12:1: recipents is not a known key; did you mean recipients?',
  ],
  [
    'an unknown inner key',
    good.replace('core: [anvil]', 'core: [anvil]\n  secret: [x]'),
    'x.yaml:7:3: keywords.secret is not a known key; the keys here are core, extended and products',
  ],
  [
    'an address that is none',
    good.replace('team@example.com', 'foo'),
    'x.yaml:11:5: recipients[0] must be an e-mail address, not "foo"',
  ],
  [
    'a second bad address',
    `${good}  - "@"\n`,
    'x.yaml:12:5: recipients[1] must be an e-mail address, not "@"',
  ],
  [
    'a number for a text',
    good.replace('Acme', '42'),
    'x.yaml:2:15: display_name must be a text, not 42; put it in quotes',
  ],
  [
    'a text for a list',
    good.replace('[anvil]', 'anvil'),
    'x.yaml:6:9: keywords.core must be a list, not "anvil"; put it in brackets',
  ],
  [
    'an empty list',
    good.replace('[anvil]', '[]'),
    'x.yaml:6:9: keywords.core must name at least one word, not an empty list',
  ],
  ['an empty value', `${good}aliases:\n`, 'x.yaml:12:1: aliases must be a list; it is empty'],
  [
    'an empty word',
    good.replace('[anvil]', '[anvil, " "]'),
    'x.yaml:6:17: keywords.core[1] must not be empty, not " "',
  ],
  [
    'an unknown kind of source',
    good.replace('feed\n', 'fax\n'),
    'x.yaml:8:11: sources[0].kind must be one of feed, site, sitemap, search, file, not "fax"',
  ],
  [
    'an address of another scheme',
    good.replace('https://example.com/feed', 'file:///etc/passwd'),
    'x.yaml:9:10: sources[0].url must be a web address that starts with http:// or https://, not "file:///etc/passwd"',
  ],
  [
    'an address with a password',
    good.replace('https://example.com/feed', 'https://user:s3cret@example.com/feed'),
    'x.yaml:9:10: sources[0].url must hold no user name and no password, not "https://…@example.com/feed"',
  ],
  [
    'an address of another scheme with a password',
    good.replace('https://example.com/feed', 'ftp://user:s3cret@example.com/feed'),
    'x.yaml:9:10: sources[0].url must be a web address that starts with http:// or https://, not "ftp://…@example.com/feed"',
  ],
  [
    'a search without a place for its words',
    good.replace('kind: feed', 'kind: search'),
    'x.yaml:9:10: sources[0].url must hold {query}, where the words of a search go, not "https://example.com/feed"',
  ],
  [
    'an id with a space',
    good.replace('id: acme', 'id: ac me'),
    'x.yaml:1:5: id must be 2 to 40 lower-case letters, digits and dashes, not "ac me"',
  ],
  [
    'a colour that is none',
    `${good}colours: { primary: red }\n`,
    'x.yaml:12:21: colours.primary must be a colour such as "#c8102e", not "red"',
  ],
  [
    'a language by name',
    `${good}language: English\n`,
    'x.yaml:12:11: language must be a two-letter language such as en, not "English"',
  ],
  ['half a page', `${good}top: 2.5\n`, 'x.yaml:12:6: top must be a whole number, not 2.5'],
  ['too many pages', `${good}top: 21\n`, 'x.yaml:12:6: top must be at most 20, not 21'],
  ['no days at all', `${good}max_age_days: 0\n`, 'x.yaml:12:15: max_age_days must be at least 1, not 0'],
]

for (const [name, text, said] of bad)
  test(`a brand file with ${name} is refused with its line and column`, () => {
    assert.equal(refusalOf(text).message, said)
  })

test('every problem is said at once, in the order of the file', () => {
  const error = refusalOf('id: x y\nlanguage: english\ntop: 99\nkeyword: {}\n')
  const lines = error.message.split('\n')
  assert.equal(lines.length, 9)
  assert.deepEqual(
    lines.map((line) => Number(line.split(':')[1])),
    [1, 1, 1, 1, 1, 1, 2, 3, 4],
  )
  assert.equal(error.code, 'wrong-use')
})

test('a file of more than 256 KB is refused before it is parsed', () => {
  const error = refusalOf(`${good}# ${'x'.repeat(256 * 1024)}`)
  assert.match(error.message, /^x\.yaml:1:1: the file has \d+ bytes, more than the 262144 allowed$/)
})

test('a file that unfolds by aliases is refused', () => {
  const levels = Array.from({ length: 12 }, (_, level) => {
    const inside =
      level === 0
        ? 'x, x'
        : Array(9)
            .fill(`*a${level - 1}`)
            .join(', ')
    return `a${level}: &a${level} [${inside}]`
  })
  assert.match(refusalOf(levels.join('\n')).message, /uses 99 aliases, more than the 20 allowed/)
})

test('no more than forty problems are printed, and the rest is counted', () => {
  const error = refusalOf(
    `${good}${Array.from({ length: 60 }, (_, index) => `  - bad${index}`).join('\n')}\n`,
  )
  assert.equal(error.message.split('\n').length, 41)
  assert.match(error.message, /and 20 more$/)
})

test('an alias that stands for a value is read as that value', () => {
  const text = good.replace('[anvil]', '&words [anvil]\n  extended: *words')
  assert.deepEqual(readBrand(text, 'x.yaml').value.keywords.extended, ['anvil'])
})

test('a region that people write otherwise than ISO 3166 is that of ISO 3166', () => {
  assert.equal(readBrand(`${good}region: UK\n`, 'x.yaml').value.region, 'GB')
  assert.equal(readBrand(`${good}region: ZA\n`, 'x.yaml').value.region, 'ZA')
})

test('what a brand file leaves out has its defaults', () => {
  const { value } = readBrand(good, 'x.yaml')
  assert.deepEqual(value.aliases, [])
  assert.equal(value.top, 5)
  assert.equal(value.max_age_days, 14)
  assert.match(value.colours.primary, /^#/)
})

test('problems found later name the places of their keys, in the order of the file', () => {
  const file = readBrand(`${good}schedule: "61 * * * *"\n`, 'x.yaml')
  const found = [
    { path: ['schedule'], sentence: 'schedule is wrong' },
    { path: ['id'], sentence: 'id is taken' },
  ]
  assert.equal(file.problems(found).message, 'x.yaml:1:5: id is taken\nx.yaml:12:11: schedule is wrong')
})

test('the brand that ships is read', () => {
  const { value } = readBrand(brandText(), 'brand/debonairs.yaml')
  assert.equal(value.id, 'debonairs')
  assert.ok(value.recipients.every((address) => address.endsWith('@example.com')))
  assert.ok(value.banned_words.includes('cheap') && value.keywords.products.includes('Real Deal'))
})

function refusalOf(text: string): AppError {
  let refusal: unknown
  assert.throws(
    () => readBrand(text, 'x.yaml'),
    (error) => {
      refusal = error
      return true
    },
  )
  assert.ok(refusal instanceof AppError, String(refusal))
  return refusal
}
