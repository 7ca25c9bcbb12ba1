import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test, type TestContext } from 'node:test'
import { openClient } from '../src/io/postgres/index.ts'
import { readConfig } from '../src/services/config.ts'
import { prove, type ProofOptions } from '../src/services/prove/index.ts'
import type { ProofPlace } from '../src/services/prove/place.ts'
import { judgeProof } from '../src/services/prove/verdict.ts'
import type { LedgerLine } from '../src/services/prove/ledger.ts'

describe('a proof', { concurrency: true }, () => {
  test('of a minute of kills, freezes, ended sessions and a killed database loses and doubles nothing', async (t) => {
    const proof = await prove({ minutes: 1, jobs: 900, daemons: 3, seed: 20, ...surroundings(t) })
    const { lost, doubled, outOfOrder, contradictions, jobs } = proof
    const nothing = { lost: 0, doubled: 0, outOfOrder: 0, contradictions: 0 }
    assert.deepEqual({ lost, doubled, outOfOrder, contradictions, jobs }, { ...nothing, jobs: 900 })
    assert.ok(proof.holds && proof.kills > 0 && proof.freezes > 0 && proof.restarts > 0)
  })

  test('catches a finish without its fence', async (t) => {
    const prepare = async ({ owner }: ProofPlace) => await replaceInFunction(owner, 'finish_jobs', unfenced)
    await proveUntil(t, { minutes: 0.5, jobs: 900, restarts: false, prepare }, ({ doubled }) => doubled > 0)
  })

  test('catches a release by "no unfinished parent exists"', async (t) => {
    const prepare = async ({ owner }: ProofPlace) => {
      await replaceInFunction(owner, 'finish_jobs', unlocked)
      await replaceInFunction(owner, 'release_after', (body) => uncounted(unlocked(body)))
    }
    await proveUntil(t, { minutes: 0.3, jobs: 600, settleMs: 10_000, prepare }, ({ lost }) => lost > 0)
  })
})

/** A planted fault shows where two things meet by chance: mostly in the first run, or else in the next ones. */
async function proveUntil(
  t: TestContext,
  options: Pick<ProofOptions, 'minutes' | 'jobs' | 'restarts' | 'settleMs' | 'prepare'>,
  caught: (proof: Proof) => boolean,
): Promise<void> {
  const proofs: Proof[] = []
  for (const seed of [20, 21, 22]) {
    const proof = await prove({ daemons: 3, seed, ...options, ...surroundings(t) })
    if (!proof.holds && caught(proof)) return
    proofs.push(proof)
  }
  assert.fail(JSON.stringify(proofs))
}

type Proof = Awaited<ReturnType<typeof prove>>

const story: LedgerLine[] = [
  { what: 'begin', job: 'a', attempt: '1', at: 1 },
  { what: 'effect', job: 'a', attempt: '1', at: 2 },
  { what: 'end', job: 'a', attempt: '1', at: 3 },
]
const record = { id: 'a', status: 'success', successes: 1 } as const

test('the verdict names a job that never ended, one that ended twice and one that came too early', () => {
  const alone = new Map([['a', []]])
  assert.deepEqual(judgeProof(story, [record], alone), { lost: [], doubled: [], outOfOrder: [] })
  assert.deepEqual(judgeProof(story.slice(0, 2), [record], alone).lost, ['a'])
  assert.deepEqual(judgeProof(story, [{ ...record, status: 'queued' }], alone).lost, ['a'])
  assert.deepEqual(judgeProof(story, [{ ...record, successes: 2 }], alone).doubled, ['a'])
  const again = story.map((line) => ({ ...line, attempt: '2', at: line.at + 10 }))
  assert.deepEqual(judgeProof([...story, ...again], [record], alone).doubled, ['a'])
  const child = { what: 'begin', job: 'b', attempt: '3', at: 2 } as const
  const pair = new Map([
    ['a', []],
    ['b', ['a']],
  ])
  assert.deepEqual(judgeProof([...story.slice(0, 2), child, ...story.slice(2)], [record], pair).outOfOrder, [
    'b',
  ])
})

function surroundings(t: TestContext): Pick<ProofOptions, 'config' | 'env' | 'signal'> {
  const home = mkdtempSync(join(tmpdir(), 'nightdesk-prove-test-'))
  t.after(() => rmSync(home, { recursive: true, force: true }))
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const env = { PATH, NODE_COMPILE_CACHE, HOME: home, NIGHTDESK_HOME: home }
  return { config: readConfig(env, home), env, signal: AbortSignal.timeout(240_000) }
}

/** Any attempt may finish a job, as often as it likes. */
const unfenced = (body: string) =>
  replaceOnce(
    body,
    `      and j.epoch = o.epoch
      and j.worker_id = worker`,
    '',
  )

/** The child looks whether a parent is unfinished, instead of counting those that ended. */
const uncounted = (body: string) =>
  body.replaceAll(
    'j.pending > c.number',
    `exists (select from job_dependencies other join jobs parent on parent.id = other.depends_on
      where other.job_id = j.id and parent.status not in ('success', 'failed', 'cancelled'))`,
  )

/** Nothing is locked before it is read, and the reader is slow, so that two that end at once do meet. */
const unlocked = (body: string) =>
  body.replace(/perform 1\s+from jobs\s+where id = any\(array\([^;]*?for update;/, 'perform pg_sleep(0.05);')

function replaceOnce(body: string, found: string, replacement: string): string {
  assert.ok(body.includes(found), 'the function changed: the plant must change with it')
  return body.replace(found, replacement)
}

async function replaceInFunction(
  owner: Parameters<typeof openClient>[0],
  name: string,
  plant: (body: string) => string,
): Promise<void> {
  const client = await openClient(owner)
  try {
    const { rows } = await client.query<{ definition: string }>(
      'select pg_get_functiondef($1::regproc) as definition',
      [name],
    )
    const definition = rows[0]?.definition ?? ''
    const planted = plant(definition)
    assert.notEqual(planted, definition)
    await client.query(planted)
  } finally {
    await client.end()
  }
}
