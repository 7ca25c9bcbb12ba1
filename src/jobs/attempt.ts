import * as v from 'valibot'
import { AppError } from '../base/app-error.ts'
import { toJson, type Json } from '../base/json.ts'
import { asSentence, count, listWords, truncate } from '../base/text.ts'
import { JobError, type Job } from '../contracts/job.ts'
import type { Workflow, WorkflowContext } from '../contracts/workflow.ts'
import { createContext } from './context.ts'
import { startDeadline, type Deadline } from './deadline.ts'
import type { Engine } from './engine.ts'
import { classify, judge, type Failure } from './failure.ts'
import type { Ledger, Outcome } from './ledger.ts'
import { stepsOf } from './listing.ts'
import type { Places } from './places.ts'
import { checkResult, sizeLimits } from './size-limits.ts'
import { Suspension } from './suspension.ts'

/** How long a handler that was told to stop may take before its attempt ends without it; milliseconds. */
export const graceAfterAbort = 5000

/** The reasons that end an attempt from outside. */
export type AbortReason = 'cancelled' | 'lost-lease' | JobError

export interface AttemptOptions {
  /** Fires with an AbortReason. */
  stop: AbortSignal
  /** Where the handler waits for its turn; it holds its place until it returns, not until that is recorded. */
  places?: Places | undefined
}

/**
 * Runs one attempt of a claimed job and records how it ended. Never rejects because of the workflow:
 * what it throws becomes a retry or a dead letter.
 */
export async function runAttempt(
  engine: Engine,
  ledger: Ledger,
  job: Job,
  { stop, places }: AttemptOptions,
): Promise<void> {
  engine.traces?.start(job)
  const attempt = async () => await attemptOnce(engine, ledger, job, stop)
  const outcome = await (places === undefined ? attempt() : places.hold(flowOf(job), attempt))
  engine.traces?.end(job, outcome)
  if (outcome === undefined) return
  const finished = await finishOrFail(ledger, outcome)
  if (finished) return
  engine.log('warn', 'An attempt was fenced: its job had moved on', {
    job: job.id,
    trace: job.traceId,
    epoch: job.epoch,
  })
  await ledger.note({
    org: job.orgId,
    jobId: job.id,
    level: 'warning',
    source: 'worker',
    name: 'job-fenced',
    message: 'A late result was dropped: the job had moved on to another worker',
  })
}

/** Jobs of one org and type: what takes turns with others. */
function flowOf({ orgId, type }: Job): string {
  return `${orgId} ${type}`
}

async function attemptOnce(
  engine: Engine,
  ledger: Ledger,
  job: Job,
  stop: AbortSignal,
): Promise<Outcome | undefined> {
  const started = performance.now()
  const deadline = startDeadline(job.timeout, stop)
  const { signal } = deadline
  try {
    signal.throwIfAborted()
    const returned = await untilStopped(perform(engine, ledger, job, signal), signal)
    return succeeded(job, returned, timeOf(engine, job, performance.now() - started))
  } catch (thrown) {
    if (thrown instanceof Suspension) return suspended(job, thrown)
    if (stop.reason === 'lost-lease') return undefined
    if (stop.reason === 'cancelled') return cancelled(job)
    return failed(engine, job, classify(reasonOf(thrown, stop, deadline, job)))
  } finally {
    deadline.clear()
  }
}

/** Milliseconds: of the attempt where it was the only one, else from the beginning, with all that it waited for. */
function timeOf(engine: Engine, job: Job, attempt: number): number {
  return job.epoch === 0 ? attempt : engine.clock().getTime() - job.createdAt.getTime()
}

/** What a workflow returned, and whether that is too large for the row of its job. */
interface Returned {
  result: Json
  isLarge: boolean
}

async function perform(engine: Engine, ledger: Ledger, job: Job, signal: AbortSignal): Promise<Returned> {
  const workflow = engine.workflows.get(job.type)
  const payload = readPayload(workflow, job)
  const { context, steps } = createContext(engine, ledger, job, signal)
  const returned = await workflow.run(payload, context)
  if (job.epoch > 0) await tellUnusedSteps(engine, context, steps)
  const result = toJson(returned ?? null)
  const bytes = checkResult(`The result of ${job.type}`, result, sizeLimits.result)
  return { result, isLarge: bytes > sizeLimits.resultInRow }
}

/** A step whose result was kept but that no later attempt asked for was renamed or removed meanwhile: its work was done twice. */
async function tellUnusedSteps(
  { sql }: Engine,
  context: WorkflowContext,
  asked: ReadonlySet<string>,
): Promise<void> {
  const kept = await stepsOf(sql, context.org, context.jobId)
  for (const { name } of kept.filter((step) => !asked.has(step.name))) {
    await context.note({
      name: 'step-unused',
      level: 'warning',
      source: 'worker',
      message: `The kept result of the step "${name}" was not asked for: was the step renamed?`,
    })
  }
}

function readPayload(workflow: Workflow, job: Job): unknown {
  const parsed = v.safeParse(workflow.payload, job.payload)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  const place = v.getDotPath(issue) ?? 'The payload'
  throw new AppError('wrong-use', `${place} of ${job.type}: ${issue.message}.`)
}

/** Settles with the work; after an abort the work has a few seconds to end by itself. */
function untilStopped<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined
    const onAbort = () => {
      timer = setTimeout(() => reject(new Error('The handler did not stop in time.')), graceAfterAbort)
    }
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
    })
  })
}

function reasonOf(thrown: unknown, stop: AbortSignal, deadline: Deadline, job: Job): unknown {
  if (stop.aborted) return stop.reason
  if (!deadline.passed()) return thrown
  return new JobError('timeout', `It took longer than ${job.timeout / 1000} s.`, { cause: thrown })
}

function succeeded(job: Job, { result, isLarge }: Returned, milliseconds: number): Outcome {
  return {
    id: job.id,
    epoch: job.epoch,
    outcome: 'success',
    result,
    ...(isLarge ? { isLarge } : {}),
    level: 'info',
    event: 'job-succeeded',
    message: `Done in ${(milliseconds / 1000).toFixed(milliseconds < 9950 ? 1 : 0)} s`,
  }
}

function suspended(job: Job, { unfinished }: Suspension): Outcome {
  return {
    id: job.id,
    epoch: job.epoch,
    outcome: 'children',
    level: 'info',
    event: 'children-awaited',
    message: `Waits for ${count(unfinished.length, 'job')} that it started: ${listWords([...new Set(unfinished)])}`,
  }
}

function cancelled(job: Job): Outcome {
  return {
    id: job.id,
    epoch: job.epoch,
    outcome: 'cancelled',
    level: 'warning',
    event: 'job-cancelled',
    message: 'Cancelled',
    error: 'Cancelled while it ran.',
  }
}

function failed(engine: Engine, job: Job, failure: Failure): Outcome {
  const now = engine.clock()
  const verdict = judge(failure, job, now, engine.chance())
  // Before it is cut: half a secret would not be known again.
  const error = engine.scrubber.scrub(failure.message)
  const shared = { id: job.id, epoch: job.epoch, error, errorKind: failure.kind }
  const reason = truncate(error, 500)
  if (!verdict.again) {
    return { ...shared, outcome: 'failed', level: 'error', event: 'job-failed', message: reason }
  }
  return {
    ...shared,
    outcome: 'retry',
    runAt: verdict.at.toISOString(),
    spends: verdict.spends,
    level: verdict.spends ? 'warning' : 'info',
    ...againStory({ job, kind: failure.kind, reason }, verdict, now),
  }
}

function againStory(
  { job, kind, reason }: { job: Job; kind: Failure['kind']; reason: string },
  verdict: { spends: boolean; at: Date },
  now: Date,
): Pick<Outcome, 'event' | 'message'> {
  const seconds = Math.max(0, Math.round((verdict.at.getTime() - now.getTime()) / 1000))
  if (verdict.spends) {
    const attempt = `attempt ${job.retryCount + 2} of ${job.maxRetries + 1}`
    return {
      event: 'retry-scheduled',
      message: `${asSentence(reason)} Trying again in ${seconds} s, ${attempt}`,
    }
  }
  return kind === 'shutdown'
    ? { event: 'job-handed-back', message: 'Handed back: its worker is stopping' }
    : { event: 'job-postponed', message: `${asSentence(reason)} Its turn comes in ${seconds} s` }
}

/** A result that the database cannot hold fails its job, visibly. */
async function finishOrFail(ledger: Ledger, outcome: Outcome): Promise<boolean> {
  try {
    return await ledger.finish(outcome)
  } catch (error) {
    const message = `The result could not be recorded: ${error instanceof Error ? error.message : String(error)}`
    return await ledger.finish({
      id: outcome.id,
      epoch: outcome.epoch,
      outcome: 'failed',
      error: message,
      errorKind: 'unexpected',
      level: 'error',
      event: 'job-failed',
      message,
    })
  }
}
