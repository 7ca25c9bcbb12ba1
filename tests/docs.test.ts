import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Cron } from 'croner'
import { exitCodes } from '../src/base/app-error.ts'
import { commands } from '../src/cli/commands/index.ts'
import type { AnyCommand } from '../src/cli/command.ts'
import { fullOverview, helpOf } from '../src/cli/help.ts'
import { jobStates } from '../src/contracts/job.ts'
import { variables } from '../src/contracts/variable.ts'
import { floors } from './support/architecture.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const readme = read('README.md')
const contributing = read('CONTRIBUTING.md')
const loaded = await Promise.all(Object.values(commands).map(async (load) => await load()))

/** The commands that do something, each with its path: `jobs list`. */
function leaves(command: AnyCommand) {
  return 'commands' in command
    ? command.commands.map((verb) => ({ path: `${command.name} ${verb.name}`, command: verb }))
    : [{ path: command.name, command }]
}

test('every command stands in the table under the name that it has', () => {
  assert.deepEqual(
    loaded.map(({ name }) => name),
    Object.keys(commands),
  )
})

test('every command has a summary, and examples that begin with it', () => {
  for (const { path, command } of loaded.flatMap(leaves)) {
    assert.ok(command.summary.length > 5, path)
    assert.ok(command.examples.length > 0, path)
    const own = command.examples.filter((example) => example.includes(`nightdesk ${path.split(' ')[0]}`))
    assert.deepEqual(own, command.examples, path)
  }
})

test('help fits a terminal of 60 columns, but for examples and single words', () => {
  const page = { paint: (_style: unknown, text: string) => text, room: 60 }
  const helps = [
    fullOverview(loaded, page),
    ...loaded.map((command) => helpOf(command.name, command, page)),
    ...loaded.flatMap(leaves).map(({ path, command }) => helpOf(path, command, page)),
  ]
  const wide = helps.flatMap((help) => help.split('\n').filter((line) => line.length > page.room))
  assert.deepEqual(
    wide.filter((line) => !/^  (?:nightdesk|echo|source) /u.test(line) && line.trim().includes(' ')),
    [],
  )
})

test('every command and every verb has its row in the README, and the README names no others', () => {
  const rows = [...readme.matchAll(/^\| `nightdesk ([a-z]+)([^`]*)` \|/gmu)]
  const documented = new Map(rows.map(([, name = '', words = '']) => [name, words]))
  const expected = [...Object.keys(commands), 'help'].sort()
  assert.deepEqual([...documented.keys()].sort(), expected)
  for (const command of loaded)
    if ('commands' in command) {
      const verbs = (documented.get(command.name) ?? '').split(',').map((verb) => verb.trim())
      assert.deepEqual([...verbs].sort(), command.commands.map(({ name }) => name).sort(), command.name)
    }
})

test('the first screen of the README has a session of ten lines, then the two ways to begin', () => {
  const screen = readme.split('\n').slice(0, 30).join('\n')
  const [session = ''] = /^```sh\n([^]*?)^```/mu.exec(screen)?.slice(1) ?? []
  assert.equal(session.trim().split('\n').length, 10)
  for (const line of session.trim().split('\n')) assert.match(line, /^nightdesk /)
  assert.match(screen, /^npm ci && npm start\nnpm ci && npm test$/mu)
})

test('the README shows every floor, from the top down', () => {
  const picture = /```text\n([^]*?)```/u.exec(readme)?.[1] ?? ''
  const drawn = picture
    .split('\n')
    .flatMap((line) => /^ ?\d {2}([a-z]+(?: · [a-z]+)*)/u.exec(line)?.[1]?.split(' · ') ?? [])
  assert.deepEqual([...drawn].sort(), Object.keys(floors).sort())
})

test('the picture of the job states is the table of the code', () => {
  const picture = /<!-- states -->\n```mermaid\n([^]*?)```/u.exec(readme)?.[1] ?? ''
  const drawn = [...picture.matchAll(/^ +([a-z]+) --> ([a-z]+)$/gmu)].map(([, from, to]) => `${from} → ${to}`)
  const coded = Object.entries(jobStates).flatMap(([from, followers]) =>
    followers.map((to) => `${from} → ${to}`),
  )
  assert.deepEqual(drawn.sort(), coded.sort())
  const ends = [...picture.matchAll(/^ +([a-z]+) --> \[\*\]$/gmu)].map(([, state]) => state)
  const final = Object.entries(jobStates).filter(([, followers]) => followers.length === 0)
  assert.deepEqual(
    ends,
    final.map(([state]) => state),
  )
})

test('the README lists every exit code with its name', () => {
  const rows = [...readme.matchAll(/^\| (\d+) \| (?:`([a-z-]+)`)? ?\|/gmu)].map(([, code, name]) => [
    name,
    Number(code),
  ])
  assert.deepEqual(Object.fromEntries(rows.filter(([name]) => name !== undefined)), exitCodes)
})

test('.env.example and the README name the variables of the configuration', () => {
  const names = variables.map(({ name }) => name)
  const example = [...read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gmu)].map(([, name]) => name)
  assert.deepEqual(example, names)
  const section = readme.slice(readme.indexOf('### Configuration'), readme.indexOf('### Exit codes'))
  const documented = [...section.matchAll(/`([A-Z][A-Z_]+)`/gu)].map(([, name = '']) => name)
  assert.deepEqual([...documented].sort(), [...names].sort())
})

test('every line of crontab.example has a time that comes and a command that exists', () => {
  const lines = [...read('crontab.example').matchAll(/^(?:# )?((?:[\d*/,-]+ +){5})(.+)$/gmu)]
  assert.ok(lines.length >= 3)
  for (const [line, time = '', command = ''] of lines) {
    assert.ok(new Cron(time.trim(), { mode: '5-part', paused: true }).nextRun() !== null, line)
    const name = /^nightdesk ([a-z]+)/u.exec(command)?.[1] ?? ''
    assert.ok(Object.hasOwn(commands, name), line)
  }
})

test('the ten steps and the rest of CONTRIBUTING name files that exist', () => {
  const steps = [...contributing.matchAll(/^(\d+)\. /gmu)].map(([, number]) => Number(number))
  assert.deepEqual(steps, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  const paths = [...contributing.matchAll(/`((?:src|tests|bin|sql|\.ci)\/[\w./-]*)`/gu)].map(
    ([, path = '']) => path,
  )
  assert.ok(paths.length > 20)
  assert.deepEqual(
    paths.filter((path) => !existsSync(join(root, path))),
    [],
  )
})

test('a decision is dated and has six lines at most', () => {
  const decisions = contributing.slice(contributing.indexOf('## Decisions')).trim().split('\n\n').slice(1)
  for (const decision of decisions) {
    assert.match(decision, /^\*\*\d{4}-\d\d-\d\d · /)
    assert.ok(decision.split('\n').length <= 6, decision)
  }
})

test('every script that the documents name exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const named = [...`${readme}\n${contributing}`.matchAll(/npm run ([a-z:]+)/gu)].map(([, name = '']) => name)
  assert.deepEqual(
    named.filter((name) => !Object.hasOwn(scripts, name)),
    [],
  )
})
