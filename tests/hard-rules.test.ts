import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brandAdvice } from '../src/domain/brand-advice.ts'
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

test('a domain is blocked however it is typed, with all below it, on every port', () => {
  for (const [typed, url] of [
    ['Coupons.Example', 'https://coupons.example/x'],
    ['coupons.example', 'https://a.b.COUPONS.example:8443/x'],
    ['coupons.example', 'https://coupons.example./x'],
    ['coupons.example.', 'https://coupons.example/x'],
    ['*.coupons.example', 'https://coupons.example/x'],
    ['.coupons.example', 'https://www.coupons.example/x'],
    ['www.coupons.example', 'https://news.coupons.example/x'],
    ['https://coupons.example/all/of/it?x', 'http://coupons.example/'],
    ['coupons.example:8080', 'https://coupons.example/x'],
    ['bücher.example', 'https://xn--bcher-kva.example/x'],
    ['xn--bcher-kva.example', 'https://shop.BÜCHER.example/x'],
    ['203.0.113.7', 'http://203.0.113.7:8080/x'],
    ['example', 'https://coupons.example/x'],
  ] as const)
    assert.match(
      blockedDomain(url, { ...brand, blocked_domains: [typed] }) ?? '',
      /is a blocked domain$/,
      typed,
    )
  for (const typed of ['not a domain', '...', 'example.com', 'oupons.example'])
    assert.equal(
      blockedDomain('https://coupons.example/x', { ...brand, blocked_domains: [typed] }),
      undefined,
    )
  assert.match(brandAdvice({ ...brand, blocked_domains: ['not a domain'] }).join(), /it blocks nothing/)
})

test('a page of another country is refused unless it names the brand, its region, or is of a site that the brand reads', () => {
  const sources = [{ kind: 'feed' as const, url: 'https://rss.ours.co.uk/feed' }]
  const ofRegion = (url: string, more: Partial<RuledPage> = {}, region = 'ZA') =>
    hardRejection(page({ url, ...more }), { ...brand, sources, region }, now)
  assert.equal(
    ofRegion('https://www.news.co.uk/a'),
    'its site is of another country (United Kingdom), and it names neither Debonairs Pizza nor South Africa',
  )
  assert.match(ofRegion('https://news.com.au:8080/a') ?? '', /\(Australia\)/)
  for (const url of [
    'https://news.co.za/a',
    'https://news.example/a',
    'https://news.io/a',
    'https://[::1]/a',
  ])
    assert.equal(ofRegion(url), undefined, url)
  assert.equal(ofRegion('https://www.ours.co.uk/a'), undefined)
  assert.equal(ofRegion('https://news.co.uk/a', { title: 'The South African pizza' }), undefined)
  assert.equal(ofRegion('https://news.co.uk/a', { text: `${english} Debonairs did it.` }), undefined)
  assert.equal(ofRegion('https://news.co.uk/a', {}, 'GB'), undefined)
  assert.equal(
    hardRejection(page({ url: 'https://news.co.uk/a' }), { ...brand, region: undefined }, now),
    undefined,
  )
})

test('a page is young enough up to the last day, and one from tomorrow is not old', () => {
  const day = 86_400_000
  for (const [days, reason] of [
    [14, undefined],
    [14.99, undefined],
    [15, /^it is 15 days old, more than 14$/],
    [-1, undefined],
  ] as const) {
    const found = hardRejection(page({ publishedAt: new Date(now.getTime() - days * day) }), brand, now)
    if (reason === undefined) assert.equal(found, undefined, String(days))
    else assert.match(found ?? '', reason)
  }
})

test('a language has several codes, and one that is not known by its words is believed', () => {
  const norwegian =
    'Den nye restauranten åpnet dørene i går midt i byen, og alle kom for å se. Hun hadde ventet på denne dagen i mange år, og det er mat til alle som bor her. '.repeat(
      3,
    )
  for (const declared of ['no', 'nb-NO', 'nn'])
    assert.equal(
      hardRejection(page({ text: norwegian, language: declared }), { ...brand, language: 'no' }, now),
      undefined,
    )
  assert.match(
    hardRejection(page({ text: 'x '.repeat(200), language: 'iw' }), brand, now) ?? '',
    /^it is written in Hebrew, not in English$/,
  )
})

test('a no-go topic is found in any case and number, and what stands in it is no pattern', () => {
  const refusal = (topic: string, title: string) =>
    hardRejection(page({ title }), { ...brand, no_go_topics: [topic] }, now)
  assert.match(refusal('Weight Loss', 'WEIGHT LOSSES of the year') ?? '', /no-go topic Weight Loss/)
  assert.match(refusal('C++ (a.b, x)', 'How c++ came about') ?? '', /no-go topic/)
  for (const topic of ['.*', '(', '()', 'a|b', '🍕'])
    assert.equal(refusal(topic, 'A Friday'), undefined, topic)
  assert.match(brandAdvice({ ...brand, no_go_topics: ['🍕'] }).join(), /"🍕" in no_go_topics holds no word/)
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
