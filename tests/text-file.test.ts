import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeText, notWritten } from '../src/services/text-file.ts'

test('a file is text in UTF-8 without zero bytes, or is refused by its name', () => {
  assert.equal(decodeText(Buffer.from('Łódź'), 'a.txt'), 'Łódź')
  assert.throws(() => decodeText(new Uint8Array([0xff, 0xfe]), 'a.txt'), /"a\.txt" is not text in UTF-8\./)
  assert.throws(
    () => decodeText(new Uint8Array([0x61, 0]), 'a.txt'),
    /"a\.txt" is not text: it holds zero bytes\./,
  )
})

test('a file that cannot be written says why in plain words, and what to type', () => {
  const failure = (code: string) => notWritten('/nope/x.html', Object.assign(new Error('raw'), { code }))
  assert.equal(failure('ENOENT').message, '"/nope/x.html" cannot be written: there is no folder "/nope".')
  assert.equal(failure('ENOENT').hint, 'Try: mkdir -p "/nope"')
  assert.equal(failure('EACCES').message, '"/nope/x.html" cannot be written: you may not write into "/nope".')
  assert.equal(failure('EIO').message, '"/nope/x.html" cannot be written: raw.')
})
