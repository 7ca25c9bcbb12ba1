// npm run bench:models: what the router and the journal cost on top of a bare HTTP call. 200 calls, 10 at a time, against
// a server in another process that answers after 100 ms; rounds interleaved, medians.
// With `-- --json` it prints {"ratio":…} and nothing else. Options: --rounds 3, --budgets (three of them are kept too)
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { defineAgent } from '../../src/contracts/agent.ts'
import { embeddedServer } from '../../src/io/postgres/index.ts'
import { enqueueJob } from '../../src/jobs/index.ts'
import { openApp, type App } from '../../src/services/app.ts'
import { readConfig } from '../../src/services/config.ts'
import { providerOf } from '../../src/services/model-config.ts'
import { createModels } from '../../src/services/models.ts'

const limit = 1.3
const calls = 200
const atOnce = 10
const answerAfter = 100

const judge = defineAgent({
  name: 'page-judge',
  output: v.object({ score: v.number() }),
  prompt: (page: string) => ({ system: 'Judge the page.', user: page }),
  offline: () => ({ score: 0 }),
})

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    budgets: { type: 'boolean', default: false },
    server: { type: 'boolean', default: false },
  },
})
if (values.server) await serve()
else await main(Math.max(1, Number(values.rounds)), values.json)

async function serve(): Promise<void> {
  const body = JSON.stringify({
    id: 'chat-1',
    object: 'chat.completion',
    created: 1,
    model: 'small',
    choices: [{ index: 0, message: { role: 'assistant', content: '{"score":80}' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
  })
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      setTimeout(() => response.setHeader('content-type', 'application/json').end(body), answerAfter)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0)
  process.once('disconnect', () => process.exit())
}

async function main(rounds: number, json: boolean): Promise<void> {
  const home = await mkdtemp(join(tmpdir(), 'nightdesk-bench-'))
  const server = fork(import.meta.filename, ['--server'])
  try {
    const [port] = (await once(server, 'message')) as [number]
    const baseUrl = `http://127.0.0.1:${port}/v1`
    const app = await openApp(readConfig({ NIGHTDESK_HOME: home, LLM_PROVIDER: 'offline' }, home))
    try {
      report(await measure(app, baseUrl, rounds), { rounds, json })
    } finally {
      await app.close()
    }
  } finally {
    server.disconnect()
    await embeddedServer({ home }).erase()
    await rm(home, { recursive: true, force: true })
  }
}

interface Times {
  bare: number[]
  routed: number[]
}

/** Round 0 warms both up. */
async function measure(app: App, baseUrl: string, rounds: number): Promise<Times> {
  const routed = await openRouted(app, baseUrl)
  const bare = async (page: string) => {
    const response = await fetch(`${baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'small', messages: [{ role: 'user', content: page }] }),
    })
    await response.json()
  }
  const times: Times = { bare: [], routed: [] }
  for (let round = 0; round <= rounds; round += 1) {
    const bareTime = await timeOf(bare)
    const routedTime = await timeOf(async (page) => await routed(`${page} of round ${round}`))
    if (round === 0) continue
    times.bare.push(bareTime)
    times.routed.push(routedTime)
  }
  return times
}

/** One asker for each of the calls at a time, as many jobs side by side have it. */
async function openRouted(app: App, baseUrl: string): Promise<(page: string) => Promise<void>> {
  const models = { fast: 'small', strong: 'small', critic: 'small' }
  const own = { id: 'bench', kind: 'openai-compatible', models, baseUrl, apiKey: undefined } as const
  const route = ['bench']
  const config = {
    ...app.config,
    llm: {
      providers: [
        {
          ...providerOf(own),
          concurrency: atOnce,
          prices: { small: { input: 1, output: 2 } },
          dailyBudget: values.budgets ? 1000 : undefined,
        },
      ],
      routes: { fast: route, strong: route, critic: route },
      budget: {
        ...(values.budgets ? { job: 100, day: 1000 } : { job: undefined, day: undefined }),
        whenOver: 'wait',
      },
    },
  } as const
  const { asker } = createModels({ ...app, config })
  const askers = await Promise.all(
    Array.from({ length: atOnce }, async () => {
      const { id } = await enqueueJob(app.sql, app.org, {
        userId: app.userId,
        type: 'worklog.analyze',
        payload: {},
      })
      const { signal } = new AbortController()
      return asker({ org: app.org, jobId: id, note: async () => {}, signal })
    }),
  )
  let turn = 0
  return async (page) => {
    turn += 1
    await askers[turn % atOnce]?.(judge, page)
  }
}

/** Milliseconds of all calls together. */
async function timeOf(call: (page: string) => Promise<void>): Promise<number> {
  let next = 0
  const work = async (): Promise<void> => {
    while (next < calls) {
      next += 1
      await call(`page ${next}`)
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: atOnce }, work))
  return performance.now() - startedAt
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle - 0.5)] ?? 0) + (sorted[Math.ceil(middle - 0.5)] ?? 0)) / 2
}

function report(times: Times, { rounds, json }: { rounds: number; json: boolean }): void {
  const [bare, routed] = [median(times.bare), median(times.routed)]
  const ratio = Number((routed / bare).toFixed(3))
  if (json) {
    const [bareMs, routedMs] = [Math.round(bare), Math.round(routed)]
    console.log(JSON.stringify({ ratio, bareMs, routedMs, calls, atOnce, rounds, limit }))
  } else {
    console.log(`bare HTTP             ${bare.toFixed(0)} ms for ${calls} calls, ${atOnce} at a time`)
    console.log(`router and journal    ${routed.toFixed(0)} ms`)
    console.log(`ratio                 ${ratio} (at most ${limit}), medians of ${rounds} rounds`)
  }
  if (ratio > limit) process.exitCode = 1
}
