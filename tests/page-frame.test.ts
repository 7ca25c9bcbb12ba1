import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPage } from '../src/io/parse/page/index.ts'

const sentence = 'The pizza of the street is shared by all of them, and its flavour is a thing of its own. '
const words = Array.from({ length: 90 }, (_, index) => `word${index}`).join(' ')
const article = `<article><p>${sentence.repeat(8)}</p><p>${words}.</p></article>`

for (const [name, html] of [
  ['no body and no end', `<html lang=en><title>Pizza</title>${article}`],
  ['no html either', `<title>Pizza</title>${article}`],
  ['nothing around its paragraphs', `<p>${sentence.repeat(8)}<p>${words}.`],
  ['its article behind the body', `<html><body><p>Menu</p></body></html>${article}`],
  [
    'its article between head and body',
    `<html><head><title>Pizza</title></head>${article}<body></body></html>`,
  ],
] as const)
  test(`a page with ${name} is read`, () => {
    const { text } = readPage(html, 'https://news.example/pizza')
    assert.ok(text.includes(sentence.trim()) && text.includes('word89'), text.slice(0, 200))
  })
