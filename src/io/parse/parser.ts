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

/** What a thread has at a time: eight small documents, so that it does not run dry, or two large ones, for each is held twice. */
const places = 8
const mostPlaces = 4
const bytesOfPlace = 256 * 1024
const defaultMaxBytes = 10 * 1024 * 1024

/**
 * Opens the parser. Its threads start with the first document and live on; a document that breaks a limit fails alone,
 * its thread is replaced, and those that wait behind it are parsed by the new one.
 */
export function createParser(options: ParserOptions = {}): OpenParser {
  const { threads = 1, timeoutMs = 10_000, memoryMb = 256, maxBytes = defaultMaxBytes } = options
  const all = Array.from({ length: threads }, () => createThread({ timeoutMs, memoryMb }))
  const waiting: { wanted: number; enter: () => void }[] = []
  let free = threads * places
  const admit = () => {
    while (waiting[0] !== undefined && waiting[0].wanted <= free) {
      free -= waiting[0].wanted
      waiting.shift()?.enter()
    }
  }
  const takePlaces = async (wanted: number) =>
    await new Promise<void>((resolve) => {
      waiting.push({ wanted, enter: resolve })
      admit()
    })
  const givePlaces = (taken: number) => {
    free += taken
    admit()
  }
  return {
    async parse<Kind extends ParseKind>(kind: Kind, input: ParseInput): Promise<ParseResults[Kind]> {
      if (input.body.byteLength > maxBytes)
        throw new ParseError(input.url, `It has ${input.body.byteLength} bytes, more than ${maxBytes}.`)
      const needed = Math.min(mostPlaces, Math.ceil(input.body.byteLength / bytesOfPlace))
      await takePlaces(needed)
      try {
        return (await leastBusy(all).parse(kind, input)) as ParseResults[Kind]
      } finally {
        givePlaces(needed)
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
