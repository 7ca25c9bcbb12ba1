import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AppError } from '../src/base/app-error.ts'
import { chooseCommand, wantsJson } from '../src/cli/choice.ts'
import { readCommandLine, type CommandLine } from '../src/cli/command-line.ts'
import { defineCommand, defineGroup, type AnyCommand } from '../src/cli/command.ts'
import { emptyList, narrowingOf } from '../src/cli/narrowing.ts'
import { duration, durationText, flag, text, texts, whole } from '../src/cli/option.ts'

const log = defineCommand({
  name: 'log',
  summary: 'write down what you did',
  usage: '[text...]',
  options: {
    project: text('-p, --project <name>', 'the project'),
    tags: texts('-t, --tag <tag...>', 'a tag'),
    limit: whole('--limit <number>', 'how many'),
    wait: flag('--no-wait', 'return at once'),
  },
  examples: ['nightdesk log "text"'],
  run: async () => {},
})
const show = defineCommand({
  name: 'show',
  summary: 'show one',
  usage: '<id>',
  examples: ['nightdesk jobs show 1a2b3c'],
  run: async () => {},
})
const list = defineCommand({
  name: 'list',
  summary: 'list all',
  options: { failed: flag('--failed', 'only those that failed') },
  examples: ['nightdesk jobs list'],
  run: async () => {},
})
const jobs = defineGroup({ name: 'jobs', summary: 'look at jobs', default: 'list', commands: [list, show] })
const brand = defineGroup({ name: 'brand', summary: 'look at brands', commands: [show] })

/** What a line gives: the command's path, its words and its options. */
function read(command: AnyCommand, ...rest: string[]): unknown {
  const line: CommandLine = readCommandLine(command, rest, false)
  return line.kind === 'help' ? `help ${line.path}` : [line.path, line.input.words, line.input.options]
}

function refusal(command: AnyCommand, ...rest: string[]): string {
  try {
    read(command, ...rest)
  } catch (error) {
    assert.ok(error instanceof AppError, String(error))
    assert.equal(error.code, 'wrong-use')
    return `${error.message} | ${error.hint}`
  }
  return assert.fail('nothing was refused')
}

const nothing = { project: undefined, tags: [], limit: undefined, wait: true }

test('words and options may be mixed', () => {
  const expected = ['log', ['fixed', 'it'], { ...nothing, project: 'acme', wait: false }]
  assert.deepEqual(read(log, 'fixed', '-p', 'acme', 'it', '--no-wait'), expected)
})

test('an option that may be repeated takes one value each time, so that words stay words', () => {
  assert.deepEqual(read(log, '--tag', 'a', 'text', '--tag', 'b'), [
    'log',
    ['text'],
    { ...nothing, tags: ['a', 'b'] },
  ])
})

test('what narrows a list is told as it was typed, without what only cuts it', () => {
  const narrowing = (...rest: string[]) => {
    const line = readCommandLine(log, rest, false)
    return line.kind === 'run' ? narrowingOf(line.input) : assert.fail('it is help')
  }
  assert.equal(narrowing('--limit', '5'), '')
  assert.equal(
    narrowing('a fix', '-p', 'my shop', '--tag=a', '-t', 'b', '--no-wait', '--limit', '5'),
    '"a fix" --project "my shop" --tag a --tag b --no-wait',
  )
  const print = { safe: (text: string) => text, room: 22 }
  assert.equal(emptyList(print, 'job', '--type digest.run'), 'No job fits --type\ndigest.run.')
  assert.equal(emptyList(print, 'job', ''), 'There is no job yet.')
})

test('what follows -- is text', () => {
  assert.deepEqual(read(log, '--', '--help', '-p'), ['log', ['--help', '-p'], nothing])
  assert.equal(wantsJson(['log', '--', '--json']), false)
  assert.equal(wantsJson(['log', 'text', '--json']), true)
})

test('a lone dash and a plus are words', () => {
  assert.deepEqual(read(log, '-', '+infra'), ['log', ['-', '+infra'], nothing])
})

test('a noun alone runs its standard verb, with options', () => {
  assert.deepEqual(read(jobs), ['jobs', [], { failed: false }])
  assert.deepEqual(read(jobs, '--failed'), ['jobs', [], { failed: true }])
  assert.deepEqual(read(jobs, 'show', '1a2b3c'), ['jobs show', ['1a2b3c'], {}])
})

test('a noun without a standard verb shows its help', () => {
  assert.equal(read(brand), 'help brand')
  assert.equal(read(jobs, '--help'), 'help jobs')
  assert.equal(read(jobs, 'show', '--help'), 'help jobs show')
})

test('a mistyped verb is answered with the nearest one', () => {
  assert.match(refusal(jobs, 'lst'), /no jobs command named "lst".*Did you mean list/)
})

test('a mistyped option is answered with the nearest one', () => {
  assert.match(refusal(log, '--projct', 'x'), /no option "--projct".*Did you mean --project/)
})

test('an unknown option of a command that takes text may have been meant as text', () => {
  assert.match(refusal(log, '-x5'), /no option "-x5".*nightdesk log -- "-x5"/)
})

test('a missing word, a word too many and a missing value are named', () => {
  assert.match(refusal(jobs, 'show'), /nightdesk jobs show needs <id>/)
  assert.match(refusal(jobs, 'show', 'a', 'b'), /takes 1 word; "b" is one too many/)
  assert.match(refusal(log, 'text', '-p'), /-p, --project <name> needs a value/)
  assert.match(
    refusal(log, '--limit', 'ten'),
    /"ten" is not a whole number of at least 1\. \| Try: --limit 20/,
  )
})

test('a length of time that is none is answered with an example that fits the option', () => {
  const older = duration('-o, --older <age>', 'only older ones', '30d')
  assert.throws(() => older.read('1x'), { hint: 'Try: --older 30d' })
  assert.equal(durationText(Number(older.read('90d'))), '90d')
  assert.equal(durationText(Number(older.read('36h'))), '36h')
  assert.equal(durationText(Number(older.read('250ms'))), '250ms')
})

test('options before a command are for all commands', () => {
  const names = ['log', 'jobs']
  assert.deepEqual(chooseCommand(['--json', 'log', 'x'], names), {
    kind: 'command',
    name: 'log',
    rest: ['x'],
    help: false,
  })
  assert.deepEqual(chooseCommand(['--version'], names), { kind: 'version' })
  assert.deepEqual(chooseCommand([], names), { kind: 'overview', complete: false })
  assert.deepEqual(chooseCommand(['help'], names), { kind: 'overview', complete: true })
  assert.deepEqual(chooseCommand(['help', 'jobs', 'show'], names), {
    kind: 'command',
    name: 'jobs',
    rest: ['show'],
    help: true,
  })
})

test('an unknown command and an unknown option before it are refused', () => {
  assert.throws(() => chooseCommand(['lgo'], ['log']), { message: /"lgo"/, hint: 'Did you mean log?' })
  assert.throws(() => chooseCommand(['--jsn', 'log'], ['log']), {
    message: /"--jsn"/,
    hint: 'Did you mean --json?',
  })
})
