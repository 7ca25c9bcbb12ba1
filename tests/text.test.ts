import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inOneLine } from '../src/base/text.ts'

const texts: Record<string, string> = {
  'Ship the API\nIt was hard.': 'Ship the API · It was hard.',
  'Refactor the parser\n\nMade it\nfaster.\n\nReally': 'Refactor the parser · Made it faster. Really',
  'Fixed the build in\nhalf an hour': 'Fixed the build in half an hour',
  'Done.\r\n\r\nMore': 'Done. More',
  '  one   line ': 'one line',
  '': '',
}

for (const [text, line] of Object.entries(texts))
  test(`${JSON.stringify(text)} is "${line}" on one line`, () => {
    assert.equal(inOneLine(text), line)
  })
