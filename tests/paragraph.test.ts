import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shortOverview } from '../src/cli/help.ts'
import { paragraph, wrapLines } from '../src/cli/paragraph.ts'
import { widthOf } from '../src/cli/table.ts'

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

test('of a text only the long lines are broken, below their own words', () => {
  const text = 'Done\n  - Moved the sessions to Redis\n! it was not read\n/a/long/path'
  assert.equal(
    wrapLines(text, 21),
    'Done\n  - Moved the\n    sessions to Redis\n! it was not read\n/a/long/path',
  )
  assert.equal(wrapLines(text, undefined), text)
  const yellow = (words: string) => `\u001b[33m${words}\u001b[39m`
  assert.equal(wrapLines(yellow('! it was not read'), 12), yellow('! it was not\n  read'))
  assert.equal(wrapLines(`${yellow('!')} it was not read`, 12), `${yellow('!')} it was not\n  read`)
})

test('the first page fits terminals of 60 and 80 columns, no word cut', () => {
  const names = [
    'log',
    'list',
    'show',
    'edit',
    'rm',
    'undo',
    'analyze',
    'extract',
    'skills',
    'report',
    'resume',
    'digest',
    'jobs',
    'demo',
  ]
  const paint = (_style: unknown, text: string) => text
  const pages = [60, 80, undefined].map((room) => shortOverview(names, { paint, room }))
  for (const [index, width] of [60, 80, 80].entries())
    for (const line of pages[index]?.split('\n') ?? []) assert.ok(widthOf(line) <= width, line)
  assert.ok((pages[1]?.split('\n').length ?? 99) < 24)
  assert.equal(pages[1], pages[2])
})
