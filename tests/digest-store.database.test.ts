import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../src/base/id.ts'
import { sha256 } from '../src/base/hash.ts'
import type { Evaluation, Page } from '../src/contracts/digest.ts'
import {
  addDeliveries,
  claimDelivery,
  deliveriesOf,
  settleDelivery,
  startTransmission,
} from '../src/store/deliveries.ts'
import { digestByTail, newestDigests, openDigest, updateDigest } from '../src/store/digests.ts'
import { digestItems, judgeItem, recordFound, rejectShown, settleItems } from '../src/store/digest-items.ts'
import { findEvaluation, saveEvaluation } from '../src/store/evaluations.ts'
import { castVote, feedbackSubject, newestFeedback } from '../src/store/feedback.ts'
import { findPage, savePage } from '../src/store/pages.ts'
import { testDatabase } from './support/database.ts'
import { addBrandRow, addEdition, addJob, offer, type Scene } from './support/edition.ts'

const page: Page = {
  id: newId(),
  url: 'https://news.example/pizza',
  urlHash: sha256('news.example/pizza'),
  title: 'Pizza',
  text: 'Pizza is shared.',
  textHash: sha256('Pizza is shared.'),
  author: null,
  language: 'en',
  site: 'news.example',
  publishedAt: new Date('2026-03-01T00:00:00Z'),
  readAt: new Date('2026-03-02T00:00:00Z'),
  etag: '"1"',
  lastModified: null,
}
const evaluation: Evaluation = {
  id: newId(),
  pageId: page.id,
  textHash: page.textHash,
  brandHash: 'b',
  relevance: 77,
  section: 'market',
  heading: 'Pizza!',
  summary: 'It is shared.',
  reason: 'pizza ×2',
  quotes: [{ text: 'Pizza is shared.', start: 0, end: 16 }],
  risks: [],
  sentiment: 'neutral',
  topics: ['pizza'],
  entities: ['Soweto'],
  engine: 'offline',
  agentVersion: 1,
}

async function addDelivery(scene: Scene, digestId: string, recipient = 'a@example.com'): Promise<string> {
  const id = newId()
  await addDeliveries(scene.sql, scene.org, [
    {
      id,
      key: `digest:${digestId}:${recipient}`,
      digestId,
      jobId: null,
      sender: 'desk@example.com',
      recipient,
      subject: 'Five',
      messageId: `${id}@example.com`,
      raw: Buffer.from('Subject: Five\r\n\r\nhi\r\n'),
    },
  ])
  return id
}

test('one job has one edition, however often it opens it', async (t) => {
  const scene = await testDatabase(t)
  const brandId = await addBrandRow(scene)
  const jobId = await addJob(scene)
  const first = await openDigest(scene.sql, scene.org, { id: newId(), brandId, jobId })
  assert.equal(await openDigest(scene.sql, scene.org, { id: newId(), brandId, jobId }), first)
  await updateDigest(scene.sql, scene.org, first, {
    status: 'empty',
    subject: null,
    summary: { seen: 3 },
    engine: null,
  })
  const [digest, ...others] = await newestDigests(scene.sql, scene.org, { limit: 9 })
  assert.equal(others.length, 0)
  assert.deepEqual([digest?.status, digest?.brand, digest?.summary], ['empty', 'debonairs', { seen: 3 }])
  assert.ok(digest?.finishedAt instanceof Date)
  assert.equal((await digestByTail(scene.sql, scene.org, first.slice(-8))).id, first)
  await assert.rejects(digestByTail(scene.sql, newId(), first.slice(-8)), /no edition/)
})

test('a page that two sources offer stands in an edition once', async (t) => {
  const { sql, org } = await testDatabase(t)
  const { digestId } = await addEdition({ sql, org }, await addBrandRow({ sql, org }))
  const offered = [offer('https://a.example/1'), offer('https://a.example/2')]
  assert.equal(await recordFound(sql, org, digestId, offered), 2)
  assert.equal(
    await recordFound(sql, org, digestId, [offer('https://a.example/2'), offer('https://a.example/3')]),
    1,
  )
  assert.equal(await recordFound(sql, org, digestId, []), 0)
  const items = await digestItems(sql, org, digestId)
  assert.deepEqual(
    items.map((item) => item.fate),
    ['found', 'found', 'found'],
  )
  assert.ok(items[0]?.publishedAt instanceof Date)
})

test('what readers of the brand were shown before is rejected, what another brand showed is not', async (t) => {
  const { sql, org } = await testDatabase(t)
  const [brandId, other] = [await addBrandRow({ sql, org }), await addBrandRow({ sql, org }, 'other')]
  const shown = offer('https://a.example/1')
  const first = await addEdition({ sql, org }, brandId)
  await recordFound(sql, org, first.digestId, [shown])
  await settleItems(sql, org, first.digestId, [{ id: shown.id, fate: 'chosen', reason: 'best', position: 1 }])
  for (const [brand, rejected] of [
    [brandId, 1],
    [other, 0],
  ] as const) {
    const { digestId } = await addEdition({ sql, org }, brand)
    await recordFound(sql, org, digestId, [offer('https://a.example/1'), offer('https://a.example/2')])
    assert.equal(await rejectShown(sql, org, digestId), rejected)
    assert.equal(await rejectShown(sql, org, digestId), 0)
  }
  await sql`
    update jobs
    set status = 'cancelled', finished_at = now()
    where org_id = ${org}
      and id = ${first.jobId}`
  const { digestId } = await addEdition({ sql, org }, brandId)
  await recordFound(sql, org, digestId, [offer('https://a.example/1')])
  assert.equal(await rejectShown(sql, org, digestId), 0, 'an edition that was given up showed nothing')
})

test('a page is remembered under its key, and judged once for each text and brand file', async (t) => {
  const scene = await testDatabase(t)
  const { sql, org } = scene
  const brandId = await addBrandRow(scene)
  const { digestId, jobId } = await addEdition(scene, brandId)
  await savePage(sql, org, page)
  const again = await savePage(sql, org, { ...page, id: newId(), title: 'Pizza, again' })
  assert.equal(again.id, page.id)
  assert.equal((await findPage(sql, org, page.urlHash))?.title, 'Pizza, again')
  const offered = offer(page.url)
  await recordFound(sql, org, digestId, [offered])
  const place = { brandId, jobId, item: { id: offered.id, title: page.title, publishedAt: null } }
  const saved = await saveEvaluation(sql, org, { ...place, ...evaluation })
  const renewed = await saveEvaluation(sql, org, { ...place, ...evaluation, id: newId(), relevance: 50 })
  assert.deepEqual(renewed, { ...saved, relevance: 50 })
  const key = { brandId, brandHash: 'b', pageId: page.id, textHash: page.textHash, agentVersion: 1 }
  assert.deepEqual(await findEvaluation(sql, org, key), renewed)
  assert.equal(await findEvaluation(sql, org, { ...key, brandHash: 'c' }), undefined)
  const [item] = await digestItems(sql, org, digestId)
  assert.deepEqual([item?.fate, item?.title, item?.pageId], ['judged', page.title, page.id])
  assert.deepEqual(item?.publishedAt, offered.publishedAt)
  assert.deepEqual(item?.evaluation, renewed)
  await judgeItem(sql, org, { id: offered.id, fate: 'rejected', reason: 'old' })
  assert.deepEqual((await digestItems(sql, org, digestId))[0]?.evaluation, renewed, 'what is absent stays')
})

test('what two jobs save of one page at the same moment is one page and one evaluation, for both of their items', async (t) => {
  const scene = await testDatabase(t)
  const { sql, org } = scene
  const brandId = await addBrandRow(scene)
  const { digestId, jobId } = await addEdition(scene, brandId)
  const readings = [page, { ...page, id: newId(), readAt: new Date(page.readAt.getTime() + 1) }]
  const pages = await Promise.all(readings.map((reading) => savePage(sql, org, reading)))
  assert.equal(pages[0]?.id, pages[1]?.id)
  const items = [offer('https://a.example/1'), offer('https://a.example/2')]
  await recordFound(sql, org, digestId, items)
  const saved = await Promise.all(
    items.map(({ id }, index) =>
      saveEvaluation(sql, org, {
        ...evaluation,
        id: newId(),
        pageId: pages[0]?.id ?? '',
        brandId,
        jobId,
        item: { id, title: `News ${index}`, publishedAt: null },
      }),
    ),
  )
  assert.equal(saved[0]?.id, saved[1]?.id)
  const judged = await digestItems(sql, org, digestId)
  assert.deepEqual(new Set(judged.map(({ title }) => title)), new Set(['News 0', 'News 1']))
  assert.ok(judged.every((item) => item.fate === 'judged' && item.evaluation?.id === saved[0]?.id))
})

test('a message is frozen once for each key', async (t) => {
  const scene = await testDatabase(t)
  const { digestId } = await addEdition(scene, await addBrandRow(scene))
  const id = await addDelivery(scene, digestId)
  await addDelivery(scene, digestId)
  const deliveries = await deliveriesOf(scene.sql, scene.org, digestId)
  assert.deepEqual(
    deliveries.map((delivery) => [delivery.id, delivery.state]),
    [[id, 'ready']],
  )
  const claimed = await claimDelivery(scene.sql, scene.org, id)
  assert.equal(Buffer.from(claimed?.raw ?? []).toString(), 'Subject: Five\r\n\r\nhi\r\n')
  assert.deepEqual([claimed?.state, claimed?.attempts, claimed?.to], ['sending', 1, 'a@example.com'])
})

test('only the latest attempt may let the last byte out', async (t) => {
  const scene = await testDatabase(t)
  const { sql, org } = scene
  const { digestId } = await addEdition(scene, await addBrandRow(scene))
  const id = await addDelivery(scene, digestId)
  const first = await claimDelivery(sql, org, id)
  const second = await claimDelivery(sql, org, id)
  assert.ok(first !== undefined && second !== undefined)
  assert.equal(await startTransmission(sql, org, first), false)
  assert.equal(await startTransmission(sql, org, second), true)
  assert.equal(await startTransmission(sql, org, second), false)
  assert.equal(await settleDelivery(sql, org, first, { state: 'ready' }), false)
  assert.equal(await settleDelivery(sql, org, second, { state: 'sent', response: '250' }), true)
  assert.equal(await claimDelivery(sql, org, id), undefined)
})

test('an interrupted transmission becomes unknown and is never taken in hand again', async (t) => {
  const scene = await testDatabase(t)
  const { sql, org } = scene
  const { digestId } = await addEdition(scene, await addBrandRow(scene))
  const id = await addDelivery(scene, digestId)
  const first = await claimDelivery(sql, org, id)
  assert.ok(first !== undefined)
  await startTransmission(sql, org, first)
  assert.equal((await claimDelivery(sql, org, id))?.state, 'unknown')
  assert.equal(await claimDelivery(sql, org, id), undefined)
  assert.equal(await settleDelivery(sql, org, first, { state: 'ready' }), false)
  assert.equal(await settleDelivery(sql, org, first, { state: 'sent', response: '250 after all' }), true)
})

test('the last vote of a reader stands, and each change is in the audit log', async (t) => {
  const { sql, org } = await testDatabase(t)
  const brandId = await addBrandRow({ sql, org })
  const { digestId } = await addEdition({ sql, org }, brandId)
  const item = offer('https://a.example/1')
  await recordFound(sql, org, digestId, [item])
  const vote = (choice: 'yes' | 'no', recipient = 'a@example.com') =>
    castVote(sql, org, { id: newId(), changeId: newId(), item: item.id, recipient, vote: choice })
  assert.equal(await vote('yes'), false)
  await settleItems(sql, org, digestId, [{ id: item.id, fate: 'chosen', reason: 'best', position: 1 }])
  for (const choice of ['yes', 'yes', 'no'] as const) assert.equal(await vote(choice), true)
  await vote('yes', 'b@example.com')
  const votes = await newestFeedback(sql, org, { brandId, limit: 9 })
  assert.deepEqual(votes.map((one) => `${one.recipient} ${one.vote}`).sort(), [
    'a@example.com no',
    'b@example.com yes',
  ])
  assert.equal((await newestFeedback(sql, org, { brandId: newId(), limit: 9 })).length, 0)
  const mail = {
    id: newId(),
    sender: 'x@y.example',
    recipient: 'a@example.com',
    subject: 's',
    messageId: 'm@y',
  }
  await addDeliveries(sql, org, [{ ...mail, key: mail.id, digestId, jobId: null, raw: Buffer.from('') }])
  const subject = await feedbackSubject(sql, org, { delivery: mail.id, position: 1 })
  assert.deepEqual([subject?.vote, subject?.title], ['no', item.title])
  const [{ changes } = { changes: 0 }] = await sql<{ changes: number }[]>`
    select count(*)::int as changes
    from audit_log
    where org_id = ${org}
      and action = 'vote'`
  assert.equal(changes, 3)
})
