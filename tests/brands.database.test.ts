import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { newSealKey } from '../src/base/seal.ts'
import {
  addBrand,
  checkBrand,
  followInterval,
  listBrands,
  removeBrand,
  showBrand,
} from '../src/services/brands.ts'
import { readersOf } from '../src/contracts/brand.ts'
import { findBrand } from '../src/store/brands.ts'
import { addFirstSigningKey, openSigningKeys } from '../src/store/signing-keys.ts'
import { listSources, recordFailure, recordReading } from '../src/store/sources.ts'
import { testApp } from './support/app.ts'
import { brandFile, brandText } from './support/brand.ts'

async function fileOf(t: TestContext, text: string | Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdesk-brand-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'brand.yaml')
  await writeFile(file, text)
  return file
}

test('an added brand is stored with its sources in the order of the file, its schedule and an audit row', async (t) => {
  const app = await testApp(t)
  const added = await addBrand(app, brandFile)
  assert.deepEqual([added.created, added.changed], [true, true])
  const shown = await showBrand(app, 'debonairs')
  assert.deepEqual(
    shown.readFrom.map(({ url }) => url),
    added.brand.sources.map(({ url }) => url),
  )
  assert.deepEqual(shown.brand, added.brand)
  const schedules =
    await app.sql`select name, type, payload, cron, enabled, next_at > now() as ahead from schedules`
  assert.deepEqual(
    { ...schedules[0] },
    {
      name: 'digest-debonairs',
      type: 'digest.run',
      payload: { brand: 'debonairs' },
      cron: '*/10 * * * *',
      enabled: true,
      ahead: true,
    },
  )
  const audits = await app.sql`select action, subject from audit_log`
  assert.deepEqual(
    audits.map(({ action, subject }) => [action, subject]),
    [['brand-added', 'brand']],
  )
})

test('brands that name no schedule follow the interval that was set since, and all others stay', async (t) => {
  const app = await testApp(t)
  await addBrand(app, brandFile)
  await addBrand(
    app,
    await fileOf(t, `${brandText().replace('id: debonairs', 'id: weekly')}\nschedule: 0 7 * * 1\n`),
  )
  const schedules = async () =>
    (await app.sql`select name, cron from schedules order by name`).map(({ name, cron }) => [name, cron])
  assert.deepEqual(await followInterval(app), [], 'nobody set an interval')
  const set = { ...app, config: { ...app.config, intervalMinutes: 5, isIntervalSet: true } }
  assert.deepEqual(await followInterval(set), ['digest-debonairs'])
  assert.deepEqual(await schedules(), [
    ['digest-debonairs', '*/5 * * * *'],
    ['digest-weekly', '0 7 * * 1'],
  ])
  assert.deepEqual(await followInterval(set), [])
  const audits = await app.sql`select after from audit_log where action = 'brands-rescheduled'`
  assert.deepEqual(
    audits.map(({ after }) => after as unknown),
    [{ cron: '*/5 * * * *', schedules: ['digest-debonairs'] }],
  )
})

test('a brand added again keeps its row, what was read, and the sources that stay', async (t) => {
  const app = await testApp(t)
  const first = await addBrand(app, brandFile)
  const [kept, dropped] = await listSources(app.sql, app.org, first.id)
  assert.ok(kept !== undefined && dropped !== undefined)
  await recordReading(app.sql, app.org, { id: kept.id, readAt: new Date(), etag: '"a"', lastModified: null })
  await recordFailure(app.sql, app.org, kept.id, '503 from the host')
  const second = await addBrand(
    app,
    await fileOf(t, brandText().replace(dropped.url, 'https://new.example/{query}')),
  )
  assert.deepEqual([second.created, second.changed, second.id], [false, true, first.id])
  const sources = await listSources(app.sql, app.org, first.id)
  assert.equal(sources.length, 14)
  const again = sources.find(({ id }) => id === kept.id)
  assert.deepEqual([again?.etag, again?.failures, again?.lastError], ['"a"', 1, '503 from the host'])
  assert.ok(sources.some(({ url }) => url === 'https://new.example/{query}'))
  assert.ok(!sources.some(({ url }) => url === dropped.url))
})

test('a brand added unchanged says so', async (t) => {
  const app = await testApp(t)
  await addBrand(app, brandFile)
  const { created, changed } = await addBrand(app, brandFile)
  assert.deepEqual([created, changed], [false, false])
})

test('a schedule of the brand wins over the interval, and a paused one stays paused', async (t) => {
  const app = await testApp(t)
  await addBrand(app, brandFile)
  await app.sql`update schedules set enabled = false`
  const file = await fileOf(t, `${brandText()}\nschedule: "0 7 * * 1-5"\n`)
  const { schedule } = await addBrand(app, file)
  assert.equal(schedule.cron, '0 7 * * 1-5')
  const [brand] = await listBrands(app)
  assert.deepEqual([brand?.cron, brand?.enabled, brand?.nextAt], ['0 7 * * 1-5', false, schedule.nextAt])
})

test('a brand is checked from its text alone', async () => {
  const checked = await checkBrand('standard input', new Date(), brandText())
  assert.equal(checked.file, 'standard input')
  await assert.rejects(checkBrand('standard input', new Date(), 'id: x'), /standard input/)
})

test('a broken brand file writes nothing', async (t) => {
  const app = await testApp(t)
  const file = await fileOf(t, brandText().replace('top: 5', 'top: five'))
  await assert.rejects(addBrand(app, file), /top must be a number, not "five"/)
  assert.equal((await listBrands(app)).length, 0)
})

test('a removed brand takes its sources and schedule along, and another stays', async (t) => {
  const app = await testApp(t)
  await addBrand(app, brandFile)
  await addBrand(app, await fileOf(t, brandText().replace('id: debonairs', 'id: other')))
  await removeBrand(app, 'debonairs')
  assert.deepEqual(
    (await listBrands(app)).map(({ slug, sources }) => [slug, sources]),
    [['other', 14]],
  )
  const [left] = await app.sql`select count(*)::int as schedules, min(name) as name from schedules`
  assert.deepEqual({ ...left }, { schedules: 1, name: 'digest-other' })
})

test('a brand of another org is not seen', async (t) => {
  const app = await testApp(t)
  await addBrand(app, brandFile)
  assert.equal(await findBrand(app.sql, '00000000-0000-7000-8000-000000000000', 'debonairs'), undefined)
})

test('an unknown brand is not found, and the nearest is named', async (t) => {
  const app = await testApp(t)
  await assert.rejects(showBrand(app, 'debonairs'), { code: 'not-found', hint: /brand add/ })
  await addBrand(app, brandFile)
  await assert.rejects(removeBrand(app, 'debonair'), { code: 'not-found', hint: 'Did you mean debonairs?' })
})

test('the first signing key is stored once', async (t) => {
  const app = await testApp(t)
  const key = newSealKey()
  await addFirstSigningKey(app.sql, app.org, key)
  await addFirstSigningKey(app.sql, app.org, newSealKey())
  const keys = await openSigningKeys(app.sql, app.org)
  assert.deepEqual(
    keys.map(({ id, secret }) => [id, Buffer.from(secret).toString('hex')]),
    [[key.id, Buffer.from(key.secret).toString('hex')]],
  )
})

const unreadable: readonly [string, string | Uint8Array, RegExp][] = [
  ['of bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00]), /is not text in UTF-8/],
  ['of two megabytes', 'x'.repeat(2 * 1024 * 1024), /has 2097152 bytes; at most 1048576 are read/],
  [
    'with a schedule that is none',
    `${brandText()}\nschedule: "61 * * * *"\n`,
    /brand\.yaml:\d+:11: schedule must be a cron line/,
  ],
  [
    'with a schedule that never comes',
    `${brandText()}\nschedule: "0 0 31 2 *"\n`,
    /schedule must be a cron line/,
  ],
]

for (const [name, text, said] of unreadable)
  test(`a brand file ${name} is refused without a database`, async (t) => {
    await assert.rejects(checkBrand(await fileOf(t, text), new Date()), said)
  })

test('a brand file that is not there is not found, and a folder is no file', async () => {
  await assert.rejects(checkBrand('/nowhere/brand.yaml', new Date()), { code: 'not-found' })
  await assert.rejects(checkBrand(tmpdir(), new Date()), /is not a file/)
})

test('a reader whose address stands there in two spellings is one reader', async (t) => {
  const app = await testApp(t)
  const text = brandText().replace(
    /^recipients:\n(?: {2}- .*\n)+/m,
    'recipients: [a@example.com, A@Example.com, b@example.com]\n',
  )
  const file = await fileOf(t, text)
  const { brand, advice } = await checkBrand(file, new Date())
  assert.deepEqual(readersOf(brand), ['a@example.com', 'b@example.com'])
  assert.deepEqual(
    advice.filter((sentence) => sentence.includes('recipient')),
    ['The recipient a@example.com stands there twice; one mail is sent.'],
  )
  await addBrand(app, file)
  assert.equal((await listBrands(app))[0]?.recipients, 2)
})

test('with other rules for its articles a source is read anew, and with the same ones only if it changed', async (t) => {
  const app = await testApp(t)
  const { id } = await addBrand(app, brandFile)
  const [source] = await listSources(app.sql, app.org, id)
  assert.ok(source !== undefined)
  await recordReading(app.sql, app.org, { id: source.id, readAt: new Date(), etag: '"a"', lastModified: 'x' })
  const etagAfter = async (yaml: string) => {
    await addBrand(app, await fileOf(t, yaml))
    const [first] = await listSources(app.sql, app.org, id)
    return [first?.etag, first?.lastModified]
  }
  assert.deepEqual(await etagAfter(`${brandText()}# a comment`), ['"a"', 'x'])
  const ruled = brandText().replace(/^(sources:\n {2}- kind: \w+\n)/m, '$1    articles: [/news/]\n')
  assert.deepEqual(await etagAfter(ruled), [null, null])
})
