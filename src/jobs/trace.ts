import { sha256 } from '../base/hash.ts'
import type { Clock } from '../base/clock.ts'
import type { Job } from '../contracts/job.ts'
import type { Span, Tracer } from '../contracts/trace.ts'
import type { Outcome } from './ledger.ts'

/** Where a span inside a job belongs. */
export type SpanParent = Pick<Span, 'traceId' | 'parentSpanId'>

/** The traces of jobs: a span for each attempt, and one for the whole job, inside that of the job that started it. */
export interface JobTraces {
  start(job: Job): void
  /** `outcome`: undefined where the attempt was lost to another worker. */
  end(job: Job, outcome: Outcome | undefined): void
  /** The attempt of a job that runs in this process. */
  parentOf(jobId: string): SpanParent | undefined
}

export function createJobTraces({ record }: Tracer, clock: Clock): JobTraces {
  const open = new Map<string, { start: Date; parent: SpanParent }>()
  return {
    start: (job) =>
      open.set(job.id, { start: clock(), parent: { traceId: traceIdOf(job), parentSpanId: attemptId(job) } }),
    end(job, outcome) {
      const start = open.get(job.id)?.start ?? clock()
      open.delete(job.id)
      record(attemptSpan(job, outcome, start, clock()))
      if (outcome !== undefined && isLast(outcome)) record(jobSpan(job, outcome, clock()))
    },
    parentOf: (jobId) => open.get(jobId)?.parent,
  }
}

function attemptSpan(job: Job, outcome: Outcome | undefined, start: Date, end: Date): Span {
  return {
    traceId: traceIdOf(job),
    spanId: attemptId(job),
    parentSpanId: spanIdOf(job.id),
    name: `attempt ${job.type}`,
    kind: 'internal',
    start,
    end,
    attributes: { ...attributesOf(job), 'nightdesk.attempt.outcome': outcome?.outcome ?? 'lost' },
    error: outcome?.error,
  }
}

function jobSpan(job: Job, outcome: Outcome, end: Date): Span {
  return {
    traceId: traceIdOf(job),
    spanId: spanIdOf(job.id),
    parentSpanId: job.parentJobId === null ? null : spanIdOf(job.parentJobId),
    name: `job ${job.type}`,
    kind: 'internal',
    start: job.createdAt,
    end,
    attributes: { ...attributesOf(job), 'nightdesk.job.status': outcome.outcome },
    error: outcome.error,
  }
}

function isLast({ outcome }: Outcome): boolean {
  return outcome === 'success' || outcome === 'failed' || outcome === 'cancelled'
}

function attributesOf(job: Job): Span['attributes'] {
  return {
    'nightdesk.job.id': job.id,
    'nightdesk.job.type': job.type,
    'nightdesk.job.epoch': job.epoch,
    'nightdesk.job.retries': job.retryCount,
  }
}

/** A UUID has as many digits as a trace id. */
function traceIdOf({ traceId }: Job): string {
  return traceId.replaceAll('-', '')
}

/** The random half of the job's id: whoever knows the job knows its span. */
function spanIdOf(jobId: string): string {
  return jobId.replaceAll('-', '').slice(-16)
}

function attemptId({ id, epoch }: Job): string {
  return sha256(`${id} ${epoch}`).slice(0, 16)
}
