import { networkWords } from '../../base/network-words.ts'
import type { Scrubber } from '../../base/scrubber.ts'
import type { Span, Tracer, TraceSettings } from '../../contracts/trace.ts'
import { exportBody } from './otlp.ts'

export interface TracerOptions extends TraceSettings {
  version: string
  scrubber: Scrubber
  /** Told once when the collector goes away. */
  warn(message: string, data: Record<string, unknown>): void
}

const flushEvery = 1000
const batchSize = 256
const mostWaiting = 2048
const requestLimit = 3000

/**
 * Sends spans to a collector in batches. While it is away the newest 2048 wait; what it refuses for good is dropped.
 * Nothing here ever fails the work that it tells of.
 */
export function createTracer(options: TracerOptions): Tracer {
  let waiting: Span[] = []
  let sending: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let isAway = false

  const send = async () => {
    const batch = waiting.slice(0, batchSize)
    waiting = waiting.slice(batchSize)
    const problem = await post(batch, options)
    if (problem === undefined) {
      isAway = false
      return
    }
    if (problem.passes) waiting = [...batch, ...waiting].slice(-mostWaiting)
    if (!isAway) options.warn('Traces cannot be sent', { error: problem.reason })
    isAway = true
  }
  const flush = async () => {
    sending ??= send().finally(() => (sending = undefined))
    await sending
  }
  const wake = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      void flush().then(() => (waiting.length > 0 ? wake() : undefined))
    }, flushEvery).unref()
  }
  return {
    record(span) {
      waiting.push(options.scrubber.scrubValue(span))
      if (waiting.length > mostWaiting) waiting.shift()
      wake()
    },
    async close() {
      clearTimeout(timer)
      await sending
      isAway = false
      while (waiting.length > 0 && !isAway) await flush()
    },
  }
}

/** Whether a collector takes traces: why not, or undefined. It is sent none. */
export async function collectorProblem(
  settings: TraceSettings,
  version: string,
): Promise<string | undefined> {
  return (await post([], { ...settings, version }))?.reason
}

interface Problem {
  reason: string
  /** Tried again: the collector is away or too busy (OTLP: 429, 502, 503, 504). */
  passes: boolean
}

async function post(
  spans: readonly Span[],
  options: TraceSettings & { version: string },
): Promise<Problem | undefined> {
  try {
    const answer = await fetch(options.url, {
      method: 'POST',
      headers: { ...options.headers, 'content-type': 'application/json' },
      body: JSON.stringify(exportBody(spans, options.service, options.version)),
      signal: AbortSignal.timeout(requestLimit),
    })
    await answer.body?.cancel()
    if (answer.ok) return undefined
    return { reason: `HTTP ${answer.status}`, passes: [429, 502, 503, 504].includes(answer.status) }
  } catch (error) {
    return { reason: networkWords(error instanceof Error ? (error.cause ?? error) : error), passes: true }
  }
}
