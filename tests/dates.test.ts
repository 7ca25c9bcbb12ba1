import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as v from 'valibot'
import { readMoment } from '../src/domain/moment.ts'
import { openInspector } from '../src/services/inspect/index.ts'

/** What people type around a line of a log, with the right answer decided before the rules were tried on it. */
const expression = v.object({
  text: v.string(),
  now: v.string(),
  zone: v.string(),
  at: v.optional(v.string()),
  ambiguous: v.optional(v.array(v.string())),
  none: v.optional(v.literal(true)),
})
const lines = readFileSync(new URL('fixtures/dates.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
const expressions = lines.map((line) => v.parse(expression, JSON.parse(line)))

for (const { text, now, zone, ...answer } of expressions)
  test(`"${text}", said at ${now} in ${zone}, is ${answer.at ?? answer.ambiguous?.join(' or ') ?? 'no date'}`, () => {
    const moment = readMoment(text, new Date(now), zone)
    const read = 'at' in moment ? { at: moment.dateOnly ? moment.at.slice(0, 10) : moment.at } : moment
    assert.deepEqual(read, answer)
  })

test('a line is asked for its date like a phrase: what stands before its colon counts, and nothing inside it', async (t) => {
  const desk = openInspector()
  t.after(async () => await desk.close())
  const request = { op: 'date', id: 1, now: '2026-11-20T14:00:00Z', zone: 'Europe/Berlin' }
  const answer = async (text: string) => await desk.answer({ ...request, text })
  assert.deepEqual(await answer('yesterday: fixed the login'), { id: 1, at: '2026-11-19' })
  assert.deepEqual(await answer('mon 9am: closed 11/3'), { id: 1, at: '2026-11-16T09:00:00+01:00' })
  assert.deepEqual(await answer('fixed the login: yesterday'), { id: 1, none: true })
})
