import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { AppError } from '../src/base/app-error.ts'
import { sha256 } from '../src/base/hash.ts'
import { newId } from '../src/base/id.ts'
import { listEntries } from '../src/services/entry-list.ts'
import type { App } from '../src/services/app.ts'
import { undoChange } from '../src/services/undo.ts'
import { editEntry, logEntries, logEntry, removeEntry, showEntry } from '../src/services/worklog.ts'
import { keepAnalyses } from '../src/store/entry-analyses.ts'
import { testApp } from './support/app.ts'

const zone = 'Africa/Johannesburg'
const noon = new Date('2026-11-20T10:00:00Z')

async function openDesk(t: TestContext): Promise<App> {
  return await testApp(t, { clock: () => noon })
}

async function texts(app: App): Promise<string[]> {
  return (await listEntries(app, { zone })).map(({ text }) => text)
}

function hasCode(code: string, sentence = /./): (thrown: unknown) => boolean {
  return (thrown) => thrown instanceof AppError && thrown.code === code && sentence.test(thrown.message)
}

test('an entry keeps what was typed, with its labels, zone and hash', async (t) => {
  const app = await openDesk(t)
  const entry = await logEntry(app, 'Fixed the "login" +auth +private', { zone, project: ' web ' })
  const shown = await showEntry(app, entry.id.slice(-8))
  assert.deepEqual(shown, entry)
  assert.equal(entry.text, 'Fixed the "login"')
  assert.deepEqual(entry.tags, ['auth'])
  assert.equal(entry.project, 'web')
  assert.equal(entry.private, true)
  assert.equal(entry.zone, zone)
  assert.equal(entry.hash, sha256('Fixed the "login"'))
  assert.deepEqual(entry.at, noon)
})

test('a date before the colon, or said with -d, becomes the time of the entry', async (t) => {
  const app = await openDesk(t)
  const yesterday = await logEntry(app, 'yesterday 9am: paired with Anna', { zone })
  assert.equal(yesterday.at.toISOString(), '2026-11-19T07:00:00.000Z')
  assert.equal(yesterday.text, 'paired with Anna')
  const said = await logEntry(app, 'Monday: note', { zone, when: '2026-04-03 14:30' })
  assert.equal(said.at.toISOString(), '2026-04-03T12:30:00.000Z')
  assert.equal(said.text, 'Monday: note')
  assert.deepEqual((await logEntry(app, 'today: note', { zone })).at, noon)
})

test('a date inside a sentence is not read', async (t) => {
  const app = await openDesk(t)
  const entry = await logEntry(app, 'Fixed the deploy of last Friday 2026-11-13', { zone })
  assert.deepEqual(entry.at, noon)
})

test('bad texts, dates and ids are refused in a sentence and leave nothing behind', async (t) => {
  const app = await openDesk(t)
  await assert.rejects(logEntry(app, '  ', { zone }), hasCode('wrong-use'))
  await assert.rejects(logEntry(app, '+auth', { zone }), hasCode('wrong-use'))
  await assert.rejects(logEntry(app, '\0', { zone }), hasCode('wrong-use'))
  await assert.rejects(logEntry(app, 'x'.repeat(20_001), { zone }), hasCode('wrong-use', /20001/))
  await assert.rejects(logEntry(app, 'x', { zone, when: 'someday' }), hasCode('wrong-use', /"someday"/))
  await assert.rejects(logEntry(app, 'tomorrow: x', { zone }), hasCode('wrong-use', /not come yet/))
  await assert.rejects(logEntry(app, '2026-02-30: x', { zone }), hasCode('wrong-use', /no date/))
  await assert.rejects(
    logEntry(app, '03/04: x', { zone }),
    hasCode('needs-answer', /"03\/04" can be 3 April or 4 March 2026\. Nothing was logged\./),
  )
  await assert.rejects(listEntries(app, { zone, since: 'xyz' }), hasCode('wrong-use'))
  await assert.rejects(showEntry(app, 'nonsense'), hasCode('wrong-use'))
  await assert.rejects(showEntry(app, 'abcdef01'), hasCode('not-found'))
  assert.deepEqual(await texts(app), [])
  assert.equal((await app.sql`select 1 from audit_log where org_id = ${app.org}`).length, 0)
})

test('a person who is asked may choose the reading', async (t) => {
  const app = await openDesk(t)
  const choose = async (_phrase: string, readings: readonly string[]) => readings[1]
  const entry = await logEntry(app, '03/04: offsite', { zone, choose })
  assert.equal(entry.at.toISOString(), '2026-03-04T10:00:00.000Z')
})

test('NUL, lone surrogates and odd scripts do not break the log', async (t) => {
  const app = await openDesk(t)
  const entry = await logEntry(app, 'a\0b \ud800 🙂 Łódź מזל "quoted" \\x', { zone })
  assert.equal((await showEntry(app, entry.id)).text, 'ab \ufffd 🙂 Łódź מזל "quoted" \\x')
})

test('what looks like a secret is kept as typed', async (t) => {
  const app = await openDesk(t)
  const text = 'Rotated sk-proj-abcdefghijklmnop and AKIAIOSFODNN7EXAMPLE'
  assert.equal((await logEntry(app, text, { zone })).text, text)
})

test('several lines are stored in their order, all or none, and undone together', async (t) => {
  const app = await openDesk(t)
  await assert.rejects(logEntries(app, ['one', '03/04: two'], { zone }), hasCode('needs-answer'))
  assert.deepEqual(await texts(app), [])
  const entries = await logEntries(app, ['one', ' ', 'two +x', 'three'], { zone })
  assert.deepEqual(
    entries.map(({ text }) => text),
    ['one', 'two', 'three'],
  )
  assert.deepEqual(await texts(app), ['three', 'two', 'one'])
  assert.deepEqual((await undoChange(app)).texts, ['one', 'two', 'three'])
  assert.deepEqual(await texts(app), [])
})

test('a line with only a date dates the lines below it', async (t) => {
  const app = await openDesk(t)
  const lines = ['now', 'Monday:', '- one', '  two', '2026-04-03 09:00: three', 'Tuesday 9am:', 'four +x']
  const entries = await logEntries(app, lines, { zone })
  assert.deepEqual(
    entries.map(({ text, at }) => [text, at.toISOString().slice(0, 16)]),
    [
      ['now', '2026-11-20T10:00'],
      ['one', '2026-11-16T10:00'],
      ['two', '2026-11-16T10:00'],
      ['three', '2026-04-03T07:00'],
      ['four', '2026-11-17T07:00'],
    ],
  )
  await assert.rejects(logEntry(app, 'Monday:', { zone }), hasCode('wrong-use'))
})

test('a list is narrowed by day, project, tag, words and number', async (t) => {
  const app = await openDesk(t)
  await logEntry(app, 'Fixed the parser +core', { zone, project: 'web', when: '2026-11-18 23:30' })
  await logEntry(app, 'Wrote the docs +docs', { zone, project: 'web', when: '2026-11-19 00:10' })
  await logEntry(app, 'Reviewed the parser +core', { zone, project: 'api' })
  const list = async (wish: object) => (await listEntries(app, { zone, ...wish })).map(({ text }) => text)
  assert.deepEqual(await list({ since: '2026-11-19' }), ['Reviewed the parser', 'Wrote the docs'])
  assert.deepEqual(await list({ until: '2026-11-18' }), ['Fixed the parser'])
  assert.deepEqual(await list({ project: 'WEB', tag: '+Core' }), ['Fixed the parser'])
  assert.deepEqual(await list({ words: 'parser -fixed' }), ['Reviewed the parser'])
  assert.deepEqual(await list({ words: `"; drop '` }), [])
  assert.deepEqual(await list({ limit: 1 }), ['Reviewed the parser'])
})

test('people of one org do not see each other’s log', async (t) => {
  const app = await openDesk(t)
  const entry = await logEntry(app, 'mine', { zone })
  const otherId = newId()
  await app.sql`insert into users (id, org_id, name) values (${otherId}, ${app.org}, 'other')`
  const other: App = { ...app, userId: otherId }
  assert.deepEqual(await texts(other), [])
  await assert.rejects(showEntry(other, entry.id), hasCode('not-found'))
  await assert.rejects(removeEntry(other, entry.id), hasCode('not-found'))
  await assert.rejects(undoChange(other), hasCode('not-found'))
})

test('an edit changes only what is said, and an edit that says nothing new changes nothing', async (t) => {
  const app = await openDesk(t)
  const { id } = await logEntry(app, 'Fixed it +auth', { zone, project: 'web' })
  const { entry, changed } = await editEntry(app, id, { zone, text: 'Fixed it for good' })
  assert.equal(changed, true)
  assert.deepEqual(
    [entry.text, entry.tags, entry.project, entry.hash],
    ['Fixed it for good', ['auth'], 'web', sha256('Fixed it for good')],
  )
  assert.equal((await editEntry(app, id, { zone, text: 'Fixed it for good' })).changed, false)
  assert.deepEqual((await editEntry(app, id, { zone, text: 'Fixed it +web' })).entry.tags, ['web'])
  assert.equal((await editEntry(app, id, { zone, project: '' })).entry.project, null)
  assert.equal((await editEntry(app, id, { zone, private: true })).entry.private, true)
  assert.equal((await editEntry(app, id, { zone, private: false })).entry.private, false)
  const { entry: hidden } = await editEntry(app, id, { zone, tags: ['web', 'private'] })
  assert.deepEqual([hidden.private, hidden.tags], [true, ['web']])
  await assert.rejects(editEntry(app, id, { zone, text: ' ' }), hasCode('wrong-use'))
  assert.equal((await showEntry(app, id)).text, 'Fixed it')
})

test('undo goes back through removal, edits and logging to the start, then says that nothing is left', async (t) => {
  const app = await openDesk(t)
  const first = await logEntry(app, 'first +a', { zone, project: 'web' })
  await logEntry(app, 'second', { zone })
  await editEntry(app, first.id, { zone, text: 'first, better +b', when: '2026-04-03 09:00', private: true })
  await removeEntry(app, first.id)
  assert.deepEqual(await texts(app), ['second'])

  assert.equal((await undoChange(app)).action, 'remove')
  const edited = await showEntry(app, first.id)
  assert.deepEqual([edited.text, edited.tags, edited.private], ['first, better', ['b'], true])

  assert.equal((await undoChange(app)).action, 'edit')
  const { updatedAt: _, ...restored } = await showEntry(app, first.id)
  const { updatedAt: __, ...original } = first
  assert.deepEqual(restored, original)

  assert.deepEqual((await undoChange(app)).texts, ['second'])
  assert.deepEqual((await undoChange(app)).texts, ['first'])
  assert.deepEqual(await texts(app), [])
  await assert.rejects(undoChange(app), hasCode('not-found', /nothing left/))
})

test('a change after an undo is the next one to be undone', async (t) => {
  const app = await openDesk(t)
  await logEntry(app, 'one', { zone })
  await logEntry(app, 'two', { zone })
  await undoChange(app)
  await logEntry(app, 'three', { zone })
  assert.deepEqual((await undoChange(app)).texts, ['three'])
  assert.deepEqual((await undoChange(app)).texts, ['one'])
  assert.deepEqual(await texts(app), [])
})

test('two commands that undo at once take back two changes', async (t) => {
  const app = await openDesk(t)
  for (const text of ['one', 'two', 'three', 'four']) await logEntry(app, text, { zone })
  const undone = await Promise.all([undoChange(app), undoChange(app), undoChange(app)])
  assert.equal(new Set(undone.map(({ id }) => id)).size, 3)
  assert.deepEqual(await texts(app), ['one'])
})

test('every change writes one row of the audit log, with what was before and after', async (t) => {
  const app = await openDesk(t)
  const { id } = await logEntry(app, 'one', { zone })
  await editEntry(app, id, { zone, text: 'two' })
  await removeEntry(app, id)
  await undoChange(app)
  const rows = await app.sql<{ action: string; before: string | null; after: string | null }[]>`
    select action, before->0->>'text' as before, after->0->>'text' as after
    from audit_log
    where org_id = ${app.org}
      and subject_id = ${id}
    order by at`
  assert.deepEqual(
    rows.map(({ action, before, after }) => [action, before, after]),
    [
      ['log', null, 'one'],
      ['edit', 'one', 'two'],
      ['remove', 'two', 'two'],
      ['undo', 'two', 'two'],
    ],
  )
})

test('several entries whose ids end alike need more of the id', async (t) => {
  const app = await openDesk(t)
  for (const head of ['019a0000-0000-7000-8000-1', '019a0000-0000-7000-8000-2'])
    await app.sql`
      insert into entries (id, org_id, user_id, at, zone, text, hash)
      values (${`${head}aaaaabbbbbb`}, ${app.org}, ${app.userId}, now(), ${zone}, 'x', 'x')`
  await assert.rejects(showEntry(app, 'BBBBBB'), hasCode('needs-answer', /2aaaaabbbbbb and 1aaaaabbbbbb/))
  assert.ok(await showEntry(app, '1aaaaa-bbbbbb'))
})

test('an analysis of an older text is not kept', async (t) => {
  const app = await openDesk(t)
  const { id, hash } = await logEntry(app, 'one', { zone })
  await editEntry(app, id, { zone, text: 'two' })
  const analysis = {
    kind: 'done' as const,
    outcome: null,
    numbers: [],
    people: [],
    tickets: [],
    systems: [],
    engine: 'offline',
    agentVersion: 1,
  }
  const change = { id: newId(), userId: app.userId, action: 'analyze', subject: 'entry', subjectId: null }
  assert.equal(await keepAnalyses(app.sql, app.org, [{ id, hash, analysis }], change), 0)
  assert.equal(await keepAnalyses(app.sql, app.org, [{ id, hash: sha256('two'), analysis }], change), 1)
  assert.deepEqual((await showEntry(app, id)).analysis, analysis)
  assert.equal((await undoChange(app)).action, 'analyze')
  assert.equal((await showEntry(app, id)).analysis, null)
  assert.equal((await undoChange(app)).action, 'edit')
})

test('fifty entries logged at once are all there, each with its change', async (t) => {
  const app = await openDesk(t)
  const lines = Array.from({ length: 50 }, (_, index) => `entry ${index}`)
  await Promise.all(lines.map((line) => logEntry(app, line, { zone })))
  assert.deepEqual((await texts(app)).toSorted(), lines.toSorted())
  assert.equal((await app.sql`select 1 from audit_log where org_id = ${app.org}`).length, 50)
})
