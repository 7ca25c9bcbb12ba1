import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPage } from '../src/io/parse/page/index.ts'

const story = `<p>${'The new bridge was opened to traffic on the day that had been planned. '.repeat(8)}</p>`
const authorOf = (around: string, head = '') =>
  readPage(
    `<html><head><title>Bridge opens</title>${head}</head><body><h1>Bridge opens</h1>${around}${story}</body></html>`,
    'https://news.example/bridge',
  ).author

for (const [line, author] of [
  ['<p>By Ada Byte</p>', 'Ada Byte'],
  ['<div>Von <a href="/x">Max Muster</a></div>', 'Max Muster'],
  ['<p>Par Jeanne Martin | 20 novembre 2026</p>', 'Jeanne Martin'],
  ['<p>文／陳大文</p>', '陳大文'],
  ['<p>記者陳大文／台北報導</p>', '陳大文'],
  ['<p>김철수 기자</p>', '김철수'],
  ['<span class="ssrcss-1-Contributor">Ella Moreau</span>', 'Ella Moreau'],
  ['<p class="byline">By ADA BYTE FOR NEWS.COM</p>', 'ADA BYTE'],
  ['<aside class="post-author">Ada Byte</aside>', 'Ada Byte'],
  ['<p class="byline">Personal finance, 31 January</p><a href="/authors/ada-byte">Ada Byte</a>', 'Ada Byte'],
  ['<p>By the end of the year it will carry trains.</p>', null],
] as const)
  test(`the author of ${line} is ${author}`, () => assert.equal(authorOf(line), author))

test('an author of structured data may be a reference, and "admin" is nobody', () => {
  const graph = [
    { '@type': 'NewsArticle', author: { '@id': '#ada' } },
    { '@type': 'Person', '@id': '#ada', name: 'Ada Byte' },
  ]
  const data = `<script type="application/ld+json">${JSON.stringify({ '@graph': graph })}</script>`
  assert.equal(authorOf('', data), 'Ada Byte')
  assert.equal(authorOf('<p>By Ada Byte</p>', '<meta name="author" content="admin">'), 'Ada Byte')
})
