import { after, type TestContext } from 'node:test'
import { newId } from '../../src/base/id.ts'
import type { Sql } from '../../src/contracts/sql.ts'
import { embeddedUrl, openClient, openSql, parseAddress } from '../../src/io/postgres/index.ts'
import { ownerUrl, sharedCluster, startCluster, type Cluster } from './cluster.ts'

export interface TestDatabase {
  /** The application's role, as `DATABASE_URL` takes it. */
  url: string
  sql: Sql
  org: string
  userId: string
  /** Registers what must be closed before the database is dropped; the last one first. */
  beforeDrop(close: () => Promise<void>): void
  /** Drops the database; called by itself after the test. */
  close(): Promise<void>
}

let own: Promise<Cluster> | undefined

// A file that runs alone starts a cluster of its own.
after(async () => {
  await (await own)?.stop()
})

/** A migrated database of its own with one org and one user, dropped when the test ends. */
export async function testDatabase(t: Pick<TestContext, 'after'>): Promise<TestDatabase> {
  const home = sharedCluster() ?? (await startOwn())
  const name = `test_${newId().replaceAll('-', '')}`
  await asOwner(home, `create database ${name} template nightdesk strategy file_copy`)
  const url = embeddedUrl(home, 'nightdesk', name)
  const sql = openSql(parseAddress(url), { applicationName: 'nightdesk test', max: 5 })
  const closers: (() => Promise<void>)[] = []
  let closed: Promise<void> | undefined
  const close = async () => {
    closed ??= closeAll(closers).then(async () => await drop(home, name, sql))
    await closed
  }
  t.after(close)
  const beforeDrop = (closer: () => Promise<void>) => void closers.unshift(closer)
  return { url, sql, ...(await addPeople(sql)), beforeDrop, close }
}

async function closeAll(closers: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of closers) await close()
}

async function startOwn(): Promise<string> {
  own ??= startCluster()
  const { env } = await own
  Object.assign(process.env, env)
  return sharedCluster() ?? ''
}

async function addPeople(sql: Sql): Promise<{ org: string; userId: string }> {
  const [org, userId] = [newId(), newId()]
  await sql`
    with org as (
      insert into orgs (id, name)
      values (${org}, 'personal')
    )
    insert into users (id, org_id, name)
    values (${userId}, ${org}, 'tester')
  `
  return { org, userId }
}

async function drop(home: string, name: string, sql: Sql): Promise<void> {
  await sql.end({ timeout: 1 })
  await asOwner(home, `drop database ${name} with (force)`)
}

async function asOwner(home: string, statement: string): Promise<void> {
  const client = await openClient(parseAddress(ownerUrl(home)), { applicationName: 'nightdesk test' })
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
