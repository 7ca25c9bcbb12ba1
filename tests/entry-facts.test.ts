import assert from 'node:assert/strict'
import { test } from 'node:test'
import { peopleIn, systemsIn, ticketsIn } from '../src/domain/entry-names.ts'
import { numbersIn } from '../src/domain/entry-numbers.ts'
import { kindOf, outcomeOf } from '../src/domain/entry-outcome.ts'

const numbers: Record<string, [number, string | null, string][]> = {
  'Reduced p95 from 2.4 s to 310 ms': [
    [2.4, 's', '2.4 s'],
    [310, 'ms', '310 ms'],
  ],
  'Cut cost by 40%': [[40, '%', '40%']],
  'Errors down −87 %': [[-87, '%', '−87 %']],
  'Reviewed 12 pull requests and 3 designs': [
    [12, 'pull requests', '12 pull requests'],
    [3, 'designs', '3 designs'],
  ],
  'Imported 1,250,000 rows': [[1_250_000, 'rows', '1,250,000 rows']],
  'Saved $12k a year': [[12_000, '$', '$12k']],
  'Saved 2.3k EUR': [[2300, 'EUR', '2.3k EUR']],
  'Fixed 1 bug in the parser': [[1, 'bug', '1 bug']],
  'Tests are 3x faster': [[3, 'x', '3x']],
  'Interviewed 4 of 9': [
    [4, null, '4'],
    [9, null, '9'],
  ],
  'Spent 2 hours on it': [[2, 'hours', '2 hours']],
  'Closed WEB-123, #45 and PR 12': [[12, null, '12']],
  'Meeting at 14:30 on 2026-04-03, 9am, April 3': [],
  'Upgraded to PostgreSQL 18 and v2.1, 1.2.3': [],
  'Plan for Q3 2026': [],
  'No numbers': [],
}

for (const [text, expected] of Object.entries(numbers)) {
  test(`the numbers of "${text}"`, () => {
    assert.deepEqual(
      numbersIn(text).map(({ value, unit, text }) => [value, unit, text]),
      expected,
    )
  })
}

const people: Record<string, string[]> = {
  'Paired with Anna on the parser': ['Anna'],
  'Asked Peter for the numbers': ['Peter'],
  'Met Anna Smith and Bob about the roadmap': ['Anna Smith', 'Bob'],
  'Reviewed the contract with Thabo, Lerato and Sam': ['Thabo', 'Lerato', 'Sam'],
  'Explained the outage to Maria': ['Maria'],
  'Waiting for Peter': ['Peter'],
  'Feedback from Łukasz': ['Łukasz'],
  'Asked @anna-k to review': ['@anna-k'],
  'Worked with React and PostgreSQL': [],
  'Fixed the login with Redis': [],
  'Moved the shop to Berlin': [],
  'Met on Monday with Legal': [],
  'Asked Legal about the licence': [],
  'Mailed ann@example.com': [],
  'Fixed a bug': [],
}

for (const [text, expected] of Object.entries(people))
  test(`the people of "${text}"`, () => assert.deepEqual(peopleIn(text), expected))

const tickets: Record<string, string[]> = {
  'Closed WEB-123 and #45': ['WEB-123', '#45'],
  'Merged acme/shop#7': ['acme/shop#7'],
  'See https://github.com/acme/shop/pull/12': ['https://github.com/acme/shop/pull/12'],
  'Hashes are SHA-256, text is UTF-8, after COVID-19': [],
  'Colour is C#, not F#7x': [],
}

for (const [text, expected] of Object.entries(tickets))
  test(`the tickets of "${text}"`, () => assert.deepEqual(ticketsIn(text), expected))

const systems: Record<string, string[]> = {
  'Moved billing-service to Kubernetes and Postgres': ['Kubernetes', 'PostgreSQL', 'billing-service'],
  'Renamed `checkout` for the team': ['checkout'],
  'Went for a walk': [],
}

for (const [text, expected] of Object.entries(systems))
  test(`the systems of "${text}"`, () => assert.deepEqual(systemsIn(text), expected))

const outcomes: Record<string, string | null> = {
  'Rewrote the cache, which cut page loads by 40 %': 'which cut page loads by 40 %',
  'Reduced p95 latency from 2.4 s to 310 ms': 'Reduced p95 latency from 2.4 s to 310 ms',
  'Added an index. Queries are 12x faster.': 'Queries are 12x faster',
  'Automated the release -> two hours saved each week': 'two hours saved each week',
  'Fixed the VPN, so that everyone can work from home': 'so that everyone can work from home',
  'Moved the shop; it is now live': 'it is now live',
  'Fixed the login bug': null,
  'Will cut costs by 40 %': null,
}

for (const [text, expected] of Object.entries(outcomes))
  test(`the outcome of "${text}"`, () => {
    const outcome = outcomeOf(text, kindOf(text))
    assert.equal(outcome, expected)
    assert.ok(outcome === null || text.includes(outcome))
  })

test('learning is a kind of its own', () => {
  assert.equal(kindOf('Learned how logical replication works'), 'learned')
  assert.equal(kindOf('TIL that git has worktrees'), 'learned')
  assert.equal(kindOf('Completed the Kubernetes training'), 'learned')
  assert.equal(kindOf('Fixed the learned model'), 'done')
  assert.equal(kindOf('Blocked by legal'), 'blocked')
})
