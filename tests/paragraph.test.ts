import assert from 'node:assert/strict'
import { test } from 'node:test'
import { paragraph } from '../src/cli/paragraph.ts'

test('a paragraph breaks at spaces and counts the cells of wide characters', () => {
  assert.equal(paragraph('one two three', { room: 9, indent: '  ' }), '  one two\n  three')
  assert.equal(paragraph('漢字 漢字', { room: 8, indent: '' }), '漢字\n漢字')
})

test('a word that is too long stays whole, and without a terminal nothing is broken', () => {
  assert.equal(
    paragraph('see https://example.com/long now', { room: 10, indent: '' }),
    'see\nhttps://example.com/long\nnow',
  )
  assert.equal(paragraph('one two three', { room: undefined, indent: ' ' }), ' one two three')
})
