import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from './support/database.ts'

test('arrays come back as they went in, of every type that our tables and functions use', async (t) => {
  const { sql } = await testDatabase(t)
  const id = '0193a1b2-0000-7000-8000-000000000001'
  const at = new Date('2026-04-03T12:00:00.123Z')
  const texts = ['', 'a,b', '{x}', '"', '\\', 'two\nlines', 'NULL', 'null', ' ', 'größe 🍕', '\\"{,}']
  const [row] = await sql`
    select
      ${texts}::text[] as texts,
      ${['x', null]}::text[] as gaps,
      ${[]}::text[] as empty,
      ${[id]}::uuid[] as ids,
      ${[1, -2]}::integer[] as integers,
      ${[9_007_199_254_740_991]}::bigint[] as bigs,
      ${[1.5, -0.25]}::float8[] as floats,
      array[true, false] as booleans,
      ${[at.toISOString()]}::timestamptz[] as moments,
      array['{"a": "x,\\"y"}', '[1]', 'null']::jsonb[] as documents
  `
  assert.deepEqual(row, {
    texts,
    gaps: ['x', null],
    empty: [],
    ids: [id],
    integers: [1, -2],
    bigs: [9_007_199_254_740_991],
    floats: [1.5, -0.25],
    booleans: [true, false],
    moments: [at],
    documents: [{ a: 'x,"y' }, [1], null],
  })
})

test('bigints are numbers, and names are found in our schema first', async (t) => {
  const { sql } = await testDatabase(t)
  const [row] =
    await sql`select count(*) as number, 'jobs'::regclass::oid = 'nightdesk.jobs'::regclass::oid as ours from jobs`
  assert.deepEqual(row, { number: 0, ours: true })
})
