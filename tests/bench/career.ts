// npm run bench:career: how long search, reports and skills take over a log of 10,000 entries of three years, in an
// embedded PostgreSQL. No model is asked.
// With `-- --json` it prints the figures and nothing else. Options: --entries 10000
import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sha256 } from '../../src/base/hash.ts'
import { newId } from '../../src/base/id.ts'
import { embeddedServer } from '../../src/io/postgres/index.ts'
import { analyzeWorkflow } from '../../src/services/analysis.ts'
import { openApp, type App } from '../../src/services/app.ts'
import { readConfig } from '../../src/services/config.ts'
import { searchEntries } from '../../src/services/entry-search.ts'
import { runJob } from '../../src/services/jobs.ts'
import { reportRequest, reportWorkflow } from '../../src/services/reports.ts'
import { extractWorkflow, listSkills } from '../../src/services/skills.ts'
import { insertEntries } from '../../src/store/entries.ts'
import { createChance } from './ranking-world.ts'

const bars = { searchP95Ms: 100, reportMs: 2000 }
const zone = 'Africa/Johannesburg'
const dayLength = 86_400_000

const words = {
  verb: 'Fixed Built Deployed Reviewed Wrote Migrated Tested Refactored Designed Measured Documented Removed'.split(
    ' ',
  ),
  thing:
    'login page|payment service|search index|build|nightly import|invoice export|load test|API client|dashboard|queue worker|access rules|release notes'.split(
      '|',
    ),
  tool: 'PostgreSQL Kubernetes React TypeScript Terraform Redis Kafka Docker Python Go GraphQL Grafana'.split(
    ' ',
  ),
  who: 'Anna Bob Cleo Dimitri Esther Farid'.split(' '),
  why: 'so pages load 40% faster|after the incident|for the audit|because customers asked|before the release|to cut the bill by 12%'.split(
    '|',
  ),
  project: 'shop billing search platform mobile'.split(' '),
  tag: 'release incident review meeting security'.split(' '),
}

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, entries: { type: 'string', default: '10000' } },
})
await main(Number(values.entries), values.json)

async function main(entries: number, json: boolean): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-bench-'))
  const app = await openApp(readConfig({ NIGHTDESK_HOME: home, LLM_PROVIDER: 'offline' }, home))
  try {
    const importMs = await timed(async () => await fill(app, entries))
    const figures = {
      entries,
      insertMs: importMs,
      ...(await measureSearch(app)),
      analyzeMs: await timed(async () => await finish(app, analyzeWorkflow, { again: false })),
      extractMs: await timed(async () => await finish(app, extractWorkflow, { again: false })),
      skillsMs: await timed(async () => await listSkills(app)),
      ...(await measureReports(app)),
    }
    const machine = { cores: cpus().length, processor: cpus()[0]?.model ?? 'unknown', node: process.version }
    const passed = figures.searchP95Ms <= bars.searchP95Ms && figures.reportMs <= bars.reportMs
    if (json) console.log(JSON.stringify({ ...figures, bars, passed, machine }))
    else {
      console.table(figures)
      console.log(
        `search at most ${bars.searchP95Ms} ms, a report at most ${bars.reportMs} ms: ${passed ? 'held' : 'MISSED'}`,
      )
    }
    if (!passed) process.exitCode = 1
  } finally {
    await app.close()
    await embeddedServer({ home }).erase()
    await rm(home, { recursive: true, force: true })
  }
}

async function fill(app: App, entries: number): Promise<void> {
  const chance = createChance(7)
  const pick = (kind: keyof typeof words) => words[kind][Math.floor(chance() * words[kind].length)] ?? ''
  const now = app.clock().getTime()
  const all = Array.from({ length: entries }, (_, index) => {
    const text = `${pick('verb')} the ${pick('thing')} with ${pick('tool')} and ${pick('who')}, ${pick('why')} (WEB-${index})`
    return {
      id: newId(now - 1000 * index),
      at: new Date(now - (3 * 365 * dayLength * index) / entries),
      zone,
      text,
      project: pick('project'),
      tags: [pick('tag')],
      private: chance() < 0.02,
      weight: null,
      hash: sha256(text),
    }
  })
  const change = { id: newId(), userId: app.userId, action: 'log', subject: 'entry', subjectId: null }
  await insertEntries(app.sql, app.org, all, change)
}

/** Rare and common words, beginnings of words, phrases, tags, projects, days and expressions, 200 searches; each with its way to the database. */
async function measureSearch(app: App) {
  const chance = createChance(11)
  const pick = (kind: keyof typeof words) => words[kind][Math.floor(chance() * words[kind].length)] ?? ''
  const times: number[] = []
  for (let round = 0; round < 200; round += 1) {
    const wishes = [
      { words: pick('tool') },
      { words: pick('tool').slice(0, 4) },
      { words: `"${pick('thing')}"` },
      { words: `${pick('verb')} ${pick('who')} -${pick('tool')}`, tag: pick('tag') },
      { words: `WEB-${round * 7}` },
      { pattern: `${pick('thing')}.*${pick('who')}`, project: pick('project') },
      { words: `${pick('thing')} or ${pick('tool')}`, since: '2026-01-01' },
    ]
    const wish = { words: undefined, pattern: undefined, ...wishes[round % wishes.length] }
    times.push(await timed(async () => await searchEntries(app, { zone, limit: 20, ...wish })))
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0
  return { searchP50Ms: at(0.5), searchP95Ms: at(0.95), searchMaxMs: sorted.at(-1) ?? 0 }
}

/** The longest of every kind of report, as a job with its timeline. */
async function measureReports(app: App) {
  const times: Record<string, number> = {}
  for (const [kind, period] of [
    ['standup', null],
    ['status', 'week'],
    ['status', 'quarter'],
    ['review', 'half'],
    ['brag', 'year'],
  ] as const) {
    const request = await reportRequest(app, { kind, zone, period, since: undefined })
    times[`${kind}${period === null ? '' : `-${period}`}`] = await timed(
      async () => await finish(app, reportWorkflow, request),
    )
  }
  return { reportMs: Math.max(...Object.values(times)), reports: times }
}

async function finish<Payload>(app: App, workflow: Parameters<typeof runJob<Payload>>[1], payload: Payload) {
  const signal = new AbortController().signal
  const job = await runJob(app, workflow, payload, { wait: true, timeoutMs: undefined, signal })
  if (job.status !== 'success') throw new Error(`${job.type} is ${job.status}: ${job.error ?? 'no error'}`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return Math.round((performance.now() - start) * 10) / 10
}
