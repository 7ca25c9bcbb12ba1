import { AppError } from '../base/app-error.ts'
import { listWords, truncate } from '../base/text.ts'
import type { App } from './app.ts'

/** How a person is asked which of several readings of a date was meant; undefined where nobody answers. */
export type ChooseReading = (phrase: string, readings: readonly string[]) => Promise<string | undefined>

export interface TimeWish {
  phrase: string
  /** The IANA time zone in which it was said. */
  zone: string
  /** The command that says a reading plainly, for the hint: `nightdesk log -d 2026-04-03 "offsite"`. */
  retype: (reading: string) => string
  /** What did not happen: `Nothing was logged.` */
  otherwise: string
  choose?: ChooseReading | undefined
}

/** What a phrase says: the moment, and the whole local day in which it lies. */
export interface SaidTime {
  at: Date
  dateOnly: boolean
  day: { start: Date; end: Date }
}

const slack = 60_000

/** When something was done. Today without a time is now. Throws for no date, two readings and the future. */
export async function timeOfEntry(app: App, wish: TimeWish): Promise<Date> {
  const now = app.clock()
  const said = await readTime(app, wish)
  if (said.dateOnly && said.day.start <= now && now < said.day.end) return now
  if (said.at.getTime() <= now.getTime() + slack) return said.at
  throw new AppError(
    'wrong-use',
    `"${wish.phrase}" is ${isoOf(said.at, wish.zone)}, which has not come yet. ${wish.otherwise}`,
    { hint: `A work log holds what was done. Try: ${wish.retype('now')}` },
  )
}

/** Reads a date or time. Throws wrong-use for none, needs-answer for two readings that nobody chose between. */
export async function readTime(app: App, wish: TimeWish): Promise<SaidTime> {
  const { dayOf, readMoment } = await import('../domain/moment.ts')
  const moment = readMoment(wish.phrase, app.clock(), wish.zone)
  if ('at' in moment)
    return { at: new Date(moment.at), dateOnly: moment.dateOnly, day: dayOf(moment.at, wish.zone) }
  if ('none' in moment) throw noDate(wish)
  const chosen = await wish.choose?.(wish.phrase, moment.ambiguous)
  if (chosen === undefined) throw twoReadings(wish, moment.ambiguous)
  return await readTime(app, { ...wish, phrase: chosen })
}

function noDate(wish: TimeWish): AppError {
  return new AppError('wrong-use', `"${truncate(wish.phrase, 60)}" is no date. ${wish.otherwise}`.trim(), {
    hint: `Try: ${wish.retype('"yesterday 9am"')}`,
  })
}

function twoReadings(wish: TimeWish, readings: readonly string[]): AppError {
  const sentence = `"${wish.phrase}" can be ${meaningsOf(readings)}. ${wish.otherwise}`.trim()
  return new AppError('needs-answer', sentence, {
    hint: readings
      .map((reading, index) => `${index === 0 ? 'Try:' : 'or: '} ${wish.retype(reading)}`)
      .join('\n'),
  })
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** `3 April or 4 March 2026`; the years stand apart where they differ, and a time stays beside its date. */
function meaningsOf(readings: readonly string[]): string {
  const dates = readings.map((reading) => {
    const [date = '', time] = reading.split('T')
    const [year = '', month, day] = date.split('-')
    const name = `${Number(day)} ${months[Number(month) - 1]}`
    return { year, name, time: time === undefined ? '' : ` ${time.slice(0, 5)}` }
  })
  const years = new Set(dates.map(({ year }) => year))
  const words = dates.map(({ year, name, time }) => (years.size === 1 ? name : `${name} ${year}`) + time)
  return years.size === 1 ? `${listWords(words, 'or')} ${[...years][0]}` : listWords(words, 'or')
}

function isoOf(at: Date, zone: string): string {
  return at.toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
}
