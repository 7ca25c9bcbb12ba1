import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TurnLater } from '../src/contracts/fetcher.ts'
import type { HostPace, Turn, TurnRequest } from '../src/contracts/host.ts'
import { inTurn } from '../src/io/http/turn.ts'

const noon = new Date('2026-11-20T12:00:00Z')
const turn = { origin: 'https://a.example', key: 'job', gapMs: 1000 }

function openPace(turns: Turn[]) {
  const said: string[] = []
  const patience: number[] = []
  const pace: HostPace = {
    async takeTurn(request: TurnRequest) {
      patience.push(request.patienceMs)
      return turns.shift() ?? { at: noon, granted: true }
    },
    leave: async (origin, key) => void said.push(`left ${origin} ${key}`),
    postpone: async (origin, until) => void said.push(`postponed ${origin} ${until.toISOString()}`),
  }
  return { said, patience, tools: { pace, longestWaitMs: 1000, clock: () => noon } }
}

const answer = (status: number, headers: Record<string, string> = {}) => ({
  status,
  headers,
  body: new Uint8Array(),
})

test('a host is asked in turn, and left afterwards, also after a failure', async () => {
  const { said, patience, tools } = openPace([])
  assert.equal((await inTurn(turn, tools, async () => answer(200))).status, 200)
  await assert.rejects(
    inTurn(turn, tools, async () => await Promise.reject(new Error('torn'))),
    /torn/,
  )
  assert.deepEqual(said, ['left https://a.example job', 'left https://a.example job'])
  assert.deepEqual(patience, [1000, 1000])
})

test('a turn that others hold up is asked for again, and one beyond the patience is left to a later attempt', async () => {
  const soon = { at: noon, granted: false }
  const { said, tools } = openPace([soon, soon, { at: noon, granted: true }])
  await inTurn(turn, tools, async () => answer(200))
  assert.equal(said.length, 1)
  const late = openPace([{ at: new Date(noon.getTime() + 1001), granted: false }])
  await assert.rejects(
    inTurn(turn, late.tools, async () => assert.fail()),
    TurnLater,
  )
  assert.deepEqual(late.said, [])
})

for (const [status, header, postponed] of [
  [429, '120', '2026-11-20T12:02:00.000Z'],
  [503, 'Fri, 20 Nov 2026 12:05:00 GMT', '2026-11-20T12:05:00.000Z'],
  [429, 'soon', undefined],
  [200, '120', undefined],
  [500, '120', undefined],
] as const)
  test(`${status} with Retry-After "${header}" keeps ${postponed === undefined ? 'nobody' : 'everybody'} away`, async () => {
    const { said, tools } = openPace([])
    await inTurn(turn, tools, async () => answer(status, { 'retry-after': header }))
    assert.equal(
      said.find((each) => each.startsWith('postponed')),
      postponed && `postponed https://a.example ${postponed}`,
    )
  })
