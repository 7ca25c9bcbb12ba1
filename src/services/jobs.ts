import { AppError } from '../base/app-error.ts'
import { shortId } from '../base/id.ts'
import { isFinished, type Job } from '../contracts/job.ts'
import type { Workflow } from '../contracts/workflow.ts'
import {
  cancelJobs,
  dependenciesOf,
  edgesOf,
  enqueueJob,
  failedJobs,
  jobById,
  jobFor,
  jobsEndingIn,
  jobTree,
  listJobs,
  listPauses,
  pruneEvents,
  pruneJobs,
  readTimeline,
  retryJobs,
  type Cancelled,
  type Edge,
  type EventPage,
  type JobFilter,
} from '../jobs/index.ts'
import { neededTraces } from '../store/digests.ts'
import { candidateLimit, readTail, theOne, type RowNoun } from '../store/id-tail.ts'
import type { App } from './app.ts'
import { followJob, type FollowOptions } from './follow.ts'

const noun: RowNoun = { one: 'job', many: 'jobs', list: 'nightdesk jobs list' }

export interface RunOptions extends FollowOptions {
  /** False returns the job as soon as it is enqueued. */
  wait: boolean
}

/** Starts a job of the workflow and, unless told not to, waits for its end: follows a daemon, or does the work itself. */
export async function runJob<Payload>(
  app: App,
  workflow: Workflow<Payload>,
  payload: Payload,
  options: RunOptions,
): Promise<Job> {
  if (options.wait) await refusePaused(app, workflow.type)
  const { id } = await enqueueJob(app.sql, app.org, {
    ...jobFor(workflow, payload),
    userId: app.userId,
    trigger: options.onDraft === undefined ? 'cli' : 'terminal',
  })
  return options.wait ? await followJob(app, id, options) : await theJob(app, id)
}

/** Nobody shall wait for what does not start. */
async function refusePaused(app: App, type: string): Promise<void> {
  const pauses = await listPauses(app.sql, app.org)
  if (!pauses.some((pause) => pause.type === type)) return
  throw new AppError('wrong-use', `Jobs of the type ${type} are paused; nothing was started.`, {
    hint: `Try: nightdesk jobs resume ${type}`,
  })
}

/** The newest jobs first. */
export async function newestJobs(app: App, filter: JobFilter): Promise<Job[]> {
  const jobs = await listJobs(app.sql, app.org, filter)
  return jobs.map((job) => withoutOthersLog(app, job))
}

/** The job whose id ends with what a person typed. */
export async function findJob(app: App, typed: string): Promise<Job> {
  return theOne(await jobsEndingIn(app.sql, app.org, readTail(typed, noun), candidateLimit), typed, noun)
}

/** A job with its tree, its timeline and what it waits for. */
export interface JobStory {
  job: Job
  /** Every job of its tree, parents before children. */
  tree: Job[]
  /** Which of them waits for which. */
  edges: Edge[]
  events: EventPage['events']
  dependencies: Awaited<ReturnType<typeof dependenciesOf>>
}

export async function showJob(app: App, typed: string): Promise<JobStory> {
  const job = withoutOthersLog(app, await findJob(app, typed))
  const [tree, edges, dependencies, events] = await Promise.all([
    jobTree(app.sql, app.org, job.traceId),
    edgesOf(app.sql, app.org, job.traceId),
    dependenciesOf(app.sql, app.org, job.id),
    timelineOf(app, job),
  ])
  return { job, tree: tree.map((each) => withoutOthersLog(app, each)), edges, dependencies, events }
}

const logTypes = /^(?:worklog|skills|report|resume)\./u

/** What a job was given and gave back is left out where it is of another user's work log: a posting, refused lines. */
function withoutOthersLog(app: App, job: Job): Job {
  const isTheirs = job.userId !== null && job.userId !== app.userId && logTypes.test(job.type)
  return isTheirs ? { ...job, payload: {}, result: null } : job
}

/** Every event of a job and its descendants, oldest first. */
export async function timelineOf(app: App, job: Job): Promise<EventPage['events']> {
  return await readTimeline(app.sql, app.org, { jobId: job.id, traceId: job.traceId })
}

/** Queues a failed or cancelled job again. Its finished steps are not repeated. */
export async function retryJob(app: App, typed: string): Promise<Job> {
  const job = await findJob(app, typed)
  const [again] = await retryJobs(app.sql, [job.id])
  if (again !== undefined) return await theJob(app, again)
  if (job.status === 'failed' || job.status === 'cancelled') throw keyIsTaken(job)
  throw new AppError(
    'wrong-use',
    `The job ${shortId(job.id)} is ${job.status}; only failed and cancelled jobs run again.`,
    {
      hint: isFinished(job.status)
        ? 'Start a new one instead.'
        : `Try: nightdesk jobs show ${shortId(job.id)}`,
    },
  )
}

function keyIsTaken({ id, type, uniqueKey }: Job): AppError {
  return new AppError(
    'wrong-use',
    `The job ${shortId(id)} cannot run again now: another one with the key "${uniqueKey}" has not ended.`,
    { hint: `Try: nightdesk jobs list --type ${type}` },
  )
}

/** Queues every failed job, or every one of a type, again; of those with one key the newest. Returns their number. */
export async function retryFailedJobs(app: App, type: string | undefined): Promise<number> {
  const again = await retryJobs(app.sql, await failedJobs(app.sql, app.org, type))
  return again.length
}

/**
 * Deletes whole trees of jobs that ended before `before`, with their timelines; those of editions that taught the ranking,
 * or have a mail that is still to be sent or decided on, stay. Returns the number of trees.
 */
export async function pruneOldJobs(app: App, before: Date): Promise<number> {
  return await pruneJobs(app.sql, app.org, before, neededTraces(app.sql, app.org))
}

/** Deletes events from before `before`; returns their number. */
export async function pruneOldEvents(app: App, before: Date): Promise<number> {
  return await pruneEvents(app.sql, app.org, before)
}

/** Cancels a job and everything that it started. */
export async function cancelJob(app: App, typed: string): Promise<{ job: Job; cancelled: Cancelled[] }> {
  const job = await findJob(app, typed)
  if (isFinished(job.status)) {
    throw new AppError('wrong-use', `The job ${shortId(job.id)} has already ended: ${job.status}.`, {
      hint: `Try: nightdesk jobs show ${shortId(job.id)}`,
    })
  }
  const cancelled = await cancelJobs(app.sql, [job.id], 'Cancelled by a person')
  return { job, cancelled }
}

async function theJob(app: App, id: string): Promise<Job> {
  const job = await jobById(app.sql, app.org, id)
  if (job === undefined)
    throw new AppError('not-found', `The job ${id} is gone.`, { hint: 'Try: nightdesk jobs list' })
  return job
}
