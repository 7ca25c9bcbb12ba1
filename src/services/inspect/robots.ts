import * as v from 'valibot'
import { defineOperation } from './operation.ts'

/** What a robots.txt, answered with a status, means for an address. */
export const robots = defineOperation(
  v.object({ status: v.number(), body: v.nullish(v.string(), ''), userAgent: v.string(), url: v.string() }),
  async ({ status, body, userAgent, url }) => {
    const { judgeRobots } = await import('../../io/http/index.ts')
    const verdict = judgeRobots({ status, text: body }, userAgent, url)
    return {
      allowed: verdict.allowed,
      aiInput: verdict.aiInput,
      crawlDelay: verdict.crawlDelay ?? undefined,
      sitemaps: verdict.sitemaps.length > 0 ? verdict.sitemaps : undefined,
    }
  },
)
