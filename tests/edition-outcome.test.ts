import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DeliveryState } from '../src/contracts/digest.ts'
import { conclusion, outcomeOf } from '../src/domain/edition-outcome.ts'

const mails = (...states: DeliveryState[]) =>
  states.map((state, index) => ({ state, recipient: `r${index}@example.com`, error: '550 no' }))

test('an edition is held while a person has to decide of a mail, else sent, refused or empty', () => {
  for (const [states, status] of [
    [['sent', 'unknown', 'failed'], 'held'],
    [['sent', 'ready'], 'held'],
    [['sent', 'failed', 'stopped'], 'sent'],
    [['failed', 'stopped'], 'refused'],
    [['stopped'], 'empty'],
    [[], 'empty'],
  ] as const)
    assert.equal(outcomeOf(mails(...states)).status, status, states.join())
})

test('the sentence counts what was sent, refused and held, with the reason', () => {
  const edition = {
    chosen: 4,
    summary: { shortfall: 'the web was quiet', withheld: '1 reader left out: 1 bounced' },
  }
  const said = conclusion({ top: 5, name: 'Debonairs' }, mails('sent', 'failed', 'unknown'), edition)
  assert.equal(
    said,
    '4 pages sent to 1 reader; fewer than 5: the web was quiet; 1 mail refused by the mail server (r1@example.com: 550 no); 1 mail held, see nightdesk email list; 1 reader left out: 1 bounced',
  )
})
