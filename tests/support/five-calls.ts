import * as v from 'valibot'
import { defineAgent } from '../../src/contracts/agent.ts'
import type { Sql } from '../../src/contracts/sql.ts'
import { defineWorkflow } from '../../src/contracts/workflow.ts'
import { drain, jobById } from '../../src/jobs/index.ts'
import { readConfig } from '../../src/services/config.ts'
import { createModels } from '../../src/services/models.ts'
import { testEngine } from './engine.ts'

export const pages = ['one', 'two', 'three', 'four', 'five']

const judge = defineAgent({
  name: 'page-judge',
  output: v.object({ score: v.number() }),
  prompt: (page: string) => ({ system: 'Judge the page.', user: `page ${page}` }),
  offline: () => ({ score: 0 }),
})

export interface FiveCalls {
  sql: Sql
  url: string
  org: string
  jobId: string
  /** Where the model answers. */
  baseUrl: string
  /** Called before and after each call. */
  say(words: string): void
}

/** Works off one job of five calls to a model. */
export async function workOff({ sql, url, org, jobId, baseUrl, say }: FiveCalls): Promise<void> {
  const env = { LLM_PROVIDER: 'openai-compatible', LLM_MODEL: 'small', LLM_BASE_URL: baseUrl }
  const models = createModels({ config: readConfig(env, '/nonexistent'), sql, clock: () => new Date() })
  const bare = testEngine({ sql, url }, [fiveCalls(say)])
  const engine = {
    ...bare,
    world: (...[context, signal, note]: Parameters<typeof bare.world>) => ({
      ...bare.world(context, signal, note),
      ask: models.asker({ org: context.org, jobId: context.jobId, signal, note }),
    }),
  }
  const done = async () => (await jobById(sql, org, jobId))?.status === 'success'
  await drain(engine, { concurrency: 1, traceId: jobId, signal: AbortSignal.timeout(60_000), done })
}

function fiveCalls(say: FiveCalls['say']) {
  return defineWorkflow({
    type: 'test.five-calls',
    summary: 'Ask five times',
    payload: v.object({}),
    async run(_payload, context) {
      for (const page of pages) {
        say(`asking ${page}`)
        await context.ask(judge, page)
        say(`answered ${page}`)
      }
    },
  })
}
