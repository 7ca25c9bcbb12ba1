import { Cron } from 'croner'
import { AppError, messageOf } from '../base/app-error.ts'

/**
 * The next moment after `after` at which the cron line (five fields, as in crontab(5)) is due in the time zone.
 * Throws an AppError for a line or a zone that cannot be read, or that is never due.
 */
export function nextTick(line: string, zone: string, after: Date): Date {
  const next = parseCron(line, zone).nextRun(after)
  if (next === null) {
    throw new AppError('wrong-use', `The schedule "${line}" is never due.`, { hint: 'Try: "0 8 * * 1-5"' })
  }
  return next
}

function parseCron(line: string, zone: string): Cron {
  try {
    return new Cron(line, { timezone: zone, mode: '5-part', paused: true })
  } catch (error) {
    throw new AppError(
      'wrong-use',
      `The schedule "${line}" in the zone "${zone}" cannot be read: ${messageOf(error)}`,
      {
        hint: 'Try five fields, minute hour day month weekday: "0 8 * * 1-5"',
        cause: error,
      },
    )
  }
}
