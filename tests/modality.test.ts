import assert from 'node:assert/strict'
import { test } from 'node:test'
import { modalityOf } from '../src/domain/modality.ts'
import type { Modality } from '../src/domain/modality.ts'

const sentences: Record<Modality, string[]> = {
  done: [
    'Fixed the login bug',
    'Shipped the new checkout to all shops',
    'Led the migration to PostgreSQL 18',
    'Unblocked the mobile team by sharing the API keys',
    'Resolved the last blocker of the release',
    'We are no longer blocked by legal, merged the branch',
    'Blocked spam accounts with a new rule',
    'Planned the offsite with Anna',
    'Planned and ran the quarterly review',
    'Wrote the plan for Q3',
    'Decided not to rewrite the parser',
    'Reduced p95 latency from 2.4 s to 310 ms',
    'Answered the question of the auditor',
    'Tried two connection pools, then switched to pgbouncer and cut latency by 40 %',
    'Attempted a rollback and it worked',
    'Reviewed 12 pull requests',
    'Explained to the customer what they will get',
    'Presented what the team should build next year',
    'Fixed a test that failed on Tuesdays',
    'Improved the error for blocked users',
    'Interviewed a candidate who wants to move to Berlin',
    'Added retries so that requests waiting for a lock do not time out',
    'Answered support mails',
    'Closed the ticket about stuckness of the queue',
    'Deployed without downtime',
    '修正しました',
    '',
  ],
  tried: [
    'Tried to reproduce the crash on Windows',
    'I tried the new bundler',
    'Attempted to upgrade React',
    'Experimented with vector search',
    'Trying to get the build green',
    'Could not reproduce the memory leak',
    "Couldn't get the VPN working",
    "Didn't finish the report",
    'Debugged the deploy for hours without success',
    'Failed to install the driver',
    'Started on the importer',
    'Looked for the leak, gave up after lunch',
    'Migration script is not yet working',
    'WIP: new onboarding flow',
  ],
  planned: [
    'Plan: write the tests',
    'Plan to write the tests',
    'Planning to refactor the parser',
    'Will review the contract',
    "I'll review the contract",
    'We will ship on Thursday',
    'Going to meet the vendor',
    'Need to update the certificates',
    'Want to learn Rust',
    'TODO: clean the bucket',
    'To do: clean the bucket',
    'Next: the importer',
    'Next steps: write docs',
    'Tomorrow: interview with Sam',
    'Tomorrow I start the migration',
    'Next week we move the shop',
    'Should rotate the keys',
    'The docs still need to be written, left to be done after the release',
    'I need to call the bank',
    'Hoping to finish the draft',
    'Scheduled to speak at the meetup',
  ],
  blocked: [
    'Blocked by legal',
    'Blocked on the security review',
    'Still blocked: no access to staging',
    'Blocked',
    'Blocker: the vendor does not answer',
    "I'm blocked by the missing API key",
    'The release is blocked by a failing test',
    'Stuck on the OAuth redirect',
    'Waiting for the design',
    'Still waiting on Peter for the numbers',
    "Can't deploy until the certificate is renewed",
    'Cannot merge before the freeze ends',
    'The migration is on hold',
    'We are waiting for the contract',
  ],
  asked: [
    'Asked Peter for the numbers',
    'Asked whether we can drop Node 20',
    'I asked legal about the licence',
    'Requested access to the cluster',
    'Pinged Anna about the review',
    'Emailed the vendor to confirm the date',
    'Question: do we need a second approval',
    'Can we drop Node 20?',
    'Chased finance for the invoice',
  ],
}

for (const [modality, texts] of Object.entries(sentences))
  for (const text of texts) test(`"${text}" is ${modality}`, () => assert.equal(modalityOf(text), modality))

test('curly apostrophes and line feeds change nothing', () => {
  assert.equal(modalityOf('I’ll review\nthe contract'), 'planned')
})

test('a very long entry is judged in a moment', () => {
  assert.equal(modalityOf(`${'we and so then '.repeat(1_300)} x`), 'done')
})
