import { AppError } from '../../base/app-error.ts'
import { shortId } from '../../base/id.ts'
import { count, truncate } from '../../base/text.ts'
import { jobStatuses, type Job } from '../../contracts/job.ts'
import { ask } from '../ask.ts'
import { defineCommand, defineGroup } from '../command.ts'
import { storyText } from '../job-story.ts'
import { jobsTable } from '../job-table.ts'
import { emptyList, narrowingOf } from '../narrowing.ts'
import { choice, duration, durationText, flag, text, whole } from '../option.ts'
import { localDay } from '../time.ts'

const threeMonths = 90 * 86_400_000

const list = defineCommand({
  name: 'list',
  summary: 'list jobs, newest first',
  options: {
    status: choice('-s, --status <status>', 'only jobs in this state', jobStatuses),
    type: text('-t, --type <type>', 'only jobs of this type'),
    since: duration('--since <time>', 'only jobs of the last 10m, 2h, 1d', '1d'),
    dead: flag('--dead', 'only jobs that failed for good'),
    all: flag('-a, --all', 'also jobs that another job started'),
    limit: whole('-n, --limit <number>', 'at most this many (20)'),
  },
  examples: [
    'nightdesk jobs list',
    'nightdesk jobs list --status failed',
    'nightdesk jobs list --type digest.run --since 7d',
  ],
  async run(input, desk) {
    const { options } = input
    const { newestJobs } = await import('../../services/jobs.ts')
    const app = await desk.app()
    // Throws for a type that no workflow has.
    if (options.type !== undefined) (await app.engine()).workflows.get(options.type)
    const status = options.dead ? 'failed' : options.status
    const jobs = await newestJobs(app, {
      limit: options.limit ?? 20,
      roots: !options.all && status === undefined && options.type === undefined,
      ...(status === undefined ? {} : { status }),
      ...(options.type === undefined ? {} : { type: options.type }),
      ...(options.since === undefined ? {} : { since: new Date(app.clock().getTime() - options.since) }),
    })
    const narrowing = narrowingOf(input)
    desk.print.data(jobs, () =>
      jobs.length === 0 ? emptyList(desk.print, 'job', narrowing) : jobsTable(desk, jobs),
    )
    const [newest] = jobs
    const start = narrowing === '' ? 'nightdesk analyze' : 'nightdesk jobs list'
    desk.print.next(newest === undefined ? start : `nightdesk jobs show ${shortId(newest.id)}`)
  },
})

const show = defineCommand({
  name: 'show',
  summary: 'show a job: its state, its tree and its timeline',
  usage: '<id>',
  options: { full: flag('--full', 'every event, payload and result') },
  examples: ['nightdesk jobs show 1a2b3c4d', 'nightdesk jobs show 1a2b3c4d --full'],
  async run({ words: [id = ''], options }, desk) {
    const { showJob } = await import('../../services/jobs.ts')
    const story = await showJob(await desk.app(), id)
    desk.print.data(story, () => storyText(desk.print, story, options.full))
    desk.print.next(...afterwards(story.job))
  },
})

const retry = defineCommand({
  name: 'retry',
  summary: 'run a failed or cancelled job again; finished steps are not repeated',
  usage: '[id]',
  options: {
    failed: flag('--failed', 'every failed job'),
    type: text('-t, --type <type>', 'every failed job of this type'),
  },
  examples: ['nightdesk jobs retry 1a2b3c4d', 'nightdesk jobs retry --failed'],
  async run({ words: [id], options }, desk) {
    if (id === undefined && !options.failed && options.type === undefined)
      throw new AppError('wrong-use', 'nightdesk jobs retry needs the id of a job, or --failed for all.', {
        hint: 'Try: nightdesk jobs list --status failed',
      })
    const services = await import('../../services/jobs.ts')
    const app = await desk.app()
    if (options.failed || options.type !== undefined) {
      const queued = await services.retryFailedJobs(app, options.type)
      desk.print.data({ queued }, () => `Queued ${count(queued, 'job')} again.`)
      desk.print.next('nightdesk jobs list')
      return
    }
    const job = await services.retryJob(app, id ?? '')
    desk.print.data(job, () => `Queued ${job.type} ${shortId(job.id)} again.`)
    desk.print.next(`nightdesk tail ${shortId(job.id)} -f`)
  },
})

const cancel = defineCommand({
  name: 'cancel',
  summary: 'cancel a job and everything that it started',
  usage: '<id>',
  examples: ['nightdesk jobs cancel 1a2b3c4d'],
  async run({ words: [id = ''] }, desk) {
    const { cancelJob } = await import('../../services/jobs.ts')
    const { job, cancelled } = await cancelJob(await desk.app(), id)
    const running = cancelled.filter(({ status }) => status === 'running').length
    const stopped = cancelled.filter(({ status }) => status === 'cancelled').length
    desk.print.data({ id: job.id, cancelled }, () => {
      const asked = running === 0 ? '' : ` ${count(running, 'running job')} will stop in a moment.`
      return `Cancelled ${count(stopped, 'job')}.${asked}`
    })
    desk.print.next(`nightdesk jobs show ${shortId(job.id)}`, `nightdesk jobs retry ${shortId(job.id)}`)
  },
})

const pause = defineCommand({
  name: 'pause',
  summary: 'start no more jobs of a type; those that run end as usual',
  usage: '<type>',
  examples: ['nightdesk jobs pause digest.run'],
  async run({ words: [type = ''] }, desk) {
    const { pauseJobs } = await import('../../services/pauses.ts')
    await pauseJobs(await desk.app(), type)
    desk.print.data({ type, paused: true }, () => `Paused ${type}: its jobs wait in the queue.`)
    desk.print.next(`nightdesk jobs resume ${type}`, 'nightdesk status')
  },
})

const resume = defineCommand({
  name: 'resume',
  summary: 'let jobs of a paused type start again',
  usage: '<type>',
  examples: ['nightdesk jobs resume digest.run'],
  async run({ words: [type = ''] }, desk) {
    const { resumeJobs } = await import('../../services/pauses.ts')
    const queued = await resumeJobs(await desk.app(), type)
    desk.print.data({ type, paused: false, queued }, () => `Resumed ${type}: ${count(queued, 'job')} queued.`)
    desk.print.next('nightdesk status')
  },
})

const prune = defineCommand({
  name: 'prune',
  summary: 'delete jobs that ended long ago, with their timelines, and editions that nobody voted on',
  options: {
    older: duration('--older <age>', 'only jobs that ended longer ago than this (90d)', '90d'),
    yes: flag('-y, --yes', 'do not ask'),
  },
  examples: ['nightdesk jobs prune --older 180d --yes'],
  async run({ options }, desk) {
    const app = await desk.app()
    const older = options.older ?? threeMonths
    const before = new Date(app.clock().getTime() - older)
    const question = `Delete every job that ended before ${localDay(before)}, with what it started? Editions that readers voted on stay.`
    const instead = `nightdesk jobs prune --older ${durationText(older)} --yes`
    if (!options.yes && !(await ask(desk, { text: question, instead }))) return
    const { pruneOldJobs } = await import('../../services/jobs.ts')
    const deleted = await pruneOldJobs(app, before)
    desk.print.data({ deleted, before }, () => `Deleted ${count(deleted, 'job')} with what they started.`)
    desk.print.next('nightdesk jobs list')
  },
})

export const jobs = defineGroup({
  name: 'jobs',
  summary: 'look at jobs, run them again, cancel them, pause a type',
  commands: [list, show, retry, cancel, pause, resume, prune],
  default: 'list',
})

function afterwards(job: Job): string[] {
  const id = shortId(job.id)
  if (job.status === 'failed' || job.status === 'cancelled') return [`nightdesk jobs retry ${id}`]
  if (job.status === 'success') return [truncate(`nightdesk tail ${id}`, 80)]
  return [`nightdesk tail ${id} -f`, `nightdesk jobs cancel ${id}`]
}
