import { DateTime } from 'luxon'
import type { ReportKind } from '../contracts/report.ts'

export const reportPeriods = ['last-working-day', 'week', 'month', 'quarter', 'half', 'year'] as const
export type ReportPeriod = (typeof reportPeriods)[number]

export interface ReportWindow {
  /** From this moment on, until before the other. */
  since: Date
  until: Date
  /** The first and the last local day, both included: `2026-11-20`. */
  from: string
  to: string
}

export interface WindowRequest {
  period: ReportPeriod
  /** Local days, both included; `from` wins over the period. */
  from: string | null
  to: string | null
  zone: string
}

/**
 * The days that a report covers. `last-working-day`: from the last day before today that is not a Saturday or Sunday;
 * `week`: seven days; `month`, `quarter`, `half` and `year`: since the same day one, three, six or twelve months before.
 * All end with today.
 */
export function reportWindow({ period, from, to, zone }: WindowRequest, now: Date): ReportWindow {
  const last = to === null ? DateTime.fromJSDate(now, { zone }) : DateTime.fromISO(to, { zone })
  const first = from === null ? startOf(period, last) : DateTime.fromISO(from, { zone })
  const start = first.startOf('day')
  return {
    since: start.toJSDate(),
    until: last.startOf('day').plus({ days: 1 }).toJSDate(),
    from: isoDay(start),
    to: isoDay(last),
  }
}

/** The local day of a moment: `2026-11-20`. */
export function localDay(at: Date, zone: string): string {
  return isoDay(DateTime.fromJSDate(at, { zone }))
}

const names: Record<ReportKind, string> = {
  standup: 'Standup',
  status: 'Status',
  brag: 'Brag document',
  review: 'Review',
  timesheet: 'Timesheet',
}

/** `Standup, Friday 20 November 2026`; `Status, 14 to 20 November 2026`. */
export function reportTitle(kind: ReportKind, from: string, to: string): string {
  const [first, last] = [DateTime.fromISO(from), DateTime.fromISO(to)]
  const name = names[kind]
  if (kind === 'standup') return `${name}, ${last.toFormat('cccc d LLLL yyyy', english)}`
  if (from === to) return `${name}, ${last.toFormat('d LLLL yyyy', english)}`
  const start = first.year !== last.year ? 'd LLLL yyyy' : first.month !== last.month ? 'd LLLL' : 'd'
  return `${name}, ${first.toFormat(start, english)} to ${last.toFormat('d LLLL yyyy', english)}`
}

const english = { locale: 'en-GB' }

const monthsOf = { month: 1, quarter: 3, half: 6, year: 12 } as const

function startOf(period: ReportPeriod, last: DateTime): DateTime {
  if (period === 'week') return last.minus({ days: 6 })
  if (period !== 'last-working-day') return last.minus({ months: monthsOf[period] })
  let day = last.minus({ days: 1 })
  while (day.weekday > 5) day = day.minus({ days: 1 })
  return day
}

function isoDay(at: DateTime): string {
  return at.toFormat('yyyy-MM-dd')
}
