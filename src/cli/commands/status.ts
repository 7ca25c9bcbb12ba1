import { count } from '../../base/text.ts'
import type { Status } from '../../services/status.ts'
import { defineCommand, type Desk } from '../command.ts'
import { wrapLines } from '../paragraph.ts'
import { table } from '../table.ts'
import { dueTime, howLong, relativeTime } from '../time.ts'

export const status = defineCommand({
  name: 'status',
  summary: 'show daemons, queues, failures of the last day, and what is due next',
  examples: ['nightdesk status', 'nightdesk status --json'],
  async run(_input, desk) {
    const { deskStatus } = await import('../../services/status.ts')
    const found = await deskStatus(await desk.app())
    desk.print.data(found, () => wrapLines(statusText(desk, found), desk.print.room))
    const failed = found.queues.some((queue) => queue.failed > 0)
    const daemon = found.workers.some((worker) => worker.kind === 'daemon')
    desk.print.next(failed ? 'nightdesk jobs list --dead' : daemon ? 'nightdesk tail -f' : 'nightdesk daemon')
  },
})

function statusText(desk: Desk, found: Status): string {
  const { print } = desk
  return [
    workersText(desk, found),
    queuesText(desk, found),
    schedulesText(desk, found),
    `${print.paint('bold', 'Models')}  ${found.engine}\n${print.paint('bold', 'Mail')}    ${found.mail}`,
  ].join('\n\n')
}

function workersText({ print }: Desk, { workers }: Status): string {
  const title = print.paint('bold', 'Daemons')
  if (workers.length === 0)
    return `${title}\nNone is running: job commands do their own work; schedules wait.`
  const now = new Date()
  const rows = workers.map((worker) => [
    worker.kind,
    `${worker.host}:${worker.pid}`,
    `${worker.running} of ${worker.concurrency} busy`,
    `up ${howLong(now.getTime() - worker.startedAt.getTime())}`,
    `beat ${relativeTime(worker.beatAt, now)}`,
  ])
  return `${title}\n${table(rows, { columns: print.room })}`
}

function queuesText({ print }: Desk, { queues, pauses }: Status): string {
  const title = print.paint('bold', 'Jobs')
  const paused = pauses
    .map(({ type, queued }) => `\nPaused: ${type}, ${count(queued, 'job')} queued.`)
    .join('')
  if (queues.length === 0) return `${title}\nNothing waits, runs or failed.${paused}`
  const now = new Date()
  const rows = queues.map((queue) => [
    queue.type,
    String(queue.waiting),
    String(queue.queued),
    String(queue.running),
    queue.failed === 0 ? '0' : print.paint('red', String(queue.failed)),
    queue.oldestQueuedAt === null ? '' : relativeTime(queue.oldestQueuedAt, now),
  ])
  const head = ['type', 'waiting', 'queued', 'running', 'failed (24 h)', 'oldest']
  return `${title}\n${table(rows, { head, columns: print.room, paint: print.paint })}${paused}`
}

function schedulesText({ print }: Desk, { schedules }: Status): string {
  const title = print.paint('bold', 'Schedules')
  const due = schedules.filter(({ enabled }) => enabled)
  if (schedules.length === 0)
    return `${title}\nNone: nightdesk brand add and nightdesk schedule add make them.`
  if (due.length === 0) return `${title}\n${count(schedules.length, 'schedule')}, none switched on.`
  const now = new Date()
  const rows = due
    .toSorted((a, b) => a.nextAt.getTime() - b.nextAt.getTime())
    .slice(0, 5)
    .map((schedule) => [schedule.name, schedule.cron, dueTime(schedule.nextAt, now)])
  return `${title}\n${table(rows, { columns: print.room })}`
}
