import * as v from 'valibot'
import { defineOperation } from './operation.ts'

const now = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'it is no ISO time'),
)
const zone = v.pipe(v.string(), v.check(isZone, 'it is no time zone such as "Africa/Johannesburg"'))

/** What a phrase, or the one before the colon of a line, says of a time: the date alone where no time is given. */
export const date = defineOperation(v.object({ text: v.string(), now, zone }), async (asked) => {
  const { readMoment } = await import('../../domain/moment.ts')
  const { readEntryLine } = await import('../../domain/entry-line.ts')
  const read = (phrase: string) => readMoment(phrase, new Date(asked.now), asked.zone)
  const whole = read(asked.text)
  const said = 'none' in whole ? readEntryLine(asked.text).when : undefined
  const moment = said === undefined ? whole : read(said)
  if ('none' in moment) return { none: true }
  if ('ambiguous' in moment) return { ambiguous: moment.ambiguous }
  return { at: moment.dateOnly ? moment.at.slice(0, 10) : moment.at }
})

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
