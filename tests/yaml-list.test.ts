import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { addToYamlList, removeFromYamlList } from '../src/io/yaml-list.ts'
import { brandText } from './support/brand.ts'

const text = `# top
id:   x    # spaces stay

sources:
- kind: feed   # why
  url: "https://a.example/"   

# about the second
- {kind: site, url: 'https://b.example'}

# last
tone: { persona: "x",   style_guide: [ a, b ] }
text: >
   folded
   text
`
const item = { kind: 'search', name: 'A: b # c', url: 'https://c.example/?q={query}' }

/** Lines of `after` that are not in `before`, and the other way round. */
function difference(before: string, after: string): { added: string[]; gone: string[] } {
  const [old, now] = [before.split('\n'), after.split('\n')]
  return { added: now.filter((line) => !old.includes(line)), gone: old.filter((line) => !now.includes(line)) }
}

test('an item is added after the last one as the list is written, and no other line changes', () => {
  const added = addToYamlList(text, 'sources', item)
  const lines = ['- kind: search', '  name: "A: b # c"', '  url: https://c.example/?q={query}']
  assert.deepEqual(difference(text, added), { added: lines, gone: [] })
  assert.deepEqual(parse(added).sources.at(-1), item)
})

test('an item is removed with its own lines alone', () => {
  const gone = ['- kind: feed   # why', '  url: "https://a.example/"   ']
  assert.deepEqual(difference(text, removeFromYamlList(text, 'sources', 0)), { added: [], gone })
  const second = ["- {kind: site, url: 'https://b.example'}"]
  assert.deepEqual(difference(text, removeFromYamlList(text, 'sources', 1)), { added: [], gone: second })
})

test('adding an item and removing it leaves every byte of a brand file as it was', () => {
  const shipped = brandText()
  for (const file of [shipped, shipped.trimEnd(), shipped.replaceAll('\n', '\r\n')]) {
    const added = addToYamlList(file, 'sources', item)
    const last = parse(added).sources.length - 1
    assert.deepEqual(parse(added).sources[last], item)
    assert.equal(removeFromYamlList(added, 'sources', last).trimEnd(), file.trimEnd())
    assert.equal(/[^\r]\n/.test(added), !file.includes('\r\n'))
  }
})

test('lists that do not stand in lines of their own are changed too, comments kept', () => {
  assert.equal(addToYamlList('a: [{b: x}] # c\n', 'a', { b: 'z' }), 'a: [ { b: x }, { b: z } ] # c\n')
  assert.equal(removeFromYamlList('a: [{b: x}, {b: y}] # c\n', 'a', 0), 'a: [ { b: y } ] # c\n')
  assert.deepEqual(parse(addToYamlList('# c\nb: 1\n', 'a', { b: 'z' })), { b: 1, a: [{ b: 'z' }] })
  const anchored = 'a:\n  - &one\n    b: x\n  - *one\nc: *one\n'
  assert.deepEqual(parse(addToYamlList(anchored, 'a', { b: 'z' })).a, [{ b: 'x' }, { b: 'x' }, { b: 'z' }])
})
