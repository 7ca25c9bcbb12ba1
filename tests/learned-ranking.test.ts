import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rankForBrand } from '../src/domain/brand-ranking.ts'
import {
  explainRank,
  oddsOfScore,
  rankByVotes,
  type ItemVote,
  type RankItem,
} from '../src/domain/learned-ranking.ts'
import { countTerms, rarityAmong, termVector, termsOf } from '../src/domain/term-vector.ts'

function item(id: string, text: string, more: Partial<RankItem> = {}): RankItem {
  return { id, title: text.split(' ').slice(0, 4).join(' '), text, prior: 0, tags: [], age: 1, ...more }
}

const pizza = ['oven dough mozzarella', 'dough slice basil', 'mozzarella crust oven', 'crust slice basil']
const crime = ['police robbery court', 'court arrest police', 'robbery arrest judge', 'judge court police']

function votesFor(texts: readonly string[], yes: boolean, more: Partial<RankItem> = {}): ItemVote[] {
  return texts.map((text, index) => ({
    item: item(`${yes}-${text}-${index}`, text, more),
    yes,
    daysAgo: index,
  }))
}

const both = [...votesFor(pizza, true), ...votesFor(crime, false)]

test('without votes the prior alone decides, and its chance is the score', () => {
  const ranked = rankByVotes(
    [
      item('low', 'alpha beta', { prior: oddsOfScore(20) }),
      item('high', 'gamma delta', { prior: oddsOfScore(80) }),
    ],
    [],
  )
  assert.deepEqual(
    ranked.map(({ id, score }) => [id, Math.round(score * 100)]),
    [
      ['high', 80],
      ['low', 20],
    ],
  )
  assert.deepEqual(
    ranked.map((each) => explainRank(each)),
    ['', ''],
  )
})

test('what readers said yes to rises, what they said no to falls, and both say why', () => {
  const offered = [
    item('a', 'robbery before the court'),
    item('b', 'market day in town'),
    item('c', 'dough and basil from the oven'),
  ]
  const ranked = rankByVotes(offered, both)
  assert.deepEqual(
    ranked.map(({ id }) => id),
    ['c', 'b', 'a'],
  )
  assert.match(
    explainRank(ranked[0] ?? { parts: [], alike: { yes: 0, no: 0 } }),
    /(?:dough|basil|oven) \+\d\.\d.*like \d items? you said yes to/,
  )
  assert.match(
    explainRank(ranked[2] ?? { parts: [], alike: { yes: 0, no: 0 } }),
    /(?:robbery|court) −\d\.\d.*like \d items? you said no to/,
  )
})

test('only what a vote was about is told as a reason', () => {
  const offered = [item('a', 'dough week monday begin'), item('b', 'monday market town fair')]
  const ranked = rankByVotes(offered, both)
  const names = ranked.flatMap(({ parts }) => parts.map(({ name }) => name))
  assert.ok(names.includes('dough'), names.join())
  const votedOn = new Set(both.flatMap(({ item: { text } }) => text.split(' ')))
  assert.deepEqual(
    names.filter((name) => !votedOn.has(name) && name !== 'age'),
    [],
  )
})

test('a source that readers like lifts a page whose words say nothing', () => {
  const votes = [
    ...votesFor(['one two three', 'four five six', 'seven eight nine'], true, { tags: ['source Good News'] }),
    ...votesFor(['ten eleven twelve', 'red green blue', 'north south east'], false, {
      tags: ['source Bad News'],
    }),
  ]
  const offered = ['Bad News', 'Good News'].map((source) =>
    item(source, `unheard ${source.length} words`, { tags: [`source ${source}`] }),
  )
  const [first] = rankByVotes(offered, votes)
  assert.equal(first?.id, 'Good News')
  assert.ok(first.parts.some(({ name, points }) => name === 'source Good News' && points > 0))
})

test('one vote does not turn a high score over', () => {
  const offered = [
    item('strong', 'sharing a meal at home', { prior: oddsOfScore(85) }),
    item('weak', 'tax forms again', { prior: oddsOfScore(20) }),
  ]
  const ranked = rankByVotes(offered, votesFor(['a meal for two'], false))
  assert.equal(ranked[0]?.id, 'strong')
})

test('scores are honest: with readers who like half of everything they gather at a half', () => {
  const words = Array.from({ length: 60 }, (_, index) => `word${index} thing${index % 7} matter${index % 5}`)
  const votes = words.map((text, index) => ({
    item: item(text, text, { prior: oddsOfScore(90) }),
    yes: index % 2 === 0,
    daysAgo: 1,
  }))
  const offered = Array.from({ length: 20 }, (_, index) =>
    item(`new${index}`, `fresh${index} sound${index}`, { prior: oddsOfScore(90) }),
  )
  const scores = rankByVotes(offered, votes).map(({ score }) => score)
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  assert.ok(mean > 0.3 && mean < 0.7, String(mean))
})

test('the same votes give the same ranking, old ones weigh less, and a vote that changed sides counts once', () => {
  const offered = [item('a', 'dough and basil'), item('b', 'judge and court')]
  assert.deepEqual(rankByVotes(offered, both), rankByVotes(offered, both))
  const torn = [
    { item: item('x', 'dough basil'), yes: true, daysAgo: 300 },
    { item: item('x', 'dough basil'), yes: false, daysAgo: 0 },
  ]
  const [a, b] = ['a', 'b'].map((id) => rankByVotes(offered, torn).find((each) => each.id === id)?.score ?? 0)
  assert.ok((a ?? 1) < (b ?? 0))
})

test('nothing to rank and nothing said give no error', () => {
  assert.deepEqual(rankByVotes([], both), [])
  assert.equal(
    rankByVotes([item('empty', '')], [{ item: item('none', ''), yes: true, daysAgo: 1e9 }]).length,
    1,
  )
})

test('a brand known by a few words ranks by them first, and puts what was voted on last', () => {
  const brand = { name: 'Slice', description: 'Pizza by the slice for students.', topics: ['pizza'] }
  const plain = (id: string, text: string) => ({ id, title: text, text, tags: [], age: 0 })
  const items = [
    plain('tax', 'Tax forms are due'),
    plain('pizza', 'Pizza for students'),
    plain('old', 'Pizza was shared'),
  ]
  assert.deepEqual(
    rankForBrand(brand, items, [])
      .map(({ id }) => id)
      .slice(0, 2)
      .sort(),
    ['old', 'pizza'],
  )
  const ranked = rankForBrand(brand, items, [
    { item: plain('old', 'Pizza was shared'), yes: true, daysAgo: 1 },
  ])
  assert.deepEqual(
    ranked.map(({ id }) => id),
    ['pizza', 'tax', 'old'],
  )
  assert.match(ranked[0]?.why ?? '', /the brand’s words pizza/)
  assert.equal(
    ranked[2]?.why,
    'none of the brand’s words; voted on already: yes'.replace(
      'none of the brand’s words',
      'the brand’s words pizza',
    ),
  )
  const scores = ranked.map(({ score }) => score)
  assert.deepEqual(
    scores,
    scores.toSorted((a, b) => b - a),
  )
})

test('terms are words without stop words, and pairs of characters where words have no spaces', () => {
  assert.deepEqual(termsOf('The pizzas of the day'), ['pizza', 'day'])
  assert.deepEqual(termsOf('日本料理'), ['日本', '本料', '料理'])
  const counts = [countTerms({ title: 'pizza', text: 'pizza tax' }), countTerms({ title: '', text: 'tax' })]
  const vector = termVector(counts[0] ?? new Map(), rarityAmong(counts))
  assert.ok((vector.get('pizza') ?? 0) > (vector.get('tax') ?? 1))
})

test('a first vote says how pages differ, and leaves how good they are on the whole', () => {
  const items = Array.from({ length: 20 }, (_, index) =>
    item(`page-${index}`, index % 2 === 0 ? 'oven dough basil' : 'stadium goal team', { prior: 1 }),
  )
  const mean = (votes: readonly ItemVote[]) =>
    rankByVotes(items, votes).reduce((sum, { score }) => sum + oddsOfScore(100 * score), 0) / items.length
  assert.ok(Math.abs(mean(votesFor(pizza.slice(0, 1), true)) - mean([])) < 0.5)
  assert.ok(Math.abs(mean(votesFor(crime.slice(0, 1), false)) - mean([])) < 0.5)
})
