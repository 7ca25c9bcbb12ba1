import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { AppError } from '../src/base/app-error.ts'
import type { App } from '../src/services/app.ts'
import { entryHistory } from '../src/services/entry-history.ts'
import { linkEntries, linkedEntries } from '../src/services/entry-links.ts'
import { listEntries } from '../src/services/entry-list.ts'
import { searchEntries, type SearchWish } from '../src/services/entry-search.ts'
import { listTrash, purgeTrash, restoreEntry, trashTime } from '../src/services/entry-trash.ts'
import { undoChange } from '../src/services/undo.ts'
import { amendEntry, editEntry, logEntry, removeEntry, showEntry } from '../src/services/worklog.ts'
import { withheldEntries } from '../src/store/withheld-entries.ts'
import { testApp } from './support/app.ts'

const zone = 'Europe/Berlin'
const dayLength = 86_400_000

async function openDesk(t: TestContext, clock = () => new Date()): Promise<App> {
  return await testApp(t, { clock })
}

async function find(app: App, wish: Partial<SearchWish>): Promise<string[]> {
  const found = await searchEntries(app, { zone, words: undefined, pattern: undefined, limit: 20, ...wish })
  return found.map(({ text }) => text)
}

test('search finds words, stems, phrases, tags and what is left out, the best first', async (t) => {
  const app = await openDesk(t)
  await logEntry(app, 'Deployed the shop and wrote about other things that are long and boring +release', {
    zone,
  })
  await logEntry(app, 'Deploy, deploying and a deployment: deployed', { zone, project: 'web' })
  await logEntry(app, 'Load test of the shop', { zone })
  await logEntry(app, 'Test under load', { zone })
  const [best] = await find(app, { words: 'deploying' })
  assert.equal(best, 'Deploy, deploying and a deployment: deployed')
  assert.equal((await find(app, { words: 'deploying' })).length, 2)
  assert.deepEqual(await find(app, { words: '"load test"' }), ['Load test of the shop'])
  assert.deepEqual(await find(app, { words: 'shop -deployed' }), ['Load test of the shop'])
  assert.equal((await find(app, { words: 'load or release' })).length, 3)
  assert.deepEqual(await find(app, { words: 'web' }), ['Deploy, deploying and a deployment: deployed'])
  assert.deepEqual(await find(app, { words: 'shop', tag: '+release' }), [
    'Deployed the shop and wrote about other things that are long and boring',
  ])
  assert.deepEqual(await find(app, { words: 'shop', until: 'yesterday' }), [])
})

test('a plain word of a search also finds words that begin with it, below whole words; quotes and minus stay exact', async (t) => {
  const app = await openDesk(t)
  const whole = 'Asked about postgres once, in a long talk on other things'
  const begun = 'Moved the shop to PostgreSQL: PostgreSQL 18, PostgreSQL everywhere'
  const mixed = 'Deploying a container'
  // The newest would stand first if only time counted.
  for (const text of [whole, begun, mixed]) await logEntry(app, text, { zone })
  assert.deepEqual(await find(app, { words: 'postgres' }), [whole, begun])
  assert.deepEqual(await find(app, { words: 'POSTGRES -shop' }), [whole])
  assert.deepEqual(await find(app, { words: 'shop -postgres' }), [begun])
  assert.deepEqual(await find(app, { words: '"postgres"' }), [whole])
  assert.deepEqual(await find(app, { words: 'the postgresq or contai' }), [begun, mixed])
  assert.deepEqual(await find(app, { words: 'deployed conta' }), [mixed])
  assert.deepEqual(await find(app, { words: 'postg "to the"' }), [])
  assert.deepEqual(await find(app, { words: 'po' }), [])
  assert.deepEqual(await find(app, { words: "it's (postgres & !" }), [whole])
  for (const words of ['or', '" - or', "'", '-', 'the']) await find(app, { words })
})

test('an excerpt shows where a word begins as was asked', async (t) => {
  const app = await openDesk(t)
  await logEntry(app, `${'Much was said. '.repeat(30)}Then came the managements of queues.`, { zone })
  const wish = { zone, words: 'managem', pattern: undefined, limit: 1 }
  const [found] = await searchEntries(app, wish)
  assert.match(found?.excerpt ?? '', /the \u0002managements\u0003 of/)
  assert.equal(found?.rank, 0)
  await logEntry(app, 'A 1 managed by 18', { zone })
  const [short] = await searchEntries(app, { ...wish, words: 'managed' })
  assert.equal(short?.excerpt, 'A 1 \u0002managed\u0003 by 18')
})

test('search by a regular expression needs one that is valid', async (t) => {
  const app = await openDesk(t)
  await logEntry(app, 'Fixed WEB-12', { zone })
  await logEntry(app, 'Fixed the web', { zone })
  assert.deepEqual(await find(app, { pattern: 'web-\\d+' }), ['Fixed WEB-12'])
  assert.deepEqual(await find(app, { pattern: 'fixed', words: 'web -"web-12"' }), ['Fixed the web'])
  await assert.rejects(
    find(app, { pattern: 'a(b' }),
    (thrown) => thrown instanceof AppError && thrown.code === 'wrong-use' && thrown.message.includes('"a(b"'),
  )
})

test('an outcome that comes later is a line of the entry, found by search and taken back by undo', async (t) => {
  const app = await openDesk(t)
  const entry = await logEntry(app, 'Rewrote the checkout', { zone })
  const amended = await amendEntry(app, entry.id, ' outcome:  errors fell\n by 40 % ')
  assert.equal(amended.text, 'Rewrote the checkout\nOutcome: errors fell by 40 %')
  assert.deepEqual(amended.at, entry.at)
  assert.equal((await find(app, { words: 'errors' })).length, 1)
  await assert.rejects(amendEntry(app, entry.id, ' '), AppError)
  assert.equal((await undoChange(app)).action, 'amend')
  assert.equal((await showEntry(app, entry.id)).text, 'Rewrote the checkout')
})

test('a link stands in both entries, once, and undo parts them', async (t) => {
  const app = await openDesk(t)
  const [one, other] = [await logEntry(app, 'one', { zone }), await logEntry(app, 'other', { zone })]
  assert.equal((await linkEntries(app, [one.id, other.id], false)).changed, true)
  assert.equal((await linkEntries(app, [other.id, one.id], false)).changed, false)
  assert.deepEqual((await showEntry(app, one.id)).links, [other.id])
  const [linked] = await linkedEntries(app, await showEntry(app, other.id))
  assert.equal(linked?.id, one.id)
  await assert.rejects(linkEntries(app, [one.id, one.id], false), AppError)
  await undoChange(app)
  assert.deepEqual((await showEntry(app, other.id)).links, [])
  await linkEntries(app, [one.id, other.id], false)
  assert.equal((await linkEntries(app, [one.id, other.id], true)).changed, true)
  assert.deepEqual((await showEntry(app, one.id)).links, [])
})

test('the history of an entry has every change with what it was before and after', async (t) => {
  const app = await openDesk(t)
  const { id } = await logEntry(app, 'one', { zone, weight: 2 })
  await editEntry(app, id, { zone, text: 'two', weight: 5 })
  await removeEntry(app, id)
  await undoChange(app)
  const { steps } = await entryHistory(app, id.slice(-8))
  assert.deepEqual(
    steps.map(({ action, before, after, undoneAt }) => [
      action,
      before?.text,
      after?.text,
      undoneAt !== null,
    ]),
    [
      ['log', undefined, 'one', false],
      ['edit', 'one', 'two', false],
      ['remove', 'two', 'two', true],
      ['undo', 'two', 'two', false],
    ],
  )
  assert.deepEqual([steps[1]?.before?.weight, steps[1]?.after?.weight], [2, 5])
})

test('the trash keeps entries for 30 days; what is purged leaves the history too, but for what was private', async (t) => {
  let now = new Date()
  const app = await openDesk(t, () => now)
  const kept = await logEntry(app, 'kept', { zone })
  const gone = await logEntry(app, 'secret words', { zone })
  const hidden = await logEntry(app, 'secret plan +private', { zone })
  await removeEntry(app, kept.id)
  await removeEntry(app, hidden.id)
  await removeEntry(app, gone.id)
  assert.deepEqual(
    (await listTrash(app, 20)).map(({ text }) => text),
    ['secret words', 'secret plan', 'kept'],
  )
  assert.equal((await restoreEntry(app, kept.id.slice(-8))).text, 'kept')
  await assert.rejects(restoreEntry(app, kept.id), AppError)
  now = new Date(now.getTime() + trashTime - dayLength)
  assert.equal(await purgeTrash(app, trashTime), 0)
  now = new Date(now.getTime() + 2 * dayLength)
  assert.equal((await listTrash(app, 20)).length, 0)
  const left = await app.sql`
    select id from audit_log where org_id = ${app.org} and (before::text || after::text) like '%secret%'`
  assert.equal(left.length, 0)
  await assert.rejects(restoreEntry(app, gone.id), AppError)
  assert.deepEqual(await withheldEntries(app.sql, app.org, [gone.id, hidden.id, kept.id]), [hidden.id])
  assert.equal((await undoChange(app)).action, 'restore')
  assert.deepEqual((await undoChange(app)).texts, ['kept'])
  assert.deepEqual((await listEntries(app, { zone })).length, 1)
})

test('undo goes back to the very first change, however many there are', async (t) => {
  const app = await openDesk(t)
  const { id } = await logEntry(app, 'one', { zone })
  for (const text of ['two', 'three', 'four']) await editEntry(app, id, { zone, text })
  for (const text of ['three', 'two', 'one']) {
    await undoChange(app)
    assert.equal((await showEntry(app, id)).text, text)
  }
  await undoChange(app)
  assert.equal((await listEntries(app, { zone })).length, 0)
  await assert.rejects(undoChange(app), AppError)
})
