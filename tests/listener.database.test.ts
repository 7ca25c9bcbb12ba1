import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Client } from 'pg'
import { sleep } from '../src/base/clock.ts'
import { openListener } from '../src/jobs/index.ts'
import { testDatabase } from './support/database.ts'
import { testEngine } from './support/engine.ts'

test('a listener that is closed while it connects again leaves no session behind', async (t) => {
  const connecting = Promise.withResolvers<void>()
  const mayGoOn = Promise.withResolvers<void>()
  const { listener, sessions, allEnded } = await listening(t, async (number) => {
    if (number === 1) return
    connecting.resolve()
    await mayGoOn.promise
  })
  await lose(sessions[0])
  await connecting.promise
  await listener.close()
  mayGoOn.resolve()
  await allEnded()
})

test('a listener that loses a session as it begins to listen goes on with one, and leaves none behind', async (t) => {
  const { listener, sessions, allEnded } = await listening(t, async (number) => {
    if (number === 2) loseAtOnce(sessions[1])
  })
  await lose(sessions[0])
  const limit = AbortSignal.timeout(20_000)
  while (sessions.length < 3) await sleep(20, limit)
  // If two tried again side by side, the other one would connect now.
  await listener.wait(1500, limit)
  await listener.close()
  await allEnded()
})

/** A listener with the sessions that it opened; `onSession` is awaited before it gets the next one. */
async function listening(t: TestContext, onSession: (number: number) => Promise<void>) {
  const database = await testDatabase(t)
  const engine = testEngine(database, [])
  const sessions: Client[] = []
  const connect = async () => {
    const client = await engine.connect()
    sessions.push(client)
    await onSession(sessions.length)
    return client
  }
  const { sql } = database
  const open = async () =>
    await sql`select from pg_stat_activity where datname = current_database() and application_name = 'nightdesk'`
  const allEnded = async () => {
    const limit = AbortSignal.timeout(10_000)
    while ((await open()).length > 0) await sleep(20, limit)
  }
  return { listener: await openListener({ ...engine, connect }), sessions, allEnded }
}

/** The first statement of the session finds it ended. */
function loseAtOnce(session: Client | undefined): void {
  assert.ok(session)
  const query = session.query.bind(session) as (text: string) => Promise<unknown>
  const first = async (text: string) => {
    Object.assign(session, { query })
    await lose(session)
    return await query(text)
  }
  Object.assign(session, { query: first })
}

/** Ends a session as a server does that restarts. */
async function lose(session: Client | undefined): Promise<void> {
  assert.ok(session)
  const ended = new Promise<void>((resolve) => session.once('end', resolve))
  await assert.rejects(session.query('select pg_terminate_backend(pg_backend_pid())'))
  await ended
}
