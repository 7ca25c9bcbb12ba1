import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DigestItem, Evaluation } from '../src/contracts/digest.ts'
import { notJudgedOf, notJudgedReason, shortfallOf } from '../src/domain/edition-losses.ts'

let made = 0
function item(fate: DigestItem['fate'], relevance: number | null, reason: string | null = null): DigestItem {
  made += 1
  const evaluation: Evaluation | null =
    relevance === null
      ? null
      : {
          id: `e${made}`,
          pageId: `p${made}`,
          textHash: '',
          brandHash: '',
          relevance,
          section: 'market',
          heading: '',
          summary: '',
          reason: '',
          sentiment: 'neutral',
          topics: [],
          entities: [],
          quotes: [],
          risks: [],
          engine: 'offline',
          agentVersion: 1,
        }
  return {
    id: `i${made}`,
    url: `https://news.example/${made}`,
    urlHash: '',
    source: 'News',
    title: null,
    summary: null,
    publishedAt: null,
    pageId: null,
    fate,
    reason,
    position: fate === 'chosen' ? made : null,
    sameAs: null,
    score: null,
    why: null,
    evaluation,
  }
}

const shortfalls: readonly [string, DigestItem[], string | null][] = [
  ['with all that were wanted', [item('chosen', 80), item('chosen', 70), item('failed', null)], null],
  [
    'of one page, others too weak',
    [item('chosen', 80), item('passed-over', 12)],
    'no other page was good enough',
  ],
  ['without any page that is good', [item('passed-over', 12)], 'no page was good enough'],
  ['of sources that offer nothing', [], 'no source offered a page'],
  ['of sources that offer one page', [item('chosen', 80)], 'no source offered another page'],
  [
    'of pages that were shown before',
    [item('rejected', null, 'shown in the edition of 2026-11-20'), item('duplicate', 70)],
    'every page was shown before, a copy or refused',
  ],
  [
    'of one page and its copies',
    [item('chosen', 80), item('duplicate', 70)],
    'every other page was shown before, a copy or refused',
  ],
  [
    'with good pages of a site that has its two',
    [item('chosen', 80), item('passed-over', 45), item('passed-over', 30)],
    '2 good pages are of sites that have their two already',
  ],
  [
    'with a page that nobody could judge',
    [item('chosen', 80), item('failed', null)],
    '1 page could not be judged and no source offered another page',
  ],
  [
    'with pages that were too many to read',
    [item('chosen', 80), item('passed-over', null)],
    '1 page was not read and no source offered another page',
  ],
  [
    'whose votes lift a page over the line',
    [item('chosen', 80), { ...item('passed-over', 12), score: 44 }],
    '1 good page is of sites that have their two already',
  ],
]

for (const [name, items, expected] of shortfalls)
  test(`an edition ${name} says why it is short: ${expected ?? 'not at all'}`, () => {
    assert.equal(shortfallOf(items, 2), expected)
  })

test('pages that could not be judged are counted with the reason that most of them have', () => {
  const failed = ['no answer.', 'busy.', 'no answer.'].map((error) =>
    item('failed', null, notJudgedReason(error)),
  )
  assert.deepEqual(notJudgedOf([...failed, item('chosen', 80)]), {
    pages: 3,
    reason: 'no answer (and 1 other reason)',
  })
  assert.equal(notJudgedOf([item('chosen', 80), item('rejected', null, 'gone')]), null)
})
