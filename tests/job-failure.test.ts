import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../src/base/app-error.ts'
import { FetchError } from '../src/contracts/fetcher.ts'
import { isGivenUp, JobError, type ErrorKind, type Job, type RetryPolicy } from '../src/contracts/job.ts'
import { ParseError } from '../src/contracts/parser.ts'
import { ModelError } from '../src/contracts/provider.ts'
import { classify, judge, type Failure } from '../src/jobs/failure.ts'

const now = new Date('2026-11-20T12:00:00Z')
const later = new Date('2026-11-20T14:00:00Z')

const thrown: [string, unknown, ErrorKind][] = [
  ['a job error keeps its kind', new JobError('rate-limit', 'slow down'), 'rate-limit'],
  ['a model that is over its rate', new ModelError('rate-limit', 'too many'), 'rate-limit'],
  ['a model over quota', new ModelError('quota', 'no credit'), 'not-configured'],
  ['a quota that says when it ends', new ModelError('quota', 'soon', { retryAt: new Date(0) }), 'rate-limit'],
  ['a model that is overloaded', new ModelError('overloaded', 'busy'), 'unavailable'],
  ['a wrong key', new ModelError('auth', 'bad key'), 'not-configured'],
  ['an answer of the wrong shape', new ModelError('schema-mismatch', 'no title'), 'bad-input'],
  ['a host that refuses connections', new FetchError('network', 'http://a.example', 'refused'), 'network'],
  ['a page that trickles', new FetchError('too-slow', 'http://a.example', 'slow'), 'timeout'],
  ['a private address', new FetchError('blocked-address', 'http://a.example', 'private'), 'bad-input'],
  ['a page that cannot be parsed', new ParseError('http://a.example', 'bomb'), 'bad-input'],
  ['something a person must fix', new AppError('wrong-use', 'no'), 'bad-input'],
  ['missing configuration', new AppError('not-configured', 'no key'), 'not-configured'],
  ['a database that restarts', Object.assign(new Error('shutdown'), { code: '57P01' }), 'unavailable'],
  ['a dropped connection', Object.assign(new Error('closed'), { code: 'CONNECTION_CLOSED' }), 'unavailable'],
  ['a full disk', Object.assign(new Error('full'), { code: '53100' }), 'unavailable'],
  ['a bug', new TypeError('undefined is not a function'), 'unexpected'],
  ['a thrown string', 'oops', 'unexpected'],
]

for (const [name, error, kind] of thrown) {
  test(`${name} is ${kind}`, () => assert.equal(classify(error).kind, kind))
}

const verdicts: [RetryPolicy, ErrorKind, number, boolean][] = [
  ['transient', 'network', 0, true],
  ['transient', 'network', 3, false],
  ['transient', 'bad-input', 0, false],
  ['transient', 'unexpected', 0, false],
  ['any', 'unexpected', 2, true],
  ['any', 'unexpected', 3, false],
  ['none', 'network', 0, false],
  ['none', 'shutdown', 0, true],
]

for (const [policy, kind, tried, again] of verdicts) {
  test(`policy ${policy}, ${kind} after ${tried} retries: ${again ? 'again' : 'a dead letter'}`, () => {
    const verdict = judge(failureOf(kind), jobWith(policy, tried), now, 0.5)
    assert.equal(verdict.again, again)
  })
}

test('a failure that names a time is tried again at that time', () => {
  const verdict = judge(failureOf('rate-limit', { retryAt: later }), jobWith('transient', 0), now, 0)
  assert.deepEqual(verdict, { again: true, spends: true, at: later })
})

test('a shutdown spends no attempt and waits for nothing', () => {
  const verdict = judge(failureOf('shutdown'), jobWith('transient', 3), now, 0)
  assert.deepEqual(verdict, { again: true, spends: false, at: now })
})

test('a job that only waited for its turn spends no attempt, whatever its policy', () => {
  const failure = failureOf('over-budget', { retryAt: later, spends: false })
  const verdict = judge(failure, jobWith('none', 3), now, 0)
  assert.deepEqual(verdict, { again: true, spends: false, at: later })
})

test('a failure of what a job started keeps its kind and is not tried again, whatever the policy', () => {
  const failure = classify(new JobError('network', 'No source answered', { again: false }))
  assert.equal(failure.kind, 'network')
  assert.deepEqual(judge(failure, jobWith('any', 0), now, 0.5), { again: false })
  const failed = { ...jobWith('transient', 0), errorKind: failure.kind }
  assert.ok(isGivenUp(failed))
  assert.ok(!isGivenUp({ ...failed, retryCount: 3 }))
  assert.ok(!isGivenUp({ ...failed, errorKind: 'bad-input' }))
  assert.ok(!isGivenUp({ ...failed, errorKind: 'crash' }))
})

test('the backoff doubles and stays within its jitter', () => {
  const delays = [0, 1, 2].map((tried) => {
    const low = judge(failureOf('network'), jobWith('any', tried), now, 0)
    return low.again ? low.at.getTime() - now.getTime() : 0
  })
  assert.deepEqual(delays, [1000, 2000, 4000])
})

function failureOf(kind: ErrorKind, more: Partial<Failure> = {}): Failure {
  return { kind, message: '', retryAt: undefined, spends: true, again: true, ...more }
}

function jobWith(retryPolicy: RetryPolicy, retryCount: number): Job {
  return { retryPolicy, retryCount, maxRetries: 3 } as Job
}
