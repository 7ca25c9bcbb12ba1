import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { messageOf } from '../../base/app-error.ts'
import { ParseError } from '../../contracts/parser.ts'
import type { ParseInput, ParseKind, ParseResults } from '../../contracts/parser.ts'

export interface ThreadLimits {
  /** Milliseconds for one document. */
  timeoutMs: number
  /** Megabytes of the thread's heap. */
  memoryMb: number
}

/**
 * One worker thread, which parses one document after the other. The next one is with it already while it parses: to ask
 * for it would take as long as whatever the process is busy with.
 */
export interface Thread {
  /** Documents that it was given and has not parsed. */
  readonly size: number
  parse(kind: ParseKind, input: ParseInput): Promise<ParseResults[ParseKind]>
  close(): Promise<void>
}

type Reply = { result: ParseResults[ParseKind] } | { failure: string; wrongKind: boolean }

interface Question {
  kind: ParseKind
  input: ParseInput
}

interface Asked {
  question: Question
  resolve(reply: Reply): void
  reject(reason: unknown): void
}

const stackMb = 4
/** So that the tree of a page is gone before it counts as old; what was taken is never given back. */
const youngMb = 96

/** Makes a thread that is started with its first document, and again after a document that broke it: only that one fails. */
export function createThread(limits: ThreadLimits): Thread {
  const line = createLine(limits)
  return {
    get size() {
      return line.size
    },
    async parse(kind, input) {
      const reply = await line.ask({ kind, input }).catch((error: unknown) => {
        throw new ParseError(input.url, messageOf(error), { cause: error })
      })
      if ('failure' in reply) throw new ParseError(input.url, reply.failure, { wrongKind: reply.wrongKind })
      return reply.result
    },
    close: line.close,
  }
}

/** The questions to a thread, of which the first is being answered. */
interface Line {
  readonly size: number
  ask(question: Question): Promise<Reply>
  close(): Promise<void>
}

function createLine(limits: ThreadLimits): Line {
  const asked: Asked[] = []
  let worker: Worker | undefined
  let ending: Promise<unknown> | undefined
  let timer: NodeJS.Timeout | undefined

  function start(): void {
    const started = startWorker(limits)
    const drop = (reason: unknown) => worker === started && void failFirst(reason)
    worker = started
    started.on('message', (message: Reply | 'ready') => {
      if (worker !== started) return
      if (message !== 'ready') asked.shift()?.resolve(message)
      beginFirst()
    })
    started.on('error', drop)
    started.on('exit', () => drop(new Error('The parsing thread ended.')))
    for (const { question } of asked) started.postMessage(question)
  }

  /** The time of the first document counts from now on; a thread without one keeps no process alive. */
  function beginFirst(): void {
    clearTimeout(timer)
    if (asked.length === 0) return worker?.unref()
    worker?.ref()
    const late = () => new Error(`It took longer than ${limits.timeoutMs} ms to parse.`)
    timer = setTimeout(() => void failFirst(late()), limits.timeoutMs)
  }

  async function failFirst(reason: unknown): Promise<void> {
    const [broken, failed] = [worker, asked.shift()]
    clearTimeout(timer)
    worker = undefined
    ending = broken?.terminate()
    await ending
    ending = undefined
    failed?.reject(reason)
    if (asked.length > 0) start()
  }

  return {
    get size() {
      return asked.length
    },
    ask: (question) =>
      new Promise((resolve, reject) => {
        asked.push({ question, resolve, reject })
        if (worker === undefined && ending === undefined) return start()
        worker?.postMessage(question)
        if (worker !== undefined && asked.length === 1) beginFirst()
      }),
    async close() {
      for (const { reject } of asked.splice(0)) reject(new Error('The parser was closed.'))
      await (ending ?? failFirst(undefined))
    },
  }
}

/** The worker file stands beside this one: TypeScript in a checkout, JavaScript in `dist`. No secret of the environment goes in. */
function startWorker({ memoryMb }: ThreadLimits): Worker {
  const file = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)
  const worker = new Worker(file, {
    env: compileCache(),
    stdout: true,
    resourceLimits: {
      maxOldGenerationSizeMb: memoryMb,
      maxYoungGenerationSizeMb: youngMb,
      stackSizeMb: stackMb,
    },
  })
  // What a package has to say about a page of strangers is no output of ours.
  worker.stdout.resume()
  return worker
}

/** Where this process keeps compiled code, so that its threads use it too: a third of their start without. */
function compileCache(): Record<string, string> {
  const folder = getCompileCacheDir()
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) }
}
