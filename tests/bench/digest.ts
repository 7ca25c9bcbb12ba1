// npm run bench:digest: one edition of 500 pages from a local server, by a daemon of its own with the judge that needs
// no model, against the bare extractor (the same pages, the same thread, nothing else) in the same run; and the memory
// of the daemon, and how long /healthz took meanwhile. Both are warm: each has read 200 other pages before, so that what
// is measured is a daemon at work and not the compiler. Fetching, judging, storing and choosing count for the edition
// alone, and so do the database, the local server and the looks at /healthz, which share the cores with it.
// With `-- --json` it prints {"ratio","rssMb",…} and nothing else. Options: --pages 500, --hostile (sources that are
// down, pages that never end, bombs), --profile FOLDER (a CPU profile of the daemon)
import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { Agent, createServer, get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createParser } from '../../src/io/parse/index.ts'
import { embeddedServer } from '../../src/io/postgres/index.ts'
import { openApp, type App } from '../../src/services/app.ts'
import { addBrand } from '../../src/services/brands.ts'
import { readConfig } from '../../src/services/config.ts'
import { digestOf, runDigest } from '../../src/services/digest.ts'
import { findJob } from '../../src/services/jobs.ts'
import { pageHtml, serveWeb } from './digest-web.ts'

const bar = { ratio: 0.6, rssMb: 400, healthMs: 100 }
const feeds = 10
const warmUps = 200
/** Milliseconds. */
const betweenLooks = 50
const door = join(import.meta.dirname, '../../bin/nightdesk.js')

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    pages: { type: 'string', default: '500' },
    hostile: { type: 'boolean', default: false },
    profile: { type: 'string' },
    server: { type: 'boolean', default: false },
  },
})
const pages = Number(values.pages)
if (values.server) await serve()
else await main()

async function serve(): Promise<void> {
  process.send?.(await serveWeb({ feeds, pages, warmUps, hostile: values.hostile }))
  process.once('disconnect', () => process.exit())
}

async function main(): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-bench-'))
  const server = fork(import.meta.filename, ['--server', ...process.argv.slice(2)])
  try {
    const [port] = (await once(server, 'message')) as [number]
    const env = { NIGHTDESK_HOME: home, LLM_PROVIDER: 'offline', NETWORK_ALLOW: `127.0.0.1:${port}` }
    const app = await openApp(readConfig(env, home))
    try {
      const before = await extractBare()
      const edition = await makeEdition(app, env, port)
      const after = await extractBare()
      report((before + after) / 2, edition)
    } finally {
      await app.close()
    }
  } finally {
    server.disconnect()
    await embeddedServer({ home }).erase()
    await rm(home, { recursive: true, force: true })
  }
}

/** Pages a second of the extractor alone. */
async function extractBare(): Promise<number> {
  const parser = createParser()
  const inputs = Array.from({ length: pages + warmUps }, (_, page) => ({
    url: `http://127.0.0.1/page/${page}`,
    contentType: 'text/html',
    body: Buffer.from(pageHtml(page)),
  }))
  try {
    for (const input of inputs.splice(pages)) await parser.parse('page', input)
    const started = performance.now()
    await Promise.all(inputs.map(async (input) => await parser.parse('page', input)))
    return (1000 * pages) / (performance.now() - started)
  } finally {
    await parser.close()
  }
}

interface Edition {
  pagesPerSecond: number
  fates: Record<string, number>
  rssMb: number
  /** Milliseconds. */
  healthP99: number
  healthWorst: number
}

async function makeEdition(app: App, env: Record<string, string>, webPort: number): Promise<Edition> {
  const daemon = await startDaemon(env)
  const addresses = Array.from({ length: feeds }, (_, feed) => `http://127.0.0.1:${webPort}/feed/${feed}`)
  await addBrand(app, await writeBrand(app.config.home, 'warm', [`http://127.0.0.1:${webPort}/feed/warm`]))
  await addBrand(app, await writeBrand(app.config.home, 'bench', addresses))
  try {
    const warmUp = await runDigest(app, 'warm', { wait: false, signal: AbortSignal.timeout(600_000) })
    await watch(app, warmUp.id, daemon.url)
    const { id } = await runDigest(app, 'bench', { wait: false, signal: AbortSignal.timeout(600_000) })
    const delays = await watch(app, id, daemon.url)
    const job = await findJob(app, id)
    if (job.status !== 'success') throw new Error(`The edition ${job.status}: ${job.error ?? ''}`)
    const { items } = await digestOf(app, job)
    const fates: Record<string, number> = {}
    for (const { fate } of items) fates[fate] = (fates[fate] ?? 0) + 1
    const took = Number(job.finishedAt) - Number(job.createdAt)
    const pagesPerSecond = (1000 * pages) / took
    const sorted = delays.toSorted((a, b) => a - b)
    const healthP99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0
    return {
      pagesPerSecond,
      fates,
      healthP99,
      healthWorst: sorted.at(-1) ?? 0,
      rssMb: await peakMemory(daemon.child),
    }
  } finally {
    daemon.child.kill('SIGTERM')
    await once(daemon.child, 'exit')
  }
}

async function writeBrand(home: string, id: string, addresses: readonly string[]): Promise<string> {
  const file = join(home, `${id}.yaml`)
  const sources = addresses.map((url, feed) => `  - { kind: feed, name: feed ${feed}, url: "${url}" }`)
  const lines = [
    `id: ${id}`,
    'display_name: Bench Pizza',
    'tone: { persona: Plain. }',
    'keywords: { core: [pizza, kitchen, sharing], extended: [festival, market, family, oven], products: [Real Deal] }',
    'no_go_topics: [gambling (casino, betting)]',
    'recipients: [a@example.com]',
    'sources:',
  ]
  await writeFile(file, [...lines, ...sources].join('\n'))
  return file
}

async function startDaemon(env: Record<string, string>): Promise<{ child: ChildProcess; url: string }> {
  const profile = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`]
  const child = spawn(process.execPath, [...profile, door, 'daemon', '--http-port', await freePort()], {
    env: {
      ...env,
      PATH: process.env.PATH,
      HOME: env.NIGHTDESK_HOME,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  for await (const text of child.stderr?.setEncoding('utf8') ?? []) {
    said += String(text)
    const url = /listens on (\S+)/.exec(said)?.[1]
    if (url === undefined) continue
    child.stderr?.resume()
    return { child, url }
  }
  throw new Error(`The daemon did not start: ${said}`)
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return String(typeof address === 'object' ? address?.port : address)
}

/**
 * How long /healthz took, asked every 50 ms until the job has ended, whether or not it has answered; milliseconds. Asked
 * plainly: what the looks cost is taken from the edition.
 */
async function watch(app: App, id: string, url: string): Promise<number[]> {
  const asked: Promise<number>[] = []
  const agent = new Agent({ keepAlive: true })
  for (let look = 0; ; look += 1) {
    asked.push(timeOf(async () => await askHealth(url, agent)))
    if (look % 10 === 9 && (await findJob(app, id)).finishedAt !== null) return await Promise.all(asked)
    await sleep(betweenLooks)
  }
}

async function askHealth(url: string, agent: Agent): Promise<void> {
  const [response] = (await once(get(`${url}/healthz`, { agent }), 'response')) as [IncomingMessage]
  if (response.statusCode !== 200) throw new Error(`/healthz answered ${response.statusCode}`)
  await once(response.resume(), 'end')
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Megabytes that a process held at most. */
async function peakMemory({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

function report(bare: number, edition: Edition): void {
  const rounded = (figure: number) => Number(figure.toFixed(figure < 10 ? 3 : 1))
  const ratio = rounded(edition.pagesPerSecond / bare)
  const rssMb = Math.round(edition.rssMb)
  const { fates, pagesPerSecond, healthP99, healthWorst } = edition
  if (values.json) {
    const figures = { bare, pagesPerSecond, healthP99, healthWorst }
    const shown = Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, rounded(figure)]))
    console.log(JSON.stringify({ ratio, rssMb, ...shown, pages, fates, bar }))
  } else {
    console.log(`bare extractor   ${rounded(bare)} pages a second, before and after`)
    console.log(`one edition      ${rounded(pagesPerSecond)} pages a second: ${JSON.stringify(fates)}`)
    console.log(`ratio            ${ratio} (at least ${bar.ratio})`)
    console.log(`memory           ${rssMb} MB (less than ${bar.rssMb})`)
    console.log(
      `/healthz         ${rounded(healthP99)} ms in 99 of 100, ${rounded(healthWorst)} ms at worst (${bar.healthMs})`,
    )
  }
  if (ratio < bar.ratio || rssMb >= bar.rssMb) process.exitCode = 1
}
