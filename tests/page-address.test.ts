import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageKey, siteOf } from '../src/domain/page-address.ts'

const same: [string, string[]][] = [
  [
    'https://example.org/news/pizza',
    [
      'http://example.org/news/pizza',
      'HTTPS://Example.ORG/news/pizza',
      'https://www.example.org/news/pizza/',
      'https://example.org:443/news/pizza',
      'http://example.org:80/news/pizza',
      'https://example.org./news/pizza',
      'https://example.org/news/pizza#comments',
      'https://example.org/news/pizza?',
      'https://example.org/news//pizza',
      'https://example.org/news/./x/../pizza',
      'https://example.org/news/%70izza',
      'https://example.org/news/pizza?utm_source=x&utm_medium=mail&fbclid=abc',
      'https://example.org/news/pizza?gclid=1&mc_cid=2&igshid=3&ref=home',
      'https://m.example.org/news/pizza',
      'https://mobile.example.org/news/pizza',
      'https://amp.example.org/news/pizza',
      'https://example.org/amp/news/pizza',
      'https://example.org/news/pizza/amp/',
      'https://example.org/news/pizza?amp=1',
      'https://example.org/news/pizza?outputType=amp',
      'https://www.google.com/amp/s/example.org/news/pizza',
      'https://example-org.cdn.ampproject.org/c/s/example.org/news/pizza',
      'https://example.org/news/pizza;jsessionid=0A1B?PHPSESSID=9',
      ' https://example.org/news/pizza ',
    ],
  ],
  [
    'https://example.org/',
    [
      'http://www.example.org',
      'https://example.org/index.html',
      'https://example.org/index.php?utm_id=1',
      'https://example.org/default.aspx',
    ],
  ],
  [
    'https://example.org/list?a=1&b=2',
    ['https://example.org/list?b=2&a=1', 'https://example.org/list/?a=1&utm_term=x&b=2'],
  ],
  ['https://en.wikipedia.org/wiki/Pizza', ['https://en.m.wikipedia.org/wiki/Pizza#History']],
  ['https://example.org/caf%C3%A9', ['https://example.org/café', 'https://example.org/caf%c3%a9']],
  ['https://example.org/story.html', ['https://example.org/story.amp.html']],
]

for (const [address, twins] of same)
  for (const twin of twins)
    test(`${twin.trim()} is ${address}`, () => {
      assert.equal(pageKey(twin), pageKey(address))
    })

for (const [a, b] of [
  ['https://example.org/a', 'https://example.org/b'],
  ['https://example.org/?id=1', 'https://example.org/?id=2'],
  ['https://example.org/watch?v=aBc', 'https://example.org/watch?v=abc'],
  ['https://example.org/a', 'https://example.com/a'],
  ['https://news.example.org/a', 'https://example.org/a'],
  ['https://example.org:8080/a', 'https://example.org/a'],
  ['https://example.org/#/one', 'https://example.org/#/two'],
  ['https://example.org/a?page=2', 'https://example.org/a?page=3'],
  ['https://example.org/a%2Fb', 'https://example.org/a/b'],
  ['https://amplify.org/x', 'https://lify.org/x'],
  ['https://example.org/amplifier', 'https://example.org/lifier'],
] as const)
  test(`${a} is not ${b}`, () => {
    assert.notEqual(pageKey(a), pageKey(b))
  })

for (const [address, site] of [
  ['https://www.news.bbc.co.uk/x', 'bbc.co.uk'],
  ['https://www.timeslive.co.za/', 'timeslive.co.za'],
  ['https://blog.example.org/', 'example.org'],
  ['https://someone.substack.com/p/x', 'someone.substack.com'],
  ['https://someone.github.io/x', 'someone.github.io'],
  ['http://127.0.0.1:4000/', '127.0.0.1'],
  ['http://localhost:4000/', 'localhost'],
  ['no address', ''],
] as const)
  test(`the site of ${address} is ${site || 'nothing'}`, () => {
    assert.equal(siteOf(address), site)
  })
