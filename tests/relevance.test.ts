import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brandAdvice } from '../src/domain/brand-advice.ts'
import { brandWords, noGoTopics } from '../src/domain/brand-words.ts'
import { capModelScore } from '../src/domain/model-score.ts'
import { scoreRelevance } from '../src/domain/relevance.ts'
import { countPhrase, indexWords, wordsOf } from '../src/domain/word-index.ts'
import { debonairs } from './support/brand.ts'

const brand = debonairs()
const now = new Date('2026-04-10T06:00:00Z')
const filler = 'The town hall was painted again on a quiet day and the clock was wound. '.repeat(12)

function score(title: string, text: string, more: { publishedAt?: Date | null; sourceWeight?: number } = {}) {
  return scoreRelevance({ title, text: `${text} ${filler}`, publishedAt: now, ...more }, brand, now)
}

test('a page on the brand scores above one on pizza, that above one of the market, that above the rest', () => {
  const onBrand = score('Debonairs Pizza opens late', 'Debonairs serves the Real Deal pizza for sharing.')
  const pizza = score('A pizza for every street', 'The pizza has a crust and cheese.')
  const market = score('Delivery apps grow', 'Fast food delivery grows in the township.')
  const other = score('The clock of the town hall', 'It was wound.')
  assert.ok(onBrand.score > pizza.score && pizza.score > market.score && market.score > other.score)
  assert.equal(other.score, 0)
  assert.equal(other.reason, 'none of the brand’s words stand in it')
})

test('a page that names the brand is on brand, one of its world is market', () => {
  assert.equal(score('News', 'Debonairs Pizza was there.').section, 'on brand')
  assert.equal(score('Loyalty programmes grow', 'Delivery and fast food.').section, 'market')
})

test('an everyday phrase that is also a product does not make a page on brand', () => {
  const { section, score: points } = score(
    'The new keeper is the real deal',
    'He is the real deal, says the coach.',
  )
  assert.equal(section, 'market')
  assert.ok(points < 15, String(points))
})

test('a word in the title counts for more than one in the text', () => {
  assert.ok(score('Pizza night', 'So it was.').score > score('A night', 'So it was, with pizza.').score)
})

test('no word grows without end, however often it stands', () => {
  const once = score('A night', 'pizza and cheese').score
  const often = score('A night', 'pizza '.repeat(500)).score
  assert.ok(often < 60, String(often))
  assert.ok(often > once)
})

test('older pages and pages without a date score less, and no page scores nothing for its age', () => {
  const text = ['Pizza culture', 'The pizza crust and sharing.'] as const
  const fresh = score(...text).score
  const old = score(...text, { publishedAt: new Date('2026-03-27T06:00:00Z') }).score
  const unknown = score(...text, { publishedAt: null }).score
  assert.ok(fresh > unknown && unknown > old && old > 0)
})

test('a trusted source weighs more, and the score stays within 100', () => {
  const text = ['Debonairs Real Deal pizza', 'Debonairs On The Double pizza sharing crust cheese.'] as const
  assert.ok(score(...text, { sourceWeight: 0.5 }).score < score(...text).score)
  assert.ok(score(...text, { sourceWeight: 9 }).score <= 100)
})

test('a no-go topic takes points away and is named among the risks with the words found', () => {
  const clean = score('Pizza night', 'The pizza was shared.')
  const risky = score('Pizza night', 'The pizza was shared at the casino with betting.')
  assert.ok(risky.score < clean.score)
  assert.deepEqual(risky.risks, ['no-go topic: gambling (casino, betting)'])
})

test('banned words of the page are risks', () => {
  assert.deepEqual(score('Pizza', 'A cheap pizza, a bargain.').risks, [
    'banned word: cheap',
    'banned word: bargain',
  ])
})

test('the reason names the strongest words with how often they stand', () => {
  assert.match(score('Pizza', 'Pizza and pizza, a crust.').reason, /^pizza ×3, crust ×1/)
})

test('plural and possessive forms and hyphens are found', () => {
  const index = indexWords("The pizzas’ crusts at Debonair's: a Triple Decker of flavours")
  assert.equal(countPhrase(index, 'pizza'), 1)
  assert.equal(countPhrase(index, 'Triple-Decker'), 1)
  assert.equal(countPhrase(index, 'flavour'), 1)
  assert.equal(countPhrase(index, 'decker triple'), 0)
  assert.deepEqual(wordsOf('Boxes of berries, less grass, a bus'), [
    'box',
    'of',
    'berry',
    'less',
    'grass',
    'a',
    'bus',
  ])
})

test('the first core word weighs the most, and a word of two lists counts once', () => {
  const words = brandWords(brand)
  const core = words.filter(({ kind }) => kind === 'core')
  assert.ok((core[0]?.weight ?? 0) > (core.at(-1)?.weight ?? 0))
  assert.equal(new Set(words.map(({ text }) => text.toLowerCase())).size, words.length)
})

test('a no-go topic is known by its name and the words in brackets', () => {
  const topics = noGoTopics({ ...brand, no_go_topics: ['gambling (casino, betting)', 'war'] })
  assert.deepEqual(topics, [
    { name: 'gambling', words: ['gambling', 'casino', 'betting'] },
    { name: 'war', words: ['war'] },
  ])
})

test('a model’s score far above the score by words is capped and marked, a near or lower one stands', () => {
  assert.deepEqual(capModelScore(70, 40), { relevance: 70, note: undefined })
  assert.deepEqual(capModelScore(5, 90), { relevance: 5, note: undefined })
  const capped = capModelScore(100, 12)
  assert.equal(capped.relevance, 52)
  assert.match(capped.note ?? '', /gave 100, far above 12/)
})

test('advice names slips that a schema cannot know', () => {
  const slips = brandAdvice({
    ...brand,
    example_copy: ['A cheap slice'],
    recipients: ['a@example.com', 'A@example.com'],
    keywords: { ...brand.keywords, extended: ['casino'] },
  })
  assert.equal(slips.length, 3)
  assert.deepEqual(brandAdvice(brand), [])
})

test('advice names a list that a comma parted, a keyword that is banned, and codes of no language and no region', () => {
  const advice = (more: Partial<typeof brand>) => brandAdvice({ ...brand, ...more })
  assert.deepEqual(advice({ no_go_topics: ['gambling (casino', 'betting)'] }), [
    '"gambling (casino" in no_go_topics ends within its parentheses: put the whole of it in quotes, or on a line of its own.',
  ])
  const keywords = { core: ['Pizza', 'pizza'], extended: [], products: [] }
  assert.deepEqual(advice({ banned_words: ['PIZZA'], keywords, example_copy: [] }), [
    '"pizza" is a keyword and a banned word: no heading or summary of ours may name it.',
  ])
  assert.match(advice({ language: 'jp' }).join(), /^"jp" is no language/)
  assert.match(advice({ region: 'QQ' }).join(), /^"QQ" is no region/)
})
