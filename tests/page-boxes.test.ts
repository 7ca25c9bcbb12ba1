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

test('paragraphs that are named like a wall stay, and the wall goes', () => {
  const body = paragraphs.map((line) => `<p class="has-dropcap paywall">${line}</p>`).join('')
  const wall =
    '<div class="paywall"><h3>Read on</h3><p>A subscription costs four dollars in a month.</p></div>'
  assert.equal(read(`<main><article><h1>Town</h1>${body}${wall}</article></main>`), text)
})

test('a quote that the text holds as well is left out, and one that stands for itself is not', () => {
  const quote = (words: string) => story('').replace('</p><p>', `</p><blockquote>${words}</blockquote><p>`)
  assert.equal(read(quote('“Everybody who could walk came to see how it was done”')), text)
  assert.match(read(quote('“Nobody who could walk stayed at home on that day”')), /Nobody who could walk/)
})

test('marks of notes, links to topics and words above a headline are no words of the text', () => {
  const marked = text.replace('done.', 'done<a href="#note-1">1</a>.')
  const body = marked
    .split('\n\n')
    .map((line) => `<p>${line}</p>`)
    .join('')
  const tags = '<div class="ArticleTags"><a href="/t/1">Kansas</a><a href="/t/2">Education</a></div>'
  const header = '<header><div>Crafts</div><h1>Town</h1></header>'
  assert.equal(read(`<main><article>${header}${body}${tags}</article></main>`), text)
})

test('a page of short sentences is not cut down to its few long lines', () => {
  const short = [
    'Plan your week in a minute.',
    'Share a list with all of them.',
    'See what is due on each day.',
  ]
  const boxes = short.map(
    (line, index) =>
      `<section class="extra"><div><h2>Part ${index}</h2><div><div>${line} It takes no more than that, and costs nothing.</div></div></div></section>`,
  )
  const long = `<section><div><p>${said('office').repeat(2)}</p><p>${said('meeting').repeat(2)}</p><p>${said('mill')}</p></div></section>`
  const found = read(`<div>${boxes.join('')}${long}${boxes.join('').replaceAll('Part', 'Step')}</div>`)
  for (const line of short) assert.ok(found.includes(line), found)
})

test('a story tells what others sign up for, and a page that asks the reader to is not heard', () => {
  const between = (line: string) => story('').replace('</p><p>', `</p>${line}<p>`)
  const told =
    'Customers can sign up for the <a href="/x">card of the library</a> to earn a point for each book.'
  assert.match(read(between(`<p>${told}</p>`)), /Customers can sign up for the card/)
  assert.equal(read(between('<p>Sign up for the <a href="/x">Morning Post</a> and read it first.</p>')), text)
})

test('questions and answers in the footer of an article are text', () => {
  const answer =
    '<details open><summary>Who paid for it?</summary><p>The town paid for all of it, from a fund.</p></details>'
  const page = (footer: string) => story('').replace('</article>', `<footer>${footer}</footer></article>`)
  assert.match(read(page(`<h2>Questions</h2>${answer}`)), /The town paid for all of it/)
  assert.equal(read(page('<p>Filed in the town hall.</p>')), text)
})

test('a box of other stories is known by a name without hyphens, and by the words above its list', () => {
  const teaser =
    'Your drawer is full of old telephones, and most of them still charge when they are asked to.'
  const between = (box: string) => read(story('').replace('</p><p>', `</p>${box}<p>`))
  assert.equal(between(`<div class="relatedContent"><p>${teaser}</p></div>`), text)
  const links =
    '<ul><li><a href="/1">The bank that closes for lunch, and why that is</a></li><li><a href="/2">Inside a vault</a></li></ul>'
  assert.equal(between(`<div><div>MORE FOR YOU</div>${links}</div>`), text)
})
