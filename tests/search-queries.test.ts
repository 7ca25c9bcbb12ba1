import assert from 'node:assert/strict'
import { test } from 'node:test'
import { queriesOfEdition, searchesOfEdition, searchQueries } from '../src/domain/search-queries.ts'
import { debonairs } from './support/brand.ts'

const brand = debonairs()

/** The searches of many editions, one after the other. */
function editions(count: number): string[][] {
  const history: string[][] = []
  for (let edition = 0; edition < count; edition += 1) history.unshift(queriesOfEdition(brand, history))
  return history.toReversed()
}

test('a brand is searched by its name, its queries, its other names, its products and its words', () => {
  const queries = searchQueries(brand)
  assert.deepEqual(queries.slice(0, 3), [
    'Debonairs Pizza',
    'quick service restaurants South Africa',
    'Debonairs review',
  ])
  for (const query of [
    'Debs Pizza',
    '"Real Deal" Debonairs Pizza',
    'pizza South Africa',
    'street food pizza',
  ])
    assert.ok(queries.includes(query), query)
  assert.equal(new Set(queries.map((query) => query.toLowerCase())).size, queries.length)
})

test('a brand that names nothing but its words is searched by these', () => {
  const bare = {
    ...brand,
    aliases: [],
    region: undefined,
    queries: { brand_health: [], market_intelligence: [] },
    keywords: { core: ['pizza', 'x'.repeat(200)], extended: [], products: ['Dippa'] },
  }
  assert.deepEqual(searchQueries(bare), ['Debonairs Pizza', 'Dippa Debonairs Pizza', 'pizza'])
  assert.deepEqual(queriesOfEdition(bare, [['Debonairs Pizza']]), searchQueries(bare))
})

test('each edition asks for the name and for what was asked longest ago, until everything was asked once', () => {
  const all = searchQueries(brand)
  const rounds = Math.ceil((all.length - 1) / (searchesOfEdition - 1))
  const asked = editions(rounds)
  assert.ok(
    asked.every((queries) => queries[0] === 'Debonairs Pizza' && queries.length === searchesOfEdition),
  )
  assert.deepEqual(new Set(asked.flat()), new Set(all))
  const others = asked.slice(0, -1).flatMap((queries) => queries.slice(1))
  assert.equal(new Set(others).size, others.length)
  assert.deepEqual(asked, editions(rounds))
})

test('a query that comes new into the file is asked in the next edition', () => {
  const grown = { ...brand, queries: { ...brand.queries, brand_health: ['Debonairs franchise fees'] } }
  assert.ok(queriesOfEdition(grown, editions(40).toReversed()).includes('Debonairs franchise fees'))
})
