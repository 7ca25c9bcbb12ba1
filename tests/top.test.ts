import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createScrubber } from '../src/base/scrubber.ts'
import { createPrinter } from '../src/cli/print.ts'
import { firstState, press, type TopKey, type TopState } from '../src/cli/top-state.ts'
import { topLines } from '../src/cli/top-text.ts'
import type { Event } from '../src/contracts/event.ts'
import type { Job, JobStatus } from '../src/contracts/job.ts'
import type { Snapshot } from '../src/services/top.ts'

const at = new Date('2026-11-21T09:00:00Z')

function job(number: number, status: JobStatus = 'running'): Job {
  return {
    id: `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    orgId: 'org',
    userId: null,
    type: 'page.evaluate',
    status,
    trigger: 'cli',
    payload: {},
    result: null,
    error: null,
    errorKind: null,
    retryCount: 0,
    maxRetries: 3,
    retryPolicy: 'transient',
    timeout: 1000,
    priority: 0,
    uniqueKey: null,
    limitKey: null,
    limitMost: null,
    scheduledFor: at,
    parentJobId: null,
    pending: 0,
    traceId: 'trace',
    epoch: 0,
    workerId: null,
    crashes: 0,
    cancelRequested: false,
    progress: { done: number % 10, total: 10 },
    createdAt: at,
    startedAt: at,
    finishedAt: null,
  }
}

function event(number: number): Event & { jobType: string } {
  return {
    id: String(number),
    jobId: job(number).id,
    traceId: 'trace',
    at,
    level: 'info',
    source: 'system',
    name: 'job-started',
    message: `Started ${'and told at length '.repeat(9)}`,
    data: {},
    jobType: 'page.evaluate',
  }
}

const seen: Snapshot = {
  at,
  workers: Array.from({ length: 5 }, (_, number) => ({
    id: String(number),
    kind: 'daemon',
    host: 'desk.example.com',
    pid: number,
    types: [],
    concurrency: 10,
    startedAt: at,
    beatAt: at,
    running: 7,
  })),
  queues: Array.from({ length: 12 }, (_, number) => ({
    type: `type-${number}`,
    waiting: 0,
    queued: number,
    running: number,
    failed: 1,
    oldestQueuedAt: at,
  })),
  jobs: Array.from({ length: 100 }, (_, number) => job(number)),
  events: Array.from({ length: 12 }, (_, number) => event(number)),
}

const env = { NO_COLOR: '1' }
const { stdout, stderr } = process
const print = createPrinter({ json: false, stdout, stderr, env, scrubber: createScrubber() })

for (const [columns, rows] of [
  [80, 24],
  [40, 12],
  [200, 60],
  [20, 3],
] as const)
  test(`the screen fills ${columns} columns and ${rows} rows and never more`, () => {
    for (const state of [
      firstState,
      { ...firstState, asking: true },
      { ...firstState, note: 'x'.repeat(300) },
    ]) {
      const lines = topLines(print, state, seen, { columns, rows })
      assert.equal(lines.length, rows)
      assert.ok(lines.every((line) => line.length <= columns && !line.includes('\n')))
    }
  })

test('a job that would be cancelled is named, and on few rows jobs are shown before anything else', () => {
  const chosen = seen.jobs[0]
  assert.ok(chosen !== undefined)
  const lines = topLines(print, { ...firstState, chosen: chosen.id, asking: true }, seen, {
    columns: 80,
    rows: 8,
  })
  assert.ok(lines.at(-1)?.startsWith(`Cancel ${chosen.type} ${chosen.id.slice(-8)} and all`))
  assert.ok(lines.some((line) => line.includes('▸') && line.includes(chosen.id.slice(-8))))
})

test('that the database is away is told, whatever else there is to tell', () => {
  const lines = topLines(print, { ...firstState, note: 'A note', away: 'reset' }, seen, {
    columns: 80,
    rows: 24,
  })
  assert.match(lines.at(-1) ?? '', /^The database is away \(reset\); trying again/)
})

test('with 80 columns and 24 rows daemons, queues, jobs with progress, events and keys are seen', () => {
  const text = topLines(print, firstState, seen, { columns: 80, rows: 24 }).join('\n')
  assert.match(text, /^nightdesk top {2}5 daemons · 66 running · 66 queued · 12 failed in a day/)
  assert.match(text, /^daemon {2}desk\.example\.com:0 {2}███████··· 7 of 10/m)
  assert.match(text, /^type-11 +11 +11/m)
  assert.match(text, /^▸ ◐ page\.evaluate {2}00000000 {2}·{10} 0 of 10/m)
  assert.match(text, /│ page\.evaluate 00000011 Started/)
  assert.match(text, /^\[running\] queued {2}waiting {2}failed ?$/m)
  assert.match(text, /q quit$/)
})

test('on a narrow screen the clock goes before a number, and every key is named', () => {
  for (const columns of [60, 80]) {
    const lines = topLines(print, firstState, seen, { columns, rows: 20 })
    assert.match(lines[0] ?? '', /5 daemons · 66 running · 66 queued · 12 failed in a day/)
    assert.match(lines.at(-1) ?? '', /Enter open .* r retry {2}c cancel {2}q quit$/)
  }
  const keys = topLines(print, firstState, seen, { columns: 40, rows: 15 }).at(-1)
  assert.equal(keys, '↑↓ Enter Tab  r retry  c cancel  q quit')
})

test('the chosen job stays on the screen however far down it is', () => {
  const chosen = { ...firstState, chosen: job(99).id }
  const text = topLines(print, chosen, seen, { columns: 80, rows: 24 }).join('\n')
  assert.match(text, /^▸ ◐ page\.evaluate {2}00000099/m)
})

/** The state after these keys, and the last wish. */
function after(keys: readonly TopKey[], jobs: readonly Job[], from: TopState = firstState) {
  let pressed: ReturnType<typeof press> = { state: from }
  for (const key of keys) pressed = press(pressed.state, key, jobs)
  return pressed
}

const jobs = [job(1), job(2), job(3)]

test('arrows choose a job and stop at both ends', () => {
  assert.equal(after(['down'], jobs).state.chosen, jobs[1]?.id)
  assert.equal(after(['down', 'down', 'down', 'down'], jobs).state.chosen, jobs[2]?.id)
  assert.equal(after(['down', 'up', 'up'], jobs).state.chosen, jobs[0]?.id)
})

test('a job is cancelled after a yes only, and it is the one that was asked about though the list moves', () => {
  const asked = after(['down', 'c'], jobs).state
  assert.equal(asked.asking, true)
  const moved = [job(9), ...jobs]
  assert.deepEqual(after(['y'], moved, asked).wish, { do: 'cancel', job: jobs[1] })
  const gone = after(['y'], [job(9)], asked)
  assert.equal(gone.wish, undefined, 'it has ended, and no other is cancelled in its place')
  assert.match(gone.state.note, /has ended/)
  assert.equal(after(['n'], moved, asked).wish, undefined)
  assert.equal(after(['q'], moved, asked).wish?.do, 'quit')
})

test('only failed jobs run again', () => {
  const failed = [job(1, 'failed')]
  assert.deepEqual(after(['r'], failed).wish, { do: 'retry', job: failed[0] })
  assert.equal(after(['r'], jobs).wish, undefined)
  assert.match(after(['r'], jobs).state.note, /Only failed jobs run again/)
  assert.match(after(['c'], failed).state.note, /has ended/)
})

test('Tab goes round the states, and an open job scrolls and closes', () => {
  assert.deepEqual(
    [1, 2, 3, 4].map((times) => after(Array<string>(times).fill('tab'), jobs).state.view),
    ['queued', 'waiting', 'failed', 'running'],
  )
  const opened = { ...firstState, opened: { lines: ['a', 'b', 'c'], from: 0 } }
  assert.equal(after(['down', 'down', 'down', 'down'], jobs, opened).state.opened?.from, 2)
  assert.equal(after(['escape'], jobs, opened).state.opened, undefined)
  assert.deepEqual(after(['enter'], jobs).wish, { do: 'open', job: jobs[0] })
})
