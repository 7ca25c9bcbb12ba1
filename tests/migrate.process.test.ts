import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { Client } from 'pg'
import { newId } from '../src/base/id.ts'
import {
  embeddedUrl,
  isMigrated,
  migrate,
  openClient,
  openSql,
  parseAddress,
  type MigrateOptions,
} from '../src/io/postgres/index.ts'
import { ownerUrl, sharedCluster, startCluster } from './support/cluster.ts'

test('files are applied in order and once, and two processes that migrate at once do so together', async (t) => {
  const database = await emptyDatabase(t)
  const folder = files(t, {
    '0002-more.sql': 'alter table things add column name text;',
    '0001-first.sql': 'create table things (id integer);',
  })
  const runs = await Promise.all([1, 2, 3].map(async () => await migrate({ ...database, folder })))
  assert.deepEqual(runs.flat(), ['0001-first', '0002-more'])
  assert.deepEqual(await migrate({ ...database, folder }), [])
  const sql = openSql(database.application)
  database.open.push(sql)
  assert.equal(await isMigrated(sql, folder), true)
  await sql`insert into things (id, name) values (1, 'x')`
  await assert.rejects(sql`create table more_things (id integer)`, { code: '42501' })
  await assert.rejects(sql`drop table things`, { code: '42501' })
  await assert.rejects(sql`delete from applied_migrations`, { code: '42501' })
})

test('the application owns the queue and not the schema', async (t) => {
  const database = await emptyDatabase(t)
  await migrate(database)
  const client = await openClient(database.application)
  database.open.push(client)
  const { rows } = await client.query(`
    select n.nspname as schema, r.rolname as owner
    from pg_namespace n
    join pg_roles r on r.oid = n.nspowner
    where n.nspname in ('nightdesk', 'graphile_worker')
    order by 1
  `)
  assert.deepEqual(rows, [
    { schema: 'graphile_worker', owner: 'nightdesk' },
    { schema: 'nightdesk', owner: 'nightdesk_owner' },
  ])
})

test('a file that changed after it was applied is refused by its number, and nothing is applied', async (t) => {
  const database = await emptyDatabase(t)
  await migrate({ ...database, folder: files(t, { '0001-first.sql': 'create table things (id integer);' }) })
  const folder = files(t, {
    '0001-first.sql': 'create table others (id integer);',
    '0002-more.sql': 'create table more (id integer);',
  })
  const sql = openSql(database.application)
  database.open.push(sql)
  assert.equal(await isMigrated(sql, folder), false)
  await assert.rejects(migrate({ ...database, folder }), {
    code: 'failed',
    message: /^Migration 0001-first was changed/,
  })
  assert.equal((await sql`select number from applied_migrations`).length, 1)
})

test('a newer database is refused with both numbers', async (t) => {
  const database = await emptyDatabase(t)
  const first = { '0001-first.sql': 'create table things (id integer);' }
  await migrate({ ...database, folder: files(t, { ...first, '0007-future.sql': 'select 1;' }) })
  const folder = files(t, first)
  const sentence = { code: 'failed', message: /at migration 7; this nightdesk knows them up to 1/ }
  await assert.rejects(migrate({ ...database, folder }), sentence)
  const sql = openSql(database.application)
  database.open.push(sql)
  await assert.rejects(isMigrated(sql, folder), sentence)
})

test('a file that fails leaves nothing of itself, and those before it stay', async (t) => {
  const database = await emptyDatabase(t)
  const folder = files(t, {
    '0001-first.sql': 'create table things (id integer);',
    '0002-broken.sql': 'create table more (id integer); select nonsense;',
  })
  await assert.rejects(migrate({ ...database, folder }), {
    code: 'failed',
    message: /^Migration 0002-broken failed: .*nonsense/,
  })
  const client = await openClient(database.owner)
  database.open.push(client)
  const { rows } = await client.query(
    `select to_regclass('things') is not null as things, to_regclass('more') is not null as more`,
  )
  assert.deepEqual(rows, [{ things: true, more: false }])
})

test('a skill that two people had together becomes one for each, with its merging and its evidence', async (t) => {
  const { database, client } = await databaseBefore(t, '0007')
  const [org, ada, bob, kube, docker, unproven, first, second] = Array.from({ length: 8 }, newId)
  await client.query(`
    insert into orgs (id, name) values ('${org}', 'team');
    insert into users (id, org_id, name, created_at)
    values ('${bob}', '${org}', 'bob', '2026-02-01'), ('${ada}', '${org}', 'ada', '2026-01-01');
    insert into entries (id, org_id, user_id, at, zone, text, hash)
    values ('${first}', '${org}', '${ada}', now(), 'UTC', 'Docker', 'h'),
      ('${second}', '${org}', '${bob}', now(), 'UTC', 'Docker', 'h');
    insert into skills (id, org_id, name, category, hidden, label, part_of)
    values ('${kube}', '${org}', 'Kubernetes', 'platform', false, 'k8s', null),
      ('${docker}', '${org}', 'Docker', 'platform', false, null, '${kube}'),
      ('${unproven}', '${org}', 'Rust', 'language', true, null, null);
    insert into skill_evidence
    values ('${org}', '${docker}', '${first}', 0, 6, 'Docker', 'h', 1, 'offline'),
      ('${org}', '${docker}', '${second}', 0, 6, 'Docker', 'h', 1, 'offline');
  `)
  await migrate(database)
  const { rows } = await client.query(`
    select u.name as person, s.name, s.hidden, s.label, w.name as whole, w.user_id = s.user_id as own,
      (select count(*) from skill_evidence v join entries e on e.id = v.entry_id and e.user_id = s.user_id
        where v.skill_id = s.id)::integer as proofs
    from skills s
    join users u on u.id = s.user_id
    left join skills w on w.id = s.part_of
    order by 1, 2
  `)
  const of = (person: string) => [
    { person, name: 'Docker', hidden: false, label: null, whole: 'Kubernetes', own: true, proofs: 1 },
    { person, name: 'Kubernetes', hidden: false, label: 'k8s', whole: null, own: null, proofs: 0 },
  ]
  const hidden = { person: 'ada', name: 'Rust', hidden: true, label: null, whole: null, own: null, proofs: 0 }
  assert.deepEqual(rows, [...of('ada'), hidden, ...of('bob')])
})

test('jobs that were lost before their engine was mended are found again', async (t) => {
  const { database, client } = await databaseBefore(t, '0018')
  const [org, parent, child, forgotten, gone] = Array.from({ length: 5 }, newId)
  await client.query(`
    insert into orgs (id, name) values ('${org}', 'team');
    insert into jobs (id, org_id, type, status, trigger, payload, scheduled_for, trace_id, waits_for, pending,
      parent_job_id, finished_at, worker_id, started_at)
    values
      ('${parent}', '${org}', 'parent', 'waiting', 'cli', '{}', now(), '${parent}', 'children', 1, null, null, null, null),
      ('${child}', '${org}', 'child', 'success', 'cli', '{}', now(), '${parent}', null, 0, '${parent}', now(), null, null),
      ('${forgotten}', '${org}', 'forgotten', 'running', 'cli', '{}', now(), '${parent}', null, 0, null, null, '${gone}', now());
  `)
  await migrate(database)
  await client.query(`select from sweep_workers(null, '15 seconds', 5)`)
  const { rows } = await client.query('select type, status from jobs order by type')
  assert.deepEqual(rows, [
    { type: 'child', status: 'success' },
    { type: 'forgotten', status: 'queued' },
    { type: 'parent', status: 'queued' },
  ])
})

interface EmptyDatabase extends Omit<MigrateOptions, 'folder'> {
  /** What is to be closed before the database is dropped. */
  open: { end(): Promise<void> }[]
}

/** A database with the files before this number, and a session of the application. */
async function databaseBefore(
  t: TestContext,
  number: string,
): Promise<{ database: EmptyDatabase; client: Client }> {
  const database = await emptyDatabase(t)
  const sqlFolder = join(import.meta.dirname, '../sql')
  const before = readdirSync(sqlFolder).filter((file) => file < number)
  const texts = before.map((file) => [file, readFileSync(join(sqlFolder, file), 'utf8')])
  await migrate({ ...database, folder: files(t, Object.fromEntries(texts)) })
  const client = await openClient(database.application)
  database.open.push(client)
  return { database, client }
}

async function emptyDatabase(t: TestContext): Promise<EmptyDatabase> {
  const home = sharedCluster() ?? (await startAlone(t))
  const name = `test_${newId().replaceAll('-', '')}`
  const admin = await openClient(parseAddress(ownerUrl(home)))
  await admin.query(`create database ${name}`)
  await admin.query(`grant create on database ${name} to nightdesk`)
  const open: EmptyDatabase['open'] = []
  t.after(async () => {
    await Promise.all(open.map(async (each) => await each.end()))
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  })
  return {
    open,
    owner: parseAddress(embeddedUrl(home, 'nightdesk_owner', name)),
    application: parseAddress(embeddedUrl(home, 'nightdesk', name)),
  }
}

async function startAlone(t: TestContext): Promise<string> {
  const cluster = await startCluster()
  t.after(async () => await cluster.stop())
  return Object.values(cluster.env)[0] ?? ''
}

function files(t: TestContext, texts: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightdesk-sql-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text)
  return folder
}
