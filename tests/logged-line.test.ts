import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loggedLine } from '../src/cli/logged-line.ts'
import type { Entry } from '../src/contracts/entry.ts'

const at = new Date('2026-11-20T12:00:00Z')
const entry: Entry = {
  id: '01a1fe3e-49d8-7bf5-94d0-3ae2b7d79e78',
  at,
  zone: 'UTC',
  text: 'Shipped the PostgreSQL index that cut the points query from 900 ms to 40 ms',
  project: 'loyalty-app',
  tags: ['performance'],
  private: false,
  weight: null,
  links: [],
  origin: null,
  hash: '',
  analysis: null,
  analyzedHash: null,
  createdAt: at,
  updatedAt: at,
  deletedAt: null,
}

const shown = (room: number | undefined) =>
  loggedLine(entry, { paint: (_style, text) => text, safe: (text) => text, room })

test('a logged line ends where the terminal does, with its labels and its id whole', () => {
  assert.match(shown(80), / {2}Shipped the .*… \[loyalty-app\] \+performance {2}b7d79e78$/)
  assert.ok(shown(80).length <= 80, shown(80))
  assert.ok(shown(undefined).includes(entry.text))
})
