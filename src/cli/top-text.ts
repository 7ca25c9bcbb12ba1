import { shortId } from '../base/id.ts'
import { count } from '../base/text.ts'
import type { Job } from '../contracts/job.ts'
import type { Snapshot } from '../services/top.ts'
import { bar } from './bar.ts'
import type { Printer } from './print.ts'
import { cut, table, widthOf } from './table.ts'
import { howLong, localSeconds, relativeTime } from './time.ts'
import { runTime, statusMark, timelineLine } from './timeline.ts'
import { chosenJob, topViews, type TopState } from './top-state.ts'

export interface Size {
  columns: number
  rows: number
}

const mostWorkers = 3
const mostQueues = 5
const shareOfEvents = 0.3
/** Rows below which only jobs and events are shown: what a key would change is never out of sight. */
const fewRows = 18
const barWidth = 10

/** The screen, a line each, never more than fit: daemons, queues, jobs, last events, keys. */
export function topLines(print: Printer, state: TopState, seen: Snapshot | undefined, size: Size): string[] {
  const fitting = { ...print, room: size.columns, columns: size.columns }
  const body = state.opened === undefined ? deskLines(fitting, state, seen, size) : openedLines(state, size)
  const room = Math.max(0, size.rows - 1)
  const filled = [...body.slice(0, room), ...Array<string>(Math.max(0, room - body.length)).fill('')]
  return [...filled, footer(fitting, state, seen)].map((line) => cut(line, size.columns))
}

function openedLines({ opened }: TopState, { rows }: Size): string[] {
  return opened?.lines.slice(opened.from, opened.from + rows - 1) ?? []
}

function deskLines(print: Printer, state: TopState, seen: Snapshot | undefined, { rows }: Size): string[] {
  if (seen === undefined) return ['Looking…']
  const most = [headLine(print, seen), '', ...workerLines(print, seen), '', ...queueLines(print, seen), '']
  const above = rows < fewRows ? most.slice(0, 1) : most
  const left = Math.max(2, rows - 1 - above.length)
  const idle = left - seen.jobs.length - 3
  const eventRoom = Math.min(seen.events.length, Math.max(1, Math.floor(left * shareOfEvents), idle))
  const events = seen.events
    .slice(-eventRoom)
    .map((event) => timelineLine(print, event, { jobType: event.jobType }).split('\n')[0] ?? '')
  const jobs = jobLines(print, state, seen, Math.max(2, left - events.length - 1))
  return [...above, ...jobs, '', ...events]
}

function headLine(print: Printer, { at, workers, queues }: Snapshot): string {
  const sum = (of: 'running' | 'queued' | 'failed') => queues.reduce((total, queue) => total + queue[of], 0)
  const daemons = workers.filter(({ kind }) => kind === 'daemon').length
  const facts = [
    count(daemons, 'daemon'),
    `${sum('running')} running`,
    `${sum('queued')} queued`,
    `${sum('failed')} failed in a day`,
  ]
  const told = facts.join(' · ')
  const titled = `${print.paint('bold', 'nightdesk top')}  ${told}`
  return longestFitting([`${titled}  ${print.paint('dim', localSeconds(at))}`, titled, told], print.columns)
}

function workerLines(print: Printer, { workers, at }: Snapshot): string[] {
  if (workers.length === 0) return ['No daemon is running. Start one: nightdesk daemon']
  const rows = workers.slice(0, mostWorkers).map((worker) => {
    const share = worker.running / Math.max(1, worker.concurrency)
    return [
      worker.kind,
      `${worker.host}:${worker.pid}`,
      `${bar(share, barWidth).padEnd(barWidth, '·')} ${worker.running} of ${worker.concurrency}`,
      `up ${howLong(at.getTime() - worker.startedAt.getTime())}`,
    ]
  })
  const more = workers.length - rows.length
  return [...table(rows, { columns: print.room }).split('\n'), ...(more > 0 ? [`and ${more} more`] : [])]
}

function queueLines(print: Printer, { queues, at }: Snapshot): string[] {
  if (queues.length === 0) return ['Nothing waits, runs or failed.']
  const busiest = queues.toSorted((a, b) => b.running - a.running || b.queued - a.queued)
  const rows = busiest
    .slice(0, mostQueues)
    .map((queue) => [
      queue.type,
      String(queue.running),
      String(queue.queued),
      String(queue.waiting),
      queue.failed === 0 ? '0' : print.paint('red', String(queue.failed)),
      queue.oldestQueuedAt === null ? '' : relativeTime(queue.oldestQueuedAt, at),
    ])
  const head = ['type', 'running', 'queued', 'waiting', 'failed', 'oldest']
  return table(rows, { head, columns: print.room, paint: print.paint }).split('\n')
}

function jobLines(print: Printer, state: TopState, { jobs, at }: Snapshot, room: number): string[] {
  const tabs = topViews.map((view) =>
    // Brackets, for without colour nothing else tells the chosen one.
    view === state.view ? print.paint('inverse', `[${view}]`) : ` ${view} `,
  )
  if (jobs.length === 0) return [tabs.join(''), `No job is ${state.view}.`]
  const chosen = chosenJob(state, jobs)
  const position = chosen === undefined ? 0 : jobs.indexOf(chosen)
  const shown = room - 1
  const from = Math.min(Math.max(0, position - shown + 1), Math.max(0, jobs.length - shown))
  const listed = jobs.slice(from, from + shown)
  const rows = listed.map((job) => [
    `${job === chosen ? '▸' : ' '} ${statusMark(print, job.status)} ${job.type}`,
    shortId(job.id),
    progressOf(job),
    runTime(job, at),
    print.safe(job.error ?? ''),
  ])
  return [tabs.join(''), ...table(rows, { columns: print.room }).split('\n')]
}

function progressOf({ progress }: Job): string {
  if (progress === null || progress.total === 0) return ''
  const share = bar(progress.done / progress.total, barWidth).padEnd(barWidth, '·')
  return `${share} ${progress.done} of ${progress.total}`
}

function footer(print: Printer, state: TopState, seen: Snapshot | undefined): string {
  const { asking, opened, note, away } = state
  const job = seen?.jobs.find(({ id }) => id === state.chosen)
  if (away !== '') return print.paint('yellow', `The database is away (${away}); trying again.`)
  if (asking && job !== undefined)
    return print.paint('yellow', `Cancel ${job.type} ${shortId(job.id)} and all that it started? y / n`)
  if (asking) return print.paint('yellow', 'It has ended already: press any key')
  if (note !== '') return print.paint('yellow', note)
  const keys =
    opened === undefined
      ? [
          '↑↓ choose  Enter open  Tab other jobs  r retry  c cancel  q quit',
          '↑↓ Enter open  Tab others  r retry  c cancel  q quit',
          '↑↓ Enter Tab  r retry  c cancel  q quit',
        ]
      : ['↑↓ scroll  Esc back  q quit']
  return print.paint('dim', longestFitting(keys, print.columns))
}

/** The first of the lines, from long to short, that is not wider than the screen; else the shortest. */
function longestFitting(lines: readonly string[], columns = Infinity): string {
  return lines.find((line) => widthOf(line) <= columns) ?? lines.at(-1) ?? ''
}
