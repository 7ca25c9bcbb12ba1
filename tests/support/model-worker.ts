// Works off one job of five calls to a model, in a process of its own that a test may kill. Says on stdout before and
// after each call where it is.
import { writeSync } from 'node:fs'
import * as v from 'valibot'
import { defineAgent } from '../../src/contracts/agent.ts'
import { defineWorkflow } from '../../src/contracts/workflow.ts'
import { openSql, parseAddress } from '../../src/io/postgres/index.ts'
import { drain, jobById } from '../../src/jobs/index.ts'
import { readConfig } from '../../src/services/config.ts'
import { createModels } from '../../src/services/models.ts'
import { testEngine } from './engine.ts'

const [url = '', org = '', jobId = '', baseUrl = ''] = process.argv.slice(2)
const pages = ['one', 'two', 'three', 'four', 'five']

const judge = defineAgent({
  name: 'page-judge',
  output: v.object({ score: v.number() }),
  prompt: (page: string) => ({ system: 'Judge the page.', user: `page ${page}` }),
  offline: () => ({ score: 0 }),
})

const fiveCalls = defineWorkflow({
  type: 'test.five-calls',
  summary: 'Ask five times',
  payload: v.object({}),
  async run(_payload, context) {
    for (const page of pages) {
      writeSync(1, `asking ${page}\n`)
      await context.ask(judge, page)
      writeSync(1, `answered ${page}\n`)
    }
  },
})

const sql = openSql(parseAddress(url), { applicationName: 'nightdesk model worker', max: 3 })
const env = { LLM_PROVIDER: 'openai-compatible', LLM_MODEL: 'small', LLM_BASE_URL: baseUrl }
const models = createModels({ config: readConfig(env, '/nonexistent'), sql, clock: () => new Date() })
const bare = testEngine({ sql, url }, [fiveCalls])
const engine = {
  ...bare,
  world: (...[context, signal, note]: Parameters<typeof bare.world>) => ({
    ...bare.world(context, signal, note),
    ask: models.asker({ org: context.org, jobId: context.jobId, signal, note }),
  }),
}
const done = async () => (await jobById(sql, org, jobId))?.status === 'success'
await drain(engine, { concurrency: 1, traceId: jobId, signal: AbortSignal.timeout(60_000), done })
await sql.end({ timeout: 1 })
