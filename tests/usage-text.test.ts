import assert from 'node:assert/strict'
import { test } from 'node:test'
import { usageText } from '../src/cli/usage-text.ts'
import type { Usage } from '../src/contracts/usage.ts'

const none = { failed: 0, unknown: 0, running: 0, cost: 0, unpriced: 0 }
const row = (key: string, inputTokens: number): Usage => ({
  ...none,
  key,
  calls: 6,
  inputTokens,
  outputTokens: 0,
})
const names = ['openai-compatible/small', 'openai-compatible/strong']
const report = {
  by: 'provider' as const,
  since: new Date(0),
  rows: names.map((name) => row(name, 900)),
  total: row('total', 1800),
}

function shown(room: number | undefined): string[] {
  return usageText(report, { paint: (_style, text) => text, safe: (text) => text, room }).split('\n')
}

test('bars take what the numbers leave of a line, and go before a name is cut', () => {
  assert.match(shown(undefined)[1] ?? '', / █{20}$/)
  assert.match(shown(74)[1] ?? '', / █{18}$/)
  assert.equal(shown(74)[1]?.length, 74)
  assert.equal(shown(60)[0]?.endsWith('cost'), true)
  for (const [index, name] of names.entries()) assert.ok(shown(60)[index + 1]?.startsWith(name))
})
