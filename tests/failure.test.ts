import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { AppError } from '../src/base/app-error.ts'
import { createScrubber } from '../src/base/scrubber.ts'
import { reportFailure } from '../src/cli/failure.ts'
import { createPrinter } from '../src/cli/print.ts'

/** What a failure prints, where it goes, and the exit code. */
function report(
  thrown: unknown,
  options: { json?: boolean; env?: NodeJS.ProcessEnv; secrets?: string[] } = {},
) {
  const { json = false, env = {}, secrets = [] } = options
  const stream = () => Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.WriteStream
  const [stdout, stderr] = [stream(), stream()]
  const print = createPrinter({ json, stdout, stderr, env, scrubber: createScrubber(secrets) })
  const code = reportFailure(thrown, print, env)
  return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') }
}

test('what a person can fix is a sentence and a hint on stderr, with its exit code', () => {
  const error = new AppError('not-found', 'There is no entry "1a2b3c".', { hint: 'Try: nightdesk list' })
  assert.deepEqual(report(error), {
    code: 3,
    stdout: '',
    stderr: 'error: There is no entry "1a2b3c".\nTry: nightdesk list\n',
  })
})

test('with --json it is one object on stderr', () => {
  const { code, stderr } = report(new AppError('needs-answer', 'Which one?'), { json: true })
  assert.equal(code, 5)
  assert.deepEqual(JSON.parse(stderr), { error: { code: 'needs-answer', message: 'Which one?', hint: null } })
})

test('a bug is one sentence that asks for a report, without a stack', () => {
  const { code, stderr } = report(new TypeError('x is not a function'))
  assert.equal(code, 1)
  assert.match(
    stderr,
    /^error: This is a bug in nightdesk: x is not a function\nPlease report it .*NIGHTDESK_DEBUG=1/,
  )
  assert.doesNotMatch(stderr, /at .*\.ts/)
})

test('a bug shows its stack and its cause where they are asked for', () => {
  const bug = new Error('outer', { cause: new Error('inner') })
  for (const env of [{ NIGHTDESK_DEBUG: '1' }, { LOG_LEVEL: 'debug' }])
    assert.match(report(bug, { env }).stderr, /Error: outer\n +at .*[^]*Caused by Error: inner\n +at /)
})

test('secrets and escape sequences never reach the terminal', () => {
  const error = new AppError('failed', 'postgres://me:hunter2hunter2@db refused \u001b[2Jyou')
  const { stderr } = report(error, { secrets: ['hunter2hunter2'] })
  assert.equal(stderr, 'error: postgres://me:[secret]@db refused you\n')
})
