import assert from 'node:assert/strict'
import { test } from 'node:test'
import { styleText } from 'node:util'
import stringWidth from 'string-width'
import { facts } from '../src/cli/facts.ts'
import { cut, table, widthOf } from '../src/cli/table.ts'

test('columns are aligned under their heads, and lines end without spaces', () => {
  const text = table(
    [
      ['1a2b', 'Fixed it', 'acme'],
      ['3c4d', 'Wrote', ''],
    ],
    { head: ['id', 'text', 'project'] },
  )
  assert.equal(text, 'id    text      project\n1a2b  Fixed it  acme\n3c4d  Wrote')
})

test('letters of East Asia and emoji take two cells', () => {
  const lines = table([
    ['日本', 'a'],
    ['👩‍💻', 'b'],
    ['wxyz', 'c'],
  ]).split('\n')
  assert.deepEqual(
    lines.map((line) => widthOf(line)),
    [7, 7, 7],
  )
})

test('what is counted without the tables of signs is as wide as these say', () => {
  for (let point = 0; point < 0x3000; point += 1) {
    const text = `a${String.fromCodePoint(point)}b`
    assert.equal(widthOf(text), stringWidth(text), point.toString(16))
  }
})

test('styles take no cells', () => {
  const red = styleText('red', 'failed', { validateStream: false })
  const [first, second] = table([
    [red, 'x'],
    ['failed', 'x'],
  ]).split('\n')
  assert.equal(widthOf(first ?? ''), widthOf(second ?? ''))
})

test('the widest column is cut until the line fits the terminal', () => {
  const text = table([['1a2b3c4d', 'A long sentence about what was done all day', 'acme']], { columns: 40 })
  assert.ok(widthOf(text) <= 40, text)
  assert.match(text, /^1a2b3c4d {2}A long .*… {2}acme$/)
})

test('a column of ids is never cut, however narrow the terminal', () => {
  const rows = [['1a2b3c4d', 'anna@cafe.example', 'Five pages']]
  assert.equal(
    table(rows, { head: ['id', 'to', 'subject'], columns: 24 }),
    'id        to      subje…\n1a2b3c4d  anna@…  Five…',
  )
})

test('without a terminal nothing is cut', () => {
  const long = 'word '.repeat(100).trim()
  assert.equal(table([['a', long]]), `a  ${long}`)
})

test('a cell of several lines becomes one line', () => {
  assert.equal(table([['a\n  b\tc', 'd']]), 'a b c  d')
})

test('a cut never parts a character that is made of several', () => {
  assert.equal(cut('👩‍💻👩‍💻👩‍💻', 5), '👩‍💻👩‍💻…')
  assert.equal(cut('cafe\u0301s everywhere', 5), 'cafe\u0301…')
})

test('a fact is told to its end: its further lines stand below its first', () => {
  const rows = [
    ['ok', 'second', 'it answered'],
    ['fails', 'first', 'the server at 127.0.0.1 said that it is asked too often'],
  ]
  assert.equal(
    facts(rows, 38),
    [
      'ok     second  it answered',
      'fails  first   the server at 127.0.0.1',
      '               said that it is asked',
      '               too often',
    ].join('\n'),
  )
  assert.equal(facts(rows, undefined).split('\n').length, 2)
})
