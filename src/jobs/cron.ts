import type { Cron } from 'croner'
import { AppError, messageOf } from '../base/app-error.ts'

/**
 * The next moment after `after` at which the cron line (five fields, as in crontab(5)) is due in the time zone.
 * Rejects with an AppError for a line or a zone that cannot be read, or that is never due.
 */
export async function nextTick(line: string, zone: string, after: Date): Promise<Date> {
  const next = (await parseCron(line, zone)).nextRun(after)
  if (next !== null) return next
  throw new AppError('wrong-use', `The schedule "${line}" is never due.`, { hint: 'Try: "0 8 * * 1-5"' })
}

async function parseCron(line: string, zone: string): Promise<Cron> {
  const { Cron } = await import('croner')
  try {
    const cron = new Cron(line, { timezone: zone, mode: '5-part', paused: true })
    cron.nextRun()
    return cron
  } catch (error) {
    const sentence = `The schedule "${line}" in the zone "${zone}" cannot be read: ${messageOf(error)}`
    const hint =
      'Try five fields, minute hour day month weekday, and a zone: "0 8 * * 1-5" Africa/Johannesburg'
    throw new AppError('wrong-use', sentence, { hint, cause: error })
  }
}
