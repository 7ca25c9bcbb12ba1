import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { testDatabase } from './support/database.ts'

const root = join(import.meta.dirname, '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')

/** The blocks of the README that promise to run, each with the heading above it. */
const blocks = [...readme.matchAll(/<!-- run -->\n```sh\n([^]*?)```/gu)].map((match) => ({
  text: match[1] ?? '',
  heading: /.*(?:^#+ |^\*\*)([^\n*]+)/msu.exec(readme.slice(0, match.index))?.[1] ?? '',
}))

interface Ran {
  code: number | null
  output: string
}

function runBlock(text: string, env: NodeJS.ProcessEnv): Promise<Ran> {
  const script = `nightdesk() { '${process.execPath}' '${join(root, 'bin/nightdesk.js')}' "$@"; }\n${text}`
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-euc', script], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => (output += part))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output }))
  })
}

test('the README has blocks that run', () => {
  assert.ok(blocks.length >= 5)
})

for (const { heading, text } of blocks)
  test(`the commands of the README under "${heading}" run as they stand`, async (t) => {
    const { url } = await testDatabase(t)
    const home = mkdtempSync(join(tmpdir(), 'nightdesk-docs-'))
    t.after(() => rmSync(home, { recursive: true }))
    const { PATH, HOME } = process.env
    // Two checkouts may run this at the same time.
    const own = text.replaceAll('/tmp/', `${home}/`)
    const { code, output } = await runBlock(own, { PATH, HOME, DATABASE_URL: url, NIGHTDESK_HOME: home })
    assert.equal(code, 0, output)
  })
