import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import * as v from 'valibot'
import { readMoment } from '../src/domain/moment.ts'

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
