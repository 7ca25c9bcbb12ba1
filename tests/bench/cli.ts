// npm run bench:cli: how long `nightdesk log "text"` takes, side by side with a bare script that connects with
// postgres.js, inserts a row and exits. Both are whole processes on one embedded server, interleaved; medians.
// With `-- --json` it prints {"ratio":…} and nothing else. Options: --runs 21
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { embeddedServer, embeddedUrl, parseAddress } from '../../src/io/postgres/index.ts'

const limit = 1.6
const warmUps = 2
const fewestRuns = 15
const door = join(import.meta.dirname, '../../bin/nightdesk.js')

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '21' } },
})
await main(Math.max(fewestRuns, Number(values.runs)), values.json)

async function main(runs: number, json: boolean): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-bench-'))
  try {
    const bare = join(home, 'bare.mjs')
    await writeFile(bare, bareScript(home))
    const env = { PATH: process.env.PATH, HOME: home, NIGHTDESK_HOME: home }
    // The first command starts and migrates the server that both then use.
    const log = [door, 'log', 'Fixed the login page for Acme']
    for (let run = 0; run < warmUps; run += 1) for (const args of [log, [bare]]) measure(args, env)
    const times = Array.from({ length: runs }, () => ({ bare: measure([bare], env), log: measure(log, env) }))
    report(median(times.map(({ bare }) => bare)), median(times.map(({ log }) => log)), { runs, json })
  } finally {
    await embeddedServer({ home }).erase()
    await rm(home, { recursive: true, force: true })
  }
}

function bareScript(home: string): string {
  const { host, port, database, user } = parseAddress(embeddedUrl(home))
  const options = { path: `${host}/.s.PGSQL.${port}`, database, user, max: 1, onnotice: undefined }
  return `
    import { createHash, randomUUID } from 'node:crypto'
    import postgres from ${JSON.stringify(import.meta.resolve('postgres'))}
    const text = 'Fixed the login page for Acme'
    const sql = postgres(${JSON.stringify(options)})
    await sql\`
      insert into nightdesk.entries (id, org_id, user_id, at, zone, text, hash)
      select \${randomUUID()}, org_id, id, now(), 'UTC', \${text}, \${createHash('sha256').update(text).digest('hex')}
      from nightdesk.users
      limit 1
    \`
    await sql.end()
  `
}

/** Milliseconds from start to exit of a process that must succeed. */
function measure(args: readonly string[], env: NodeJS.ProcessEnv): number {
  const startedAt = performance.now()
  const { status, stderr, error } = spawnSync(process.execPath, args, { env, encoding: 'utf8' })
  const took = performance.now() - startedAt
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`)
  return took
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle - 0.5)] ?? 0) + (sorted[Math.ceil(middle - 0.5)] ?? 0)) / 2
}

function report(bare: number, log: number, { runs, json }: { runs: number; json: boolean }): void {
  const ratio = Number((log / bare).toFixed(3))
  if (json)
    console.log(JSON.stringify({ ratio, bareMs: Math.round(bare), logMs: Math.round(log), runs, limit }))
  else {
    console.log(`bare script      ${bare.toFixed(0)} ms`)
    console.log(`nightdesk log    ${log.toFixed(0)} ms`)
    console.log(`ratio            ${ratio} (at most ${limit}), medians of ${runs} runs each`)
  }
  if (ratio > limit) process.exitCode = 1
}
