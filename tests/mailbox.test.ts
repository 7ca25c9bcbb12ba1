import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailboxOf } from '../src/base/mailbox.ts'
import { readersOf } from '../src/contracts/brand.ts'

test('addresses of one mailbox are compared alike, whatever their case, form and spelling of the domain', () => {
  for (const [written, mailbox] of [
    ['Thandi@Example.COM', 'thandi@example.com'],
    ['JOSÉ@example.com', 'josé@example.com'],
    ['jose\u0301@example.com', 'jos\u00e9@example.com'],
    ['\u212ara@example.com', 'kra@example.com'],
    ['a@BÜCHER.example', 'a@xn--bcher-kva.example'],
    ['"a@b"@example.com', '"a@b"@example.com'],
    ['no address', '@no address'],
  ] as const)
    assert.equal(mailboxOf(written), mailbox)
  assert.notEqual(mailboxOf('a.b@example.com'), mailboxOf('ab@example.com'))
})

test('a mailbox that stands twice among the recipients is one reader, as it is written first', () => {
  const recipients = ['Thandi@example.com', 'thandi@EXAMPLE.com', '\u212ara@example.com', 'kra@example.com']
  assert.deepEqual(readersOf({ recipients }), ['Thandi@example.com', '\u212ara@example.com'])
})
