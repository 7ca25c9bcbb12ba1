import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { AppError } from '../src/base/app-error.ts'
import { createScrubber } from '../src/base/scrubber.ts'
import { reportFailure } from '../src/cli/failure.ts'
import { createPrinter } from '../src/cli/print.ts'

type Situation = { json?: boolean; env?: NodeJS.ProcessEnv; secrets?: string[]; columns?: number }

/** What a failure prints, where it goes, and the exit code. */
function report(thrown: unknown, situation: Situation = {}) {
  const { print, printed } = printer(situation)
  const code = reportFailure(thrown, print, situation.env ?? {})
  return { code, ...printed() }
}

/** A printer to a terminal of so many columns, or to pipes. */
function printer({ json = false, env = {}, secrets = [], columns }: Situation) {
  const stream = () =>
    Object.assign(new PassThrough(), {
      isTTY: columns !== undefined,
      columns,
    }) as unknown as NodeJS.WriteStream
  const [stdout, stderr] = [stream(), stream()]
  const print = createPrinter({ json, stdout, stderr, env, scrubber: createScrubber(secrets) })
  const printed = () => ({ stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') })
  return { print, printed }
}

test('what a person can fix is a sentence and a hint on stderr, with its exit code', () => {
  const error = new AppError('not-found', 'There is no entry "1a2b3c".', { hint: 'Try: nightdesk list' })
  assert.deepEqual(report(error), {
    code: 3,
    stdout: '',
    stderr: 'error: There is no entry "1a2b3c".\nTry: nightdesk list\n',
  })
})

test('a terminal gets whole words and commands that can be copied, a pipe one line each', () => {
  const error = new AppError('wrong-use', 'There are two brands here; say which one is meant.', {
    hint: 'A brand has an id. Try: nightdesk digest run debonairs --no-wait\nor name none of the brands',
  })
  assert.equal(
    report(error, { columns: 24, env: { NO_COLOR: '1' } }).stderr,
    [
      'error: There are two',
      'brands here; say which',
      'one is meant.',
      'A brand has an id.',
      'Try: nightdesk digest run debonairs --no-wait',
      'or name none of the',
      'brands',
      '',
    ].join('\n'),
  )
  assert.equal(report(error).stderr.split('\n').length, 4)
  assert.match(report(error, { columns: 0 }).stderr, /which one is meant\.\nA brand has/)
  assert.equal(report(error, { columns: 24, json: true }).stderr.split('\n').length, 2)
})

test('talk to a terminal is broken at words, what can be typed is not', () => {
  const { print, printed } = printer({ columns: 24, env: { NO_COLOR: '1' } })
  print.say('No daemon is running: nothing starts by the clock.')
  print.next('nightdesk schedule run digest-debonairs')
  assert.equal(
    printed().stderr,
    'No daemon is running:\nnothing starts by the\nclock.\nNext: nightdesk schedule run digest-debonairs\n',
  )
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

test('a secret of several words is not broken into lines that nobody knows', () => {
  const situation = { secrets: ['hunter two hunter two'], columns: 20, env: { NO_COLOR: '1' } }
  const { print, printed } = printer(situation)
  print.say('It is hunter two hunter two.')
  assert.equal(printed().stderr, 'It is [secret].\n')
  const error = new AppError('failed', 'No hunter two hunter two.', { hint: 'Say hunter two hunter two.' })
  assert.equal(report(error, situation).stderr, 'error: No [secret].\nSay [secret].\n')
})
