import type { Event, EventLevel } from '../contracts/event.ts'
import type { Job, JobStatus } from '../contracts/job.ts'
import { shortId } from '../base/id.ts'
import { squeeze, truncate } from '../base/text.ts'
import { paragraph } from './paragraph.ts'
import type { Printer } from './print.ts'
import { widthOf } from './table.ts'
import { howLong, localSeconds } from './time.ts'

type Style = Parameters<Printer['paint']>[0]

/** How each state of a job looks. */
const marks: Record<JobStatus, { mark: string; style: Style }> = {
  waiting: { mark: '◌', style: 'yellow' },
  queued: { mark: '○', style: 'cyan' },
  running: { mark: '◐', style: 'blue' },
  success: { mark: '✓', style: 'green' },
  failed: { mark: '✗', style: 'red' },
  cancelled: { mark: '⊘', style: 'dim' },
}

const levelStyles: Record<EventLevel, Style> = {
  debug: 'dim',
  info: 'reset',
  warning: 'yellow',
  error: 'red',
}
const levelMarks: Record<EventLevel, string> = { debug: '·', info: '│', warning: '▲', error: '✗' }

/** `✓ success`, in the colour of the state. */
export function statusText(print: Printer, status: JobStatus): string {
  const { mark, style } = marks[status]
  return print.paint(style, `${mark} ${status}`)
}

export function statusMark(print: Printer, status: JobStatus): string {
  const { mark, style } = marks[status]
  return print.paint(style, mark)
}

/** How long a job has run, or ran: `4.2 s`; empty before it starts. */
export function runTime(job: Job, now: Date): string {
  if (job.startedAt === null) return ''
  const end = job.finishedAt ?? now
  return howLong(end.getTime() - job.createdAt.getTime())
}

export interface LineOptions {
  /** Names the job of an event beside it: for timelines of more than one job. */
  jobType?: string | null
}

/** `14:05:01 │ ` */
const headWidth = 11

/** One line of a timeline: `14:05:01 │ What was said`. Cut to the terminal; trouble is told to its end, on more lines. */
export function timelineLine(print: Printer, event: Event, { jobType }: LineOptions = {}): string {
  const style = levelStyles[event.level]
  const clock = print.paint('dim', localSeconds(event.at))
  const mark = print.paint(style, levelMarks[event.level])
  const origin = jobType == null || event.jobId === null ? '' : `${jobType} ${shortId(event.jobId)} `
  const message = squeeze(print.safe(event.message))
  const told = isTrouble(event)
    ? print.paint(style, broken(`${origin}${message}`, print.room))
    : `${print.paint('dim', origin)}${print.paint(style, truncate(message, roomFor(print, origin)))}`
  return `${clock} ${mark} ${told}`
}

function isTrouble({ level }: Event): boolean {
  return level === 'warning' || level === 'error'
}

function roomFor(print: Printer, origin: string): number {
  return print.room === undefined ? Infinity : Math.max(20, print.room - headWidth - widthOf(origin))
}

/** The lines after the first stand below the first one's text. */
function broken(text: string, room: number | undefined): string {
  const lines = paragraph(text, {
    room: room === undefined ? undefined : Math.max(20, room - headWidth),
    indent: '',
  })
  return lines.replaceAll('\n', `\n${' '.repeat(headWidth)}`)
}

/** Whether a person who waits for a job wants to read an event: its own, what children found, and every trouble. */
export function isTold(event: Event, jobId: string): boolean {
  if (event.level === 'debug') return false
  if (event.level !== 'info' || event.jobId === jobId) return true
  return event.source !== 'system' && event.source !== 'worker'
}
