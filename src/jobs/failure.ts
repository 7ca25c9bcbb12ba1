import { AppError, messageOf } from '../base/app-error.ts'
import { FetchError, type FetchFailure } from '../contracts/fetcher.ts'
import { JobError, transientKinds, type ErrorKind, type Job } from '../contracts/job.ts'
import { ParseError } from '../contracts/parser.ts'
import { isPassing } from './database-failure.ts'

/** Why an attempt failed, and when the failure says that it may be tried again. */
export interface Failure {
  kind: ErrorKind
  message: string
  retryAt: Date | undefined
  /** False: nothing was tried, the job waits for its turn. */
  spends: boolean
  /** False: the job is not tried again by itself. */
  again: boolean
}

const fetchKinds: Record<FetchFailure, ErrorKind> = {
  'blocked-address': 'bad-input',
  'blocked-by-robots': 'bad-input',
  'too-large': 'bad-input',
  'too-slow': 'timeout',
  'bad-scheme': 'bad-input',
  'too-many-redirects': 'bad-input',
  network: 'network',
}

/** Classifies what a workflow threw. Only a JobError, such as a ModelError, can name a time. */
export function classify(thrown: unknown): Failure {
  const message = messageOf(thrown)
  if (thrown instanceof JobError)
    return {
      kind: thrown.kind,
      message,
      retryAt: thrown.retryAt,
      spends: thrown.spends,
      again: thrown.again,
    }
  return { kind: kindOf(thrown), message, retryAt: undefined, spends: true, again: true }
}

function kindOf(thrown: unknown): ErrorKind {
  if (thrown instanceof FetchError) return fetchKinds[thrown.failure]
  if (thrown instanceof ParseError) return 'bad-input'
  if (thrown instanceof AppError) return thrown.code === 'not-configured' ? 'not-configured' : 'bad-input'
  return isPassing(thrown) ? 'unavailable' : 'unexpected'
}

/** Whether the job's policy tries again after this failure, and when. A shutdown or a wait for one's turn spends no attempt. */
export type Verdict = { again: true; spends: boolean; at: Date } | { again: false }

const firstDelay = 2000
const longestDelay = 15 * 60_000

/** Exponential backoff with full jitter in its upper half: 1–2 s, 2–4 s, 4–8 s … up to 15 minutes; or the time that the failure names. */
export function judge(failure: Failure, job: Job, now: Date, chance: number): Verdict {
  if (failure.kind === 'shutdown') return { again: true, spends: false, at: now }
  if (!failure.again) return { again: false }
  if (!failure.spends && failure.retryAt !== undefined)
    return { again: true, spends: false, at: failure.retryAt }
  if (!isRetried(failure.kind, job) || job.retryCount >= job.maxRetries) return { again: false }
  const ceiling = Math.min(firstDelay * 2 ** job.retryCount, longestDelay)
  const backoff = new Date(now.getTime() + ceiling * (0.5 + chance / 2))
  return { again: true, spends: true, at: failure.retryAt ?? backoff }
}

function isRetried(kind: ErrorKind, job: Job): boolean {
  if (job.retryPolicy === 'any') return true
  return job.retryPolicy === 'transient' && transientKinds.includes(kind)
}
