import { Worker } from 'node:worker_threads'
import { ParseError } from '../../contracts/parser.ts'
import type { ParseInput, ParseKind, ParseResults } from '../../contracts/parser.ts'

export interface ThreadLimits {
  /** Milliseconds for one document. */
  timeoutMs: number
  /** Megabytes of the thread's heap. */
  memoryMb: number
}

/** One worker thread. It parses one document at a time; `parse` may be called again when the last call has settled. */
export interface Thread {
  parse(kind: ParseKind, input: ParseInput): Promise<ParseResults[ParseKind]>
  close(): Promise<void>
}

type Reply = { result: ParseResults[ParseKind] } | { failure: string; wrongKind: boolean }

const stackMb = 4
/** Of a heap that is often swept; a larger one is hardly faster and is never given back. */
const youngMb = 48

/** Makes a thread that is started with its first document, and again after a document that broke it. */
export function createThread(limits: ThreadLimits): Thread {
  let worker: Promise<Worker> | undefined
  const drop = async () => {
    const dropped = worker
    worker = undefined
    await (await dropped?.catch(() => undefined))?.terminate()
  }
  return {
    async parse(kind, input) {
      worker ??= startWorker(limits)
      const reply = await ask(await worker, { kind, input }, limits).catch(async (error: unknown) => {
        await drop()
        throw new ParseError(input.url, error instanceof Error ? error.message : String(error), {
          cause: error,
        })
      })
      if ('failure' in reply) throw new ParseError(input.url, reply.failure, { wrongKind: reply.wrongKind })
      return reply.result
    },
    close: drop,
  }
}

/** The worker file stands beside this one: TypeScript in a checkout, JavaScript in `dist`. No secret of the environment goes in. */
async function startWorker({ memoryMb }: ThreadLimits): Promise<Worker> {
  const file = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)
  const worker = new Worker(file, {
    env: {},
    resourceLimits: {
      maxOldGenerationSizeMb: memoryMb,
      maxYoungGenerationSizeMb: youngMb,
      stackSizeMb: stackMb,
    },
  })
  await nextMessage(worker)
  return worker
}

async function ask(
  worker: Worker,
  question: { kind: ParseKind; input: ParseInput },
  { timeoutMs }: ThreadLimits,
): Promise<Reply> {
  worker.ref()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${timeoutMs} ms to parse.`)), timeoutMs)
  })
  try {
    const reply = nextMessage(worker)
    worker.postMessage(question)
    return (await Promise.race([reply, late])) as Reply
  } finally {
    clearTimeout(timer)
    worker.unref()
  }
}

/** Rejects where the thread dies first: of memory, or of a bug. */
function nextMessage(worker: Worker): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      worker.off('message', onMessage)
      worker.off('error', onError)
      worker.off('exit', onExit)
    }
    const onMessage = (message: unknown) => {
      settle()
      resolve(message)
    }
    const onError = (error: unknown) => {
      settle()
      reject(error instanceof Error ? error : new Error(String(error)))
    }
    const onExit = () => onError(new Error('The parsing thread ended.'))
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.on('exit', onExit)
  })
}
