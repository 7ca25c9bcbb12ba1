import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { json, nightdesk } from './support/command.ts'
import { testDatabase } from './support/database.ts'

test('of fifty commands that log at once none loses its entry', async (t) => {
  const { url: databaseUrl } = await testDatabase(t)
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-home-'))
  t.after(async () => await rm(home, { recursive: true, force: true }))
  const texts = Array.from({ length: 50 }, (_, index) => `entry ${index}`)
  const ran = await Promise.all(texts.map((text) => nightdesk(['log', text], { home, databaseUrl })))
  assert.deepEqual(
    ran.filter(({ code }) => code !== 0),
    [],
  )
  const listed = json(await nightdesk(['list', '--json'], { home, databaseUrl })) as { text: string }[]
  assert.deepEqual(listed.map(({ text }) => text).sort(), texts.toSorted())
})
