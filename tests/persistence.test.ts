import assert from 'node:assert/strict'
import { test } from 'node:test'
import { persist } from '../src/jobs/index.ts'

const quiet = () => {}

/** Fails with these codes of SQLSTATE or of the connection, one after the other, then succeeds. */
function failing(...codes: string[]): () => Promise<number> {
  let calls = 0
  return async () => {
    calls += 1
    const code = codes[calls - 1]
    if (code !== undefined) throw Object.assign(new Error(`failed with ${code}`), { code })
    return await Promise.resolve(calls)
  }
}

const passing = [
  ['a server that restarts', '57P01', '57P03'],
  ['a socket that is gone', 'ENOENT', 'ECONNREFUSED'],
  ['a dropped connection', 'CONNECTION_CLOSED', 'ECONNRESET'],
  ['a full disk', '53100', '53100'],
  ['too many connections', '53300'],
  ['a deadlock that was broken', '40P01'],
  ['an I/O error', '58030'],
] as const

for (const [name, ...codes] of passing) {
  test(`${name} is waited out, and the statement runs again`, async () => {
    assert.equal(await persist(failing(...codes), quiet), codes.length + 1)
  })
}

test('a statement that can never succeed is thrown at once', async () => {
  await assert.rejects(persist(failing('22P02'), quiet), /22P02/)
  await assert.rejects(persist(failing('23505'), quiet), /23505/)
})

test('waiting for the database ends with the signal', async () => {
  const stop = new AbortController()
  const endless = async () => {
    stop.abort(new Error('stopped'))
    throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' })
  }
  await assert.rejects(persist(endless, quiet, stop.signal), /stopped/)
})
