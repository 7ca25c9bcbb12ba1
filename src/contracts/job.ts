import type { Json } from '../base/json.ts'

/** The life cycle of a job: from each state, the states that may follow. README draws this table. */
export const jobStates = {
  waiting: ['queued', 'cancelled'],
  queued: ['running', 'cancelled'],
  running: ['success', 'failed', 'cancelled', 'queued', 'waiting'],
  success: [],
  failed: ['queued'],
  cancelled: ['queued'],
} as const satisfies Record<string, readonly string[]>

export type JobStatus = keyof typeof jobStates

export const jobStatuses = Object.keys(jobStates) as JobStatus[]

export function isFinished(status: JobStatus): boolean {
  return jobStates[status].length === 0 || status === 'failed' || status === 'cancelled'
}

/** `terminal`: a person waits at a terminal and sees drafts of what models write. */
export type JobTrigger = 'cli' | 'terminal' | 'api' | 'schedule' | 'retry' | 'system' | 'workflow'

/** Which failures are tried again by themselves: those that pass (network, 429, 5xx, timeout), all, or none. */
export type RetryPolicy = 'transient' | 'any' | 'none'

/** Why an attempt ended badly. `transient` kinds pass by themselves. */
export type ErrorKind =
  | 'network'
  | 'rate-limit'
  | 'unavailable'
  | 'timeout'
  | 'shutdown'
  | 'crash'
  | 'bad-input'
  | 'not-configured'
  | 'over-budget'
  | 'unexpected'

/** The kinds that pass by themselves: tried again under the policy `transient`. */
export const transientKinds: readonly ErrorKind[] = [
  'network',
  'rate-limit',
  'unavailable',
  'timeout',
  'shutdown',
  'crash',
]

/** Whether a failed job was given up with attempts left although its kind passes by itself: see `JobErrorOptions.again`. */
export function isGivenUp({ errorKind, retryPolicy, retryCount, maxRetries }: Job): boolean {
  if (errorKind === null || errorKind === 'crash' || retryPolicy === 'none') return false
  return transientKinds.includes(errorKind) && retryCount < maxRetries
}

export interface JobErrorOptions {
  /** When the next attempt makes sense. */
  retryAt?: Date | undefined
  /** False: nothing was tried, the job only waits for its turn; whatever its policy, it starts again at `retryAt`. */
  spends?: boolean | undefined
  /** False: whatever its kind and policy, the job is not tried again by itself: what failed below it was. */
  again?: boolean | undefined
  cause?: unknown
}

/** A failure of a job, classified. With `retryAt` the next attempt starts then: a worker never sleeps. */
export class JobError extends Error {
  override readonly name: string = 'JobError'
  readonly kind: ErrorKind
  readonly retryAt: Date | undefined
  readonly spends: boolean
  readonly again: boolean

  constructor(kind: ErrorKind, message: string, options: JobErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.kind = kind
    this.retryAt = options.retryAt
    this.spends = options.spends ?? true
    this.again = options.again ?? true
  }
}

/** One row of `jobs`, as people and services see it. */
export interface Job {
  id: string
  orgId: string
  userId: string | null
  type: string
  status: JobStatus
  trigger: JobTrigger
  payload: Json
  result: Json
  error: string | null
  errorKind: ErrorKind | null
  retryCount: number
  maxRetries: number
  retryPolicy: RetryPolicy
  /** Milliseconds that one attempt may take. */
  timeout: number
  priority: number
  uniqueKey: string | null
  limitKey: string | null
  limitMost: number | null
  scheduledFor: Date
  parentJobId: string | null
  /** Unfinished dependencies, or unfinished children while `waiting` for them. */
  pending: number
  /** The root of the tree that this job belongs to; for a root its own id. */
  traceId: string
  epoch: number
  workerId: string | null
  crashes: number
  cancelRequested: boolean
  progress: { done: number; total: number } | null
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
}

/** At most so many jobs with this key run at once, in all orgs: those that a host or a provider serves. */
export interface JobLimit {
  key: string
  atMost: number
}

/** What an enqueue needs; everything else has a default. */
export interface NewJob {
  /** Made by the caller where it must be known before the statement runs. */
  id?: string
  type: string
  payload: unknown
  trigger?: JobTrigger
  userId?: string | null
  priority?: number
  maxRetries?: number
  retryPolicy?: RetryPolicy
  /** Milliseconds. */
  timeout?: number
  /** While a job with this key is unfinished no second one is made: the first is returned. */
  uniqueKey?: string | null
  /** Never a second job with this key, finished or not: name the period in it (`daily 2026-11-20`). */
  periodKey?: string | null
  /** Where a job with the same unique key has not started, it takes over this payload. */
  replaces?: boolean
  limit?: JobLimit | undefined
  scheduledFor?: Date
  parentJobId?: string | null
  traceId?: string | null
  /** Jobs that must end before this one is queued. */
  dependsOn?: readonly { id: string; policy?: DependencyPolicy }[]
}

/** What a failed parent does to the job that depends on it. */
export type DependencyPolicy = 'cancel' | 'continue' | 'wait'

/** How a child ended, as its parent sees it. */
export interface ChildResult {
  id: string
  type: string
  status: JobStatus
  result: Json
  error: string | null
  errorKind: ErrorKind | null
}
