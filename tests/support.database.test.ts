import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from './support/database.ts'

test('every test gets a migrated database of its own, with one org and one user', async (t) => {
  const [one, other] = await Promise.all([testDatabase(t), testDatabase(t)])
  await one.sql`update orgs set name = 'changed' where id = ${one.org}`

  const rows = await other.sql<{ name: string; id: string }[]>`select id, name from orgs`
  assert.deepEqual([...rows], [{ id: other.org, name: 'personal' }])
  assert.notEqual(one.org, other.org)
})

test('a database is gone when its test has ended', async (t) => {
  const { sql, url, close } = await testDatabase(t)
  const name = new URL(url, 'postgres://local').pathname.slice(1)
  await close()
  await assert.rejects(sql`select 1`)

  const { sql: other } = await testDatabase(t)
  assert.deepEqual([...(await other`select datname from pg_database where datname = ${name}`)], [])
})
