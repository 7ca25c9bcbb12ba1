import assert from 'node:assert/strict'
import { test } from 'node:test'
import { worklogAnalyst } from '../src/agents/worklog-analyst.ts'
import type { AnalystInput } from '../src/agents/worklog-analyst.ts'
import { editEntry, logEntries, logEntry, showEntry } from '../src/services/worklog.ts'
import { worklog } from '../src/workflows/worklog.ts'
import type { AnalysisResult } from '../src/workflows/worklog.ts'
import { testApp } from './support/app.ts'
import { fakeContext } from './support/workflow-context.ts'
import type { FakeContextOptions } from './support/workflow-context.ts'

const zone = 'Africa/Johannesburg'
const now = new Date('2026-11-20T10:00:00Z')

async function analyze(options: FakeContextOptions, again = false) {
  const context = fakeContext({ now, ...options })
  const result = (await worklog.run({ again }, context)) as unknown as AnalysisResult
  return { context, result }
}

test('entries are analyzed once, and again when their text changes', async (t) => {
  const app = await testApp(t, { clock: () => now })
  const entry = await logEntry(app, 'Cut p95 from 2.4 s to 310 ms with Redis (WEB-12), paired with Anna', {
    zone,
  })
  await logEntry(app, 'Blocked by legal', { zone })
  const { result, context } = await analyze(app)
  assert.deepEqual(result, { analyzed: 2, private: 0, engine: 'offline' })
  assert.equal(context.notes[0]?.message, '2 entries analyzed (offline)')
  const { analysis, analyzedHash } = await showEntry(app, entry.id)
  assert.equal(analyzedHash, entry.hash)
  assert.deepEqual(analysis, {
    kind: 'done',
    outcome: 'Cut p95 from 2.4 s to 310 ms with Redis (WEB-12)',
    numbers: [
      { value: 2.4, unit: 's', text: '2.4 s' },
      { value: 310, unit: 'ms', text: '310 ms' },
    ],
    people: ['Anna'],
    tickets: ['WEB-12'],
    systems: ['Redis'],
    engine: 'offline',
    agentVersion: worklogAnalyst.version,
  })
  assert.equal((await analyze(app)).result.analyzed, 0)
  await editEntry(app, entry.id, { zone, text: 'Will cut p95' })
  assert.equal((await analyze(app)).result.analyzed, 1)
  assert.equal((await showEntry(app, entry.id)).analysis?.kind, 'planned')
  assert.equal((await analyze(app, true)).result.analyzed, 2)
})

test('a private entry is read by the rules, and stands in no question, note or result', async (t) => {
  const app = await testApp(t, { clock: () => now })
  const secret = await logEntry(app, 'Blocked by the salary talk with Bob +private', {
    zone,
    project: 'hidden',
  })
  await logEntry(app, 'Fixed the checkout', { zone })
  const answer = (_agent: string, input: unknown) => worklogAnalyst.offline(input as AnalystInput)
  const { context, result } = await analyze({ ...app, answer })
  assert.equal(context.prompts.length, 1)
  assert.doesNotMatch(JSON.stringify([context.prompts, context.notes, result]), /salary|hidden|Bob/)
  assert.deepEqual([result.analyzed, result.private, result.engine], [2, 1, 'fake/model'])
  const { analysis } = await showEntry(app, secret.id)
  assert.deepEqual([analysis?.kind, analysis?.engine], ['blocked', 'offline'])
})

test('what a model invents is not kept', async (t) => {
  const app = await testApp(t, { clock: () => now })
  const { id } = await logEntry(app, 'Fixed the checkout', { zone })
  const answer = () => ({
    entries: [
      {
        id,
        kind: 'done',
        outcome: 'sales doubled',
        numbers: [{ value: 2, unit: 'x', text: '2x' }],
        people: ['Anna'],
        tickets: ['WEB-1'],
        systems: ['checkout'],
      },
      { id: 'no-entry', kind: 'done', outcome: null, numbers: [], people: [], tickets: [], systems: [] },
    ],
  })
  await analyze({ ...app, answer })
  const { analysis } = await showEntry(app, id)
  assert.deepEqual(
    [analysis?.outcome, analysis?.numbers, analysis?.people, analysis?.tickets],
    [null, [], [], []],
  )
})

test('a hundred entries are asked in three requests', async (t) => {
  const app = await testApp(t, { clock: () => now })
  await logEntries(
    app,
    Array.from({ length: 100 }, (_, index) => `Fixed page ${index}`),
    { zone },
  )
  const { context, result } = await analyze(app)
  assert.deepEqual([context.prompts.length, result.analyzed], [3, 100])
})
