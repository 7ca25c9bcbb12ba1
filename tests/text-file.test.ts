import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeText } from '../src/services/text-file.ts'

test('a file is text in UTF-8 without zero bytes, or is refused by its name', () => {
  assert.equal(decodeText(Buffer.from('Łódź'), 'a.txt'), 'Łódź')
  assert.throws(() => decodeText(new Uint8Array([0xff, 0xfe]), 'a.txt'), /"a\.txt" is not text in UTF-8\./)
  assert.throws(
    () => decodeText(new Uint8Array([0x61, 0]), 'a.txt'),
    /"a\.txt" is not text: it holds zero bytes\./,
  )
})
