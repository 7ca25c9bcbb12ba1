import { AppError } from '../base/app-error.ts'
import { shortId } from '../base/id.ts'
import { asSentence } from '../base/text.ts'
import type { Event } from '../contracts/event.ts'
import { isGivenUp, type Job } from '../contracts/job.ts'
import type { Workflow } from '../contracts/workflow.ts'
import type { Desk } from './command.ts'
import { duration, flag } from './option.ts'
import { howLong } from './time.ts'
import { isTold, timelineLine } from './timeline.ts'

/** The options of every verb that starts a job. */
export const jobOptions = {
  wait: flag('--no-wait', 'print the id of the job and return'),
  timeout: duration('--timeout <time>', 'wait at most this long (30s, 5m), then exit with 8'),
  requireLlm: flag('--require-llm', 'refuse to work offline'),
}

export interface RunJobOptions {
  wait: boolean
  timeout: number | undefined
  requireLlm?: boolean
  /** What its model writes is shown while it comes, where a person waits at a terminal. */
  drafts?: boolean
  /** What starts such a job anew: where a job failed for good, to retry it would only fail again. */
  anew?: string
}

/**
 * Starts a job, shows its timeline on stderr while it runs and returns it when it has succeeded; undefined with
 * --no-wait, after its id was printed. Throws `failed` when it ended badly, `still-running` after the timeout.
 */
export async function runAndShow<Payload>(
  desk: Desk,
  workflow: Workflow<Payload>,
  payload: Payload,
  options: RunJobOptions,
): Promise<Job | undefined> {
  const app = await desk.app()
  if (options.requireLlm === true) (await import('../services/models.ts')).requireModel(app.config)
  const { runJob } = await import('../services/jobs.ts')
  return await watchJob(desk, options, async (watching) => await runJob(app, workflow, payload, watching))
}

/** The same for a job that a service starts in its own way. */
export async function watchJob(
  desk: Desk,
  options: RunJobOptions,
  start: (watching: Watching) => Promise<Job>,
): Promise<Job | undefined> {
  const view = options.wait ? await openView(desk, options.drafts === true) : undefined
  const job = await startWith(view, start, {
    wait: options.wait,
    timeoutMs: options.timeout,
    signal: desk.signal,
  })
  if (!options.wait) {
    desk.print.data({ id: job.id, type: job.type, status: job.status }, () => shortId(job.id))
    desk.print.next(`nightdesk tail ${shortId(job.id)} -f`)
    return undefined
  }
  if (job.status === 'success') return job
  throw endedBadly(job, { anew: options.anew, isTold: view?.hasTold(job.error) === true })
}

async function startWith(
  view: View | undefined,
  start: (watching: Watching) => Promise<Job>,
  watching: Watching,
): Promise<Job> {
  try {
    return await start({ ...watching, ...view })
  } finally {
    await view?.close()
  }
}

/** What `runJob` takes: how long to wait, and who is told meanwhile. */
export interface Watching {
  wait: boolean
  timeoutMs: number | undefined
  signal: AbortSignal
  onEvent?(event: Event & { jobType: string | null }): void
  onJob?(job: Job): void
  onOwnWork?(): void
  onDraft?(text: string): void
}

interface View {
  onEvent(event: Event & { jobType: string | null }): void
  onJob(job: Job): void
  onOwnWork(): void
  onDraft?(text: string): void
  /** Whether an event that was shown said this. */
  hasTold(reason: string | null): boolean
  close(): Promise<void>
}

/** A live screen on a terminal, plain lines elsewhere, nothing with --json. */
async function openView(desk: Desk, drafts: boolean): Promise<View> {
  const { print } = desk
  const screen = print.live ? (await import('./ui/job-screen.ts')).openJobScreen(process.stderr) : undefined
  const tell = (line: string) => (screen === undefined ? print.say(line) : screen.line(line))
  let current: Job | undefined
  let draft = ''
  const told = new Set<string>()
  const show = () => {
    if (current !== undefined) screen?.state({ label: labelOf(current), share: shareOf(current), draft })
  }
  const onDraft = (text: string) => {
    draft = print.safe(text)
    show()
  }
  return {
    ...(drafts && screen !== undefined && { onDraft }),
    onEvent(event) {
      if (current !== undefined && !isTold(event, current.id)) return
      if (!print.json) told.add(event.message)
      const child = current !== undefined && event.jobId !== current.id
      tell(timelineLine(print, event, child ? { jobType: event.jobType } : {}))
      draft = ''
    },
    onJob(job) {
      current = job
      show()
    },
    onOwnWork() {
      tell(print.paint('dim', 'No daemon is running; this command does the work itself.'))
    },
    hasTold: (reason) => reason !== null && told.has(reason),
    async close() {
      await screen?.close()
    },
  }
}

function labelOf(job: Job): string {
  const progress = job.progress === null ? '' : ` ${job.progress.done} of ${job.progress.total}`
  return `${job.type}${progress} · ${job.status} · ${howLong(Date.now() - job.createdAt.getTime())}`
}

function shareOf({ progress }: Job): number | undefined {
  return progress === null || progress.total === 0 ? undefined : progress.done / progress.total
}

/** Why it failed stands in the timeline already, where that was shown. */
function endedBadly(job: Job, { anew, isTold }: { anew: string | undefined; isTold: boolean }): AppError {
  const id = shortId(job.id)
  const isFinal = job.errorKind === 'bad-input' || isGivenUp(job)
  const next = isFinal && anew !== undefined ? anew : `nightdesk jobs retry ${id}`
  const hint = `Try: nightdesk jobs show ${id}${job.status === 'failed' ? `, then ${next}` : ''}`
  const reason = job.error === null || isTold ? '.' : `: ${asSentence(job.error)}`
  return new AppError('failed', `The job ${job.type} ${id} ended as ${job.status}${reason}`, { hint })
}
