import { messageOf } from '../../base/app-error.ts'
import { systemClock } from '../../base/clock.ts'
import { isPlainObject, type JsonObject } from '../../base/json.ts'
import { once } from '../../base/once.ts'
import { listWords } from '../../base/text.ts'
import type { OpenFetcher } from '../../io/http/index.ts'
import { version } from '../version.ts'
import { claim } from './claim.ts'
import { date } from './date.ts'
import { dedupe } from './dedupe.ts'
import { extract } from './extract.ts'
import { fetch } from './fetch.ts'
import type { InspectTools, Operation } from './operation.ts'
import { parseFeed } from './parse-feed.ts'
import { createRankMemory } from './rank-memory.ts'
import { rank } from './rank.ts'
import { robots } from './robots.ts'
import { skills } from './skills.ts'
import { urlKey } from './url-key.ts'

/** Every operation by the name that requests use. */
const operations: Record<string, Operation> = {
  claim,
  date,
  dedupe,
  extract,
  fetch,
  parseFeed,
  rank,
  robots,
  skills,
  urlKey,
}

export const operationNames: readonly string[] = Object.keys(operations)

/** The door for scripts: the functions of the desk without its database. */
export interface Inspector {
  /** Answers one request, `{"op","id",…}`; a failure is an answer too: `{"id","error"}`. Never rejects. */
  answer(request: unknown): Promise<JsonObject>
  close(): Promise<void>
}

const parsingThreads = 2

export function openInspector(): Inspector {
  const fetchers = new Map<string, () => Promise<OpenFetcher>>()
  const parser = once(async () =>
    (await import('../../io/parse/index.ts')).createParser({ threads: parsingThreads }),
  )
  const tools: InspectTools = {
    parse: async (kind, input) => await (await parser()).parse(kind, input),
    fetcher(allow) {
      const key = JSON.stringify([...allow].sort())
      const open = fetchers.get(key) ?? once(async () => await openFetcher(allow))
      fetchers.set(key, open)
      return async (request) => await (await open()).fetch(request)
    },
    memory: createRankMemory(),
  }
  return {
    answer: async (request) => await answer(request, tools),
    async close() {
      if (parser.called()) await (await parser()).close()
      for (const open of fetchers.values()) await (await open()).close()
    },
  }
}

async function answer(request: unknown, tools: InspectTools): Promise<JsonObject> {
  const { op, id = null } = isPlainObject(request) ? (request as JsonObject) : {}
  try {
    const operation = typeof op === 'string' && Object.hasOwn(operations, op) ? operations[op] : undefined
    if (operation === undefined) throw new TypeError(unknownOperation(op))
    const reply = await operation.answer(request, tools)
    return { id, ...(JSON.parse(JSON.stringify(reply)) as JsonObject) }
  } catch (error) {
    return { id, error: messageOf(error) }
  }
}

function unknownOperation(op: unknown): string {
  const known = listWords(operationNames, 'or')
  return op === undefined
    ? `A request is an object with "op": ${known}.`
    : `There is no operation ${JSON.stringify(op).slice(0, 100)}; it must be ${known}.`
}

async function openFetcher(allow: readonly string[]): Promise<OpenFetcher> {
  const { createFetcher } = await import('../../io/http/index.ts')
  return createFetcher({ allow, userAgent: `nightdesk/${await version()}`, clock: systemClock })
}
