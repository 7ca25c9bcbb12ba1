import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type RuledPage, blockedDomain, hardRejection } from '../src/domain/hard-rules.ts'
import { guessLanguage } from '../src/domain/language.ts'
import { debonairs } from './support/brand.ts'

const brand = debonairs()
const now = new Date('2026-04-10T06:00:00Z')
const english =
  'The street came together on Friday and the pizza was shared by all of them. They have done this for two years, and it has not been rained out. '.repeat(
    3,
  )
const afrikaans =
  'Die straat het op Vrydag bymekaar gekom en die pizza is deur almal gedeel. Hulle doen dit al vir twee jaar en dit het nie een keer gereën nie. '.repeat(
    3,
  )

function page(more: Partial<RuledPage> = {}): RuledPage {
  const base = {
    url: 'https://news.example/a',
    title: 'A Friday',
    text: english,
    language: 'en',
    publishedAt: now,
  }
  return { ...base, ...more }
}

test('a good page is not refused', () => {
  assert.equal(hardRejection(page(), brand, now), undefined)
  assert.equal(hardRejection(page({ language: null, publishedAt: null }), brand, now), undefined)
})

const refused: readonly [string, Partial<RuledPage>, RegExp][] = [
  ['on a blocked domain', { url: 'https://coupons.example/x' }, /^coupons\.example is a blocked domain$/],
  ['under a blocked domain', { url: 'https://www.Coupons.example:8080/x' }, /coupons\.example is a blocked/],
  ['without an address', { url: 'not a url' }, /"not a url" is no web address/],
  [
    'older than the brand wants',
    { publishedAt: new Date('2026-03-20T00:00:00Z') },
    /^it is 21 days old, more than 14$/,
  ],
  ['with too little text', { text: 'Subscribe to read on.' }, /too little text/],
  ['in another language', { text: afrikaans, language: 'af' }, /written in Afrikaans, not in English/],
  ['that declares English and is written in Afrikaans', { text: afrikaans }, /written in Afrikaans/],
  [
    'with a no-go topic in its title',
    { title: 'Casino night for all' },
    /no-go topic gambling: "casino" stands in the title/,
  ],
  [
    'that is about a no-go topic',
    { text: `${english} The casino took betting, and the lottery paid.` },
    /no-go topic gambling: 3 mentions/,
  ],
]

for (const [name, more, reason] of refused)
  test(`a page ${name} is refused with the reason`, () => {
    assert.match(hardRejection(page(more), brand, now) ?? '', reason)
  })

test('a no-go topic touched in passing is not refused', () => {
  assert.equal(hardRejection(page({ text: `${english} Next to the casino.` }), brand, now), undefined)
})

test('a domain that only ends alike is not blocked', () => {
  assert.equal(blockedDomain('https://notcoupons.example/', brand), undefined)
})

test('a language is guessed by its commonest words, and not from a few of them', () => {
  assert.equal(guessLanguage(english), 'en')
  assert.equal(guessLanguage(afrikaans), 'af')
  assert.equal(guessLanguage('Pizza 42 Soweto'), undefined)
  for (const [language, text] of [
    ['el', 'Η νέα πιτσαρία άνοιξε τις πόρτες της στη μέση της πόλης χθες.'],
    [
      'ja',
      '新しいピザの店が昨日、町の中心部に開店した。初日にはみんなが見に来た、と町長は話した。とても混んでいた。',
    ],
    [
      'zh',
      '新的比萨店昨天在市中心开张，第一天所有的人都来看热闹。市长说，她等这一天已经等了很多年，对此毫不掩饰。',
    ],
    [
      'ko',
      '어제 도시에 새로운 피자 가게가 문을 열었고 모두가 보러 왔습니다. 시장은 이날을 여러 해 동안 기다렸다고 말했습니다.',
    ],
  ] as const)
    assert.equal(guessLanguage(text), language)
  assert.equal(guessLanguage('pizza '.repeat(100)), undefined)
})
