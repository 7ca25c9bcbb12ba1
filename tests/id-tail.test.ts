import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../src/base/app-error.ts'
import { tailPattern, theOne } from '../src/store/id-tail.ts'

const noun = { one: 'entry', many: 'entries', list: 'nightdesk list' }
const first = { id: '019a0000-0000-7000-8000-0000aaaaaaaa' }
const second = { id: '019a0000-0000-7000-8000-1111aaaaaaaa' }

test('a tail becomes a pattern without dashes, in lower case', () => {
  assert.equal(tailPattern(' 8000-0000AAAAAAAA ', noun), '%80000000aaaaaaaa')
})

for (const typed of ['', 'abc', 'abcde', "'; drop table entries", 'latest', '%%%%%%', '🙂🙂🙂🙂🙂🙂']) {
  test(`"${typed}" is no tail of an id`, () => {
    assert.throws(() => tailPattern(typed, noun), hasCode('wrong-use'))
  })
}

test('one candidate is the row', () => {
  assert.equal(theOne([first], 'aaaaaaaa', noun), first)
})

test('no candidate is not found, and the hint says where ids are shown', () => {
  assert.throws(() => theOne([], 'aaaaaaaa', noun), hasCode('not-found', /nightdesk list/))
})

test('several candidates need an answer that tells them apart', () => {
  assert.throws(
    () => theOne([first, second], 'aaaaaa', noun),
    (thrown) =>
      hasCode('needs-answer')(thrown) &&
      thrown instanceof Error &&
      thrown.message.includes('0aaaaaaaa and 1aaaaaaaa'),
  )
})

function hasCode(code: string, hint = /./): (thrown: unknown) => boolean {
  return (thrown) => thrown instanceof AppError && thrown.code === code && hint.test(thrown.hint ?? '')
}
