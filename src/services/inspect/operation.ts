import * as v from 'valibot'
import type { Json } from '../../base/json.ts'
import type { Fetcher } from '../../contracts/fetcher.ts'
import { issueText } from '../../contracts/issue.ts'
import type { Parse } from '../../contracts/parser.ts'
import type { RankMemory } from './rank-memory.ts'

/** What an operation works with; opened when the first request needs it. */
export interface InspectTools {
  parse: Parse
  /** A way to the web that lets through the `host:port` pairs. */
  fetcher(allow: readonly string[]): Fetcher
  /** The items of earlier `rank` requests. */
  memory: RankMemory
}

export type Reply = Record<string, Json | undefined>

/** One thing that a script may ask of the desk: it checks its request and answers, or throws a sentence. */
export interface Operation {
  answer(request: unknown, tools: InspectTools): Promise<Reply>
}

/** Declares an operation: what a request must hold, and the answer. Fields that the schema does not name are ignored. */
export function defineOperation<Request>(
  schema: v.GenericSchema<unknown, Request>,
  answer: (request: Request, tools: InspectTools) => Reply | Promise<Reply>,
): Operation {
  return {
    async answer(request, tools) {
      const parsed = v.safeParse(schema, request)
      if (parsed.success) return await answer(parsed.output, tools)
      throw new TypeError(`${issueText(parsed.issues[0])}.`)
    },
  }
}

/** Raw bytes in a request; `base64` and its like break their lines. */
export const bodyBase64 = v.pipe(
  v.string(),
  v.check((text) => /^[\w+/\s-]*[=\s]*$/.test(text), 'it is not base64'),
  v.transform((text) => new Uint8Array(Buffer.from(text, 'base64'))),
)

export const webAddress = v.pipe(
  v.string(),
  v.check((text) => URL.canParse(text), 'it is no address'),
)

/** A time as JSON has it: ISO 8601, or null. */
export function isoOf(date: Date | null): string | null {
  return date === null || Number.isNaN(date.getTime()) ? null : date.toISOString()
}
