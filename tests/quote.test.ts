import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findQuote, pickQuotes, sentencesOf } from '../src/domain/quote.ts'

const text =
  'First line.\n“Nobody eats\n alone — never,” said  Mr. Dlamini of Soweto. It cost R1.50… and a smile 🍕 too!'

test('a quote is found byte for byte where it stands', () => {
  const found = findQuote(text, 'said  Mr. Dlamini')
  assert.equal(found?.text, 'said  Mr. Dlamini')
  assert.equal(text.slice(found?.start, found?.end), found?.text)
})

const differing = [
  ['straight quotes', '"Nobody eats'],
  ['other white space', 'eats alone'],
  ['another dash', 'alone - never'],
  ['dots for an ellipsis', 'R1.50... and a smile'],
  ['white space around it', '  said Mr. Dlamini \n'],
  ['an invisible character', 'Dla\u200bmini'],
] as const

for (const [name, quote] of differing)
  test(`a quote with ${name} is found, and given back as the text has it`, () => {
    const found = findQuote(text, quote)
    assert.ok(found !== undefined)
    assert.equal(text.slice(found.start, found.end), found.text)
  })

test('a quote that ends with an emoji keeps both halves of it', () => {
  assert.equal(findQuote(text, 'a smile 🍕')?.text, 'a smile 🍕')
})

for (const quote of ['', '   ', 'nobody eats', 'Everybody eats', 'Soweto. It costs', 'line.said'])
  test(`"${quote}" is not found, since it does not stand there`, () => {
    assert.equal(findQuote(text, quote), undefined)
  })

test('sentences end at marks and line ends, not at abbreviations or amounts', () => {
  assert.deepEqual(
    [...sentencesOf('One is here. Mr. Two paid R1.50 for it!\nA headline\nThree?')].map(
      (sentence) => sentence.text,
    ),
    ['One is here.', 'Mr. Two paid R1.50 for it!', 'A headline', 'Three?'],
  )
})

test('the best sentences are picked, the best first, each verbatim', () => {
  const long = (word: string) => `This sentence about ${word} is long enough to be a quote.`
  const page = [long('pizza'), long('weather'), long('pizza and pizza'), long('trains')].join(' ')
  const points = (sentence: string) => sentence.match(/pizza/g)?.length ?? 0
  const quotes = pickQuotes(page, { points, most: 2 })
  assert.deepEqual(
    quotes.map((quote) => quote.text),
    [long('pizza and pizza'), long('pizza')],
  )
  assert.ok(quotes.every((quote) => page.slice(quote.start, quote.end) === quote.text))
})

test('a text without a good sentence still gives one quote, and an empty text none', () => {
  assert.equal(pickQuotes('Short.', { points: () => 0, most: 3 }).length, 1)
  assert.deepEqual(pickQuotes(' \n ', { points: () => 0, most: 3 }), [])
})

test('a long text without a full stop is read in a moment', () => {
  assert.equal([...sentencesOf('word '.repeat(40_000))].length, 1)
})
