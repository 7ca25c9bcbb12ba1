import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newSealKey } from '../src/base/seal.ts'
import {
  addFirstSigningKey,
  openSigningKeys,
  rotateSigningKey,
  signingKeyById,
} from '../src/store/signing-keys.ts'
import { testDatabase } from './support/database.ts'

test('after a rotation the new key signs, and links that are out still open', async (t) => {
  const { sql, org } = await testDatabase(t)
  const [old, fresh] = [newSealKey(), newSealKey()]
  await addFirstSigningKey(sql, org, old)
  await rotateSigningKey(sql, org, fresh)

  assert.deepEqual(
    (await openSigningKeys(sql, org)).map(({ id }) => id),
    [fresh.id, old.id],
  )
  assert.equal((await signingKeyById(sql, old.id))?.org, org)
})

test('a retired key opens nothing any more', async (t) => {
  const { sql, org } = await testDatabase(t)
  const key = newSealKey()
  await addFirstSigningKey(sql, org, key)
  await sql`update signing_keys set retired_at = now() where id = ${key.id}`

  assert.equal((await openSigningKeys(sql, org)).length, 0)
  assert.equal(await signingKeyById(sql, key.id), undefined)
})
