// npm test: pure tests share one process, the others run four at a time. Words filter by file name:
// npm test -- worklog
import { globSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { startCluster, type Cluster } from './support/cluster.ts'
import { memoryFolder } from './support/memory-folder.ts'

const folder = import.meta.dirname
/** Milliseconds that one test may take. A whole file has the time of support/deadline.ts. */
const testLimit = 120_000
/** Processes: twice what this machine computes at a time, since a test waits for half of its time. */
const atOnce = 4
/** Code without types, compiled, from run to run: else each process of a test does that anew. */
const compiled = join(folder, '../node_modules/.cache/nightdesk-tests')

await main(process.argv.slice(2))

async function main(words: readonly string[]): Promise<void> {
  const files = testFiles(words)
  const pure = files.filter((file) => !needsProcess(file))
  const others = files.filter(needsProcess).sort((a, b) => order(a) - order(b))
  if (files.length === 0) throw new Error(`No test file is named like ${words.join(' or ')}.`)
  process.env.NODE_COMPILE_CACHE ??= compiled
  process.env.TMPDIR ??= memoryFolder() ?? tmpdir()
  const cluster = others.length > 0 ? await startCluster() : undefined
  try {
    await runFiles(pure, others, cluster)
  } finally {
    await cluster?.stop()
  }
}

function testFiles(words: readonly string[]): string[] {
  const names = words.filter((word) => !word.startsWith('-'))
  return globSync('**/*.test.ts', { cwd: folder })
    .filter((file) => names.length === 0 || names.some((name) => file.includes(name)))
    .map((file) => join(folder, file))
    .sort()
}

/** `<noun>.<kind>.test.ts` needs a process of its own. */
function needsProcess(file: string): boolean {
  return basename(file).split('.').length > 3
}

/** The longest first, so that all processes end together: those that wait for time to pass, then by kind. */
function order(file: string): number {
  const first = ['/prove.', '/outage.', '/secrets.', '/stop.', '/embedded.', '/lease.']
  const words = [...first, '.demo.', '.process.', '.database.', '.command.']
  const position = words.findIndex((word) => file.includes(word))
  return position === -1 ? words.length : position
}

async function runFiles(
  pure: readonly string[],
  others: readonly string[],
  cluster: Cluster | undefined,
): Promise<void> {
  Object.assign(process.env, cluster?.env, { NIGHTDESK_PURE_TESTS: JSON.stringify(pure) })
  const bundle = pure.length > 0 ? [join(folder, 'support/pure-tests.ts')] : []
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const tests = run({
    files: [...bundle, ...others],
    isolation: 'process',
    concurrency: atOnce,
    timeout: testLimit,
    execArgv: ['--import', join(folder, 'support/deadline.ts')],
    signal: stop.signal,
  })
  tests.on('test:fail', ({ todo, skip }) => {
    if (todo === undefined && skip === undefined) process.exitCode = 1
  })
  for await (const text of tests.compose(spec)) process.stdout.write(text)
}
