import { ParseError } from '../../contracts/parser.ts'
import type { Parse, ParseInput, ParseKind, ParseResults } from '../../contracts/parser.ts'
import { createThread } from './thread.ts'
import type { Thread } from './thread.ts'

export interface ParserOptions {
  /** 1 where absent. */
  threads?: number
  /** Milliseconds for one document; 10 seconds where absent. */
  timeoutMs?: number
  /** Megabytes of each thread's heap; 256 where absent. */
  memoryMb?: number
  /** Bytes of one document; 10 MiB where absent. */
  maxBytes?: number
}

export interface OpenParser {
  parse: Parse
  close(): Promise<void>
}

/** Documents that a thread has at a time: one that it parses and the next, for each is held twice. */
const mostHeld = 2
const defaultMaxBytes = 10 * 1024 * 1024

/**
 * Opens the parser. Its threads start with the first document and live on; a document that breaks a limit fails alone,
 * its thread is replaced, and those that wait behind it are parsed by the new one.
 */
export function createParser(options: ParserOptions = {}): OpenParser {
  const { threads = 1, timeoutMs = 10_000, memoryMb = 256, maxBytes = defaultMaxBytes } = options
  const all = Array.from({ length: threads }, () => createThread({ timeoutMs, memoryMb }))
  const waiting: (() => void)[] = []
  let free = threads * mostHeld
  const takePlace = async () => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const givePlace = () => {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }
  return {
    async parse<Kind extends ParseKind>(kind: Kind, input: ParseInput): Promise<ParseResults[Kind]> {
      if (input.body.byteLength > maxBytes)
        throw new ParseError(input.url, `It has ${input.body.byteLength} bytes, more than ${maxBytes}.`)
      await takePlace()
      try {
        return (await leastBusy(all).parse(kind, input)) as ParseResults[Kind]
      } finally {
        givePlace()
      }
    },
    async close() {
      await Promise.all(all.map((thread) => thread.close()))
    },
  }
}

function leastBusy(threads: readonly Thread[]): Thread {
  return threads.reduce((best, thread) => (thread.size < best.size ? thread : best))
}
