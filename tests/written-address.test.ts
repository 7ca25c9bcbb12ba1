import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdsAddress, withoutAddresses } from '../src/domain/written-address.ts'

test('what a mail program would make a link of is an address', () => {
  for (const text of [
    'see https://evil.example/x now',
    'FTP://evil.example',
    'see (www.evil.example).',
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:win@evil.example',
    'win@evil.example',
    '<win@evil.example>,',
    'evil.example/win',
    '[x](//evil.example/win)',
    'evil.example:8080',
    'evil.example?x=1',
    'evil.example#x',
    'ｈｔｔｐｓ：／／evil.example',
    'evil。example/x',
    'bücher.example/x',
  ])
    assert.equal(holdsAddress(text), true, text)
})

test('names, times, dates, prices and abbreviations are none', () => {
  for (const text of [
    'Booking.com raises its fees',
    'Is it Booking.com? It is: Booking.com.',
    'Node.js and U.S./U.K. and/or e.g. the rest',
    'At 12.30/13.00, R1.50: 3.5/5 of them',
    'Dr.Smith said: “no.”',
    'a @handle and 5 @ R10',
    'The data: 41 000 answers',
    'an end.Next begins',
  ])
    assert.equal(holdsAddress(text), false, text)
})

test('an address is taken out up to the next spaces, the rest stays', () => {
  assert.equal(withoutAddresses('Read (https://evil.example/x), now'), 'Read  now')
  assert.equal(withoutAddresses('Booking.com raises fees'), 'Booking.com raises fees')
})

test('a megabyte without a space takes no time', () => {
  for (const huge of ['x'.repeat(1e6), 'x.'.repeat(5e5), 'http:/'.repeat(2e5), '@'.repeat(1e6)])
    assert.equal(typeof holdsAddress(huge), 'boolean')
})
