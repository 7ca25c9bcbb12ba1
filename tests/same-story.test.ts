import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alsoAt } from '../src/domain/also-at.ts'
import { createStoryComparer, type Story } from '../src/domain/same-story.ts'

let made = 0
function story(more: Partial<Story>): Story {
  made += 1
  const text = Array.from({ length: 60 }, (_, index) => `word${made}x${index}`).join(' ')
  const publishedAt = new Date('2026-03-01T00:00:00Z')
  return { id: `story-${made}`, title: `Title${made} alpha${made}`, text, publishedAt, ...more }
}

const everywhere = ['Debonairs Pizza', 'South Africa', 'Durban']
const others = Array.from({ length: 30 }, (_, index) => story({ names: [...everywhere, `Name ${index}`] }))
const names = [...everywhere, 'Thandi Mokoena', 'Umlazi Bakery', 'Musgrave Road']

test('two reports in words of their own are one story by the rare names that they share', () => {
  const [one, other] = [story({ names }), story({ names: [...names.slice(0, 5), 'Musgrave'] })]
  const isSame = createStoryComparer([one, other, ...others])
  assert.equal(isSame(one, other), true)
})

test('names that stand everywhere, and rare ones weeks apart, make no story', () => {
  const [one, other] = [story({ names }), story({ names })]
  const [usual = one, second = other] = others
  const late = { ...other, publishedAt: new Date('2026-03-09T00:00:00Z') }
  const undated = { ...other, publishedAt: null }
  const isSame = createStoryComparer([one, other, ...others])
  assert.equal(isSame(usual, second), false)
  assert.equal(isSame(one, usual), false)
  const later = createStoryComparer([one, late, ...others])
  assert.equal(later(one, late), false)
  assert.equal(createStoryComparer([one, undated, ...others])(one, undated), false)
})

test('the sites of all copies, and of copies of copies, are told once with the page that was kept', () => {
  const item = (id: string, site: string, sameAs: string | null) => ({ id, url: `https://${site}/x`, sameAs })
  const items = [
    item('kept', 'a.example', null),
    item('copy', 'www.c.example', 'kept'),
    item('copy of a copy', 'b.example', 'copy'),
    item('of the same site', 'a.example', 'kept'),
    item('of one that is gone', 'd.example', 'gone'),
    item('alone', 'e.example', null),
  ]
  assert.deepEqual([...alsoAt(items)], [['kept', ['b.example', 'c.example']]])
})
