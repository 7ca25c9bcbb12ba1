import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { newId } from '../src/base/id.ts'
import { recordFound, settleItems } from '../src/store/digest-items.ts'
import { addDeliveries } from '../src/store/deliveries.ts'
import { castVote, countLook } from '../src/store/feedback.ts'
import { testApp } from './support/app.ts'
import { nightdesk } from './support/command-here.ts'
import { addBrandRow, addEdition, offer } from './support/edition.ts'

async function openDesk(t: TestContext) {
  const app = await testApp(t)
  const { sql, org } = app
  const { digestId } = await addEdition(app, await addBrandRow(app))
  const item = { ...offer('https://news.example/pizza'), title: '=HYPERLINK("x") \u001b[31mred' }
  await recordFound(sql, org, digestId, [item])
  await settleItems(sql, org, digestId, [{ id: item.id, fate: 'chosen', reason: 'best', position: 1 }])
  const vote = async (recipient: string, said: 'yes' | 'no', note: string | null) => {
    const remark = { rating: note === null ? null : 5, note }
    await castVote(sql, org, { id: newId(), changeId: newId(), item: item.id, recipient, vote: said, remark })
  }
  await vote('thandi@example.com', 'yes', 'Say "more", please')
  await vote('sipho@example.com', 'no', null)
  for (const kind of ['page', 'page', 'head', 'prefetch'] as const)
    await countLook(sql, org, { digestId, kind })
  const type = async (...args: string[]) =>
    await nightdesk(args, { home: app.config.home, databaseUrl: app.config.database.url ?? '' })
  return { app, type }
}

test('the list shows votes with rating and sentence, and looks apart from them', async (t) => {
  const { type } = await openDesk(t)
  const listed = await type('feedback', 'list')
  assert.match(listed.stdout, /yes .*5\/5.*thandi@example\.com/)
  assert.match(listed.stdout, /no .*sipho@example\.com/)
  assert.match(
    listed.stderr,
    /4 looks at links counted for nothing: 2 opened, 1 by HEAD, 1 fetched in advance/,
  )
  assert.doesNotMatch(listed.stdout, /\u001b/)
})

test('the export is CSV that a spreadsheet runs nothing of, or JSON', async (t) => {
  const { type } = await openDesk(t)
  const exported = await type('feedback', 'export', '--csv')
  const [head, ...rows] = exported.stdout.trim().split('\r\n')
  assert.equal(head, 'at,brand,reader,vote,rating,note,title,url,edition,id')
  assert.equal(rows.length, 2)
  const thandi = rows.find((row) => row.includes('thandi')) ?? ''
  assert.match(thandi, /,debonairs,thandi@example\.com,yes,5,"Say ""more"", please","'=HYPERLINK/)
  assert.equal((JSON.parse((await type('feedback', 'export', '--json')).stdout) as unknown[]).length, 2)
})

test('old jobs are deleted with their editions, but for those that readers voted on or whose mail is held', async (t) => {
  const { app, type } = await openDesk(t)
  const { sql, org } = app
  const brandId = await addBrandRow(app, 'other')
  const held = await addEdition(app, brandId)
  const mail = {
    sender: 'a@example.com',
    recipient: 'b@example.com',
    subject: 'Five',
    messageId: 'm@example.com',
  }
  const id = newId()
  const raw = Buffer.from('mail')
  await addDeliveries(sql, org, [{ ...mail, id, key: id, digestId: held.digestId, jobId: held.jobId, raw }])
  await sql`update deliveries set state = 'unknown'`
  const old = await addEdition(app, brandId)
  await sql`update jobs set status = 'success', finished_at = now() - interval '1 year'`
  const pruned = await type('jobs', 'prune', '--yes')
  assert.match(pruned.stdout, /Deleted 1 job/)
  assert.equal((await sql`select from digests where id = ${old.digestId}`).length, 0)
  assert.equal((await sql`select from deliveries`).length, 1)
  assert.equal((JSON.parse((await type('feedback', '--json')).stdout) as unknown[]).length, 2)
})

test('an operator takes a vote back, and it is gone for good', async (t) => {
  const { app, type } = await openDesk(t)
  const votes = JSON.parse((await type('feedback', '--json')).stdout) as { id: string; recipient: string }[]
  const id = votes.find(({ recipient }) => recipient.startsWith('sipho'))?.id ?? ''
  const undone = await type('feedback', 'undo', id.slice(-8))
  assert.match(undone.stdout, /The no of sipho@example\.com to .* is taken back/)
  assert.equal((await type('feedback', 'undo', id.slice(-8))).code, 3)
  const left = JSON.parse((await type('feedback', '--json')).stdout) as unknown[]
  const audited = await app.sql`
    select id from audit_log where org_id = ${app.org} and action = 'vote-removed' and user_id = ${app.userId}`
  assert.deepEqual([left.length, audited.length], [1, 1])
})
