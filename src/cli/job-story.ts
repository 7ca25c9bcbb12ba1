import { shortId } from '../base/id.ts'
import { count } from '../base/text.ts'
import type { Job } from '../contracts/job.ts'
import type { JobStory } from '../services/jobs.ts'
import { jobTreeLines } from './job-tree.ts'
import type { Printer } from './print.ts'
import { localTime, relativeTime } from './time.ts'
import { runTime, statusText, timelineLine } from './timeline.ts'

/** More events than this are cut in `jobs show`; `tail` has them all. */
const shownEvents = 40

/** All that `jobs show` says of a job: state, tree, what it waits for, timeline; with `full` every event, payload and result. */
export function storyText(
  print: Printer,
  { job, tree, edges, events, dependencies }: JobStory,
  full: boolean,
): string {
  const now = new Date()
  const parts = [headText(print, job, now)]
  if (job.error !== null && job.status !== 'success') parts.push(print.paint('red', print.safe(job.error)))
  if (tree.length > 1)
    parts.push(jobTreeLines(print, { jobs: tree, edges, highlighted: job.id, now }).join('\n'))
  if (dependencies.length > 0) {
    const lines = dependencies.map(
      (parent) =>
        `  ${statusText(print, parent.status)} ${parent.type} ${shortId(parent.id)} (${parent.policy})`,
    )
    parts.push(['Depends on', ...lines].join('\n'))
  }
  parts.push(timelineText(print, job, events, full))
  if (full)
    parts.push(
      `Payload\n${JSON.stringify(job.payload, null, 2)}`,
      `Result\n${JSON.stringify(job.result, null, 2)}`,
    )
  return parts.join('\n\n')
}

function headText(print: Printer, job: Job, now: Date): string {
  const title = `${print.paint('bold', job.type)} ${print.paint('dim', job.id)}`
  const attempt = job.retryCount + job.crashes + 1
  const facts = [
    `started by ${job.trigger} ${relativeTime(job.createdAt, now)} (${localTime(job.createdAt)})`,
    ...(attempt > 1 ? [`attempt ${attempt}`] : []),
    ...(job.status === 'queued' && job.scheduledFor > now
      ? [`next try ${relativeTime(job.scheduledFor, now)}`]
      : []),
    ...(job.status === 'waiting' ? [`waits for ${count(job.pending, 'job')}`] : []),
  ]
  const took = runTime(job, now)
  return `${title}\n${statusText(print, job.status)}${took === '' ? '' : ` · ${took}`}\n${print.paint('dim', facts.join(' · '))}`
}

function timelineText(print: Printer, job: Job, events: JobStory['events'], full: boolean): string {
  const told = full ? events : events.filter((event) => event.jobId === job.id || event.level !== 'info')
  const cut = full ? 0 : Math.max(0, told.length - shownEvents)
  const lines = told
    .slice(cut)
    .map((event) => timelineLine(print, event, event.jobId === job.id ? {} : { jobType: event.jobType }))
  const head =
    cut === 0 ? 'Timeline' : `Timeline (the last ${shownEvents} of ${told.length} events; --full shows all)`
  return [print.paint('bold', head), ...lines].join('\n')
}
