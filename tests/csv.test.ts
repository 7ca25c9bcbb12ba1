import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bar } from '../src/cli/bar.ts'
import { csv } from '../src/render/csv.ts'

test('cells that a spreadsheet would run are text, numbers stay numbers', () => {
  const rows = [
    ['name', 'n'],
    ['=1+1', -1],
    ['+x', 2],
    ['-x', 3],
    ['@x', 4],
    ['\tx', 5],
    ['plain', 0.5],
  ]
  assert.equal(
    csv(rows),
    ['name,n', "'=1+1,-1", "'+x,2", "'-x,3", "'@x,4", "'\tx,5", 'plain,0.5'].join('\r\n'),
  )
})

test('commas, quotes and line ends are quoted', () => {
  assert.equal(
    csv([['a,b', 'say "no"', 'two\nlines', '=1,"2"']]),
    `"a,b","say ""no""","two\nlines","'=1,""2"""`,
  )
})

test('a bar is as long as its share, and the smallest share is seen', () => {
  assert.deepEqual(
    [0, 0.0001, 0.5, 0.55, 1, 2].map((share) => bar(share, 10)),
    ['', '▏', '█████', '█████▌', '██████████', '██████████'],
  )
  assert.equal(bar(Number.NaN, 10), '')
})
