import { shortId } from '../base/id.ts'
import { count, listWords } from '../base/text.ts'
import { isFinished, isGivenUp, transientKinds, type Job } from '../contracts/job.ts'
import {
  childrenOf,
  dependenciesOf,
  jobsAhead,
  listPauses,
  livingWorkers,
  runningWithin,
  type WorkerRow,
} from '../jobs/index.ts'
import type { App } from './app.ts'
import { findJob, timelineOf } from './jobs.ts'

/** Why a job is where it is, in sentences, and what one can type. */
export interface Explanation {
  job: Job
  sentences: string[]
  next: string[]
}

/** A moment as the sentences say it. */
type TimeText = (at: Date) => string

/** Says why a job waits, runs or ended as it did: which jobs it waits for, which limit, when next. */
export async function explainJob(
  app: App,
  typed: string,
  timeText: TimeText = (at) => at.toISOString(),
): Promise<Explanation> {
  const job = await findJob(app, typed)
  const explain = { waiting, queued, running, success, failed, cancelled }[job.status]
  return { job, ...(await explain(app, job, timeText)) }
}

type Reasons = Omit<Explanation, 'job'>

async function waiting(app: App, job: Job): Promise<Reasons> {
  const next = [`nightdesk jobs show ${shortId(job.id)}`, `nightdesk jobs cancel ${shortId(job.id)}`]
  const parents = (await dependenciesOf(app.sql, app.org, job.id)).filter(({ status }) => !isFinished(status))
  if (parents.length > 0) {
    const sentence = `It waits for ${count(job.pending, 'job')} that must end first: ${named(parents)}.`
    return { sentences: [sentence], next }
  }
  const failedParents = (await dependenciesOf(app.sql, app.org, job.id)).filter(
    ({ status }) => status !== 'success',
  )
  if (failedParents.length > 0) {
    const sentences = [
      `It waits for ${named(failedParents)}, which did not succeed; the policy "wait" keeps it until they do.`,
    ]
    return {
      sentences,
      next: failedParents.slice(0, 2).map(({ id }) => `nightdesk jobs retry ${shortId(id)}`),
    }
  }
  const children = (await childrenOf(app.sql, app.org, job.id)).filter(({ status }) => !isFinished(status))
  const sentences = [`It waits for ${count(job.pending, 'job')} that it started: ${named(children)}.`]
  const idle = await withoutWorker(app, children)
  if (idle === undefined) return { sentences, next }
  return { sentences: [...sentences, idle], next: ['nightdesk daemon --once', ...next] }
}

/** The sentence for ready jobs that nobody works on; undefined where somebody does. */
async function withoutWorker(app: App, jobs: readonly Job[]): Promise<string | undefined> {
  const workers = await livingWorkers(app.sql)
  const ready = jobs.filter(({ status }) => status === 'queued')
  const idle = ready.filter(({ type }) => !workers.some(({ types }) => types.includes(type)))
  return idle.length === 0
    ? undefined
    : `Nobody works on ${count(idle.length, 'of them', 'of them')}: no daemon is running.`
}

async function queued(app: App, job: Job, timeText: TimeText): Promise<Reasons> {
  const sentences = []
  const overBudget = job.errorKind === 'over-budget'
  if (job.error !== null) sentences.push(await whyAgain(app, job, job.error))
  if (job.retryCount > 0)
    sentences.push(
      `It was tried ${times(job.retryCount)} and may be tried ${times(job.maxRetries - job.retryCount + 1)} more.`,
    )
  if (job.crashes > 0) sentences.push(`Its worker died in the middle of it ${times(job.crashes)}.`)
  if (job.scheduledFor > app.clock()) {
    sentences.push(`It is queued for ${timeText(job.scheduledFor)}; no worker is held meanwhile.`)
    const next = [`nightdesk tail ${shortId(job.id)} -f`]
    return { sentences, next: overBudget ? ['nightdesk usage', 'nightdesk llm list', ...next] : next }
  }
  const pause = (await listPauses(app.sql, app.org)).find(({ type }) => type === job.type)
  if (pause !== undefined) {
    sentences.push(`Somebody paused ${job.type} at ${timeText(pause.pausedAt)}; it waits until that ends.`)
    return { sentences, next: [`nightdesk jobs resume ${job.type}`] }
  }
  if (job.limitKey !== null && job.limitMost !== null) {
    const busy = await runningWithin(app.sql, job.limitKey)
    sentences.push(
      `Of jobs with the limit "${job.limitKey}" ${job.limitMost} run at once; ${busy} ${busy === 1 ? 'does' : 'do'}.`,
    )
  }
  const workers = (await livingWorkers(app.sql)).filter(
    ({ kind, types }) => kind === 'daemon' && types.includes(job.type),
  )
  sentences.push(
    workers.length === 0
      ? `It is ready, but no daemon works on ${job.type}.`
      : await ahead(app, job, workers),
  )
  return {
    sentences,
    next: workers.length === 0 ? ['nightdesk daemon', 'nightdesk daemon --once'] : ['nightdesk status'],
  }
}

/** A job that was put off (a host, a provider or a place had no turn for it) has failed in nothing, and spent no attempt. */
async function whyAgain(app: App, job: Job, error: string): Promise<string> {
  if (job.errorKind === 'over-budget') return `It waits for a budget: ${error}`
  const last = (await timelineOf(app, job)).findLast(
    ({ jobId, name }) => jobId === job.id && (name === 'job-postponed' || name === 'retry-scheduled'),
  )
  return last?.name === 'job-postponed'
    ? `It waits for its turn: ${error}`
    : `Its last attempt failed: ${error}`
}

async function ahead(app: App, job: Job, workers: readonly WorkerRow[]): Promise<string> {
  const before = await jobsAhead(app.sql, job)
  const busy = workers.reduce((sum, worker) => sum + worker.running, 0)
  const slots = workers.reduce((sum, worker) => sum + worker.concurrency, 0)
  return `It is ready; ${count(before, 'job')} are before it, and ${busy} of ${slots} places are taken by ${count(workers.length, 'daemon')}.`
}

async function running(app: App, job: Job, timeText: TimeText): Promise<Reasons> {
  const worker = (await livingWorkers(app.sql)).find(({ id }) => id === job.workerId)
  const place =
    worker === undefined
      ? 'a worker that no longer beats; another one takes it over'
      : `${worker.kind} ${worker.host}:${worker.pid}`
  const since = job.startedAt === null ? 'a moment' : timeText(job.startedAt)
  const sentences = [`It runs on ${place}, since ${since}.`]
  if (job.progress !== null) sentences.push(`It has done ${job.progress.done} of ${job.progress.total}.`)
  if (job.cancelRequested) sentences.push('Somebody asked to cancel it; it stops within seconds.')
  return {
    sentences,
    next: [`nightdesk tail ${shortId(job.id)} -f`, `nightdesk jobs cancel ${shortId(job.id)}`],
  }
}

async function success(_app: App, job: Job): Promise<Reasons> {
  const tried = job.retryCount === 0 ? '' : ` after ${times(job.retryCount)} of trying again`
  return { sentences: [`It succeeded${tried}.`], next: [`nightdesk jobs show ${shortId(job.id)}`] }
}

async function failed(_app: App, job: Job): Promise<Reasons> {
  const sentences = [`It failed: ${job.error ?? 'no reason was recorded'}`, whyNotAgain(job)]
  const next = [`nightdesk jobs show ${shortId(job.id)}`, `nightdesk jobs retry ${shortId(job.id)}`]
  if (job.errorKind === 'not-configured') next.unshift('nightdesk doctor')
  if (job.errorKind === 'over-budget') next.unshift('nightdesk usage')
  return { sentences, next }
}

function whyNotAgain(job: Job): string {
  if (job.errorKind === 'crash')
    return `Its worker died ${times(job.crashes)} in the middle of it, which is the limit.`
  if (job.errorKind === 'over-budget')
    return 'A budget has to be raised first: see "budget" in nightdesk.yaml.'
  if (job.retryPolicy === 'none') return 'Its policy "none" tries nothing again.'
  const passes = job.errorKind !== null && transientKinds.includes(job.errorKind)
  if (!passes && job.retryPolicy === 'transient')
    return `A failure of the kind "${job.errorKind ?? 'unexpected'}" does not pass by itself, so it was not tried again.`
  if (isGivenUp(job))
    return 'What it started was tried again to its limit and failed, so it was not tried again itself.'
  return `It was tried ${times(job.retryCount + 1)}, which is the limit.`
}

async function cancelled(app: App, job: Job): Promise<Reasons> {
  const parents = (await dependenciesOf(app.sql, app.org, job.id)).filter(
    ({ status }) => status === 'failed' || status === 'cancelled',
  )
  const sentences = [job.error ?? 'It was cancelled.']
  if (parents.length > 0) sentences.push(`Before it should have come: ${named(parents)}.`)
  return { sentences, next: [`nightdesk jobs retry ${shortId((parents[0] ?? job).id)}`] }
}

/** At most five by name: `page.evaluate 1a2b3c4d (running)`. */
function named(jobs: readonly Job[]): string {
  const words = jobs.slice(0, 5).map(({ id, type, status }) => `${type} ${shortId(id)} (${status})`)
  if (jobs.length > words.length) words.push(`${jobs.length - words.length} more`)
  return listWords(words)
}

function times(number: number): string {
  return number === 1 ? 'once' : `${number} times`
}
