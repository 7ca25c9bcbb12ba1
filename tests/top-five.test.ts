import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Candidate, chooseTop } from '../src/domain/top-five.ts'

let made = 0
function candidate(more: Partial<Candidate>): Candidate {
  made += 1
  const unlike = Array.from({ length: 40 }, (_, index) => `word${made}x${index}`).join(' ')
  return {
    id: `page-${String(made).padStart(3, '0')}`,
    relevance: 60,
    section: 'on brand',
    site: `site-${made}`,
    title: `Title${made} alpha${made} beta${made} gamma${made}`,
    text: unlike,
    publishedAt: null,
    ...more,
  }
}

function many(count: number, more: Partial<Candidate>): Candidate[] {
  return Array.from({ length: count }, (_, index) => candidate({ ...more, relevance: 90 - index }))
}

test('three on the brand and two of the market are chosen, the best of each, the brand first', () => {
  const onBrand = many(5, { section: 'on brand' })
  const market = many(5, { section: 'market' })
  const fates = chooseTop([...market, ...onBrand], { top: 5 })
  const chosen = fates
    .filter(({ fate }) => fate === 'chosen')
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
  assert.deepEqual(
    chosen.map(({ id }) => id),
    [...onBrand.slice(0, 3), ...market.slice(0, 2)].map(({ id }) => id),
  )
  assert.deepEqual(
    chosen.map(({ position }) => position),
    [1, 2, 3, 4, 5],
  )
})

test('every page has a fate and a reason', () => {
  const pages = [...many(6, {}), ...many(4, { section: 'market' })]
  const fates = chooseTop(pages, { top: 5 })
  assert.deepEqual(new Set(fates.map(({ id }) => id)), new Set(pages.map(({ id }) => id)))
  assert.ok(fates.every(({ reason }) => reason !== ''))
  assert.ok(fates.every(({ fate, position }) => (fate === 'chosen') === (position !== null)))
})

test('a part that lacks good pages leaves its room to the other', () => {
  const fates = chooseTop([...many(1, { section: 'on brand' }), ...many(7, { section: 'market' })], {
    top: 5,
  })
  assert.equal(fates.filter(({ fate }) => fate === 'chosen').length, 5)
})

test('pages below the minimum are passed over, even where fewer than five remain', () => {
  const weak = candidate({ relevance: 12 })
  const fates = chooseTop([candidate({}), weak], { top: 5 })
  assert.equal(fates.filter(({ fate }) => fate === 'chosen').length, 1)
  assert.deepEqual(
    fates.find(({ id }) => id === weak.id),
    { id: weak.id, fate: 'passed-over', position: null, reason: 'it scored 12, below 30' },
  )
})

test('at most two of one site are chosen where three sites have good pages, even where fewer than five remain', () => {
  const others = [candidate({ relevance: 40 }), candidate({ relevance: 35 })]
  const fates = chooseTop([...many(4, { site: 'one.example' }), ...others], { top: 5 })
  assert.equal(fates.filter(({ fate }) => fate === 'chosen').length, 4)
  const reason = '2 pages of one.example were chosen, as many as one site may have'
  assert.equal(fates.filter((fate) => fate.reason === reason).length, 2)
})

test('a brand with one source gets five of its good pages, in two parts where it has both', () => {
  const site = 'one.example'
  const onBrand = many(6, { site })
  const market = many(3, { site, section: 'market' })
  const chosen = (pages: Candidate[]) =>
    new Set(chooseTop(pages, { top: 5 }).flatMap(({ fate, id }) => (fate === 'chosen' ? [id] : [])))
  assert.deepEqual(chosen(onBrand), new Set(onBrand.slice(0, 5).map(({ id }) => id)))
  const best = [...onBrand.slice(0, 3), ...market.slice(0, 2)]
  assert.deepEqual(chosen([...onBrand, ...market]), new Set(best.map(({ id }) => id)))
})

test('where two sites have good pages each gets its two before the rest is filled', () => {
  const rich = many(6, { site: 'rich.example' })
  const poor = [
    candidate({ site: 'poor.example', relevance: 41 }),
    candidate({ site: 'poor.example', relevance: 40 }),
  ]
  const weak = candidate({ site: 'weak.example', relevance: 10 })
  const fates = chooseTop([...rich, ...poor, weak], { top: 5 })
  const chosen = fates.filter(({ fate }) => fate === 'chosen').map(({ id }) => id)
  assert.deepEqual(
    chosen,
    [...rich.slice(0, 3), ...poor.slice(0, 1)].map(({ id }) => id).concat(poor[1]?.id ?? ''),
  )
})

test('a page says that others scored as much or more only of those that did', () => {
  const site = 'rich.example'
  const rich = many(6, { site })
  const poor = many(2, { site: 'poor.example' }).map((page) => ({ ...page, relevance: 40 }))
  const fates = chooseTop([...rich, ...poor], { top: 5 })
  const fourth = fates.find(({ id }) => id === rich[3]?.id)
  assert.deepEqual(
    [fourth?.fate, fourth?.reason],
    ['passed-over', 'it scored 87; 3 pages on the brand scored as much or more'],
  )
})

test('of two pages that tell one story only the better is chosen, and the other says which', () => {
  const first = candidate({
    relevance: 80,
    title: 'Debonairs asks its fans to name the crust',
    site: 'a.example',
  })
  const second = candidate({
    relevance: 70,
    title: 'Debonairs asks fans to name a new crust',
    site: 'b.example',
  })
  const fates = chooseTop([second, first], { top: 5 })
  assert.deepEqual(
    fates.map(({ fate }) => fate),
    ['chosen', 'duplicate'],
  )
  assert.match(
    fates[1]?.reason ?? '',
    /same story as "Debonairs asks its fans to name the crust" \(a\.example\)/,
  )
})

test('texts that share a third of their word runs are one story under different titles', () => {
  const text = Array.from({ length: 60 }, (_, index) => `shared${index}`).join(' ')
  const fates = chooseTop([candidate({ text }), candidate({ text: `A new lead. ${text}` })], { top: 5 })
  assert.equal(fates.filter(({ fate }) => fate === 'duplicate').length, 1)
})

test('a twin of a chosen page is named a duplicate even when no room was left for it', () => {
  const best = many(5, {})
  const twin = candidate({ relevance: 40, title: best[0]?.title ?? '' })
  const fates = chooseTop([...best, twin], { top: 5 })
  assert.equal(fates.find(({ id }) => id === twin.id)?.fate, 'duplicate')
})

test('equal scores fall to the newer page, and the order of the input does not matter', () => {
  const old = candidate({ publishedAt: new Date('2026-01-01') })
  const young = candidate({ publishedAt: new Date('2026-01-02') })
  for (const pages of [
    [old, young],
    [young, old],
  ])
    assert.equal(chooseTop(pages, { top: 1 }).find(({ fate }) => fate === 'chosen')?.id, young.id)
})

test('no pages give no fates', () => {
  assert.deepEqual(chooseTop([], { top: 5 }), [])
})

test('votes let a page in where they are sure, put pages in order, and keep none out', () => {
  const lifted = candidate({ relevance: 55, judged: 20 })
  const doubted = candidate({ relevance: 40, judged: 20 })
  const disliked = candidate({ relevance: 8, judged: 60 })
  const fates = chooseTop([disliked, doubted, lifted], { top: 5 })
  const chosen = fates
    .filter(({ fate }) => fate === 'chosen')
    .toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0))
  assert.deepEqual(
    chosen.map(({ id }) => id),
    [lifted.id, disliked.id],
  )
  assert.match(chosen[1]?.reason ?? '', /it scored 8, 60 before the votes/)
})

test('pages that votes put low, but that are good enough to show, still count for how many one site may have', () => {
  const low = { relevance: 10, judged: 60, section: 'market' } as const
  const pages = [...many(5, { site: 'one.example', judged: 90 }), candidate(low), candidate(low)]
  const chosen = chooseTop(pages, { top: 4 }).filter(({ fate }) => fate === 'chosen')
  assert.equal(chosen.filter(({ id }) => pages.slice(0, 5).some((page) => page.id === id)).length, 2)
})
