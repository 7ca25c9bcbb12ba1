import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPage } from '../src/io/parse/page/index.ts'

const read = (html: string) => readPage(html, 'https://news.example/2026/story').text
const said = (about: string) =>
  `The ${about} of the town was opened on Monday by the mayor, and everybody who could walk came to see how it was done. `
const paragraphs = ['bridge', 'bakery', 'library', 'harbour', 'market', 'mill'].map((about) =>
  said(about).trim(),
)
const story = (between: string) =>
  `<main><article><h1>Town</h1>${paragraphs.map((line) => `<p>${line}</p>`).join(between)}</article></main>`
const text = paragraphs.join('\n\n')

test('a link keeps its place in a sentence, whatever its class says that it opens, and a button goes', () => {
  const sentence = (name: string) =>
    `<p>The plan was recommended by <a class="${name}" href="/x">The Weekly Post</a>. ${said('plan')}</p>`
  for (const name of ['external-popup', 'recommendation-inline-link', 'modal', 'signup-link'])
    assert.match(read(story(sentence(name))), /recommended by The Weekly Post\. The plan/)
  assert.equal(
    read(story('<div>$40.00 <a class="btn popup" href="/x">Buy it now</a></div>')).includes('Buy'),
    false,
  )
})

test('a heading stays, though its class says that one can link to it', () => {
  const heading = '<h2 class="header-anchor-post">What they built there<div><button></button></div></h2>'
  const body = paragraphs.map((line) => `<p>${line} ${line}</p>`).join(heading)
  const html = `<main><h1>Town</h1><div><div>${body}</div></div><div><p>Short words.</p><p>Others here</p></div></main>`
  assert.equal(read(html).match(/What they built there/g)?.length, paragraphs.length - 1)
})

test('line breaks in front of a font, and a time in front of a word, stay apart from what follows', () => {
  const lines = paragraphs.map((line) => `<font size="3">${line}<br><br>${line}</font>`)
  const old = read(
    `<table><tr><td><font size="1">Near the old wharf</font><br><br>${lines.join('<br><br>')}</td></tr></table>`,
  )
  assert.ok(!/wharf\S/.test(old), old.slice(0, 200))
  assert.match(
    read(story('<p><time>At noon</time><span>the doors were opened.</span></p>')),
    /At noon the doors/,
  )
})

test('what a page offers to skip is left out, and the text that one can skip to is not', () => {
  const box =
    '<div><a href="#end-of-box">Weiter ohne Kasten</a><p>Our reporters tell you each week what is behind it all.</p><p id="end-of-box">Ende</p></div>'
  assert.equal(read(story('').replace('</p><p>', `</p>${box}<p>`)), text)
  assert.equal(
    read(`<a href="#skip-here">Skip</a>${story('')}<p id="skip-here">End</p>`).includes(text),
    true,
  )
})

test('a link around boxes is a card between paragraphs, and the content of a page that is made of them', () => {
  const card = '<a href="/y"><div>How to wire a van</div><div>A guide for the careful.</div></a>'
  assert.equal(read(story('').replace('</p><p>', `</p>${card}<p>`)), text)
  const cards = paragraphs.map((line) => `<a href="/y"><div>${line}</div><p>${line}</p></a>`).join('')
  assert.match(read(`<main><h1>Town</h1><p>${said('town')}</p>${cards}</main>`), /The harbour of the town/)
})

test('a lead between headline and body begins the text, and a summary, a disclosure and a name do not', () => {
  const page = (lead: string) =>
    `<main><h1>Town</h1>${lead}<div class="article-body">${paragraphs.map((line) => `<p>${line}</p>`).join('')}</div></main>`
  const lead = said('lead').trim()
  assert.equal(read(page(`<div class="teaser-text">${lead}</div>`)), `${lead}\n\n${text}`)
  for (const name of ['post-excerpt', 'author-bio', 'contentAdvertiserDisclosure'])
    assert.equal(read(page(`<div class="${name}"><p>${lead}</p></div>`)), text)
})

test('labels above a headline, and days and words to them around the text, are left out', () => {
  const top = '<p>Essay</p><h1>Town</h1><p>By Ada Byte</p><p>South West</p><p>Updated 2 hours ago</p>'
  const end = '<p>24 agosto 2023 (modifica il 25 agosto 2023 | 07:41)</p>'
  const body = paragraphs.map((line) => `<p>${line}</p>`).join('')
  assert.equal(read(`<main>${top}${body}${end}</main>`), text)
  const told = `<p>The council votes on the plan on April 18.</p>`
  assert.match(read(`<main>${top}${body}${told}</main>`), /votes on the plan on April 18\.$/)
})
