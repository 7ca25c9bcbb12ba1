import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { test } from 'node:test'
import { nightdesk } from './support/command.ts'

/** Loads one word of postgres.js as another, as another version of it would have it. */
const otherText = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module'
  registerHooks({
    load(url, context, load) {
      const loaded = load(url, context)
      if (!url.endsWith('/postgres/src/connection.js')) return loaded
      return { ...loaded, source: String(loaded.source).replaceAll('nextWriteTimer', 'writeTimer') }
    },
  })`)}`

for (const [name, loadedBefore] of [
  ['of another version', otherText],
  ['that something else loaded before', import.meta.resolve('postgres')],
] as const)
  test(`a postgres.js ${name} is refused, for it cannot be mended`, async () => {
    const env = {
      NODE_OPTIONS: `--import ${loadedBefore}`,
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    }
    const { code, stdout, stderr } = await nightdesk(['list'], { home: tmpdir(), env })
    assert.match(stderr, /^error: nightdesk needs the package postgres 3\.4\.9 .*\nTry: npm install/)
    assert.deepEqual({ code, stdout }, { code: 4, stdout: '' })
  })
